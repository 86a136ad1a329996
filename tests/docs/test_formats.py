"""What the pages on formats show can be read: entries, criteria, cases, courses, mappings."""

import configparser
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from nosograph.build.vignettes import checked_at_work
from nosograph.cli import app
from nosograph.directory.mapped_csv import load_mapping
from nosograph.formats.cases import read_cases, read_short_case
from nosograph.formats.courses import read_course
from nosograph.model.ontology import Ontology, Term
from nosograph.model.problems import Problems
from nosograph.reasoning.differential import parameters
from tests.docs.fragments import DOCS, fragment, fragments, plain
from tests.docs.test_commands_run import parse
from tests.unit.entries.examples import NAMES, ONTOLOGY, SLUG, copied

DEPLOY = DOCS.parent / "deploy"

ENTRIES, CRITERIA = "reference/entry-format.md", "reference/criteria.md"
SOURCES = "orpha1183 pang2010 dancingeyes mitchell2002"
"""Works that the page cites and the example entry does not."""
KNOWN = {
    **NAMES, "ORPHA:1183": "Opsoclonus-myoclonus syndrome", "ICD-10-CM:B05": "Measles",
}  # fmt: skip
TERMS = Ontology(
    "test",
    {**ONTOLOGY.terms, "HP:0010543": Term("HP:0010543", "Opsoclonus", parents=("HP:0000707",))},
)


def problems(root: Path, day: date = date(2026, 12, 1)) -> set[tuple[str, str]]:
    """File and slug of what is wrong with a dictionary."""
    found = checked_at_work(root, TERMS, KNOWN, day).problems.found
    return {(each.path.rpartition("/")[2], each.slug) for each in found}


@pytest.fixture
def root(tmp_path):
    """The example dictionary, which has the works that the page cites."""
    root = copied(tmp_path)
    path = root / SLUG / "references.json"
    works = json.loads(path.read_text(encoding="utf-8"))
    works += [
        {"custom": {"status": "invented"}, "id": key, "title": key, "type": "book"}
        for key in SOURCES.split()
    ]
    path.write_text(json.dumps(works), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("file", "left"),
    [
        # Defaults are written out, to be explained.
        ("entry.yaml", {"not-canonical"}),
        ("pathways.yaml", set()),
        ("workup.yaml", {"not-canonical"}),
        ("scales.yaml", set()),
        ("differential.yaml", {"unknown-entry"}),
        ("twins.yaml", {"stale-section"}),
        ("wiki.yaml", set()),
        ("patient.en.md", {"stale-section"}),
    ],
)
def test_the_checker_takes_what_the_page_on_entries_shows(file, left, root):
    text = fragment(ENTRIES, f"`{file}`")
    (root / SLUG / file).write_text(plain(text) if file.endswith(".yaml") else text, "utf-8")

    assert {slug for name, slug in problems(root) if name == file} == left


def test_the_checker_takes_the_presentation_that_the_page_shows(root):
    text = plain(fragment(ENTRIES, "`presentation.yaml`"))
    (root / "suddenly-unsteady" / "presentation.yaml").write_text(text, "utf-8")

    found = {slug for name, slug in problems(root) if name == "presentation.yaml"}
    assert found == {"not-canonical"}


BESIDE = ("lexicons/findings.de.yaml", "lexicons/diseases.de.yaml", "portals.yaml")


@pytest.mark.parametrize("file", BESIDE)
def test_the_checker_takes_the_files_beside_the_folders_that_the_page_shows(file, root):
    (root / file).write_text(plain(fragment(ENTRIES, f"`{file}`")), "utf-8")

    assert file not in {name for name, _ in problems(root)}


def test_the_checker_takes_the_review_that_the_page_shows(root):
    path = root / SLUG / "entry.yaml"
    ((_, _, review),) = [
        each for each in fragments("how-to/keep-an-entry-current.md") if each[1] == "yaml"
    ]
    old = path.read_text("utf-8")
    text, count = re.subn(r"review:\n.*?(?=findings:)", review, old, flags=re.S)
    assert count == 1
    path.write_text(text, encoding="utf-8")

    assert not {slug for name, slug in problems(root) if name == "entry.yaml"}


def test_every_fragment_of_the_pages_on_formats_is_put_to_the_test():
    tested = [
        *((ENTRIES, f"`{name}.yaml`") for name in (
            "entry", "presentation", "pathways", "workup", "differential", "scales", "twins", "wiki",
        )),
        *((ENTRIES, f"`{file}`") for file in BESIDE),
        (ENTRIES, "`patient.en.md`"), (ENTRIES, "Courses"),
        (CRITERIA, "A set"), (CRITERIA, "A set"), (CRITERIA, "Relations"),
        (CRITERIA, "Vignettes"), (CRITERIA, "Cases"),
    ]  # fmt: skip
    shown = [(page, heading) for page in (ENTRIES, CRITERIA) for heading, _, _ in fragments(page)]
    assert sorted(shown) == sorted(tested)


# The language of criteria

ITEMS = """
- {id: a, title: A}
- {id: b, title: B}
- {id: c, title: C}
- {id: d, title: D}
- {id: orbital_plexiform, title: Orbital}
- {id: plexiform, title: Plexiform}
- {id: over_15_mm, title: Over 15 mm, kind: quantity, unit: '1'}
- {id: over_5_mm, title: Over 5 mm, kind: quantity, unit: '1'}
"""
X = {
    "for_days": {"kind": "quantity", "unit": "d"},
    "quantity": {"kind": "quantity", "unit": "%"},
    "after_day": {"kind": "quantity", "unit": "%"},
    "repeated": {"kind": "quantity", "unit": "%"},
    "switch": {"kind": "choice", "words": ["low", "high"]},
}
"""What `x` is, by the word that uses it; else a fact."""
LEFT_OUT = {
    "at_least: …": "at_least: {count: 1, of: [a, b]}",
    "quantity: …": "quantity: {item: x, at_least: 6.5 %}",
    "domains: […]": "domains: [{name: skin, group: clinical, of: [{points: 12, of: a}]}]",
}
WORDS = re.findall(r"^\| `(.+)` \|", (DOCS / CRITERIA).read_text("utf-8"), re.M)


def criteria_set(word: str = "a") -> dict:
    """The set of the page, its gaps filled by the page's other fragments and by a criterion."""
    for gap, filling in LEFT_OUT.items():
        word = word.replace(gap, filling)
    criterion = yaml.safe_load(word)
    x = X.get(next(iter(criterion)), {}) if isinstance(criterion, dict) else {}
    (shown,) = yaml.safe_load(plain(fragment(CRITERIA, "A set")))["sets"]
    items = yaml.safe_load(plain(fragment(CRITERIA, "A set", 1)) + ITEMS)
    return shown | {
        "items": [*items, {"id": "x", "title": "X"} | x],
        "parts": [{"id": "name", "criterion": "a"}],
        "relations": yaml.safe_load(plain(fragment(CRITERIA, "Relations")))["relations"],
        "levels": [{"id": "met", "title": "Met", "criterion": criterion}],
        "notes": [{"text": "Invented.", "sources": ["example2001"]}],
    }


def test_the_words_are_all_found():
    assert len(WORDS) == 16


@pytest.mark.parametrize("word", WORDS)
def test_the_checker_takes_every_word_that_the_page_on_criteria_lists(word, root):
    text = yaml.safe_dump({"sets": [criteria_set(word)]}, allow_unicode=True)
    (root / SLUG / "criteria.yaml").write_text(text, encoding="utf-8")
    (root / SLUG / "vignettes.json").write_text('{"vignettes": []}', encoding="utf-8")

    assert {slug for name, slug in problems(root) if name == "criteria.yaml"} == {"not-canonical"}


def test_the_vignette_that_the_page_shows_comes_out_right(root):
    text = '{"vignettes": [' + fragment(CRITERIA, "Vignettes") + "]}"
    (root / SLUG / "vignettes.json").write_text(text, encoding="utf-8")

    assert {slug for name, slug in problems(root) if name == "vignettes.json"} == {"not-canonical"}


# Cases, courses, mappings, services


def read_whole(read, *arguments):
    """What a reader makes of a text; whatever it complains of fails the test."""
    found = Problems()
    answer = read(*arguments, found)
    told = list(answer) if isinstance(answer, Iterator) else answer
    assert found.found == []
    return told


def test_the_case_that_the_page_shows_is_read_whole():
    (case,) = read_whole(read_cases, fragment(CRITERIA, "Cases"), "case.json")

    assert len(case.statements) == 4
    assert (str(case.age), case.sex) == ("P1Y8M", "FEMALE")


def test_the_short_case_that_the_page_shows_is_read_whole():
    (short,) = re.findall(r"A short form: `(.+)`", (DOCS / CRITERIA).read_text("utf-8"))
    case = read_whole(read_short_case, short)

    assert len(case.statements) == 2
    assert (str(case.age), case.sex) == ("P1Y8M", "MALE")


def test_the_courses_that_the_page_shows_are_read_whole():
    (shown,) = re.findall(r"In JSON: `(.+)`", (DOCS / ENTRIES).read_text("utf-8"))
    table = read_whole(read_course, fragment(ENTRIES, "Courses"), "course.csv", ("steps",))
    json_course = read_whole(read_course, shown, "course.json", ("steps",))

    assert [(each.on.isoformat(), each.total, each.relapse) for each in table.visits] == [
        ("2026-01-02", None, False),
        ("2026-03-01", 2, True),
    ]
    assert [dict(each.ratings) for each in json_course.visits] == [{"steps": 3}]


def test_the_mapping_that_the_page_shows_is_one(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(fragment("how-to/import-a-directory.md", "A mapping"), encoding="utf-8")
    mapping = load_mapping(path)

    assert mapping.columns["name"] == "Arzt"
    assert mapping.specialties == {"neuropädiatrie": "2084N0402X"}


def test_the_services_that_are_given_start_what_there_is_where_it_listens():
    unit = configparser.ConfigParser(strict=False)  # systemd's units repeat keys
    unit.optionxform = str
    unit.read_string((DEPLOY / "nosograph.service").read_text("utf-8"))
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    program, *arguments = unit["Service"]["ExecStart"].split()

    assert program.endswith("/bin/nosograph")
    parse(get_command(app), arguments)
    port = next(p for p in get_command(app).commands["serve"].params if p.name == "port")
    assert f"127.0.0.1:{port.default}" in nginx
    assert nginx.count("{") == nginx.count("}")


def test_the_formula_that_the_page_shows_has_the_numbers_of_the_model():
    ((_, _, formula),) = [each for each in fragments("explanation/ranking.md") if each[1] == "text"]
    numbers = [float(each) for each in re.findall(r"\d+(?:\.\d+)?", formula)]

    assert numbers == [
        pytest.approx(1 - parameters.FADE), parameters.FADE,
        parameters.LENGTH, parameters.LENGTH, parameters.LENGTH_POWER,
        parameters.COVERED, 1, parameters.NOISE,
    ]  # fmt: skip
