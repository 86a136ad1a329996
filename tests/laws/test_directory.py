"""Laws of finding:

permuting the rows changes nothing;
removing a filter never moves the k-th result farther;
somebody nearer who is added appears;
cells within a radius hold everything within it;
a check digit catches every single wrong digit.
"""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nosograph.directory.filters import Wanted
from nosograph.directory.npi import check_digit, is_npi, valid
from nosograph.directory.points import Grid, apart, kilometres, point, square_within
from nosograph.directory.reader import Directory
from nosograph.model.directory import Position
from tests.directories import made, person

latitudes = st.floats(-90, 90) | st.sampled_from([-90.0, 0.0, 89.9, 90.0])
longitudes = st.floats(-180, 180) | st.sampled_from([-180.0, 179.99, 180.0])
places = st.tuples(latitudes, longitudes)
answers = st.integers(0, 2)
crowds = st.lists(st.tuples(places, answers, answers), min_size=1, max_size=12)


def crowd(people):
    return [
        person(n, *where, accepting=accepting, telehealth=telehealth)
        for n, (where, accepting, telehealth) in enumerate(people)
    ]


def found(rows, near, wanted=None, k=5):
    with (
        tempfile.TemporaryDirectory() as folder,
        Directory.open(made(Path(folder) / "d", rows)) as opened,
    ):
        return [
            (hit.distance_km, hit.role.practitioner.id)
            for hit in opened.find(("2084N0402X",), Position(*near), wanted, k=k).hits
        ]


@settings(max_examples=15)
@given(crowds, places, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(people, near, chance):
    rows = crowd(people)
    shuffled = chance.sample(rows, len(rows))

    assert found(rows, near) == found(shuffled, near)


@settings(max_examples=15)
@given(crowds, places, st.booleans())
def test_removing_a_filter_never_leads_farther(people, near, unknown):
    rows = crowd(people)
    both = found(rows, near, Wanted(accepting=True, telehealth=True, unknown=unknown))
    one = found(rows, near, Wanted(accepting=True, unknown=unknown))
    none = found(rows, near)

    assert len(both) <= len(one) <= len(none)
    assert all(a[0] >= b[0] for a, b in zip(both, one, strict=False))
    assert all(a[0] >= b[0] for a, b in zip(one, none, strict=False))


@settings(max_examples=10)
@given(crowds, places)
def test_somebody_who_is_added_at_the_very_place_comes_first(people, near):
    # The origin stands for failed look-ups and is no position.
    assume(max(map(abs, near)) > 0.01)
    rows = crowd(people)
    here = person(99_999_999, *near)

    assert found([*rows, here], near, k=len(rows) + 1)[0][0] == 0.0
    assert here["key"] in {int(id) for _, id in found([*rows, here], near, k=len(rows) + 1)}


@given(places, places, st.floats(0.01, 25_000), st.sampled_from([1, 4, 32]))
def test_cells_within_a_radius_hold_everything_within_it(near, there, km, per_degree):
    grid = Grid(per_degree)
    if apart(point(*near), point(*there)) <= square_within(km):
        cell = int(grid.cells(np.array([there[0]]), np.array([there[1]]))[0])

        assert any(first <= cell <= last for first, last in grid.ranges(*near, km))


@given(places, places)
def test_the_chord_tells_the_distance(a, b):
    square = apart(point(*a), point(*b))

    assert 0 <= square < 2**63
    assert square == apart(point(*b), point(*a))
    assert 0 <= kilometres(square) <= 20_016


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 9), st.integers(1, 9))
def test_a_check_digit_catches_every_single_wrong_digit(eight, where, off):
    right = f"1{eight}"
    right += check_digit(right)
    wrong = right[:where] + str((int(right[where]) + off) % 10) + right[where + 1 :]

    assert is_npi(right)
    assert not is_npi(wrong)
    assert valid(np.array([int(right), int(wrong)])).tolist() == [True, False]
