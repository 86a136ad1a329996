"""Every law of the criteria on a hundred thousand cases: what the nightly profile adds.

Drawing a set costs several times what a law does with it. So here one set serves several records,
and each record several laws, where tests/laws/test_criteria.py draws afresh for each. Two laws
speak of few records (open ones, and settled ones with something unasked): they get more.
"""

import os
import sys
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption

from tests.criteria_strategies import cases, sets
from tests.laws import test_criteria as laws
from tests.laws import test_criteria_forms as forms

pytestmark = pytest.mark.skipif(
    os.environ.get("NOSOGRAPH_HYPOTHESIS") != "nightly", reason="takes the night"
)

OF_A_PAIR = (
    laws.test_a_verdict_is_what_brute_force_over_all_completions_says,
    laws.test_the_missing_sets_are_those_that_brute_force_finds,
    laws.test_the_fast_verdict_is_that_of_the_completions,
    laws.test_the_next_question_is_one_of_those_that_are_missing,
    laws.test_the_explanation_agrees_with_the_verdict,
)
WITH_DRAWS = (
    laws.test_learning_never_overturns_a_settled_verdict_but_where_it_says_so,
    laws.test_the_order_of_statements_does_not_matter,
    laws.test_saying_something_twice_changes_nothing,
)
OF_A_SET = (
    forms.test_what_is_written_as_yaml_reads_back_the_same,
    forms.test_what_a_release_keeps_reads_back_the_same,
    forms.test_words_are_made_of_every_part,
)
OF_FEW = (
    laws.test_the_missing_sets_are_those_that_brute_force_finds,
    laws.test_learning_never_overturns_a_settled_verdict_but_where_it_says_so,
)
SHARES = range(10)
"""So that several processes can take part."""


def sets_with(records):
    """A set and so many records of it."""
    return sets().flatmap(
        lambda criteria: st.tuples(st.just(criteria), st.tuples(*[cases(criteria)] * records))
    )


@pytest.mark.parametrize("share", SHARES)
def test_each_law_holds_of_every_record(share, capsys):
    tried: Counter[str] = Counter()

    @settings(max_examples=3_400)
    @given(sets_with(3), st.data())
    def each_law(drawn, data):
        criteria, records = drawn
        for case in records:
            for law in (*OF_A_PAIR, *WITH_DRAWS):
                hold(law, tried, (criteria, case), *((data,) if law in WITH_DRAWS else ()))

    each_law()

    tell(tried, capsys)
    assert min(tried[law.__name__] for law in OF_A_PAIR) > 340


@pytest.mark.parametrize("share", SHARES)
def test_every_set_reads_back_and_a_hundred_thousand_records_are_open(share, capsys):
    tried: Counter[str] = Counter()

    @settings(max_examples=10_000)
    @given(sets_with(8), st.data())
    def each_law(drawn, data):
        criteria, records = drawn
        for law in OF_A_SET:
            hold(law, tried, criteria)
        for case in records:
            for law in OF_FEW:
                hold(law, tried, (criteria, case), *((data,) if law in WITH_DRAWS else ()))

    each_law()

    tell(tried, capsys)
    assert min(tried.values()) >= 10_000


def hold(law, tried, *drawn):
    """A law that says nothing of this record is none that the record breaks."""
    with suppress(UnsatisfiedAssumption):
        law.hypothesis.inner_test(*drawn)
        tried[law.__name__] += 1


def tell(tried, capsys):
    """How often each law had something to say."""
    with capsys.disabled():
        sys.stdout.write("".join(f"\n{number:>7} {name}" for name, number in tried.items()))
