"""The vocabulary of criteria is closed: every node is known wherever nodes are told apart.

Ages, which it speaks of, are counted as birthdays are.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Criterion,
    Domain,
    Exactly,
    ForDays,
    IfNotDone,
    Item,
    NoneOf,
    Override,
    Quantity,
    Repeated,
    Score,
    Switch,
    Use,
    Weighted,
    Within,
)
from nosograph.criteria.stored import NODES, from_json, to_json
from nosograph.criteria.wording import heading
from nosograph.entries.criterion_yaml import WORDS, written
from nosograph.model.ages import Age
from nosograph.model.cases import Case
from nosograph.model.truth import Truth
from nosograph.reasoning.criteria import Evaluator
from tests.criteria_strategies import criteria_set

VOCABULARY = get_args(Criterion)


BOUND = Bound(((Decimal(2), "d"),))
A, X = Item("a"), Quantity("x", low=BOUND)
EXAMPLES = (
    A,
    X,
    ForDays("x", low=BOUND),
    AgeWithin(low=Age(1)),
    AllOf((A,)),
    AnyOf((A,)),
    AtLeast(1, (A, Item("b"))),
    Exactly(0, 1, (A, Item("b"))),
    NoneOf((A,)),
    Override(Item("b"), "a"),
    Score(2, (Domain("one", (Weighted(2, A),)),)),
    Within(3, AllOf((A, Item("b")))),
    AfterDay(3, Quantity("late", low=BOUND)),
    Repeated(2, (Quantity("t", low=BOUND),)),
    Switch("w", (("p", A), ("q", X))),
    IfNotDone("b", A),
    Use("part"),
)


@pytest.mark.parametrize("node", EXAMPLES, ids=lambda node: type(node).__name__)
def test_a_node_can_be_written_said_stored_and_answered(node):
    criteria = criteria_set(node, part=A)
    word = written(node)

    assert NODES[type(node).__name__] is type(node)
    assert heading(node, criteria)
    assert isinstance(node, Item) or next(iter(word)) in WORDS
    assert from_json(to_json(criteria)) == criteria
    assert Evaluator(criteria).evaluate(Case())["level"].truth is Truth.UNKNOWN


def test_every_node_has_an_example():
    assert {type(each) for each in EXAMPLES} == set(VOCABULARY)


def test_every_word_belongs_to_one_node():
    assert len(WORDS) == len(set(WORDS)) == len(VOCABULARY) - 1
    assert Use in VOCABULARY


@given(st.builds(Age, st.integers(0, 1500), st.integers(0, 27)))
def test_an_age_reads_back_as_it_is_written(age):
    assert Age.parse(str(age)) == age


days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(days, st.integers(0, 40_000))
def test_an_age_never_falls_from_one_day_to_the_next(birth, lived):
    day = birth + timedelta(lived)

    assert Age.between(birth, day) <= Age.between(birth, day + timedelta(1))
    assert Age.between(birth, birth) == Age(0)


@given(days, st.integers(0, 100))
def test_a_year_is_completed_on_the_birthday(birth, years):
    try:
        birthday = birth.replace(year=birth.year + years)
    except ValueError:
        birthday = date(birth.year + years, 3, 1)

    assert Age.between(birth, birthday) == Age(12 * years)
    if years:
        assert Age.between(birth, birthday - timedelta(1)) < Age(12 * years)
