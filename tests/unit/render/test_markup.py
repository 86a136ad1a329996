"""Entry Markdown as HTML."""

import re

import pytest

from nosograph.render.markup import BLOCKS, Prose
from nosograph.render.references import ReferenceList
from tests.unit.render.examples import curated


@pytest.fixture
def prose():
    entry = curated().entry
    return Prose(entry, ReferenceList(entry.references), "en")


def test_a_citation_links_to_its_reference_and_can_be_linked_back_to(prose):
    html = prose.html("Known [@example2001].")

    assert '[<a href="#ref-1" id="cite-1a" aria-label="Reference 1: Example 2001">1</a>]' in html
    assert [back.target for back in prose.references.shown()[0].back] == ["cite-1a"]


def test_works_are_numbered_as_they_are_first_cited(prose):
    prose.html("One [@example2002]. Two [@example2001]. Again [@example2002].")

    shown = prose.references.shown()
    assert shown[0].title == "The disease that still does not exist"
    assert [back.letter for back in shown[0].back] == ["a", "b"]


def test_locators_and_secondary_sources_are_said(prose):
    html = prose.html("Old [@examplesite, p. 3, as cited in @example2002, p. 5].")

    text = re.sub(r"<[^>]+>", "", html)
    assert "[1, p. 3 as cited in 2, p. 5]" in text


def test_a_missing_reference_is_said_to_be_missing(prose):
    assert "reference missing: nowhere" in prose.html("Claim [@nowhere].")


def test_html_in_the_text_stays_text(prose):
    html = prose.html('<script>alert(1)</script> <b onclick="x">b</b>')

    assert "<script" not in html
    assert "<b" not in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_links_that_run_something_are_not_made(prose, address):
    assert "href" not in prose.html(f"[here]({address})")


def test_pictures_are_not_embedded(prose):
    assert "<img" not in prose.html("![alt](https://example.org/x.png)")


@pytest.mark.parametrize("name", BLOCKS)
def test_marked_blocks_carry_their_title(prose, name):
    html = prose.html(f"::: {name}\nText.\n:::")

    assert f'class="block {name}"' in html
    assert prose.words["block_" + name] in html


def test_a_figure_stands_with_its_unit_and_source(prose):
    html = prose.html("It affects {{figure:incidence-atlantis}}.")

    assert "0.5\N{NO-BREAK SPACE}per million per year" in html
    assert 'href="#ref-1"' in html


def test_figures_of_a_topic_become_a_table(prose):
    html = prose.html("{{figures:incidence}}")

    assert html.count("<tr>") == 3
    assert "Utopia 2002" in html


def test_the_entrys_findings_become_a_table_per_population(prose):
    html = prose.html("{{findings}}")

    assert "Children" in html
    assert "7 of 12 (58 %)" in html
    assert "very frequent" in html
    assert html.count("<table>") == 2


def test_a_finding_is_linked_by_its_label(prose):
    assert '<a href="/t/HP:0001251">Ataxia</a>' in prose.html("{{hp:HP:0001251}}")


def test_organisations_become_a_list(prose):
    assert 'href="https://example.org/"' in prose.html("{{organisations}}")


def test_a_figure_that_the_entry_lacks_is_marked(prose):
    assert "<mark>nothing</mark>" in prose.html("{{figure:nothing}}")


def test_headings_stand_below_the_page_title(prose):
    assert "<h3>Age</h3>" in prose.html("## Age")


def test_wide_tables_scroll_with_the_keyboard_and_have_their_own_names(prose):
    table = "| a | b |\n|:--|--:|\n| 1 | 2 |\n"
    html = prose.html(table + "\n\n" + table)

    assert html.count('tabindex="0"') == html.count("<table>") == html.count("</table></div>") == 2
    assert 'aria-label="Table 1"' in html
    assert 'aria-label="Table 2"' in html


def test_nothing_leaves_with_a_style_attribute(prose):
    html = prose.html("| a | b | c |\n|:-:|--:|:--|\n| 1 | 2 | 3 |\n")

    assert "style" not in html
    assert 'class="right"' in html


def test_another_entry_is_linked_for_the_same_audience():
    entry = curated().entry
    told = Prose(entry, ReferenceList(entry.references), "de", beside="patient/")
    read = Prose(entry, ReferenceList(entry.references), "en")

    assert 'href="/de/d/marfan-syndrome/patient/"' in told.html("[so](entry:marfan-syndrome)")
    assert 'href="/d/marfan-syndrome/"' in read.html("[so](entry:marfan-syndrome)")
