"""What changed from one release to the next."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from nosograph.build.changes import Edition, changes_since, differences
from nosograph.build.compile import build
from nosograph.criteria.nodes import AtLeast, Item
from nosograph.criteria.sets import CriteriaSet, ItemDefinition, Level
from nosograph.library.reader import Library
from nosograph.model.changes import ChangeKind
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import Chapter, CodeLink, Kind, Name, PatientSection, ReviewRecord
from nosograph.render.changes import changes_page
from tests.unit.prose.test_claims import entry

SECTION = PatientSection("How many?", "how-many", ("chapter-1",), "Few have it.")
BEFORE = entry(
    "It is a rare disease of the brain [@read2001].", "Other [@read2001].",
    patient={"en": (SECTION,)},
)  # fmt: skip


def edition(whole, **more):
    given = {"names": (), "codes": (), "findings": (), "entry": whole} | more
    return Edition(Disease("example", Kind.CURATED, "Example", **given))


def changes(after, before=BEFORE):
    return differences(edition(before), edition(after))


def with_text(text):
    return replace(BEFORE, professional=(Chapter("Chapter 1", 1, text), BEFORE.professional[1]))


def test_the_same_entry_has_no_changes():
    assert changes(BEFORE) == ()


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_first_release_with_an_entry_names_who_wrote_it(language):
    day = date(2026, 2, 1)
    several = [(edition(BEFORE), b""), (edition(None), b"")]

    ((slug, history),) = changes_since(
        None, several, {}, "1", day, lambda slug, since: ("Jürgen Example",) if not since else ()
    )

    (release,) = changes_page(edition(BEFORE).disease, history, language).releases
    assert slug == "example"
    assert "Jürgen Example" in release.by
    assert not release.changes
    assert ("first" if language == "en" else "erste") in release.title


def test_a_reworded_statement_is_told_with_the_section_that_it_affects():
    (change,) = changes(with_text("It is a very rare disease of the brain [@read2001]."))

    assert (change.kind, change.part, change.where) == (ChangeKind.REWORDED, "claim", "Chapter 1")
    assert change.before == "It is a rare disease of the brain"
    assert change.after == "It is a very rare disease of the brain"
    assert change.affects == (("en", "how-many", "How many?"),)


def test_a_statement_that_says_something_else_is_removed_and_added():
    found = changes(with_text("Nobody knows its cause [@read2001]."))

    assert [each.kind for each in found] == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_another_source_is_no_other_statement():
    (change,) = changes(with_text("It is a rare disease of the brain [@told2002]."))

    assert change.kind is ChangeKind.SOURCES
    assert change.before.endswith("[read2001]")
    assert change.after.endswith("[told2002]")


def test_a_moved_statement_has_not_changed():
    chapters = (Chapter("Chapter 1", 1, ""), Chapter("Chapter 2", 1, "Other [@read2001]. It is a rare disease of the brain [@read2001]."))  # fmt: skip

    assert changes(replace(BEFORE, professional=chapters)) == ()


def test_a_changed_section_names_codes_and_reviews_are_told():
    section = replace(SECTION, text="Very few have it.")
    record = ReviewRecord("A. Reader", "neurologist", date(2026, 1, 2), "none declared")
    whole = replace(
        BEFORE, patient={"en": (section,)}, review=replace(BEFORE.review, records=(record,))
    )
    after = edition(whole, names=(Name("Exemplary"),), codes=(CodeLink(Code.parse("ORPHA:1183")),))

    found = differences(edition(BEFORE), after)
    assert [(str(each.kind), each.part) for each in found] == [
        ("added", "name"),
        ("added", "code"),
        ("reworded", "section"),
        ("added", "review"),
    ]


ITEMS = (ItemDefinition("eyes", "Eyes"), ItemDefinition("gait", "Gait"), ItemDefinition("sleep", "Sleep"))  # fmt: skip
CRITERIA = CriteriaSet(
    "example-2004", "Example criteria", "diagnosis", ("read2001",), "", "", "",
    ITEMS, (Level("met", "Example", AtLeast(2, (Item("eyes"), Item("gait"), Item("sleep")))),),
)  # fmt: skip


def criteria_changes(after):
    section = replace(SECTION, renders=("diagnosis",))
    whole = replace(BEFORE, patient={"en": (section,)})
    before = replace(edition(whole), criteria=(CRITERIA,))
    return differences(before, replace(before, criteria=after))


def test_a_reworded_criterion_is_told_by_its_number_with_the_section_that_it_affects():
    items = (*ITEMS[:2], ItemDefinition("sleep", "Sleep", definition="Little of it."))
    (change,) = criteria_changes((replace(CRITERIA, items=items),))

    assert (change.part, change.where) == ("criterion", "Example criteria")
    assert (change.before, change.after) == ("3. Sleep", "3. Sleep. Little of it.")
    assert change.affects == (("en", "how-many", "How many?"),)


def test_another_rule_is_told_in_words():
    level = replace(CRITERIA.levels[0], criterion=replace(CRITERIA.levels[0].criterion, count=3))
    (change,) = criteria_changes((replace(CRITERIA, levels=(level,)),))

    assert change.part == "rule"
    assert "at least 2 of" in change.before
    assert "at least 3 of" in change.after


def test_new_and_former_criteria_sets_are_told_by_their_titles():
    (removed,) = criteria_changes(())
    added, _ = criteria_changes((replace(CRITERIA, id="example-2020", title="New"),))

    assert (removed.part, removed.before) == ("criteria", "Example criteria")
    assert {added.before, added.after} <= {"Example criteria", "New", ""}


@pytest.fixture(scope="module")
def second_release(tiny_plan, tiny_release, tmp_path_factory):
    """A release after the tiny one, in which one sentence has other words."""
    place = tmp_path_factory.mktemp("second")
    dictionary = shutil.copytree(tiny_plan.dictionary, place / "dictionary")
    text = dictionary / "example-syndrome" / "professional.md"
    text.write_text(
        text.read_text("utf-8").replace("disease that does not exist", "disease that cannot exist"),
        "utf-8",
    )
    plan = replace(
        tiny_plan, dictionary=dictionary, release=place / "current", previous=tiny_release,
        day=date(2026, 2, 2),
    )  # fmt: skip
    assert build(plan).manifest is not None
    again = replace(plan, previous=plan.release, release=place / "later", day=date(2026, 2, 3))
    assert build(again).manifest is not None
    return plan.release, again.release


def test_a_release_tells_what_changed_since_the_one_before(second_release, tiny_library):
    with Library.open(second_release[0]) as library:
        release, *first = library.changes("example-syndrome")
        others = [
            slug for slug in library.slugs() if any(each.changes for each in library.changes(slug))
        ]

    # The repository of these tests says who wrote the first release's entries; an archive cannot.
    assert [(each.previous, each.changes) for each in first] in ([("", ())], [])

    assert release.previous == tiny_library.manifest.version
    assert [(str(each.kind), each.where) for each in release.changes] == [("reworded", "Overview")]
    assert {id for _, id, _ in release.changes[0].affects} == {"what-is-it", "organisations"}
    assert others == ["example-syndrome"]


def test_history_is_handed_on_when_nothing_changes(second_release):
    with Library.open(second_release[0]) as first, Library.open(second_release[1]) as second:
        assert second.changes("example-syndrome") == first.changes("example-syndrome")
