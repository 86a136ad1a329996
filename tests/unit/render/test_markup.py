"""Entry Markdown as HTML."""

import re
from dataclasses import replace

import pytest

from nosograph.model.entries import Organisation
from nosograph.prose.syntax import BLOCKS
from nosograph.render.markup import html
from nosograph.render.references import ReferenceList
from nosograph.render.written import Prose
from tests.unit.render.examples import curated


@pytest.fixture
def prose():
    entry = curated().entry
    return Prose(entry, ReferenceList(entry.references), "en")


def shown(prose, text):
    return html(prose.written(text))


def test_a_citation_links_to_its_reference_and_can_be_linked_back_to(prose):
    page = shown(prose, "Known [@example2001].")

    assert '<small>[<a href="#r1" id="c1a">1</a>]</small>' in page
    assert [back.target for back in prose.references.shown()[0].back] == ["c1a"]


def test_works_are_numbered_as_they_are_first_cited(prose):
    shown(prose, "One [@example2002]. Two [@example2001]. Again [@example2002].")

    first = prose.references.shown()[0]
    assert first.title == "The disease that still does not exist"
    assert [back.letter for back in first.back] == ["a", "b"]


def test_locators_and_secondary_sources_are_said(prose):
    page = shown(prose, "Old [@examplesite, p. 3, as cited in @example2002, p. 5].")

    text = re.sub(r"<[^>]+>", "", page)
    assert "[1, p. 3 as cited in 2, p. 5]" in text


def test_a_missing_reference_is_said_to_be_missing(prose):
    assert "reference missing: nowhere" in shown(prose, "Claim [@nowhere].")


def test_html_in_the_text_stays_text(prose):
    page = shown(prose, '<script>alert(1)</script> <b onclick="x">b</b>')

    assert "<script" not in page
    assert "<b" not in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_links_that_run_something_are_not_made(prose, address):
    assert "href" not in shown(prose, f"[here]({address})")


def test_pictures_are_not_embedded(prose):
    assert "<img" not in shown(prose, "![alt](https://example.org/x.png)")


@pytest.mark.parametrize("name", BLOCKS)
def test_marked_blocks_carry_their_title(prose, name):
    page = shown(prose, f"::: {name}\nText.\n:::")

    assert f'class="block {name}"' in page
    assert prose.words["block_" + name] in page


def test_a_figure_stands_with_its_unit_and_source(prose):
    page = shown(prose, "It affects {{figure:incidence-atlantis}}.")

    assert "0.5\N{NO-BREAK SPACE}per million per year" in page
    assert 'href="#r1"' in page


def test_figures_of_a_topic_become_a_table(prose):
    page = shown(prose, "{{figures:incidence}}")

    assert page.count("<tr>") == 3
    assert "Utopia 2002" in page


def test_the_entrys_findings_become_a_table_per_population(prose):
    page = shown(prose, "{{findings}}")

    assert "Children" in page
    assert "7 of 12 (58 %)" in page
    assert "very frequent" in page
    assert page.count("<table>") == 2


def test_a_finding_is_linked_by_its_label(prose):
    assert '<a href="/t/HP:0001251">Ataxia</a>' in shown(prose, "{{hp:HP:0001251}}")


def test_organisations_become_a_list(prose):
    assert 'href="https://example.org/"' in shown(prose, "{{organisations}}")


def test_of_many_organisations_ten_are_shown_first():
    each = Organisation("Society", "centre", "Atlantis")
    entry = replace(curated().entry, organisations=(each,) * 12)
    page = shown(Prose(entry, ReferenceList(()), "en"), "{{organisations}}")

    before, folded = page.split("<summary>2 more places</summary>")
    assert before.count("<li>") == 10
    assert folded.count("<li>") == 2


def test_a_figure_that_the_entry_lacks_is_marked(prose):
    assert "<mark>nothing</mark>" in shown(prose, "{{figure:nothing}}")


def test_headings_stand_below_the_page_title(prose):
    assert "<h3>Age</h3>" in shown(prose, "## Age")


def test_wide_tables_scroll_with_the_keyboard_and_have_their_own_names(prose):
    table = "| a | b |\n|:--|--:|\n| 1 | 2 |\n"
    page = shown(prose, table + "\n\n" + table)

    assert page.count('tabindex="0"') == page.count("<table>") == page.count("</table></div>") == 2
    assert 'aria-label="Table 1"' in page
    assert 'aria-label="Table 2"' in page


def test_nothing_leaves_with_a_style_attribute(prose):
    page = shown(prose, "| a | b | c |\n|:-:|--:|:--|\n| 1 | 2 | 3 |\n")

    assert "style" not in page
    assert 'class="right"' in page


def test_another_entry_is_linked_for_the_same_audience():
    entry = curated().entry
    told = Prose(entry, ReferenceList(entry.references), "de", beside="patient/")
    read = Prose(entry, ReferenceList(entry.references), "en")

    assert 'href="/de/d/marfan-syndrome/patient/"' in shown(told, "[so](entry:marfan-syndrome)")
    assert 'href="/d/marfan-syndrome/"' in shown(read, "[so](entry:marfan-syndrome)")
