"""A value in another unit, or no value at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.reasoning.units import convert


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
