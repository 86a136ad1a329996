"""Pathways, drawn and listed."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given

from nosograph.model.pathways import Edge, Pathway, Step
from nosograph.render.diagram import as_svg
from nosograph.render.layout import flat, tall
from nosograph.render.pathway import alone, as_dot, as_json, as_text, shown_steps
from nosograph.render.references import ReferenceList
from tests.strategies import pathways

SVG = "{http://www.w3.org/2000/svg}"
JOINED = Pathway(
    "p", "Joined", "nobody", "invented", ("a",),
    (
        Step("start", "Start", leads_to=(Edge("one"), Edge("two", when="seen", inferred="guess"))),
        Step("one", "First way", leads_to=(Edge("end"),)),
        Step("two", "Second way", leads_to=(Edge("end"), Edge("start", back=True))),
        Step("end", "The end", ends=True, sources=("a",)),
    ),
)  # fmt: skip


shapes = pytest.mark.parametrize("shape", ["flat", "tall"])


@shapes
@given(pathways())
def test_every_step_is_a_box_that_leads_to_it_and_every_edge_a_line(shape, pathway):
    picture = ElementTree.fromstring(as_svg(pathway, shape=shape))

    steps = [
        each.get("href")
        for each in picture.iter(f"{SVG}a")
        if "way-on" not in each.find(f"{SVG}rect").get("class")
    ]
    lines = [e for e in picture.iter(f"{SVG}path") if "edge" in (e.get("class") or "")]
    assert sorted(steps) == sorted(f"#step-{step.id}" for step in pathway.steps)
    assert len(lines) == len(list(pathway.edges()))


@pytest.mark.parametrize("layout", [flat, tall])
@given(pathways())
def test_no_place_takes_another_s(layout, pathway):
    drawing = layout(pathway)

    for one, other in combinations(drawing.places, 2):
        across = one.x + one.width <= other.x or other.x + other.width <= one.x
        down = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert across or down
    assert all(each.x >= 0 and each.x + each.width <= drawing.width for each in drawing.places)
    assert all(each.y >= 0 and each.y + each.height <= drawing.height for each in drawing.places)


def test_what_returns_or_was_shown_before_is_named_where_it_is_left():
    assert [each.lines for each in tall(JOINED).places if each.kind == "link"] == [
        ("→ The end",),
        ("↺ Start",),
    ]
    assert [each.lines for each in flat(JOINED).places if each.kind == "link"] == [("↺ Start",)]


@given(pathways())
def test_the_list_names_every_step_once_and_every_edge(pathway):
    def walk(step):
        yield step
        for edge in step.edges:
            if edge.listed:
                yield from walk(edge.listed)

    listed = list(walk(shown_steps(pathway, ReferenceList(), "en")))

    assert sorted(each.id for each in listed) == sorted(step.id for step in pathway.steps)
    assert sum(len(each.edges) for each in listed) == len(list(pathway.edges()))


def test_a_step_that_two_lead_to_is_listed_once_and_named_twice():
    text = as_text(JOINED)

    assert text.count("The end (end) [a]") == 1
    assert "go to: The end" in text
    assert "go to: Start" in text


def test_inferred_lines_are_marked_everywhere():
    assert as_svg(JOINED).count("edge inferred") == 1
    assert "~ if seen: Second way" in as_text(JOINED)
    assert "style=dashed" in as_dot(JOINED)
    assert as_json(JOINED)["steps"][0]["leads_to"][1]["inferred"] == "guess"


def test_a_picture_alone_brings_its_style():
    assert ElementTree.fromstring(alone(JOINED, "/p#{}"))[0].tag == f"{SVG}style"
