"""The closed-world reading of single facts, for people about whom nothing was recorded.

Rule. Only facts that were named are read so.
"""

from collections.abc import Collection

from nosograph.cohort.terms import (
    NO,
    YES,
    Assume,
    Column,
    Count,
    Every,
    Not,
    Points,
    Settled,
    Some,
    Term,
    assumed,
    counted,
    every,
    negated,
    settled,
    some,
)
from nosograph.criteria.sets import CriteriaSet, ItemKind


def closed_items(criteria: CriteriaSet, names: Collection[str]) -> frozenset[str]:
    """The facts named, all of them for `all`.

    Raises:
        KeyError: a name is no fact of the set.
    """
    facts = {item.id for item in criteria.items if item.kind is ItemKind.FACT}
    wanted = facts if "all" in names else set(names)
    for name in sorted(wanted - facts):
        raise KeyError(name)
    return frozenset(wanted)


def closed_terms(term: Term, closed: Collection[str]) -> Term:
    """The term with these facts absent, and known to be."""
    if not closed:
        return term

    def inner(part: Term) -> Term:
        match part:
            case Column(name) if name in closed:
                return NO
            case Column(name) if name.removesuffix("__done") in closed:
                return YES
            case Every(of):
                return every(inner(each) for each in of)
            case Some(of):
                return some(inner(each) for each in of)
            case Not(of):
                return negated(inner(of))
            case Assume(of, value):
                return assumed(inner(of), value)
            case Count(low, high, of):
                return counted(low, high, [inner(each) for each in of])
            case Points(threshold, domains):
                return Points(threshold, tuple(tuple((p, inner(t)) for p, t in d) for d in domains))
            case Settled(certain, possible):
                return settled(inner(certain), inner(possible))
            case _:
                return part

    return inner(term)
