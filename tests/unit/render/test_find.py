"""The small map, and distances as they are written."""

import re

import pytest

from nosograph.directory.points import apart, point
from nosograph.directory.points import kilometres as chord_km
from nosograph.model.directory import Position
from nosograph.render.find import SIZE, small_map
from nosograph.render.languages import number

HERE = Position(41.77, -72.7)


def dots(places, near=HERE):
    drawn = str(small_map(near, places, "title", "circle: {km} km"))
    found = re.findall(
        r'<circle class="dot" cx="([\d.]+)" cy="([\d.]+)"[^>]*/><text[^>]*>([^<]*)', drawn
    )
    return {label: (float(x) - SIZE / 2, float(y) - SIZE / 2) for x, y, label in found}, drawn


def test_north_is_up_and_east_is_right():
    found, _ = dots([(Position(42, -72.7), "1"), (Position(41.77, -72), "2")])

    assert abs(found["1"][0]) < 0.2
    assert found["1"][1] < 0
    assert found["2"][0] > 0


def test_the_circle_goes_through_the_farthest():
    found, drawn = dots([(Position(48, -117), "1")])
    radius = float(re.search(r'class="ring"[^>]* r="([\d.]+)"', drawn)[1])

    assert (found["1"][0] ** 2 + found["1"][1] ** 2) ** 0.5 == pytest.approx(radius, abs=0.2)
    km = chord_km(apart(point(HERE.latitude, HERE.longitude), point(48, -117)))
    assert f"circle: {km:.0f} km" in drawn


def test_places_across_the_antimeridian_are_near():
    found, drawn = dots([(Position(0, -179.9), "1")], Position(0, 179.9))

    assert found["1"][0] > 0
    assert "circle: 22 km" in drawn


def test_several_at_one_place_are_one_dot():
    found, _ = dots([(HERE, "1"), (HERE, "2"), (HERE, "3"), (Position(42, -72.7), "4")])

    assert set(found) == {"1+", "4"}


@pytest.mark.parametrize(
    ("km", "language", "written"),
    [(50.0, "en", "50"), (3393.53, "en", "3,393.5"), (3393.53, "de", "3.393,5"), (0.04, "en", "0")],
)
def test_distances_are_written_as_people_write_them(km, language, written):
    assert number(km, language) == written
