"""In which unit a value is read."""

from decimal import Decimal

import pytest

from nosograph.criteria.nodes import Bound
from nosograph.criteria.units import read_in

GLUCOSE = ("mg/dL", Bound(((Decimal(200), "mg/dL"), (Decimal("11.1"), "mmol/L"))))
A1C = ("%", Bound(((Decimal("6.5"), "%"), (Decimal(48), "mmol/mol"))))
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
        (A1C, "mol/mol", None),
        (WEEK, "h", "d"),
    ],
)
def test_a_value_is_read_in_a_unit_that_has_a_limit_or_not_at_all(given, unit, read):
    own, bound = given
    units = {name for _, name in bound.limits}

    assert read_in(unit, own, [bound], units) == read
