"""A value in another unit, or no value at all."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.criteria.nodes import Bound, Item, Quantity
from nosograph.criteria.units import convert
from nosograph.model.cases import Case, Statement, Status
from nosograph.reasoning.criteria import Evaluator
from nosograph.reasoning.situation import Trouble
from tests.criteria_strategies import criteria_set
from tests.populations import gallery


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("1", "wk", "d", "7"),
        ("30", "mg/L", "mg/dL", "3"),
        ("98.6", "[degF]", "Cel", "37"),
        ("672", "h", "d", "28"),
        ("5", "/uL", "/uL", "5"),
        ("5", "/µL", "/uL", "5"),
        ("50", "%", "1", "0.5"),
    ],
)
def test_a_value_is_read_in_another_unit_of_its_dimension(value, unit, to, expected):
    assert convert(Decimal(value), unit, to) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("mg/dL", "mmol/L"),
        ("d", "kg"),
        ("nonsense", "d"),
        ("", "d"),
        ("(((", "d"),
        ("{}", "d"),
        ("{(K}", "d"),
        ("{h-l}", "d"),
        ("hCel", "d"),
    ],
)
def test_nothing_is_guessed(unit, to):
    assert convert(Decimal(1), unit, to) is None


@given(st.text("mgdLkKlo/.()[]{}*^012%'-+sahCel", max_size=6))
def test_no_text_raises(unit):
    convert(Decimal(1), unit, "d")


def verdict(own, limit, value, unit):
    number = Bound(((Decimal(limit), own),))
    item = replace(criteria_set(Item("a")).items[4], unit=own)
    criteria = replace(criteria_set(Quantity("x", low=number)), items=(item,))
    told = Statement(Status.MEASURED, "x", value=Decimal(value), unit=unit)

    return Evaluator(criteria).evaluate(Case(statements=(told,)))["level"].verdict


@pytest.mark.parametrize("unit", ["", "1", "{spots}", "count"])
def test_what_is_counted_needs_no_unit(unit):
    assert verdict("count", "6", "6", unit) == "met"
    assert verdict("count", "6", "5", unit) == "not_met"


def test_what_is_measured_needs_its_unit():
    assert verdict("%", "6.5", "6.5", "") == "undetermined"
    assert verdict("%", "6.5", "6.5", "%{Hb}") == "met"
    assert verdict("mmol/L", "11.1", "11.1", "mmol/l") == "met"
    assert verdict("mmol/L", "11.1", "11099", "umol/L") == "not_met"


def test_what_nobody_has_is_reported_and_answers_nothing():
    evaluator = Evaluator(gallery()["diabetes-ada"])

    def asked(value, unit):
        told = [
            Statement(Status.MEASURED, "a1c", value=Decimal(value), unit=unit, day=day)
            for day in (1, 90)
        ]
        return evaluator.evaluate(Case(statements=tuple(told)))

    assert asked("7.0", "%")["diabetes"].verdict == "met"
    assert asked("53", "mmol/mol")["diabetes"].verdict == "met"
    wrong = asked("53", "%")
    assert wrong["diabetes"].verdict == "undetermined"
    assert {each.trouble for each in wrong.concerns} == {Trouble.IMPOSSIBLE}
