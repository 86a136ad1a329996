"""What a term comes to for a person about whom nothing was recorded.

Rule. It says what the SQL says over a row of NULLs; so nobody without a fact needs one.
"""

from nosograph.cohort.terms import (
    Assume,
    Count,
    Dated,
    Every,
    Fits,
    Known,
    Not,
    Points,
    Settled,
    Some,
    Term,
)
from nosograph.model.truth import Truth, all_true, any_true


def with_nothing_known(term: Term) -> Truth:
    """The term's truth where every column is NULL."""
    match term:
        case Known(value):
            return Truth.of(value)
        case Dated():
            return Truth.FALSE
        case Fits():
            return Truth.of(term.both)
        case Assume():
            inner = with_nothing_known(term.of)
            return Truth.of(term.value) if inner is Truth.UNKNOWN else inner
        case Every():
            return all_true(with_nothing_known(part) for part in term.of)
        case Some():
            return any_true(with_nothing_known(part) for part in term.of)
        case Not():
            return ~with_nothing_known(term.of)
        case Count():
            parts = [with_nothing_known(part) for part in term.of]
            return _between(term.low, term.high, parts)
        case Points():
            return _points(term)
        case Settled():
            if with_nothing_known(term.certain) is Truth.TRUE:
                return Truth.TRUE
            possible = with_nothing_known(term.possible)
            return Truth.FALSE if possible is Truth.FALSE else Truth.UNKNOWN
        case _:
            return Truth.UNKNOWN


def _between(low: int, high: int, parts: list[Truth]) -> Truth:
    yes = sum(part is Truth.TRUE for part in parts)
    open_ = sum(part is Truth.UNKNOWN for part in parts)
    if yes >= low and yes + open_ <= high:
        return Truth.TRUE
    return Truth.FALSE if yes > high or yes + open_ < low else Truth.UNKNOWN


def _points(term: Points) -> Truth:
    low = high = 0
    for domain in term.domains:
        truths = [(points, with_nothing_known(part)) for points, part in domain]
        low += max((p for p, truth in truths if truth is Truth.TRUE), default=0)
        high += max((p for p, truth in truths if truth is not Truth.FALSE), default=0)
    if low >= term.threshold:
        return Truth.TRUE
    return Truth.FALSE if high < term.threshold else Truth.UNKNOWN
