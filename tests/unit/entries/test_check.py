"""The checker finds what authors get wrong, says where, and stays calm about everything else."""

import time

import pytest

from nosograph.entries.problems import CATALOGUE
from tests.unit.entries.examples import EXAMPLES, SLUG, checked, copied
from tests.unit.entries.mistakes import MISTAKES

NUMBERED = [f"{number}-{each.slug}" for number, each in enumerate(MISTAKES)]


def slugs(result):
    return {problem.slug for problem in result.problems.found}


def test_the_example_has_no_problems():
    result = checked(EXAMPLES)

    assert result.problems.found == []
    assert [entry.slug for entry in result.entries] == [SLUG, "suddenly-unsteady"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=NUMBERED)
def test_a_mistake_is_found_where_it_was_made(mistake, tmp_path):
    root = copied(tmp_path)
    place = mistake.make(root)

    found = checked(root).problems.found
    places = {(each.slug, each.path, each.line, each.column) for each in found}
    others = {each.slug for each in found} - {mistake.slug, *FOLLOWS, *mistake.also}

    assert (mistake.slug, f"{SLUG}/{mistake.file}", *place) in places
    assert others == set()


@pytest.mark.parametrize("mistake", MISTAKES, ids=NUMBERED)
def test_every_problem_says_what_to_do(mistake, tmp_path):
    root = copied(tmp_path)
    mistake.make(root)

    for problem in checked(root).problems.found:
        assert problem.hint
        assert not problem.message[0].isupper() or problem.message[:2].isupper()
        assert not problem.message.endswith(".")


FOLLOWS = {"not-canonical", "stale-section", "number-not-noted", "work-without-notes"}
"""What nearly every change of a text brings with it, and every number that is made up for a test."""

ELSEWHERE = {
    "failing-vignette", "missing-file", "other-form", "record-left-out", "shared-name", "too-much", "unknown-file",
    "unreachable-entry",
}  # fmt: skip
"""Slugs that no change of one of these files earns; they have tests of their own."""


def test_every_slug_is_earned_by_a_mistake():
    assert {each.slug for each in MISTAKES} | ELSEWHERE == set(CATALOGUE)


@pytest.mark.parametrize(
    "name", ["entry.yaml", "professional.md", "patient.en.md", "references.json"]
)
def test_a_file_that_is_needed_and_not_there_is_reported(name, tmp_path):
    root = copied(tmp_path)
    (root / SLUG / name).unlink()

    assert "missing-file" in slugs(checked(root))


def test_a_folder_without_entry_yaml_is_reported_and_left_out(tmp_path):
    root = copied(tmp_path)
    (root / SLUG / "entry.yaml").unlink()
    result = checked(root)

    assert slugs(result) == {"missing-file"}
    assert result.broken == (SLUG,)


def test_a_file_that_cannot_be_read_is_reported(tmp_path):
    root = copied(tmp_path)
    (root / SLUG / "professional.md").unlink()
    (root / SLUG / "professional.md").mkdir()

    assert "missing-file" in slugs(checked(root))


def test_an_unknown_file_is_reported_with_the_name_that_was_meant(tmp_path):
    root = copied(tmp_path)
    (root / SLUG / "refrences.json").write_text("[]")
    (problem,) = checked(root).problems.found

    assert problem.slug == "unknown-file"
    assert "references.json" in problem.hint


def test_bytes_that_are_not_utf_8_are_reported_with_their_place(tmp_path):
    root = copied(tmp_path)
    path = root / SLUG / "patient.de.md"
    path.write_bytes(path.read_bytes().replace(b"Niemand hat", b"Niemand h\xe4t"))
    found = [each for each in checked(root).problems.found if each.slug == "bad-character"]

    assert (found[0].line, found[0].column) == (3, 10)


def test_windows_line_ends_are_reported_once(tmp_path):
    root = copied(tmp_path)
    path = root / SLUG / "professional.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert [each.slug for each in checked(root).problems.found] == ["bad-character"]


@pytest.mark.parametrize(
    ("pasted", "slug"), [("- a\n" * 100_000, "too-much"), ("\0" * 190_000, "bad-character")]
)
def test_what_was_pasted_by_mistake_is_told_and_holds_nobody_up(pasted, slug, tmp_path):
    root = copied(tmp_path)
    path = root / SLUG / "patient.de.md"
    path.write_text(path.read_text(encoding="utf-8") + pasted, encoding="utf-8")
    began = time.process_time()

    found = [each for each in checked(root).problems.found if each.slug == slug]

    assert 1 <= len(found) <= 21
    assert time.process_time() - began < 20


def test_a_folder_name_that_is_no_slug_is_reported(tmp_path):
    root = copied(tmp_path)
    (root / SLUG).rename(root / "Example_Syndrome")

    assert "bad-slug" in slugs(checked(root))


def test_a_neighbour_may_be_an_entry_that_stands_beside_it(tmp_path):
    root = copied(tmp_path)
    path = root / SLUG / "differential.yaml"
    path.write_text(path.read_text().replace("name: Nothing at all", "entry: nothing-at-all"))
    (root / "nothing-at-all").mkdir()
    (root / "nothing-at-all" / "entry.yaml").write_text("kind: stub\n")

    assert "unknown-entry" not in slugs(checked(root))
    assert "unknown-entry" not in slugs(checked(root / SLUG))


def test_two_entries_may_not_share_codes_and_should_not_share_names(tmp_path):
    root = copied(tmp_path)
    twin = root / "twin-syndrome"
    (root / SLUG).rename(twin)
    copied(tmp_path / "again").joinpath(SLUG).rename(root / SLUG)
    result = checked(root)

    assert slugs(result) == {"duplicate-code", "duplicate-id", "duplicate-slug", "shared-name"}
    assert result.broken == ("twin-syndrome",)


LIST = "OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate\n"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("10.1234/EXAMPLE.2001,0,Retraction,1/2/2026 0:00\n", True),
        ("unavailable,1,Expression of concern,1/2/2026 0:00\n", True),
        ("10.1234/example.2001,1,Correction,1/2/2026 0:00\n", False),
        ("10.1234/other,0,Retraction,1/2/2026 0:00\n", False),
    ],
)
def test_the_list_of_retractions_is_held_against_every_reference(row, found, tmp_path):
    root = copied(tmp_path)
    (root / "retractions.csv").write_text(LIST + row, encoding="utf-8")

    assert ("retracted-reference" in slugs(checked(root))) is found
    assert ("retracted-reference" in slugs(checked(root / SLUG))) is found


def test_a_list_of_retractions_needs_its_columns(tmp_path):
    root = copied(tmp_path)
    (root / "retractions.csv").write_text("DOI\n10.1234/x\n", encoding="utf-8")

    assert slugs(checked(root)) == {"missing-key"}


def test_a_retracted_work_may_be_cited_with_a_reason(tmp_path):
    root = copied(tmp_path)
    (root / "retractions.csv").write_text(LIST + ",1,Retraction,1/2/2026\n", encoding="utf-8")
    path = root / SLUG / "references.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"read": "abstract"', '"retracted": "history"'), encoding="utf-8")

    assert "retracted-reference" not in slugs(checked(root))


def test_a_stub_needs_no_text(tmp_path):
    root = copied(tmp_path)
    for name in ("professional.md", "patient.en.md", "patient.de.md"):
        (root / SLUG / name).unlink()
    path = root / SLUG / "entry.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("curated", "stub"), encoding="utf-8")

    assert slugs(checked(root)) <= {"unused-figure", "stale-section"}


def test_one_entry_can_be_checked_alone(tmp_path):
    folder = copied(tmp_path) / SLUG
    (folder / "references.json").write_text("[", encoding="utf-8")
    result = checked(folder)

    assert [each.path for each in result.problems.found] == ["references.json"]
    assert result.broken == (SLUG,)


def test_a_reference_that_only_another_file_cites_counts_as_cited(tmp_path):
    root = copied(tmp_path)
    path = root / SLUG / "references.json"
    lonely = '"custom": {"status": "x"}, "id": "lonely", "title": "L", "type": "book"'
    path.write_text(path.read_text().replace("\n]", f",\n  {{{lonely}}}\n]"))
    path = root / SLUG / "differential.yaml"
    path.write_text(path.read_text().replace("[example2002]", "[lonely]"))

    assert slugs(checked(root)) == {"not-canonical"}
