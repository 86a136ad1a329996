"""SQL over a table and the reference engine over one person say the same, person by person."""

import os
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nosograph.cohort.boundaries import Boundaries
from nosograph.cohort.people import Fact, Person
from nosograph.cohort.refusals import UndecidableError
from nosograph.criteria.nodes import Item
from nosograph.criteria.sets import Implies
from nosograph.reasoning.criteria import Evaluator
from tests.criteria_strategies import FACTS, criteria_set, sets
from tests.populations import ask_duckdb, ask_reference, definition, gallery

NIGHTLY = os.environ.get("NOSOGRAPH_HYPOTHESIS") == "nightly"
few = settings(max_examples=2000 if NIGHTLY else 15)
PEOPLE = 60
"""People a set; one query costs more than many rows."""


@few
@given(sets(), st.integers(0, 10**6))
def test_duckdb_and_the_reference_agree_on_any_set(criteria, seed):
    evaluator = Evaluator(criteria)
    defined = definition(evaluator)
    people = list(Boundaries(defined).people(seed, PEOPLE))
    with suppress(UndecidableError):  # said by name, instead of an approximation
        found = ask_duckdb(defined, people)
        assert found == ask_reference(evaluator, defined, people)


@few
@given(sets(), st.integers(0, 10**6))
def test_they_agree_on_results_that_only_bound_a_value(criteria, seed):
    evaluator = Evaluator(criteria)
    defined = definition(evaluator)
    people = list(Boundaries(defined, bounded=0.4).people(seed, PEOPLE))
    with suppress(UndecidableError):
        found = ask_duckdb(defined, people)
        assert found == ask_reference(evaluator, defined, people)


@few
@given(sets(), st.sets(st.sampled_from(FACTS), min_size=1))
def test_reading_facts_as_closed_is_stating_their_absence(criteria, closed):
    evaluator = Evaluator(criteria)
    defined = definition(evaluator, frozenset(closed))
    people = list(Boundaries(defined).people(1, PEOPLE // 2))
    with suppress(UndecidableError):
        found = ask_duckdb(defined, people)
        assert found == ask_reference(evaluator, defined, people)


@pytest.mark.parametrize("id", ["oms-genoa-2004", "kawasaki-aha-2017", "arf-jones-2015"])
def test_the_made_up_people_reach_every_outcome(id):
    evaluator = Evaluator(gallery()[id])
    defined = definition(evaluator)
    people = Boundaries(defined).people(1, 300)

    verdicts = Counter(v[0] for v in ask_reference(evaluator, defined, people).values())

    assert min(verdicts[word] for word in ("met", "not_met", "undetermined")) >= 5


def test_closing_a_fact_closes_what_cannot_be_there_without_it():
    criteria = criteria_set(Item("b"), (Implies("b", "a"),))
    evaluator = Evaluator(criteria)
    defined = definition(evaluator, frozenset({"a"}))
    present = [Fact("nosograph", "small/a", "present")]
    people = [(Person(1), []), (Person(2), present)]

    found = ask_duckdb(defined, people)

    assert found == {1: ("not_met",), 2: ("undetermined",)}
    assert found == ask_reference(evaluator, defined, people)
