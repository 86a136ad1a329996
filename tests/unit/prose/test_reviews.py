from dataclasses import replace
from datetime import date

from nosograph.entries.read import read_entry
from nosograph.model.changes import Change, ChangeKind
from nosograph.model.entries import ReviewRecord
from nosograph.model.problems import Problems
from nosograph.prose.reviews import is_of_now, stale, state_of
from tests.conftest import TINY_DICTIONARY

ENTRY = read_entry(TINY_DICTIONARY / "example-syndrome", Problems())


def reviewed(*states, entry=ENTRY):
    records = tuple(
        ReviewRecord(f"Reader {number}", "reader", date(2026, 1, 1), "none declared", state=state)
        for number, state in enumerate(states)
    )
    return replace(entry, review=replace(entry.review, records=records))


def test_a_state_is_the_same_until_a_claim_or_a_tool_changes():
    state = state_of(ENTRY)

    assert state_of(reviewed("a")) == state
    assert state_of(replace(ENTRY, patient={})) == state
    assert state_of(replace(ENTRY, pathways=())) != state
    assert state_of(replace(ENTRY, figures=ENTRY.figures[1:])) != state


def test_reviews_of_an_earlier_state_are_stale_and_those_without_one_say_nothing():
    entry = reviewed(state_of(ENTRY), "earlier", "")

    assert [each.by for each in stale(entry)] == ["Reader 1"]
    assert [is_of_now(each, entry) for each in entry.review.records] == [True, False, None]


def test_a_change_of_numbers_limits_or_denials_is_one_of_meaning():
    def semantic(before, after, part="claim"):
        return Change(ChangeKind.REWORDED, part, "", before=before, after=after).is_semantic

    assert semantic("in 61 %", "in 16 %")
    assert semantic("at least two", "two")
    assert semantic("it is treated", "it is not treated")
    assert semantic("a value", "another value", "figure")
    assert not semantic("found in 61 % of children", "in 61 % of children it was found")
    assert Change(ChangeKind.SOURCES, "claim", "").is_semantic
