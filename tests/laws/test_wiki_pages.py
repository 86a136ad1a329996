"""What hard pages say is read, in order and whole, whatever language and habit they are written in."""

from datetime import date
from time import process_time

import pytest

from nosograph.entries.importing import imported
from nosograph.prose.read import read
from nosograph.prose.write import written
from nosograph.sources.wikitext.fidelity import in_order, of_page, said, words
from nosograph.sources.wikitext.page import Provenance
from nosograph.sources.wikitext.read import read_page
from tests.wiki_pages import HARD

DAY = date(2026, 11, 30)


@pytest.mark.parametrize("name", HARD)
def test_a_hard_page_keeps_its_words_headings_and_works(name):
    text, visible, headings, works = HARD[name]

    made = imported(text, Provenance(name), DAY)
    page, wanted = made.page, words(visible)

    assert in_order(wanted, of_page(page)) >= 0.995 * len(wanted)
    assert made.kept.recall >= 0.995
    assert all(had <= kept for had, kept in made.kept.counts.values())
    if headings is not None:
        assert [each.title for each in page.sections if each.level] == headings
    if works is not None:
        assert len(page.references) == works
    for section in page.sections:
        assert list(said(read(written(section.blocks)))) == list(said(section.blocks))


@pytest.mark.parametrize(
    "mark",
    ["<ref>", "<div>", "<b>x", "[http://x ", "[[", "{{", "{|\n", "*", "<!--", "<nowiki>", "'''", "|",
     "{{{", "&", "=", "<", "{{[[", "{|\n|", "<table><tr><td>", "<ul><li>"],
)  # fmt: skip
def test_a_mark_that_is_said_over_and_over_takes_time_in_proportion(mark):
    def seconds(times: int) -> float:
        begun = process_time()
        read_page(f"{mark * times}end", Provenance("Example"))
        return process_time() - begun

    seconds(50)
    few, many = seconds(500), seconds(4_000)

    # Eight times as much may take thirty times as long; what grows with the square takes 64.
    assert many < max(30 * few, 1.5)


def test_a_page_of_one_long_line_is_read():
    page = read_page("'''word''' [[of|of]] a {{nowrap|line}} " * 5_000, Provenance("Example"))

    assert len(of_page(page)) == 20_000


@pytest.mark.parametrize(
    ("rows", "edges"),
    [
        # A line across that nothing else leads to comes from the box above the crossing.
        (("| | | | |AAA| | | |", "| |p|-|-|-|*|-|-|-|q|", "|BBB| |CCC| |DDD|"), {"AB", "AC", "AD"}),
        (("| | | | |AAA| | | |", "| |r|~|~|~|#|~|~|~|n|", "|BBB| |CCC| |DDD|"), {"AB", "AC", "AD"}),
        # One that nothing else leads on from leads to the box below it.
        (("|AAA| |BBB| |CCC|", "| |c|~|~|~|#|~|~|~|j|", "| | | | |DDD| | | |"), {"AD", "BD", "CD"}),
    ],
)
def test_lines_meet_in_a_crossing_where_one_would_come_from_or_lead_nowhere(rows, edges):
    text = "\n".join("{{chart" + row + "}}" for row in rows)

    (chart,) = read_page(text, Provenance("Example")).charts

    title = {step.id: step.title for step in chart.pathway.steps}
    drawn = {(title[step.id] + title[edge.to])[::3] for step, edge in chart.pathway.edges()}
    assert drawn == edges
    assert all(edge.inferred for _, edge in chart.pathway.edges())
