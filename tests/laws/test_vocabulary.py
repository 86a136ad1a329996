"""The vocabulary of criteria is closed: every node is known wherever nodes are told apart.

Ages, which it speaks of, are counted as birthdays are.
"""

import ast
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nosograph
from nosograph.cohort.people import Person
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
from nosograph.editions.criteria import criteria_data
from nosograph.entries.criterion_yaml import WORDS, written
from nosograph.model.ages import Age
from nosograph.model.cases import Case
from nosograph.model.truth import Truth
from nosograph.reasoning.criteria import Evaluator
from tests.brute_force import World, verdict
from tests.criteria_strategies import criteria_set
from tests.populations import ask_duckdb, definition

VOCABULARY = get_args(Criterion)
NAMES = {each.__name__ for each in VOCABULARY}
SRC = Path(nosograph.__file__).parent


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


@pytest.mark.parametrize("node", EXAMPLES, ids=lambda node: type(node).__name__)
def test_a_node_can_be_answered_for_a_population_by_all_completions_and_offline(node):
    criteria = criteria_set(node, part=A)
    evaluator = Evaluator(criteria)
    nothing = World({}, {}, {}, {}, None, frozenset())

    assert ask_duckdb(definition(evaluator), [(Person(1), [])]) == {1: ("undetermined",)}
    assert verdict("level", nothing, criteria) is Truth.UNKNOWN
    assert criteria_data(evaluator)["levels"]["level"]["holds"]


def test_whoever_tells_nodes_apart_lets_the_types_say_what_was_forgotten():
    silent = [
        f"{path.relative_to(SRC)}:{found.lineno}"
        for path in SRC.rglob("*.py")
        for found in ast.walk(ast.parse(path.read_text()))
        if isinstance(found, ast.Match)
        and len(named(found) & NAMES) > 2
        and is_wildcard(last := found.cases[-1])
        and "assert_never" not in ast.unparse(last)
    ]

    assert not silent


def named(match):
    return {
        each.id
        for case in match.cases
        for each in ast.walk(case.pattern)
        if isinstance(each, ast.Name)
    }


def is_wildcard(case):
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None


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
