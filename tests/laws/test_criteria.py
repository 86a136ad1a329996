"""What a textbook would assert of criteria over incomplete records.

Agreement with brute force, learning, order, minimal missing sets, contradictions, round trips.
"""

import os
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nosograph.criteria.nodes import AtLeast, IfNotDone, Item, Override
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.truth import Truth, all_true, any_true, assume_absent, at_least
from nosograph.reasoning.criteria import Evaluator
from nosograph.render.criteria_files import answer_record
from tests import brute_force
from tests.criteria_strategies import (
    FACTS,
    cases,
    criteria_set,
    leaves,
    plain,
    record_of,
    scores,
    sets,
    statement,
)

NIGHTLY = os.environ.get("NOSOGRAPH_HYPOTHESIS") == "nightly"
few = settings(max_examples=1_000 if NIGHTLY else 30)
some = settings(max_examples=1_000 if NIGHTLY else 100)
"""For the laws that tests/laws/test_criteria_nightly.py holds to a hundred thousand cases."""
many = settings(max_examples=100_000 if NIGHTLY else 60)


def with_a_case(criteria):
    return st.tuples(st.just(criteria), cases(criteria))


sets_with_cases = sets().flatmap(with_a_case)
scored_with_cases = scores(leaves).map(criteria_set).flatmap(with_a_case)


@some
@given(sets_with_cases)
def test_a_verdict_is_what_brute_force_over_all_completions_says(pair):
    criteria, case = pair
    expected = brute_force.verdict("level", record_of(case, criteria.relations), criteria)

    assert Evaluator(criteria).evaluate(case)["level"].truth is expected


@some
@given(sets_with_cases)
def test_the_missing_sets_are_those_that_brute_force_finds(pair):
    criteria, case = pair
    answer = Evaluator(criteria).evaluate(case)["level"]
    assume(answer.truth is Truth.UNKNOWN)

    found = [frozenset(names) for names in answer.missing]

    assert len(found) == len(set(found))
    assert set(found) == brute_force.missing("level", record_of(case, criteria.relations), criteria)


@few
@given(sets_with_cases)
def test_the_fast_verdict_is_that_of_the_completions(pair):
    criteria, case = pair
    evaluator = Evaluator(criteria)
    completions = evaluator.completions(evaluator.situation(case))

    assert evaluator.verdicts(case) == (completions.truth(completions.rules.level("level")),)


@many
@given(plain, st.lists(st.tuples(st.sampled_from(FACTS), st.booleans(), st.booleans()), max_size=6))
def test_the_fast_verdict_on_plain_facts_is_that_of_the_completions(criterion, told):
    case = Case(
        statements=tuple(
            replace(said(item, there), explained_by_other=there and explained)
            for item, there, explained in told
        )
    )
    evaluator = Evaluator(criteria_set(criterion))
    completions = evaluator.completions(evaluator.situation(case))

    assert evaluator.verdicts(case) == (completions.truth(completions.rules.level("level")),)


@few
@given(sets_with_cases, st.data())
def test_learning_never_overturns_a_settled_verdict_but_where_it_says_so(pair, data):
    criteria, case = pair
    evaluator = Evaluator(criteria)
    before = evaluator.evaluate(case)["level"]
    told = {each.item for each in case.statements} | record_of(
        case, criteria.relations
    ).facts.keys()
    unknown = sorted({each.item for each in evaluator.outline.unknowns} - told - {"age"})
    assume(before.truth is not Truth.UNKNOWN and unknown)
    item = data.draw(st.sampled_from(unknown))
    more = Case("more", (*case.statements, *data.draw(statement(item))), case.age)

    after = evaluator.evaluate(more)
    assume(not after.concerns)
    if after["level"].truth is not before.truth:
        assert item in before.revocable
        assert any(isinstance(n, IfNotDone | Override) for n in evaluator.outline.nodes)


@few
@given(sets_with_cases, st.data())
def test_the_order_of_statements_does_not_matter(pair, data):
    criteria, case = pair
    evaluator = Evaluator(criteria)
    shuffled = Case("case", tuple(data.draw(st.permutations(case.statements))), case.age)

    one, other = evaluator.evaluate(case)["level"], evaluator.evaluate(shuffled)["level"]

    assert (one.truth, one.missing, one.next) == (other.truth, other.missing, other.next)


@few
@given(sets_with_cases, st.data())
def test_saying_something_twice_changes_nothing(pair, data):
    criteria, case = pair
    assume(case.statements)
    evaluator = Evaluator(criteria)
    again = data.draw(st.sampled_from(case.statements))
    doubled = Case("case", (*case.statements, again), case.age)

    one, other = evaluator.evaluate(case)["level"], evaluator.evaluate(doubled)["level"]

    assert (one.truth, one.missing) == (other.truth, other.missing)


@few
@given(sets_with_cases)
def test_the_next_question_is_one_of_those_that_are_missing(pair):
    criteria, case = pair
    answer = Evaluator(criteria).evaluate(case)["level"]

    if answer.missing:
        assert answer.next in {name for names in answer.missing for name in names}
    else:
        assert answer.next is None


@few
@given(sets_with_cases)
def test_the_explanation_agrees_with_the_verdict(pair):
    criteria, case = pair
    answer = Evaluator(criteria).evaluate(case)

    assert answer["level"].evidence.truth is answer["level"].truth
    assert answer_record(answer).levels == {"level": answer["level"].verdict}


@many
@given(scored_with_cases)
def test_a_score_range_holds_every_sum_that_completions_reach(pair):
    criteria, case = pair
    score = criteria.levels[0].criterion
    completions = list(brute_force.worlds(record_of(case), criteria))
    learnable = brute_force.starred(criteria)
    sums = {
        brute_force.total(score, world.learn(names), criteria)
        for turned_out, world in completions
        for names in brute_force.subsets(learnable & turned_out.keys())
    }

    found = Evaluator(criteria).evaluate(case)["level"].scores[0]

    assert found.high == max(sums)
    assert found.low <= min(sums) or learnable


@many
@given(st.lists(st.sampled_from(list(Truth)), max_size=6), st.integers(0, 7))
def test_at_least_is_the_table_of_all_completions(parts, count):
    choices = [
        (part,) if part is not Truth.UNKNOWN else (Truth.FALSE, Truth.TRUE) for part in parts
    ]
    reached = {sum(p is Truth.TRUE for p in each) >= count for each in product(*choices)}
    expected = Truth.UNKNOWN if len(reached) == 2 else Truth.of(reached.pop())

    assert at_least(count, parts) is expected


@given(st.lists(st.sampled_from(list(Truth)), max_size=5))
def test_all_and_any_are_duals(parts):
    assert ~all_true(parts) is any_true(~part for part in parts)


@many
@given(st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n))), st.data())
def test_at_least_of_n_items_misses_every_way_to_fill_up(sizes, data):
    number, count = sizes
    items = tuple(Item(f"i{n}") for n in range(number))
    told = data.draw(st.dictionaries(st.sampled_from([i.id for i in items]), st.booleans()))
    criteria = _facts(items, AtLeast(count, items))
    case = Case(statements=tuple(said(item, there) for item, there in told.items()))

    answer = Evaluator(criteria).evaluate(case)["level"]

    short = count - sum(told.values())
    open_ = number - len(told)
    if 0 < short <= open_:
        assert {len(names) for names in answer.missing} == {short}
        assert len(answer.missing) == _choose(open_, short)


def test_a_verdict_cannot_be_used_as_a_condition():
    answer = Evaluator(criteria_set(Item("a"))).evaluate(Case())

    for three_valued in (answer, answer["level"], answer["level"].truth):
        with pytest.raises(TypeError, match="condition"):
            bool(three_valued)


def test_silence_is_absence_only_where_somebody_asks_for_it():
    answer = Evaluator(criteria_set(Item("a"))).evaluate(Case())["level"]

    assert answer.truth is Truth.UNKNOWN
    assert assume_absent(answer.truth) is False


def said(item: str, there: bool) -> Statement:
    return Statement(Status.PRESENT if there else Status.ABSENT, item)


def _choose(n: int, k: int) -> int:
    from math import comb

    return comb(n, k)


def _facts(items, criterion):
    from nosograph.criteria.sets import ItemDefinition

    definitions = tuple(ItemDefinition(item.id, item.id) for item in items)
    return replace(criteria_set(criterion), items=definitions)
