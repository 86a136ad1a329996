"""Results that only bound a value: `<6.5`, `>7.0`, `~6`."""

from decimal import Decimal

import pytest

from nosograph.criteria.nodes import AllOf, Bound, NoneOf, Quantity
from nosograph.criteria.sets import CriteriaSet, ItemDefinition, ItemKind, Level
from nosograph.model.cases import Case, Statement, Status
from nosograph.reasoning.criteria import Evaluator

LIMITS = ((Decimal("6.5"), "%"), (Decimal(48), "mmol/mol"))
HIGH, PREDIABETES = Bound(LIMITS), Bound(((Decimal("5.7"), "%"), (Decimal(39), "mmol/mol")))
ITEMS = (ItemDefinition("a1c", "A1C", ItemKind.QUANTITY, "%"),)


def verdict(criterion, *results):
    level = Level("level", "level", criterion)
    criteria = CriteriaSet("s", "s", "diagnosis", (), "", "", "", ITEMS, (level,))
    told = [
        Statement(Status.MEASURED, "a1c", value=Decimal(value), comparator=sign, unit=unit)
        for sign, value, unit in results
    ]
    return Evaluator(criteria).evaluate(Case(statements=tuple(told)))["level"]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([("<", "6.5", "%")], "not_met"),
        ([("<=", "6.5", "%")], "undetermined"),
        ([("<", "7", "%")], "undetermined"),
        ([(">", "6.4", "%")], "undetermined"),
        ([(">", "6.5", "%")], "met"),
        ([(">=", "6.5", "%")], "met"),
        ([("~", "9", "%")], "undetermined"),
        ([("<", "48", "mmol/mol")], "not_met"),
        ([(">", "47", "mmol/mol")], "undetermined"),
        ([("<", "6.5", "%"), ("<", "6.5", "%")], "not_met"),
        ([("<", "7", "%"), ("", "7", "%")], "met"),
        ([("<", "7", "%"), ("", "6", "%")], "undetermined"),
        ([("<", "1", "%"), (">", "7", "%")], "met"),
    ],
)
def test_a_limit_is_kept_if_every_value_that_the_result_may_stand_for_keeps_it(results, expected):
    assert verdict(Quantity("a1c", low=HIGH), *results).verdict == expected


def test_what_one_limit_says_of_the_value_holds_for_the_others():
    between = Quantity("a1c", low=PREDIABETES, high=Bound(LIMITS, strict=True))
    low = NoneOf((Quantity("a1c", low=PREDIABETES),))

    assert verdict(AllOf((between, low)), ("<", "6.5", "%")).verdict == "not_met"
    assert verdict(NoneOf((between, low)), ("<", "6.5", "%")).verdict == "not_met"


def test_an_exact_result_is_what_is_missing():
    assert verdict(Quantity("a1c", low=HIGH), ("<", "7", "%")).missing == (("a1c",),)
