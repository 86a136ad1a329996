"""Criteria put to a case."""

from dataclasses import dataclass

from nosograph.asking.release import OpenRelease
from nosograph.model.cases import Case
from nosograph.reasoning.answers import Answer


@dataclass(frozen=True, slots=True)
class CriteriaQuestion:
    """Whether a case meets the criteria of a set."""

    set_id: str
    case: Case


def criteria(release: OpenRelease, question: CriteriaQuestion) -> Answer:
    """What a set of the release says about a case.

    Raises:
        KeyError: there is no such set.
    """
    evaluator = release.evaluator(question.set_id)
    if evaluator is None:
        raise KeyError(question.set_id)
    return evaluator.evaluate(question.case)
