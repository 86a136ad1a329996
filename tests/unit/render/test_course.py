"""A course, drawn."""

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.model.courses import Course, Visit
from nosograph.reasoning.scales import points
from nosograph.render.course import HEIGHT, WIDTH, alone, as_svg, days, ticks
from nosograph.render.scale import as_json, as_text, course_as_json, course_as_text
from tests.strategies import scales

SVG = "{http://www.w3.org/2000/svg}"
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@st.composite
def courses(draw):
    scale = draw(scales())
    visits = st.builds(Visit, DAYS, st.none() | st.integers(-99, 99), relapse=st.booleans())
    listed = draw(st.lists(visits, min_size=1, max_size=6))
    return scale, points(scale, Course(tuple(sorted(listed, key=lambda each: each.on))))


@given(courses())
def test_every_known_total_is_drawn_once_inside_the_picture(case):
    scale, found = case
    picture = ElementTree.fromstring(as_svg(scale, found))

    dots = list(picture.iter(f"{SVG}circle"))
    assert len(dots) == sum(each.total is not None for each in found)
    assert all(0 < float(dot.get("cx")) < WIDTH for dot in dots)
    assert all(0 < float(dot.get("cy")) < HEIGHT for dot in dots)


@given(courses())
def test_every_relapse_is_marked(case):
    scale, found = case
    picture = ElementTree.fromstring(as_svg(scale, found))

    marks = [each for each in picture.iter(f"{SVG}path") if each.get("class") == "mark"]
    assert len(marks) == sum(each.relapse for each in found)
    assert not marks or "relapse" in [each.text for each in picture.iter(f"{SVG}text")]


@given(courses())
def test_the_text_and_the_document_have_every_day(case):
    scale, found = case

    assert len(course_as_json(scale, found)["points"]) == len(found)
    assert all(each.on.isoformat() in course_as_text(scale, found) for each in found)


@given(courses())
def test_the_picture_alone_is_a_document_with_a_title(case):
    scale, found = case

    assert ElementTree.fromstring(alone(scale, found)).find(f"{SVG}title").text == scale.title


@given(scales())
def test_text_and_document_say_what_is_not_confirmed(scale):
    assert as_json(scale)["confirmed"] is scale.confirmed
    assert ("Items not confirmed: " in as_text(scale)) is (not scale.confirmed)


@given(st.integers(-500, 500), st.integers(1, 100_000))
def test_an_axis_has_a_few_whole_numbers_evenly_apart(least, size):
    found = list(ticks(least, least + size))

    assert 1 <= len(found) <= 7
    assert least <= found[0]
    assert found[-1] <= least + size


@pytest.mark.parametrize(("last", "count"), [(1, 1), (2, 2), (3, 3), (31, 5)])
def test_few_days_are_named_below_the_axis(last, count):
    found = days(date(2026, 1, 1), date(2026, 1, last))

    assert len(found) == count
    assert (found[0].day, found[-1].day) == (1, last)
