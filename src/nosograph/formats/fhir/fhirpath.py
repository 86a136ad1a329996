"""Criteria as FHIRPath over the answers to their questionnaire: true, false, or empty for unknown.

Rule. An expression never says more than the engine. It may say less: it converts no units, takes
ages in whole years and months and one result of a repeated test, and does not see what follows from
parts that share an item, so it stays empty where the engine knows.
"""

from collections.abc import Iterable, Mapping
from typing import assert_never

from nosograph.criteria import nodes
from nosograph.criteria.sets import CriteriaSet, ItemKind
from nosograph.criteria.wording import plain
from nosograph.formats.fhir.questionnaires import AGE, DAY, DAY_ONE, ONSET

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
            case nodes.Within():
                return self._within(node)
            case nodes.Repeated():
                return _repeated(node)
            case nodes.AgeWithin():
                return _aged(node)
            case nodes.AfterDay():
                return _after(node)
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

    def _within(self, node: nodes.Within) -> str:
        """Some onset begins a span in which enough is there; without any span, too little is."""
        leaves = [leaf.id for leaf in nodes.walk(node.of) if isinstance(leaf, nodes.Item)]
        reach = f"{node.days - node.strict} days"
        spans = [self._in_span(node.of, item, reach) for item in dict.fromkeys(leaves)]
        few = f"{self.written(node.of)}.not()"
        return f"iif({' or '.join(spans)}, true, iif({few}, false, {{}}))"

    def _in_span(self, node: nodes.Criterion, first: str, reach: str) -> str:
        """The part holds if only what began with an item or within days of it is counted."""
        match node:
            case nodes.Item():
                return _begun((node.id,), 1, first, reach)
            case nodes.AllOf() | nodes.AnyOf() | nodes.AtLeast():
                items = [part.id for part in node.of if isinstance(part, nodes.Item)]
                least = {nodes.AllOf: len(node.of), nodes.AnyOf: 1}.get(type(node))
                if len(set(items)) == len(node.of):
                    count = node.count if isinstance(node, nodes.AtLeast) else least
                    return _begun(items, count or 1, first, reach)
                parts = [self._in_span(part, first, reach) for part in node.of]
                if isinstance(node, nodes.AtLeast):
                    return _counted(parts, node.count, len(parts))
                return f"({(' and ' if least != 1 else ' or ').join(parts)})"
            case _:
                raise _NoExpressionError

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


def _begun(items: Iterable[str], count: int, first: str, reach: str) -> str:
    """So many of the items are there, and began with one of them or within days of it."""
    named = " or ".join(f"linkId = {quoted(item)}" for item in items)
    began = f"answer.item.where(linkId.endsWith({quoted('.' + ONSET)})).answer.value"
    start = f"%context.item.where(linkId = {quoted(first)}).{began}"
    within = f"{began} >= {start} and {began} <= {start} + {reach}"
    there = f"item.where(({named}) and answer.value = true and {within}).linkId.distinct()"
    return f"({there}.count() >= {count})"


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
    readable = " or ".join(f"code = {quoted(unit)}" for unit in units)
    exact = "comparator.empty()"
    return (
        f"iif({results}.where({exact} and ({_within(node)})).exists(), true, "
        f"iif({results}.exists() and {results}.all({exact} and ({readable})), false, {{}}))"
    )


def _repeated(node: nodes.Repeated) -> str:
    """Enough of the tests, of which each has one result; with several, dates would matter."""
    parts = []
    for test in node.of:
        inner = test.of if isinstance(test, nodes.Override) else test
        if not isinstance(inner, nodes.Quantity):
            raise _NoExpressionError
        one = f"iif({answer(inner.item)}.count() = 1, {_measured(inner)}, {{}})"
        if isinstance(test, nodes.Override):
            stops = answer(test.item) if test.present else f"{answer(test.item)}.not()"
            one = f"iif({stops}, false, iif({stops}.exists() or {one}.not(), {one}, {{}}))"
        parts.append(one)
    yes = f"({' + '.join(f'iif({part}, 1, 0)' for part in parts)})"
    # One result that counts may be followed by another; after a normal one, none is expected.
    no = " and ".join(f"{part}.not()" for part in parts)
    return f"iif({yes} >= {node.count}, true, iif({no}, false, {{}}))"


def _after(node: nodes.AfterDay) -> str:
    """Some late result lies within the limits; one without a day is taken at its word."""
    day = f"item.where(linkId = {quoted(f'{node.of.item}.{DAY}')}).answer.value"
    first = f"%context.{answer(DAY_ONE)}"
    late = f"({day}.empty() or {first}.empty() or {day} > {first} + {node.day - 1} days)"
    told = f"value.where(comparator.empty() and ({_within(node.of)})).exists()"
    results = f"item.where(linkId = {quoted(node.of.item)}).answer"
    return f"iif({results}.where({late} and {told}).exists(), true, {{}})"


def _aged(node: nodes.AgeWithin) -> str:
    """Ages in whole years or months, which the engine counts in months, too."""
    if any(each and each.days for each in (node.low, node.high)):
        raise _NoExpressionError
    limits = []
    for age, strict, sign in (
        (node.low, node.low_strict, ">"),
        (node.high, node.high_strict, "<"),
    ):
        if age is not None:
            limits.append(f"{{months}} {sign}{'' if strict else '='} {age.months}")
    within = " and ".join(limits)
    kinds = [
        f"(code = {quoted(unit)} and {within.replace('{months}', months)})"
        for unit, months in (("mo", "value"), ("a", "value * 12"))
    ]
    told = (
        f"{answer(AGE)}.where(value.truncate() = value and comparator.empty() "
        "and (code = 'mo' or code = 'a'))"
    )
    return f"iif({told}.exists(), {told}.where({' or '.join(kinds)}).exists(), {{}})"


def _within(node: nodes.Quantity | nodes.ForDays) -> str:
    """The limits, in each unit that they are given in."""
    told = (f"(code = {quoted(unit)} and {_limits(node, unit)})" for unit in _units(node))
    return " or ".join(told)


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
