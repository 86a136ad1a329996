"""Every law about records, each on a hundred thousand of them: what the nightly profile adds.

Drawing a set costs several times what a law does with it. So here one set serves three records,
and each record every law, where tests/laws/test_criteria.py draws afresh for each.
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
RECORDS = 3
SHARE = 3_400
"""Sets in each of ten shares, so that several processes can take part."""

sets_with_records = sets().flatmap(
    lambda criteria: st.tuples(st.just(criteria), st.tuples(*[cases(criteria)] * RECORDS))
)


@pytest.mark.parametrize("share", range(10))
def test_each_law_holds_of_every_record(share, capsys):
    tried: Counter[str] = Counter()

    @settings(max_examples=SHARE)
    @given(sets_with_records, st.data())
    def each_law(drawn, data):
        criteria, records = drawn
        for case in records:
            for law in (*OF_A_PAIR, *WITH_DRAWS):
                more = (data,) if law in WITH_DRAWS else ()
                # A law that says nothing of this record is none that the record breaks.
                with suppress(UnsatisfiedAssumption):
                    law.hypothesis.inner_test((criteria, case), *more)
                    tried[law.__name__] += 1

    each_law()

    with capsys.disabled():
        sys.stdout.write("".join(f"\n{number:>7} {name}" for name, number in tried.items()))
    assert min(tried[law.__name__] for law in OF_A_PAIR) > SHARE // 10
