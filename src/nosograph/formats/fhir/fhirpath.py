"""Criteria as FHIRPath over the answers to their questionnaire: true, false, or empty for unknown.

Rule 1. An expression never says more than the engine. It may say less: it converts no units and
does not see what follows from parts that share an item, so it stays empty where the engine knows.
Rule 2. What needs dates or single results is not written at all; words stand in its place.
"""

from collections.abc import Iterable, Mapping
from typing import assert_never

from nosograph.criteria import nodes
from nosograph.criteria.sets import CriteriaSet, ItemKind
from nosograph.criteria.wording import plain

YES, NO = "yes", "no"
"""The cases of a switch on a fact."""


def as_fhirpath(criterion: nodes.Criterion, criteria: CriteriaSet) -> str:
    """The expression; empty where there is none."""
    try:
        return _Writer(criteria).written(criterion)
    except _NoExpressionError:
        return ""


class _NoExpressionError(Exception):
    """A part asks for what answers to a questionnaire do not say in FHIRPath."""


class _Writer:
    """The expressions of one set."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self._named: Mapping[str, nodes.Criterion] = criteria.named
        self._kinds = {item.id: item.kind for item in criteria.items}

    def written(self, node: nodes.Criterion) -> str:  # noqa: C901  # one case a node
        """One expression in brackets, or one that needs none."""
        match node:
            case nodes.Item():
                return answer(node.id)
            case nodes.Use():
                return self.written(self._named[node.name])
            case nodes.Quantity() | nodes.ForDays():
                return _measured(node)
            case nodes.AllOf():
                return self._joined(" and ", node.of)
            case nodes.AnyOf():
                return self._joined(" or ", node.of)
            case nodes.NoneOf():
                return f"{self._joined(' or ', node.of)}.not()"
            case nodes.AtLeast():
                return _counted(self._parts(node.of), node.count, len(node.of))
            case nodes.Exactly():
                return _counted(self._parts(node.of), node.low, node.high)
            case nodes.Override():
                stops = answer(node.item) if node.present else f"{answer(node.item)}.not()"
                return f"iif({stops}, false, {self.written(node.of)})"
            case nodes.IfNotDone():
                return f"iif({answer(node.item)}.exists(), false, {self.written(node.of)})"
            case nodes.Switch():
                return self._switch(node)
            case nodes.Score():
                return self._score(node)
            case nodes.Within() | nodes.AfterDay() | nodes.Repeated() | nodes.AgeWithin():
                raise _NoExpressionError
            case _:
                assert_never(node)

    def _parts(self, parts: Iterable[nodes.Criterion]) -> list[str]:
        return [self.written(part) for part in parts]

    def _joined(self, word: str, parts: Iterable[nodes.Criterion]) -> str:
        return f"({word.join(self._parts(parts))})"

    def _switch(self, node: nodes.Switch) -> str:
        found = "{}"
        for word, part in reversed(node.cases):
            if self._kinds.get(node.item) is ItemKind.CHOICE:
                chosen = f"{answer(node.item)}.code = {quoted(word)}"
            else:
                chosen = answer(node.item) + ("" if word == YES else ".not()")
            found = f"iif({chosen}, {self.written(part)}, {found})"
        return found

    def _score(self, node: nodes.Score) -> str:
        low = " + ".join(self._best(each.of, certain=True) for each in node.domains)
        high = " + ".join(self._best(each.of, certain=False) for each in node.domains)
        met, open_ = [f"({low}) >= {node.threshold}"], [f"({high}) < {node.threshold}"]
        for group in node.needs:
            parts = [part.of for each in node.domains if each.group == group for part in each.of]
            some = self._joined(" or ", parts)
            met.append(some)
            open_.append(f"{some}.not()")
        return f"iif({' and '.join(met)}, true, iif({' or '.join(open_)}, false, {{}}))"

    def _best(self, parts: Iterable[nodes.Weighted], *, certain: bool) -> str:
        """The points of the best part that holds, or that is not known to fail."""
        found = "0"
        for each in sorted(parts, key=lambda part: part.points):
            holds = self.written(each.of)
            if certain:
                found = f"iif({holds}, {each.points}, {found})"
            else:
                found = f"iif({holds}.not(), {found}, {each.points})"
        return found


def answer(item: str) -> str:
    """What is answered to a question."""
    return f"item.where(linkId = {quoted(item)}).answer.value"


def quoted(text: str) -> str:
    """A text as FHIRPath writes it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _counted(parts: list[str], low: int, high: int) -> str:
    """From `low` to `high` parts hold."""
    # Not by combine() and count(): some engines leave out what is there twice.
    yes = f"({' + '.join(f'iif({part}, 1, 0)' for part in parts)})"
    no = f"({' + '.join(f'iif({part}.not(), 1, 0)' for part in parts)})"
    few = f"{no} > {len(parts) - low}"
    if high == len(parts):
        return f"iif({yes} >= {low}, true, iif({few}, false, {{}}))"
    settled = f"{yes} >= {low} and {len(parts)} - {no} <= {high}"
    return f"iif({yes} > {high} or {few}, false, iif({settled}, true, {{}}))"


def _measured(node: nodes.Quantity | nodes.ForDays) -> str:
    results = answer(node.item)
    units = _units(node)
    within = " or ".join(f"(code = {quoted(unit)} and {_limits(node, unit)})" for unit in units)
    readable = " or ".join(f"code = {quoted(unit)}" for unit in units)
    exact = "comparator.empty()"
    return (
        f"iif({results}.where({exact} and ({within})).exists(), true, "
        f"iif({results}.exists() and {results}.all({exact} and ({readable})), false, {{}}))"
    )


def _units(node: nodes.Quantity | nodes.ForDays) -> list[str]:
    """Units in which both limits are given."""
    sides = [[unit for _, unit in each.limits] for each in (node.low, node.high) if each]
    units = [unit for unit in sides[0] if all(unit in side for side in sides)]
    if not units:
        raise _NoExpressionError
    return units


def _limits(node: nodes.Quantity | nodes.ForDays, unit: str) -> str:
    told = []
    for bound, sign in ((node.low, ">"), (node.high, "<")):
        if bound is not None:
            told.append(f"value {sign}{'' if bound.strict else '='} {_limit(bound, unit)}")
    return " and ".join(told)


def _limit(bound: nodes.Bound, unit: str) -> str:
    return plain(next(value for value, own in bound.limits if own == unit))
