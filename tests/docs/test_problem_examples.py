"""The example of each problem's page, put into the example entry, earns the problem.

The fragment is taken from the page; the table says what of the entry it takes the place of.
"""

import re
from pathlib import Path
from textwrap import indent

import pytest

from nosograph.build.annotations import arrays
from nosograph.build.edited import edited
from nosograph.build.reachable import FEW, unreachable
from nosograph.build.vignettes import checked_at_work
from nosograph.entries.problems import CATALOGUE
from nosograph.entries.template import new_entry
from nosograph.entries.write import write_entry
from nosograph.formats.cases import read_cases
from nosograph.model.annotations import Frequency
from nosograph.model.entries import Kind
from nosograph.model.ontology import Ontology, Term
from nosograph.model.problems import Problem, Problems
from nosograph.sources.twins import DiseaseGroup
from tests.diagnosis_worlds import disease, row
from tests.unit.entries.examples import EXAMPLES, NAMES, ONTOLOGY, SLUG, TODAY, copied

PAGES = Path(__file__).parents[2] / "docs/reference/problems"
YAML, PRO, REFS = "entry.yaml", "professional.md", "references.json"
EN, DE = "patient.en.md", "patient.de.md"
WAY, TWINS, SETS, CASES = "pathways.yaml", "twins.yaml", "criteria.yaml", "vignettes.json"
DIFF = "differential.yaml"

CLAIM = r"What is known about screening was invented for tests \[@example2001\]\."
FINDING = r"- term: HP:0001336\n  label: Myoclonus"
CODE = r"- code: ICD-10:G25\.3"
FINDINGS_LIST = r"findings:\n.*(?=figures:)"
REVIEW = r"review:\n.*(?=findings:)"
STEPS = r"  - id: look\n.*"
WAIT = r"  - id: wait\n.*"
FIGURES = r"figures:\n.*(?=organisations:)"
FIGURE = r"- id: incidence-atlantis\n.*(?=- id: incidence-utopia)"
DUE = r"due: 2027-01-15"
DATES = r"updated: 2026-01-15\n  due: 2027-01-15"
SECTION = r"# What[^\n]*\n\n[^\n]*"
NOTE = r"- section: what-is-it\n  language: en\n.*?(?=- section)"

PLACES = {
    "bad-character": (YAML, "Sample disease"),
    "bad-code": (YAML, CODE),
    "bad-date": (YAML, DUE),
    "bad-doi": (REFS, r'"DOI": "10.1234/example.2001"'),
    "bad-frequency": (YAML, "frequency: 7/12"),
    "bad-json": (REFS, r'"DOI": "10.1234/example.2001",\n    "PMID": "1"'),
    "bad-pmcid": (REFS, '"PMCID": "PMC1"'),
    "bad-pmid": (REFS, '"PMID": "1"'),
    "bad-review": (YAML, REVIEW),
    "bad-slug": (YAML, r"former_slugs: \[sample-disease\]"),
    "bad-url": (YAML, r"url: https://example\.org/"),
    "bad-value": (YAML, "population: child"),
    "bad-yaml": (YAML, "name: Example syndrome"),
    "code-name": (YAML, r"name: Example syndrome\n.*- code: ORPHA:9999991"),
    "dead-end": (WAY, WAIT),
    "doubled-chapter": (PRO, "# Overview"),
    "duplicate-code": (YAML, r"codes:\n.*(?=former_slugs:)"),
    "duplicate-finding": (YAML, FINDINGS_LIST),
    "duplicate-id": (YAML, FIGURES),
    "duplicate-key": (YAML, "name: Example syndrome"),
    "duplicate-name": (YAML, r"name: Example syndrome\nnames:\n- text: Sample disease"),
    "duplicate-reference": (REFS, r"(?<=^\[)"),
    "duplicate-slug": (YAML, r"former_slugs: \[sample-disease\]"),
    "empty-chapter": (PRO, r"# Screening\n.*# Diagnosis"),
    "failing-vignette": (CASES, r'(?<="vignettes": \[)'),
    "hard-to-read": (EN, SECTION),
    "incomplete-figure": (YAML, FIGURE),
    "incomplete-reference": (REFS, r"(?<=^\[)"),
    "licensed-system": (YAML, CODE),
    "left-over": (PRO, r"::: editorial\n.*?\n:::"),
    "lost-licence": (YAML, "licence: CC-BY-SA-4.0"),
    "misplaced-chapter": (PRO, "## Surgery"),
    "missing-chapter": (PRO, r"# Risk factors.*# Natural history, complications and prognosis"),
    "missing-key": (YAML, r"- term: HP:0001251\n  label: Ataxia"),
    "not-a-finding": (YAML, FINDING),
    "not-canonical": (YAML, r"phase: \[onset, acute\]"),
    "obsolete-hpo-id": (YAML, FINDING),
    "retracted-reference": (REFS, r"(?<=^\[)"),
    "review-overdue": (YAML, DATES),
    "section-without-id": (EN, r"# What[^\n]*"),
    "sections-differ": (DE, r"# Was[^\n]*"),
    "shared-name": (YAML, "- text: Sample disease"),
    "stale-review": (YAML, REVIEW),
    "stale-section": (TWINS, NOTE),
    "stray-text": (PRO, r"# Key facts\n.*# Overview"),
    "unclosed-block": (PRO, r"What is known about pathophysiology.*# Causes"),
    "uncited-reference": (REFS, r"(?<=^\[)"),
    "undecidable": (SETS, r"at_least:\n        count: 1\n        of: \[ataxia, myoclonus\]"),
    "unknown-block": (PRO, "::: secondary"),
    "unknown-chapter": (PRO, "## Surgery"),
    "unknown-code": (YAML, r"- code: ORPHA:9999991"),
    "unknown-entry": (DIFF, r"neighbours:\n- id: marfan\n  name: [^\n]*\n  code: ORPHA:558"),
    "unknown-hpo-id": (YAML, r"- term: HP:0001336"),
    "unknown-item": (SETS, r"at_least:\n        count: 1\n        of: \[ataxia, myoclonus\]"),
    "unknown-key": (YAML, r"(?=editors:)"),
    "unknown-step": (WAY, r"leads_to:\n    - to: look\n      back: true"),
    "unmarked-loop": (WAY, WAIT),
    "unreachable-step": (WAY, STEPS),
    "untied-section": (EN, r"# Where[^\n]*"),
    "unused-figure": (YAML, r"(?=organisations:)"),
    "work-without-notes": (REFS, r'"custom": \{.*?"status": "invented for tests"\n    \}'),
    "wrong-label": (YAML, FINDING),
    "wrong-type": (YAML, r"value: '0\.5'"),
}  # fmt: skip
"""Slug → file, and what the fragment takes the place of; without a row, a claim of the text."""


FILLED = {
    "markdown": "This was invented for tests [@example2001].",
    "json": '"custom": {"status": "invented for tests"}, "type": "book"',
}
"""What is written for "…", by the language of the fragment."""

ELSEWHERE = {
    "stale-section": f"{SLUG}/{EN}",
    "missing-chapter": f"{SLUG}/{PRO}",
    "unmarked-loop": f"{SLUG}/{WAY}",
    "work-without-notes": f"{SLUG}/{REFS}",
}
"""Slug → the file in which it is reported, where that is not at the fragment itself."""

KNOWN = {"ORPHA:558": "Marfan syndrome", **NAMES}
FINDINGS = Ontology(
    "test",
    {
        **ONTOLOGY.terms,
        "HP:0000006": Term("HP:0000006", "Autosomal dominant inheritance"),
        "HP:0001945": Term("HP:0001945", "Fever", parents=("HP:0000118",)),
    },
    replaced=ONTOLOGY.replaced,
    obsolete=ONTOLOGY.obsolete,
)


def example(slug: str) -> tuple[str, str]:
    """The language and the text of a page's fragment."""
    page = (PAGES / f"{slug}.md").read_text(encoding="utf-8")
    ((language, text),) = re.findall(r"^```(\w+)\n(.*?)\n```", page, re.M | re.S)
    return language, text.replace(r"\x07", "\x07")


def put(fragment: str, language: str, text: str, pattern: str) -> tuple[str, range]:
    """The text with the fragment in place of what the pattern finds, and its lines."""
    match = re.search(pattern, text, re.S)
    assert match, pattern
    fragment = fragment.replace("…", FILLED.get(language, ""))
    start = text[: match.start()].rpartition("\n")[2] + match[0]
    if language == "yaml":
        fragment = re.sub(r" +#.*", "", fragment)
        fragment = indent(fragment, " " * (len(start) - len(start.lstrip()))).lstrip(" ")
        fragment = " " * (len(match[0]) - len(match[0].lstrip(" "))) + fragment
    if not match[0] or match[0].endswith("\n"):
        fragment += "," if language == "json" else "\n"
    first = text.count("\n", 0, match.start()) + 1
    lines = range(first, first + fragment.count("\n") + 1)
    return text[: match.start()] + fragment + text[match.end() :], lines


def problems(root: Path) -> list[Problem]:
    """What is wrong with the copy, its vignettes included."""
    return checked_at_work(root, FINDINGS, KNOWN, TODAY).problems.found


FILES = {"missing-file", "unknown-file"}
BUILT = {"unreachable-entry"}
"""Slugs that only a build reports."""
CASES_ALONE = {"other-form", "record-left-out"}
"""Slugs that only files of cases have."""
BOUNDS = {"too-much"}
"""Slugs whose examples are too long to print."""


@pytest.mark.parametrize("slug", sorted(set(CATALOGUE) - FILES - BUILT - CASES_ALONE - BOUNDS))
def test_the_example_earns_the_problem_where_it_stands(slug, tmp_path):
    root = copied(tmp_path)
    if slug == "shared-name":
        other = new_entry("another-syndrome", "Dancing eye syndrome", (), Kind.STUB, TODAY)
        write_entry(other, root / "another-syndrome")
    language, fragment = example(slug)
    file, pattern = PLACES.get(slug, (PRO, CLAIM))
    path = root / SLUG / file
    text, lines = put(fragment, language, path.read_text(encoding="utf-8"), pattern)
    path.write_text(text, encoding="utf-8")

    found = [each for each in problems(root) if each.slug == slug]

    if slug in ELSEWHERE:
        assert ELSEWHERE[slug] in {each.path for each in found}
    else:
        assert any(each.path == f"{SLUG}/{file}" and each.line in lines for each in found)


@pytest.mark.parametrize("slug", sorted(FILES))
def test_a_file_is_missed_or_not_known(slug, tmp_path):
    root = copied(tmp_path)
    _, name = example(slug)
    path = root / name
    path.unlink() if slug == "missing-file" else path.write_text("[]", encoding="utf-8")

    assert slug in {each.slug for each in problems(root)}


def test_an_entry_with_the_findings_of_the_example_is_not_found(tmp_path):
    root = copied(tmp_path)
    often = {"HP:0001945": [row(Frequency(1, 1))]}
    others = [
        DiseaseGroup((disease(f"OMIM:10000{n}", f"Like {n}", often),)) for n in range(FEW + 1)
    ]

    def told() -> list[tuple[str, str]]:
        own = edited(checked_at_work(root, FINDINGS, KNOWN, TODAY).entries)
        assert own
        found = unreachable(arrays(FINDINGS, others, {}, "test", own), own)
        return [(each.slug, each.path) for each in found]

    assert told() == []
    entry, chapters = root / SLUG / YAML, root / SLUG / PRO
    language, fragment = example("unreachable-entry")
    text, _ = put(fragment, language, entry.read_text(encoding="utf-8"), FINDINGS_LIST)
    entry.write_text(text, encoding="utf-8")
    text = chapters.read_text(encoding="utf-8").replace("hp:HP:0001251", "hp:HP:0001945")
    chapters.write_text(text, encoding="utf-8")
    assert told() == [("unreachable-entry", f"{SLUG}/{YAML}")]


def test_the_entry_itself_earns_none():
    assert problems(EXAMPLES) == []


@pytest.mark.parametrize("slug", sorted(CASES_ALONE))
def test_the_example_of_a_case_file_earns_its_problem(slug):
    found = Problems()

    list(read_cases(example(slug)[1], "case", found))

    assert [each.slug for each in found.found] == [slug]
