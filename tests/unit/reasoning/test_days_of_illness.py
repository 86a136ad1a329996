"""Results that count only after some day of the illness."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nosograph.criteria.nodes import AfterDay, Bound, Quantity
from nosograph.criteria.sets import ItemCode, Match
from nosograph.model.cases import Case, Statement, Status
from nosograph.reasoning.criteria import Evaluator
from tests.criteria_strategies import criteria_set

CODED = Statement(Status.MEASURED, code="LOINC:777-3", value=Decimal(500), unit="d", day=737_000)


def verdict(**case):
    criteria = criteria_set(AfterDay(7, Quantity("late", low=Bound(((Decimal(450), "d"),)))))
    items = [
        replace(each, codes=(ItemCode("LOINC:777-3", "", Match.EXACT),))
        if each.id == "late"
        else each
        for each in criteria.items
    ]
    answer = Evaluator(replace(criteria, items=tuple(items))).evaluate(
        Case(statements=(CODED,), **case)
    )
    return answer["level"].verdict


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"calendar": "dates"}, "undetermined"),
        ({"calendar": "dates", "day_one": 736_993}, "met"),
        ({"calendar": "dates", "day_one": 736_994}, "undetermined"),
        ({"calendar": "days"}, "met"),
    ],
)
def test_a_date_is_no_day_of_the_illness_unless_its_first_is_known(case, expected):
    assert verdict(**case) == expected
