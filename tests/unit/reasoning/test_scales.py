"""What a scale adds up to, what it leaves open, and what it refuses."""

from datetime import date
from decimal import Decimal

import pytest

from nosograph.model.cases import Case, Statement, Status
from nosograph.model.courses import Course, Visit
from nosograph.model.scales import Anchor, Band, Scale, ScaleItem, Span
from nosograph.reasoning.scales import (
    Misfit,
    Remark,
    ScoringError,
    points,
    ratings_in,
    score,
    stretches,
)


def item(id, *values):
    return ScaleItem(id, id.title(), anchors=tuple(Anchor(value, "seen") for value in values))


LITTLE, MUCH = Band("little", Span(0, 3)), Band("much", Span(4, 9))
THREE = Scale(
    "three", "Three things", "what can be seen", "invented", version="1", total=Span(0, 9),
    items=(item("steps", 0, 1, 3), item("words", 0, 3), item("hands", 0, 2, 3)),
    bands=(LITTLE, MUCH),
)  # fmt: skip
FORGOTTEN = Scale(
    "forgotten", "Forgotten", "what was meant", "invented", unconfirmed="Nobody knows the anchors.",
    items=(ScaleItem("mood", "Mood"),),
)  # fmt: skip


def rated(item, value):
    return Statement(Status.MEASURED, item, value=Decimal(value))


def only(visit, scale=THREE):
    (point,) = points(scale, Course((visit,)))
    return point


def test_nothing_rated_leaves_everything_open():
    found = score(THREE, {})
    assert found.total == Span(0, 9)
    assert found.missing == ("steps", "words", "hands")
    assert found.band is None
    assert found.open_bands == (LITTLE, MUCH)


def test_all_rated_is_one_number_with_its_band():
    found = score(THREE, {"steps": 1, "words": 0, "hands": 2})
    assert (found.total, found.settled, found.band) == (Span(3, 3), True, LITTLE)


def test_a_missing_item_is_not_zero():
    assert score(THREE, {"steps": 1, "words": 0}).total == Span(1, 4)


def test_a_band_can_be_settled_before_the_total_is():
    found = score(THREE, {"steps": 3, "words": 3})
    assert (found.total, found.settled, found.band) == (Span(6, 9), False, MUCH)


def test_a_scale_with_unconfirmed_items_is_refused_with_the_reason():
    with pytest.raises(ScoringError, match="Nobody knows the anchors"):
        score(FORGOTTEN, {"mood": 1})


def test_a_value_that_is_no_anchor_is_refused():
    with pytest.raises(ScoringError, match="2 is no value of Steps: its values are 0, 1, 3"):
        score(THREE, {"steps": 2})


def test_an_item_of_another_scale_is_refused():
    with pytest.raises(ScoringError, match="no item 'mood'"):
        score(THREE, {"mood": 1})


def test_findings_of_a_case_that_are_no_items_are_left_alone():
    case = Case(statements=(rated("steps", "1"), Statement(Status.PRESENT, code="HP:0001251")))
    assert ratings_in(THREE, case) == ({"steps": 1}, ())


@pytest.mark.parametrize("said", ["2", "1.5", "1E+9"])
def test_a_number_that_is_no_anchor_counts_as_not_rated(said):
    ratings, concerns = ratings_in(THREE, Case(statements=(rated("steps", said),)))
    assert ratings == {}
    assert (concerns[0].misfit, concerns[0].about) == (Misfit.NO_VALUE, "Steps")


def test_present_is_no_rating():
    case = Case(statements=(Statement(Status.PRESENT, "steps"),))
    assert ratings_in(THREE, case)[0] == {}


def test_an_item_rated_twice_differently_counts_as_not_rated():
    twice = Case(statements=(rated("steps", "1"), rated("steps", "3")))
    ratings, concerns = ratings_in(THREE, twice)
    assert ratings == {}
    assert concerns[0].misfit is Misfit.TWICE


def test_a_visit_is_added_up_when_its_items_are_known():
    point = only(Visit(date(2026, 1, 1), ratings={"steps": 1, "words": 3, "hands": 0}))
    assert (point.total, point.computed, point.concerns) == (Span(4, 4), True, ())


def test_a_visit_without_a_total_is_unknown():
    assert only(Visit(date(2026, 1, 1), relapse=True)).total is None


def test_a_recorded_total_of_an_unconfirmed_scale_is_kept_as_recorded():
    point = only(Visit(date(2026, 1, 1), 7), FORGOTTEN)
    assert (point.total, point.computed) == (Span(7, 7), False)


def test_ratings_of_an_unconfirmed_scale_are_not_added_up():
    point = only(Visit(date(2026, 1, 1), ratings={"mood": 2}), FORGOTTEN)
    assert point.total is None
    assert point.concerns[0].misfit is Misfit.UNCONFIRMED


def test_ratings_with_another_version_are_not_added_up():
    point = only(Visit(date(2026, 1, 1), ratings={"steps": 1}, version="2"))
    assert point.total is None
    assert point.concerns[0] == Remark(Misfit.VERSION, "2")


def test_a_recorded_total_outside_the_scale_is_not_used():
    point = only(Visit(date(2026, 1, 1), 10))
    assert point.total is None
    assert (point.concerns[0].misfit, point.concerns[0].values) == (Misfit.OUTSIDE, ("0", "9"))


def test_a_recorded_total_that_the_items_contradict_is_said():
    point = only(Visit(date(2026, 1, 1), 5, {"steps": 0, "words": 0, "hands": 0}))
    assert point.total == Span(0, 0)
    assert point.concerns[0].misfit is Misfit.UNFIT


def test_a_recorded_total_settles_what_the_items_leave_open():
    point = only(Visit(date(2026, 1, 1), 5, {"steps": 3}))
    assert (point.total, point.computed) == (Span(5, 5), False)


def test_a_rating_that_is_no_value_is_said_and_nothing_is_added_up():
    point = only(Visit(date(2026, 1, 1), ratings={"steps": 2}))
    assert point.total is None
    assert point.concerns[0].misfit is Misfit.NO_VALUE


def test_a_line_breaks_where_a_total_is_unknown_and_where_the_version_changes():
    days = [date(2026, 1, day) for day in range(1, 7)]
    visits = (Visit(days[0], 3), Visit(days[1], 4), Visit(days[2]), Visit(days[3], 2),
              Visit(days[4], 2, version="2"), Visit(days[5], ratings={"steps": 1}))  # fmt: skip
    found = stretches(points(THREE, Course(visits)))
    assert [[each.on.day for each in run] for run in found] == [[1, 2], [4], [5]]
