"""A section is confirmed for what it rendered then, and for nothing else."""

from dataclasses import replace
from datetime import date

from nosograph.model.entries import Chapter, PatientSection
from nosograph.prose.twins import TwinStatus, confirmed, twin_states
from tests.unit.prose.test_claims import entry

DAY = date(2026, 1, 15)


def twin(text="It is rare [@read2001].", plain="Few have it."):
    section = PatientSection("How many?", "how-many", ("chapter-1",), plain)
    return entry(text, "Other [@read2001].", patient={"en": (section,)})


def state(whole):
    (found,) = twin_states(whole)
    return found


def confirmed_now(whole):
    return tuple(confirmed(whole, twin_states(whole), DAY, "Editors"))


def test_a_section_that_nobody_compared_is_unconfirmed():
    assert state(twin()).status is TwinStatus.UNCONFIRMED


def test_a_section_that_was_just_compared_is_confirmed():
    whole = replace(twin(), confirmations=confirmed_now(twin()))

    assert state(whole).status is TwinStatus.CONFIRMED
    assert state(whole).confirmation.on == DAY


def test_a_reworded_claim_makes_it_stale_until_it_is_confirmed_again():
    changed = replace(twin("It is very rare [@read2001]."), confirmations=confirmed_now(twin()))

    assert state(changed).status is TwinStatus.STALE
    assert [claim.text for claim in state(changed).new] == ["It is very rare"]
    assert (state(changed).changed, len(state(changed).gone)) == (1, 1)
    again = replace(changed, confirmations=confirmed_now(changed))
    assert state(again).status is TwinStatus.CONFIRMED


def test_other_words_of_its_own_make_it_stale():
    changed = replace(twin(plain="Many have it."), confirmations=confirmed_now(twin()))

    assert state(changed).reworded


def test_a_change_in_a_chapter_that_it_does_not_render_leaves_it_alone():
    chapters = (twin().professional[0], Chapter("Chapter 2", 1, "Else [@read2001]."))
    whole = replace(twin(), professional=chapters, confirmations=confirmed_now(twin()))

    assert state(whole).status is TwinStatus.CONFIRMED


def test_confirming_one_section_keeps_what_was_said_of_the_others():
    sections = twin().patient["en"] + (PatientSection("Else", "else", ("chapter-2",), "Else."),)
    whole = replace(twin(), patient={"en": sections})
    first = tuple(confirmed(whole, twin_states(whole)[:1], DAY, "Editors"))
    whole = replace(whole, confirmations=first)
    both = tuple(confirmed(whole, twin_states(whole)[1:], date(2026, 2, 1), "Others"))

    assert [(each.section, each.by) for each in both] == [
        ("how-many", "Editors"),
        ("else", "Others"),
    ]
