"""What holds for the claims of any entry."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from nosograph.build.changes import Edition, differences
from nosograph.model.diseases import Disease
from nosograph.model.entries import PatientSection
from nosograph.prose.claims import claim_id, claims_of
from nosograph.prose.reading import reading_of
from nosograph.prose.twins import TwinStatus, confirmed, twin_states
from tests.strategies import figures, findings, lines, marked_texts, tuples
from tests.unit.prose.test_claims import entry

DAY = date(2026, 1, 15)


@st.composite
def entries(draw):
    """An entry of some text, figures and findings, and a section that renders it."""
    section = PatientSection("Told", "told", ("chapter-1",), draw(marked_texts))
    return entry(
        *draw(st.lists(marked_texts, min_size=1, max_size=3)),
        figures=draw(tuples(figures, max_size=2)),
        findings=draw(tuples(findings, max_size=2)),
        patient={"en": (section,)},
    )


@given(entries())
def test_no_two_claims_share_an_id(whole):
    claims = claims_of(whole)

    assert len({claim.id for claim in claims}) == len(claims)


@given(lines)
def test_capitals_and_spaces_do_not_matter_to_an_id(line):
    assert claim_id(f"  {line.casefold()} ") == claim_id(line)


@given(entries())
def test_what_was_just_confirmed_is_confirmed(whole):
    seen = tuple(confirmed(whole, twin_states(whole), DAY, "Editors"))
    (state,) = twin_states(replace(whole, confirmations=seen))

    assert state.status is TwinStatus.CONFIRMED


@given(entries())
def test_an_entry_does_not_differ_from_itself(whole):
    edition = Edition(Disease(whole.slug, whole.kind, whole.name, (), (), (), entry=whole))

    assert differences(edition, edition) == ()


@given(marked_texts, st.sampled_from(["en", "de"]))
def test_any_text_has_a_grade_or_none(text, language):
    reading = reading_of(text * 5, language)

    assert reading is None or reading.words >= reading.sentences > 0
