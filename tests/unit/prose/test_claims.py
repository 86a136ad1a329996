"""Claims are cut where their sources stand, and keep their ids."""

from dataclasses import replace
from datetime import date

from nosograph.model.entries import Chapter, Entry, Figure, Finding, Kind, Reference, Review
from nosograph.model.neighbours import Difference, Mind, Neighbour, Neighbourhood
from nosograph.prose.claims import (
    Support,
    claim_id,
    claims_of,
    claims_rendered,
    differential_id,
    marks,
)

READ = Reference("read2001", {"id": "read2001", "custom": {"read": "abstract"}})
TOLD = Reference("told2002", {"id": "told2002", "custom": {"read": "secondary source"}})
AGREED = Reference("agreed2003", {"id": "agreed2003", "custom": {"evidence": "consensus"}})
FIGURE = Figure("rate", "rate", "Rate", "0.5", "per year", "Atlantis", ("read2001",))


def entry(*texts, **more):
    chapters = tuple(Chapter(f"Chapter {n}", 1, text) for n, text in enumerate(texts, 1))
    review = Review("not-reviewed", date(2026, 1, 1), date(2027, 1, 1))
    given = {"references": (READ, TOLD, AGREED), "professional": chapters} | more
    return Entry("example", Kind.CURATED, "Example", review, **given)


def words(*texts, **more):
    return [claim.text for claim in claims_of(entry(*texts, **more))]


def test_each_citation_ends_a_claim():
    assert words("It is rare [@read2001].\nIt is old [@told2002], and odd [@read2001].") == [
        "It is rare",
        "It is old",
        "and odd",
    ]


def test_citations_side_by_side_support_one_claim():
    (claim,) = claims_of(entry("It is rare [@read2001] [@told2002]."))

    assert [each.key for each in claim.backings] == ["read2001", "told2002"]


def test_items_and_rows_are_claims_and_what_leads_in_to_them_is_not():
    text = "Signs are:\n\n- ataxia [@read2001]\n- **tremor** [@read2001]\n\n| a | b |\n|---|---|\n| c | d [@read2001] |"

    assert words(text) == ["ataxia", "tremor", "c · d"]


def test_a_figure_brings_its_words_and_its_source():
    (claim,) = claims_of(entry("It strikes {{figure:rate}}.", figures=(FIGURE,)))[:1]

    assert claim.text == "It strikes 0.5 per year"
    assert claim.keys == ("read2001",)


def test_a_table_of_figures_is_a_claim_a_row():
    assert words("{{figures:rate}}", figures=(FIGURE,)) == ["Rate: 0.5 per year, Atlantis"]


def test_findings_are_claims_wherever_they_are_shown():
    finding = Finding("HP:0001251", "Ataxia", "child", ("onset",), None, "", ("read2001",))
    shown = claims_of(entry("{{findings}}", findings=(finding,)))
    hidden = claims_of(entry("", findings=(finding,)))

    assert [each.chapter for each in shown] == ["chapter-1"]
    assert [each.chapter for each in hidden] == ["findings"]
    assert shown[0].id == hidden[0].id


def test_a_source_read_elsewhere_is_secondary_and_an_agreement_is_expert():
    found = claims_of(
        entry(
            "One [@read2001]. Two [@told2002]. Three [@agreed2003]. Four [@read2001, as cited in @told2002]."
        )
    )

    assert [each.support for each in found] == [
        Support.DIRECT,
        Support.SECONDARY,
        Support.EXPERT,
        Support.SECONDARY,
    ]


def test_a_marked_block_lends_its_kind():
    (secondary, editorial) = claims_of(
        entry("::: secondary\nOne [@read2001].\n:::\n\n::: editorial\nTwo.\n:::")
    )

    assert (secondary.support, secondary.block) == (Support.SECONDARY, "secondary")
    assert (editorial.support, editorial.block) == (Support.NONE, "editorial")


def test_a_locator_is_kept():
    (claim,) = claims_of(entry("It is rare [@read2001, p. 3]."))

    assert claim.backings[0].locator == "p. 3"


def test_an_id_survives_a_move_a_new_source_and_new_markup():
    here, there = claims_of(entry("It is rare [@read2001].", "- It is **rare** [@told2002]"))

    assert there.id == f"{here.id}-2"
    assert here.id == claim_id("it is rare")


def test_an_id_does_not_survive_other_words_nor_another_figure():
    before = claims_of(entry("It strikes {{figure:rate}}.", figures=(FIGURE,)))
    after = claims_of(entry("It strikes {{figure:rate}}.", figures=(replace(FIGURE, value="0.6"),)))

    assert before[0].id != after[0].id


def test_the_last_source_of_a_claim_bears_its_mark():
    text = "One [@read2001] [@told2002]. It strikes {{figure:rate}}.\n\nSigns [@read2001]:"
    claims = claims_of(entry(text, figures=(FIGURE,)))

    assert marks(claims, "chapter-1") == {
        (text.index("[@told2002]"), 0): claim_id("One"),
        (text.index("{{figure"), 0): claim_id("It strikes 0.5 per year"),
    }


def test_a_row_of_a_table_of_data_bears_its_mark():
    other = replace(FIGURE, id="other", topic="other")
    claims = claims_of(entry("All:\n\n{{figures:rate}}", figures=(other, FIGURE)))

    assert marks(claims, "chapter-1") == {(6, 1): claims[0].id}


def test_a_chapter_is_rendered_with_the_parts_below_it():
    chapters = (
        Chapter("Treatment", 1, "A [@read2001]."),
        Chapter("Surgery", 2, "B [@read2001]."),
        Chapter("Prevention", 1, "C [@read2001]."),
    )
    whole = entry(professional=chapters)
    claims = claims_of(whole)

    assert [each.text for each in claims_rendered(whole, ["treatment"], claims)] == ["A", "B"]
    assert [each.text for each in claims_rendered(whole, ["surgery"], claims)] == ["B"]
    assert [each.text for each in claims_rendered(whole, ["prevention"], claims)] == ["C"]


def test_what_tells_two_diseases_apart_is_a_claim_that_names_the_other():
    seen = Difference("Opsoclonus", "typical", "unknown", there_text="it is nystagmus", sources=("read2001",))  # fmt: skip
    mind = Mind("MRI", "normal", "here", "It settles nothing.", sources=("told2002",))
    other = Neighbour("ataxia", "Both unsteady", name="Ataxia", differences=(seen,), tests=(mind,))
    third = replace(other, id="third", name="Third", tests=())

    found = claims_of(entry("", differential=Neighbourhood("", (other, third))))

    assert [(each.kind, each.chapter, each.keys) for each in found] == [
        ("difference", "against-ataxia", ("read2001",)),
        ("result", "against-ataxia", ("told2002",)),
        ("difference", "against-third", ("read2001",)),
    ]
    assert found[0].text == "Against Ataxia: Opsoclonus: here typical; there unknown, it is nystagmus"  # fmt: skip
    assert found[1].text.endswith("MRI: normal, which speaks for this disease. It settles nothing")
    assert found[0].id == differential_id(other, seen) != found[2].id


def test_the_name_that_a_build_gives_the_other_disease_leaves_the_id_alone():
    seen = Difference("Opsoclonus", "typical", "unknown", sources=("read2001",))
    other = Neighbour("ataxia", "Both unsteady", entry="acute-ataxia", differences=(seen,))
    before, after = (
        claims_of(entry("", differential=Neighbourhood("", (each,))))[0]
        for each in (other, replace(other, called="Acute ataxia"))
    )

    assert before.text.startswith("Against acute ataxia:")
    assert after.text.startswith("Against Acute ataxia:")
    assert before.id == after.id
