"""In which unit a value is read."""

from decimal import Decimal

import pytest

from nosograph.criteria.nodes import Bound
from nosograph.criteria.units import MEANT, convert, is_unit, line, read_in

GLUCOSE = ("mg/dL", Bound(((Decimal(200), "mg/dL"), (Decimal("11.1"), "mmol/L"))))
A1C = ("%", Bound(((Decimal("6.5"), "%"), (Decimal(48), "mmol/mol"))))
SHARE = ("%", Bound(((Decimal(40), "%"),)))
FIELD = ("/[HPF]", Bound(((Decimal(10), "/[HPF]"),)))
CALCIUM = ("mmol/L", Bound(((Decimal("2.6"), "mmol/L"),)))
WEEK = ("d", Bound(((Decimal(7), "d"), (Decimal(1), "wk"))))


@pytest.mark.parametrize(
    ("given", "unit", "read"),
    [
        (GLUCOSE, "mmol/L", "mmol/L"),
        (GLUCOSE, "mmol/l", "mmol/L"),
        (GLUCOSE, "umol/L", "mmol/L"),
        (GLUCOSE, "g/L", "mg/dL"),
        (GLUCOSE, "kg", None),
        (A1C, "%{Hb}", "%"),
        (A1C, "mmol/mol{Hb}", "mmol/mol"),
        (A1C, "1", None),
        (A1C, "mol/mol", "mmol/mol"),
        (A1C, "{ratio}", None),
        (A1C, "[ppth]", "%"),
        (SHARE, "1", None),
        (SHARE, "mmol/mol", None),
        (SHARE, "deg", None),
        (FIELD, "%", None),
        (FIELD, "/hpf", "/[HPF]"),
        (CALCIUM, "meq/L", None),
        (CALCIUM, "mosm/L", None),
        (CALCIUM, "µmol/l", "mmol/L"),
        (WEEK, "h", "d"),
    ],
)
def test_a_value_is_read_in_a_unit_that_has_a_limit_or_not_at_all(given, unit, read):
    own, bound = given
    units = {name for _, name in bound.limits}

    assert read_in(unit, own, [bound], units) == read


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("MG/DL", "mg/dL"),
        ("Mg/dL", "mg/dL"),
        ("mg/100mL", "mg/dL"),
        ("mg/100 ml", "mg/dL"),
        ("percent", "%"),
        ("mmol/mol Hb", "mmol/mol"),
        ("MMOL/MOL", "mmol/mol"),
        ("K/uL", "10*3/uL"),
        ("Tsd/µl", "10*3/uL"),
        ("x10^9/L", "10*9/L"),
        ("mm/hr", "mm/h"),
        ("Tage", "d"),
        ("mg / dl", "mg/dL"),
        ("10³/µl", "10*3/uL"),
        ("10⁹/l", "10*9/L"),
        ("/mm³", "/uL"),
        ("Tsd./μl", "10*3/uL"),
        ("mval/l", "meq/L"),
        ("% (NGSP)", "%"),
    ],
)
def test_a_unit_is_read_as_people_write_it(written, unit):
    assert convert(Decimal(7), written, unit) == 7


@pytest.mark.parametrize("unit", ["G/L", "MU/L", "K", "Pa", "units"])
def test_a_unit_that_can_be_meant_in_two_ways_is_not_guessed(unit):
    assert all(convert(Decimal(1), unit, to) is None for to in ("g/L", "10*9/L", "m[IU]/L"))


@pytest.mark.parametrize("meant", sorted({*MEANT.values()}))
def test_every_unit_that_people_mean_is_one_of_ucum(meant):
    assert is_unit(meant)


@pytest.mark.parametrize(
    "unit", ["10*99999999", "10^9999999", "m99999999", "(10*99)99", "9" * 50, "m" * 5000, "\ud800"]
)
def test_powers_that_nobody_measures_in_are_no_units_and_cost_nothing(unit):
    assert not is_unit(unit)


@pytest.mark.parametrize(
    ("unit", "to"),
    [("[IU]/L", "/L"), ("uiu/ml", "/uL"), ("[CFU]/mL", "/mL"), ("[IU]/mL", "[CFU]/mL")],
)
def test_an_arbitrary_unit_says_nothing_about_others(unit, to):
    assert convert(Decimal(1), unit, to) is None
    assert convert(Decimal(1), "[iU]/mL", "k[IU]/L") == 1


def test_a_temperature_is_read_on_a_line_that_does_not_begin_at_nought():
    factor, none = line("degf", "Cel")

    assert 100.94 * factor + none == pytest.approx(38.3)
    assert line("umol/L", "mmol/L") == pytest.approx((0.001, 0))
