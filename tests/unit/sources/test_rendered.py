"""Damaged copies of a wiki's page: what is had back, and what is said to be gone."""

import pytest

from nosograph.prose.tree import Listing, walk
from nosograph.sources.wikitext.flattened import found_in
from nosograph.sources.wikitext.page import DOUBTS, Provenance
from nosograph.sources.wikitext.rendered import lines_of, repaired
from nosograph.sources.wikitext.rendered_html import html_lines

BLANK = "\xa0\n"
CHART = BLANK * 6 + "SEEN\n" + BLANK * 40 + "Wait\n" + BLANK * 5 + "Treat\n" + BLANK * 30
PAGE = f"""Health Site Find a Doctor

Example palsy

Editor-In-Chief: A. Example, M.D. [1] Associate Editor(s)-in-Chief: B. Example[2]

Synonyms and keywords:dancing example, palsy (of examples, rare), EP

Overview

Overview

Example palsy is rare and starts early.[1]
Causes

Causes

Diagnosis

Diagnosis

Criteria

  • The diagnosis needs at least 2 of the following 3:[1]

Symptoms

  • It comes slowly.
    • In the limbs.
  • The signs are:[1]

Treatment

Treatment


{CHART}
Surgery

References

References

  1. 1.0 1.1 Smith, Ann, and Bo Jones. “A palsy for examples.” Journal of Ex 3.2 (2010): 10-12.
  2. Pike M, Ran- som T. Example palsy. Handb Ex 2013;112:1209–11.
  3. “Site – Example Palsy”. SITE. 07/04/2020. Check date values in: |date= (help)


Template:Example Sources

Back to the article
"""


@pytest.fixture(scope="module")
def page():
    return repaired(PAGE, Provenance(""))


def found(page, slug: str) -> list[str]:
    return [doubt.value for doubt in page.doubts if doubt.slug == slug]


def test_headings_are_kept_once_and_those_without_text_are_named(page):
    assert [each.title for each in page.sections] == [
        "", "Overview", "Causes", "Diagnosis", "Criteria", "Symptoms", "Treatment", "Surgery",
    ]  # fmt: skip
    assert found(page, "doubled-heading") == [
        "Overview", "Causes", "Diagnosis", "Treatment", "References",
    ]  # fmt: skip
    assert found(page, "empty-section") == ["Causes", "Criteria", "Surgery"]


def test_a_sentence_that_leads_to_nothing_is_named(page):
    assert [each.split(":")[0] for each in found(page, "lost-list")] == ["Criteria", "Symptoms"]


def test_lists_keep_their_depth(page):
    (listing,) = (n for n in walk(page.sections[5].blocks[:1]) if isinstance(n, Listing)
                  and len(n.items) == 2)  # fmt: skip

    assert isinstance(listing.items[0][1], Listing)


def test_the_site_is_told_from_the_page(page):
    assert page.title == "Example palsy"
    assert page.synonyms == ("dancing example", "palsy (of examples, rare)", "EP")
    assert page.editors == ("A. Example, M.D.", "B. Example")
    assert found(page, "site-text") == [
        "Health Site Find a Doctor", "Template:Example Sources", "Back to the article",
    ]  # fmt: skip


def test_references_are_parsed_mended_and_counted(page):
    first, second, third = page.references

    assert first.csl["author"][0] == {"family": "Smith", "given": "Ann"}
    assert (first.csl["volume"], first.csl["issue"], first.csl["page"]) == ("3", "2", "10-12")
    assert (first.names, first.uses) == (("1.0", "1.1"), 3)
    assert second.csl["author"][1] == {"family": "Ransom", "given": "T"}
    assert third.csl["issued"] == {"date-parts": [[2020]]}
    assert "Check date" not in str(third.csl)
    assert found(page, "date-error") == ["reference 3: 07/04/2020."]
    assert [each.split(":")[0] for each in found(page, "orphan-reference")] == [
        "reference 2", "reference 3",
    ]  # fmt: skip


def test_a_flowchart_is_rebuilt_from_its_boxes_and_every_edge_says_so(page):
    (chart,) = page.charts

    edges = {
        (step.title, chart.pathway.step(edge.to).title) for step, edge in chart.pathway.edges()
    }
    assert edges == {("SEEN", "Wait"), ("SEEN", "Treat")}
    assert all(edge.inferred for _, edge in chart.pathway.edges())
    assert chart.section == "Treatment"


def test_every_doubt_is_one_of_those_that_are_listed(page):
    assert {each.slug for each in page.doubts} <= set(DOUBTS)


@pytest.mark.parametrize(
    ("rows", "edges"),
    [
        ([[0], [0, 8]], {(0, 1), (0, 2)}),
        ([[0, 11, 23], [0, 4, 8, 13, 17, 21, 25, 29]],
         {(0, 3), (0, 4), (1, 5), (1, 6), (1, 7), (2, 8), (2, 9), (2, 10)}),
        ([[0, 4, 8, 13, 17, 21, 25, 29], [0, 14, 19, 25]],
         {(0, 8), (4, 9), (4, 10), (6, 11)}),
    ],
)  # fmt: skip
def test_boxes_hang_from_the_box_above_their_middle(rows, edges):
    cells: list[str] = []
    for row in rows:
        cells += [""] * 60
        past = 0
        for number, at in enumerate(row):
            cells += [""] * (at - past) + [f"box {number}"]
            past = at + 3

    assert set(found_in(cells).edges) == edges


def test_a_page_in_html_is_read_by_its_elements():
    page = repaired(HTML, Provenance(""), html_lines(HTML))

    assert page.title == "Example palsy"
    assert found(page, "empty-section") == ["Causes"]
    assert found(page, "orphan-reference") == ["reference 2: Page – Example"]
    assert [step.title for step in page.charts[0].pathway.steps] == ["Seen", "Wait", "Treat"]
    (listing,) = page.sections[2].blocks
    assert isinstance(listing, Listing)
    assert isinstance(listing.items[0][1], Listing)


CELLS = "<td>&nbsp;</td>"
HTML = f"""<html><body><h1>Example palsy</h1>
<p>It is rare.<sup><a href="#cite_note-1">[1]</a></sup></p>
<h2>Causes<span class="mw-editsection">[edit]</span></h2>
<h2>Symptoms</h2><ul><li>Ataxia<ul><li>of the limbs</li></ul></li><li>Tremor</li></ul>
<h2>Treatment</h2><table><tr>{CELLS * 3}<td>Seen</td>{CELLS * 30}</tr>
<tr>{CELLS}<td>Wait</td>{CELLS * 2}<td>Treat</td>{CELLS}</tr></table>
<h2>References</h2><ol class="references">
<li><span class="mw-cite-backlink">↑</span> Pike M. Example. Handb Ex 2013;112:1209–11.</li>
<li>“Page – Example”. Site. 7 April 2020.</li></ol><footer>© x</footer></body></html>"""


def test_any_text_is_a_page():
    for text in ("", "\n", "a", "\xa0\n" * 30, "References\n\nReferences\n", "1. x", "• a\n  • b"):
        repaired(text, Provenance("x"))
        repaired(text, Provenance("x"), html_lines(text))
        lines_of(text)
