"""What follows from one quantity never exceeding another."""

from decimal import Decimal

import pytest

from nosograph.criteria.nodes import AnyOf, Bound, Exactly, IfNotDone, Item, Override, Quantity
from nosograph.criteria.sets import Implies, NeverExceeds
from nosograph.model.cases import Case, Statement, Status
from nosograph.reasoning.criteria import Evaluator
from tests.criteria_strategies import criteria_set


def limit(number):
    return Bound(((Decimal(number), "d"),))


def told(*values):
    return [
        Statement(Status.MEASURED, item, value=Decimal(value), unit="d", day=day)
        for day, (item, value) in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ([("x", 2)], "met"),
        ([("x", 2), ("x", 2)], "met"),
        ([("x", 1), ("x", 2)], "met"),
        ([("x", 1), ("x", 1)], "undetermined"),
    ],
)
def test_the_highest_count_of_the_smaller_says_how_high_the_larger_is(said, verdict):
    criteria = criteria_set(Quantity("y", low=limit(2)), (NeverExceeds("x", "y"),))

    assert (
        Evaluator(criteria).evaluate(Case(statements=tuple(told(*said))))["level"].verdict
        == verdict
    )


def test_the_highest_count_of_the_larger_says_how_low_the_smaller_is():
    criteria = criteria_set(Quantity("x", low=limit(2)), (NeverExceeds("x", "y"),))
    low, high = told(("y", 1), ("y", 1)), told(("y", 1), ("y", 2))

    assert Evaluator(criteria).evaluate(Case(statements=tuple(low)))["level"].verdict == "not_met"
    assert (
        Evaluator(criteria).evaluate(Case(statements=tuple(high)))["level"].verdict
        == "undetermined"
    )


def test_below_an_upper_limit_only_what_always_holds_counts():
    criteria = criteria_set(Quantity("y", high=limit(1)), (NeverExceeds("x", "y"),))
    answer = Evaluator(criteria).evaluate(Case(statements=tuple(told(("x", 1), ("x", 2)))))

    assert answer["level"].verdict == "undetermined"


def test_a_result_that_makes_another_item_known_can_overturn_too():
    either = AnyOf((IfNotDone("b", Item("a")), Override(Exactly(0, 1, (Item("c"),)), "a")))
    criteria = criteria_set(either, (Implies("a", "b"),))

    answer = Evaluator(criteria).evaluate(Case())["level"]

    assert answer.verdict == "met"
    assert answer.revocable == ("a",)
