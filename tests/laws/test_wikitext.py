"""What holds for any page: nothing stops its reading, and charts are the graphs they draw."""

import random
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nosograph.prose.read import read
from nosograph.prose.write import written
from nosograph.sources.wikitext.fidelity import fidelity, said
from nosograph.sources.wikitext.page import DOUBTS, Provenance
from nosograph.sources.wikitext.read import read_page
from nosograph.sources.wikitext.tiles import SETS
from nosograph.sources.wikitext.tiles_written import MOST_PARENTS, tiles_of

PAGE = Path("tests/fixtures/wiki/example-palsy.wiki").read_text(encoding="utf-8")
MARKS = (
    "<ref>", "</ref>", "<ref name=x", "<ref name=x/>", "{{", "}}", "{|", "|}", "[[", "]]", "''",
    "'''", "<div>", "</div>", "<!--", "-->", "<nowiki>", "</nowiki>", "\n|-\n", "\n", "==", "<table>",
    "</td>", "|", "{{{", "<math>", "{{familytree|", "\n*#:;", "<li>", "<gallery>", "\0", "[http://",
    "&#x110000;", "<pre>", "\n:{|", "{{sfn|", "<references>", "__TOC__", "⟦", "\r",
)  # fmt: skip


def mutated(chance: random.Random) -> str:
    """The page with a few marks put in, taken out, or said over and over."""
    text = PAGE
    for _ in range(chance.randint(1, 12)):
        at, mark = chance.randrange(len(text) + 1), chance.choice(MARKS)
        match chance.randrange(4):
            case 0:
                text = text[:at] + mark + text[at:]
            case 1:
                text = text[:at] + text[at + chance.randint(1, 40) :]
            case 2:
                found = text.find(mark, at)
                text = text if found < 0 else text[:found] + text[found + len(mark) :]
            case _:
                text = text[:at] + mark * chance.randint(2, 60) + text[at:]
    return text


@pytest.mark.parametrize("seed", range(150))
def test_no_broken_page_stops_the_reading_or_breaks_what_is_written(seed):
    text = mutated(random.Random(seed))
    begun = process_time()

    page = read_page(text, Provenance("Example"))
    told = fidelity(text, page)

    assert process_time() - begun < 10
    assert 0 <= told.kept <= told.words
    assert {doubt.slug for doubt in page.doubts} <= set(DOUBTS)
    for section in page.sections:
        again = read(written(section.blocks))
        assert list(said(again)) == list(said(section.blocks))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab \n'[]{}|<>/=*#:;!-&_refx")))
def test_any_text_is_a_page(text):
    page = read_page(text, Provenance("Example"))

    for section in page.sections:
        assert list(said(read(written(section.blocks)))) == list(said(section.blocks))


def flowchart(chance: random.Random) -> tuple[list[str], dict[int, list[int]], str]:
    boxes = chance.randint(1, 20)
    children: dict[int, list[int]] = {}
    for child in range(1, boxes):
        parents = min(child, chance.choice((1, 1, 1, 2, MOST_PARENTS)))
        for parent in chance.sample(range(child), parents):
            children.setdefault(parent, []).append(child)
    return [f"Step {number}" for number in range(boxes)], children, chance.choice(sorted(SETS))


@pytest.mark.parametrize("seed", range(500))
def test_a_chart_that_is_drawn_with_tiles_is_the_same_graph_again(seed):
    titles, children, style = flowchart(random.Random(seed))

    (chart,) = read_page(tiles_of(titles, children, style), Provenance("Example")).charts

    number = {step.id: titles.index(step.title) for step in chart.pathway.steps}
    assert sorted(number.values()) == list(range(len(titles)))
    assert {(number[step.id], number[edge.to]) for step, edge in chart.pathway.edges()} == {
        (parent, child) for parent, several in children.items() for child in several
    }
    assert not any(edge.inferred for _, edge in chart.pathway.edges())
    assert {doubt.slug for doubt in chart.doubts} <= {"unreached-box"}
