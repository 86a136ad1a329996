"""Drafts of entries made of a wiki's page: nothing lost, nothing made up, the rest to do."""

import json
from datetime import date
from pathlib import Path

import pytest

from nosograph.entries.check import checked_dictionary
from nosograph.entries.draft_chapters import chapter_of, placed
from nosograph.entries.drafts import draft_of, slug_of
from nosograph.entries.read import read_entry
from nosograph.model.entries import LEFT_OVER, STANDARD_CHAPTERS
from nosograph.model.problems import Problems
from nosograph.prose.read import read
from nosograph.sources.wikitext.fidelity import in_order, said, visible
from nosograph.sources.wikitext.page import Provenance
from nosograph.sources.wikitext.read import read_page
from tests.unit.entries.examples import ONTOLOGY

PAGE = Path("tests/fixtures/wiki/example-palsy.wiki").read_text(encoding="utf-8")
DAY = date(2026, 1, 15)
EDITORS = {
    "empty-chapter", "left-over", "missing-file", "missing-key", "template-residue",
    "text-after-citation", "unsourced-claim",
}  # fmt: skip
"""What only a person can supply."""


def drafted(text: str = PAGE, title: str = "Example palsy", entries=None):
    told = Provenance(title, site="Example wiki", revision="7", licence="CC-BY-SA-3.0")
    return draft_of(read_page(text, told), text, DAY, entries)


def folder(draft, root: Path) -> Path:
    place = root / draft.entry.slug
    place.mkdir()
    for name, text in draft.files().items():
        (place / name).write_bytes(text.encode())
    return place


def chapter(draft, title: str) -> str:
    return next(each.text for each in draft.entry.professional if each.title == title)


def headings(draft) -> list[tuple[int, str]]:
    return [(each.level, each.title) for each in draft.entry.professional]


def test_the_checker_asks_only_for_what_an_editor_has_to_supply(tmp_path):
    result = checked_dictionary(folder(drafted(), tmp_path), ONTOLOGY, {}, DAY)

    assert {each.slug for each in result.problems.found} <= EDITORS


def test_a_draft_reads_back_as_the_same_entry(tmp_path):
    draft = drafted()

    assert read_entry(folder(draft, tmp_path), Problems()) == draft.entry


def test_every_word_of_the_page_stands_in_the_draft():
    draft = drafted()
    words = [word for each in draft.entry.professional for word in said(read(each.text))]
    wanted = visible(PAGE.replace("== ", "<!-- ").replace(" ==", " -->").replace("=<", "<"))

    assert not set(wanted) - set(words)
    lead = visible(PAGE[: PAGE.index("== Signs")])
    assert in_order(lead, words) == len(lead)


def test_chapters_stand_in_their_order_and_what_has_none_stands_behind():
    draft = drafted()

    own = (3, "Society and culture")
    assert [each for each in headings(draft) if each != own] == [*STANDARD_CHAPTERS, (1, LEFT_OVER)]
    assert headings(draft)[headings(draft).index(own) - 1] == (1, "Treatment")
    assert chapter(draft, "Clinical features").startswith("There are several:[@smith2010]")
    assert "template Example navbox, line 61, under References" in chapter(draft, LEFT_OVER)


@pytest.mark.parametrize(
    ("heading", "standard"),
    [
        ("Signs and symptoms", "Clinical features"),
        ("Differentiating Example palsy from other Diseases", "Differentiating from other diseases"),
        ("Natural History, Complications and Prognosis", "Natural history, complications and prognosis"),
        ("Epidemiology and Demographics", "Epidemiology and demographics"),
        ("Mechanism", "Pathophysiology"),
        ("Ursachen", "Causes"),
        ("Society and culture", None),
        ("Historic places", None),
    ],
)  # fmt: skip
def test_headings_of_medical_wikis_stand_for_chapters(heading, standard):
    assert chapter_of(heading) == standard


def test_a_chapter_within_another_section_is_not_torn_out_of_it():
    page = read_page("== Culture ==\na\n=== History ===\nb\n== Causes ==\nc", Provenance("X"))

    assert [(e.section.title, e.chapter, e.mapped) for e in placed(page.sections)][1:] == [
        ("Culture", "Overview", False),
        ("History", "Overview", False),
        ("Causes", "Causes", True),
    ]


def test_symptoms_below_the_diagnosis_are_a_part_of_it():
    page = read_page("== Diagnosis ==\n=== Symptoms ===\na", Provenance("X"))

    assert [each.chapter for each in placed(page.sections)][-1] == "History and symptoms"


def test_a_draft_names_its_page_and_keeps_its_terms():
    origin = drafted().entry.origin

    assert (origin.page, origin.site, origin.revision) == ("Example palsy", "Example wiki", "7")
    assert origin.licence == "CC-BY-SA-3.0"
    assert drafted().entry.licence == "CC-BY-SA-4.0"


def test_links_lead_to_entries_that_are_there_and_nowhere_else():
    draft = drafted(entries={"Ataxia": "ataxia"})

    assert "[Ataxia](entry:ataxia)" in chapter(draft, "Clinical features")
    assert "made-up disease of" in chapter(draft, "Overview")


def test_a_work_that_is_cited_in_two_forms_is_one():
    text = "a<ref>{{cite journal|title=T|doi=10.1000/x}}</ref> b<ref>{{cite web|title=U|doi=10.1000/x}}</ref>"
    draft = drafted(text)

    (work,) = draft.entry.references
    assert (
        work.csl["custom"]["variants"]
        == [
            {
                "title": "U",
                "type": "webpage",
                "custom": {"status": "taken from the wiki; not looked up"},
            }
        ]
        or work.csl["custom"]["variants"][0]["title"] == "U"
    )
    assert json.loads(draft.files()["references.json"])[0]["DOI"] == "10.1000/x"


def test_a_chart_with_several_beginnings_gets_one():
    text = "{{chart | A01 | | B01 |A01=One|B01=Two}}"
    (pathway,) = drafted(text).entry.pathways

    assert [step.title for step in pathway.steps] == ["Example palsy", "One", "Two"]
    assert all(edge.inferred for edge in pathway.steps[0].leads_to)


@pytest.mark.parametrize(
    ("title", "slug"), [("Sjögren's syndrome", "sjogren-s-syndrome"), ("眩暈", "page")]
)
def test_a_title_makes_a_slug(title, slug):
    assert slug_of(title) == slug


def test_a_draft_that_lost_words_says_so_on_top():
    page = read_page("It is rare.", Provenance("Palsy"))

    draft = draft_of(page, "It is rare.", DAY, lost=("gone", "words"))

    assert chapter(draft, "Overview").startswith("::: left\nwords of the page")
    assert "gone, words\n:::\n\nIt is rare." in chapter(draft, "Overview")
    assert "::: left" not in chapter(draft_of(page, "It is rare.", DAY), "Overview")
