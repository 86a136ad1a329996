"""The flagship's criteria, in each of the 3^7 states that its seven items can be in."""

from itertools import product

import pytest

from nosograph.model.cases import Case, Statement, Status
from nosograph.model.truth import Truth
from nosograph.reasoning.criteria import Evaluator
from tests.unit.reasoning.test_gallery import SETS, FewTerms

OMS = SETS["oms-genoa-2004"]
ITEMS = [item.id for item in OMS.items]
EVALUATOR = Evaluator(OMS, FewTerms())
STATES = {"present": (True,), "absent": (False,), "unknown": (False, True)}


def elements(there):
    """How many of the four elements a finished record has."""
    return sum(
        (
            there["opsoclonus"] or there["ocular_flutter"],
            there["ataxia"] or there["myoclonus"],
            there["behavioural_change"] or there["sleep_disturbance"],
            there["neuroblastoma"],
        )
    )


REACHED = {
    state: elements(dict(zip(ITEMS, state, strict=True))) >= 3
    for state in product((False, True), repeat=7)
}


def case_of(states):
    return Case(
        statements=tuple(
            Statement(Status(state), item)
            for item, state in zip(ITEMS, states, strict=True)
            if state != "unknown"
        )
    )


def test_every_state_of_the_seven_items_gets_the_verdict_of_its_completions():
    counts = dict.fromkeys(Truth, 0)
    for states in product(STATES, repeat=7):
        completions = {REACHED[each] for each in product(*(STATES[state] for state in states))}
        expected = Truth.UNKNOWN if len(completions) == 2 else Truth.of(completions.pop())
        case = case_of(states)

        assert EVALUATOR.verdicts(case) == (expected,)
        assert EVALUATOR.evaluate(case)["oms"].truth is expected
        counts[expected] += 1

    assert sum(counts.values()) == 3**7
    assert all(counts.values())


@pytest.mark.parametrize("nystagmus", ["HP:0000639", "HP:0000666"])
def test_nystagmus_never_counts_as_opsoclonus(nystagmus):
    told = ["HP:0001251", "HP:0002360", nystagmus]
    case = Case(statements=tuple(Statement(Status.PRESENT, code=code) for code in told))

    answer = EVALUATOR.evaluate(case)["oms"]

    assert answer.truth is Truth.UNKNOWN
    assert ("neuroblastoma",) in answer.missing


def test_ataxia_and_myoclonus_count_once():
    told = ["opsoclonus", "ataxia", "myoclonus"]
    case = Case(statements=tuple(Statement(Status.PRESENT, item) for item in told))

    assert EVALUATOR.evaluate(case)["oms"].truth is Truth.UNKNOWN


def test_as_many_parts_as_hold_are_told_of_as_many_as_are_needed():
    for states in product(("present", "absent"), repeat=7):
        there = dict(zip(ITEMS, (each == "present" for each in states), strict=True))

        assert EVALUATOR.evaluate(case_of(states))["oms"].tally == (elements(there), 3)
