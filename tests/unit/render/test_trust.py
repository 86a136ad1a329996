"""What pages say about reviews, staleness and reading grades."""

import re
from dataclasses import replace
from datetime import date

import pytest

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Chapter, Kind, PatientSection, ReviewRecord
from nosograph.prose.claims import claims_of
from nosograph.prose.twins import confirmed, twin_states
from nosograph.render.claim_report import claim_report
from nosograph.render.pages import entry_page
from nosograph.render.site import SiteInfo
from nosograph.render.trust import CLAIMS_PER_PAGE, claim_place, claims_page
from tests.unit.prose.test_claims import entry

EASY = "The brain gets a wrong message. So the eyes jump and the legs shake. " * 3
SECTION = PatientSection("How many?", "how-many", ("chapter-1",), EASY)
ENTRY = entry("It is rare [@read2001].", patient={"en": (SECTION,), "de": (SECTION,)})


def page(whole, audience=Audience.PATIENT, language="en", built=date(2026, 2, 1)):
    disease = Disease("example", Kind.CURATED, "Example", (), (), (), entry=whole)
    return entry_page(
        disease, audience=audience, language=language, site=SiteInfo("2026.02.01-0", built)
    )


def stale():
    seen = tuple(confirmed(ENTRY, twin_states(ENTRY), date(2026, 1, 15), "Editors"))
    return replace(
        ENTRY, professional=entry("It is common [@read2001].").professional, confirmations=seen
    )


def test_a_patient_page_tells_how_hard_it_is_to_read():
    assert "Reading level: school year ≤ 1 (Flesch–Kincaid)" in page(ENTRY)
    assert "(Wiener Sachtextformel)" in page(ENTRY, language="de")


def test_a_stale_section_says_so_above_its_text():
    note = "This section may be out of date: the professional text behind it has changed"

    assert page(stale()).index(note) < page(stale()).rindex("The brain gets")
    assert note not in page(ENTRY)
    assert "verglichen wurden" in page(stale(), language="de")


@pytest.mark.parametrize("audience", Audience)
def test_a_review_that_is_overdue_is_said_on_the_page(audience):
    late = page(ENTRY, audience, built=date(2027, 2, 1))

    assert "Review overdue since 1 January 2027" in late
    assert "overdue" not in page(ENTRY, audience)


def test_reviews_are_shown_with_role_day_and_conflicts():
    record = ReviewRecord(
        "A. Reader", "neurologist", date(2026, 1, 2), "none declared", "all of it"
    )
    whole = replace(ENTRY, review=replace(ENTRY.review, status="reviewed", records=(record,)))

    assert (
        "A. Reader, neurologist, 2 January 2026; conflicts of interest: none declared (all of it)"
        in page(whole, Audience.PROFESSIONAL)
    )


def test_a_retracted_work_is_marked_in_the_references():
    (read, *others) = ENTRY.references
    gone = replace(read, csl={**read.csl, "custom": {"retracted": "cited for its history"}})
    whole = replace(ENTRY, references=(gone, *others))

    assert "Retracted. cited for its history" in page(whole, Audience.PROFESSIONAL)


def test_the_audience_switch_knows_the_other_place_of_every_part():
    chapters = (
        Chapter("Chapter 1", 1, "It is rare [@read2001]."),
        Chapter("A part of it", 2, "It is odd [@read2001]."),
        Chapter("Chapter 2", 1, "Nothing [@read2001]."),
    )
    professional = page(replace(ENTRY, professional=chapters), Audience.PROFESSIONAL)
    patient = page(ENTRY)

    def twin(text, id):
        return re.search(
            rf'<section(?: class="chapter")?( data-twin="[\w-]+")?>\n<h\d id="{id}"', text
        )

    assert twin(professional, "chapter-1")[1] == ' data-twin="how-many"'
    assert twin(professional, "a-part-of-it")[1] == ' data-twin="how-many"'
    assert twin(professional, "chapter-2")[1] is None
    assert twin(patient, "how-many")[1] == ' data-twin="chapter-1"'


def test_many_claims_stand_on_several_pages_and_every_link_leads_to_the_right_one():
    many = "\n\n".join(f"Statement number {n} [@read2001]." for n in range(2 * CLAIMS_PER_PAGE + 1))
    long = entry("It is rare [@read2001].", many)
    claims = claims_of(long)
    disease = Disease("example", Kind.CURATED, "Example", (), (), (), entry=long)
    listed = {}
    for page in (1, 2, 3, 4):
        shown = claims_page(disease, long, claims, claim_report(long), "en", page=page)
        if page < 4:
            listed |= {each.id: page for group in shown.groups for each in group.claims}

    assert set(listed) == {each.id for each in claims}
    assert shown.pages.number == 3  # there is no fourth
    assert [title for title, _, _ in shown.chapters] == ["Chapter 1", "Chapter 2"]
    for number, claim in enumerate(claims):
        place = claim_place(claim, number)
        asked = re.fullmatch(rf"claims/(?:\?page=(\d+))?#{claim.id}", place)
        assert asked is not None
        assert listed[claim.id] == int(asked[1] or 1)
