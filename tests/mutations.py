"""Slips that somebody could make in a criteria set: one number, one word, one part at a time."""

from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from nosograph.criteria.nodes import (
    AgeWithin,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Exactly,
    IfNotDone,
    NoneOf,
    Override,
    Repeated,
    Score,
    Weighted,
    Within,
)
from nosograph.criteria.sets import CriteriaSet
from nosograph.model.ages import Age


def slips(criteria: CriteriaSet) -> Iterator[tuple[str, CriteriaSet]]:
    """Every set that one slip makes of `criteria`, with what the slip is."""
    for n, (name, part) in enumerate(criteria.parts):
        for words, other in _slips(part):
            parts = (*criteria.parts[:n], (name, other), *criteria.parts[n + 1 :])
            yield f"{name}: {words}", replace(criteria, parts=parts)
    for n, level in enumerate(criteria.levels):
        for words, other in _slips(level.criterion):
            changed = replace(level, criterion=other)
            levels = (*criteria.levels[:n], changed, *criteria.levels[n + 1 :])
            yield f"{level.id}: {words}", replace(criteria, levels=levels)


def _slips(node: Any) -> Iterator[tuple[str, Any]]:
    for words, make in _own(node):
        try:
            yield words, make()
        except ValueError:
            continue  # the vocabulary refuses it, so nobody can make this slip
    for field in fields(node):
        yield from _inside(node, field.name, getattr(node, field.name))


def _inside(node: Any, name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if type(value).__module__.endswith("criteria.nodes"):
        for words, other in _slips(value):
            yield words, replace(node, **{name: other})
        return
    if not isinstance(value, tuple):
        return
    for n, each in enumerate(value):
        word, part = each if isinstance(each, tuple) and len(each) == 2 else ("", each)
        if not type(part).__module__.endswith("criteria.nodes"):
            continue
        for words, other in _slips(part):
            inner = (word, other) if word else other
            yield words, replace(node, **{name: (*value[:n], inner, *value[n + 1 :])})


def _own(node: Any) -> Iterator[tuple[str, Any]]:  # noqa: C901  # one case a node
    match node:
        case Bound():
            yield f"strictness of {node.limits}", lambda: replace(node, strict=not node.strict)
            for n, (value, unit) in enumerate(node.limits):
                for moved in (value * Decimal("0.5"), value * 2):
                    limits = (*node.limits[:n], (moved, unit), *node.limits[n + 1 :])
                    yield f"{value} {unit} → {moved}", lambda of=limits: replace(node, limits=of)
        case AtLeast():
            for count in (node.count - 1, node.count + 1):
                yield f"at least {count}", lambda to=count: replace(node, count=to)
        case Exactly():
            yield f"to {node.high + 1}", lambda: replace(node, high=node.high + 1)
            yield f"from {node.low - 1}", lambda: replace(node, low=node.low - 1)
        case Repeated():
            yield "one result", lambda: replace(node, count=node.count - 1)
        case Weighted():
            for points in (node.points - 2, node.points + 2):
                yield f"{points} points", lambda to=points: replace(node, points=to)
        case Score():
            for moved in (node.threshold - 1, node.threshold + 1):
                yield f"threshold {moved}", lambda to=moved: replace(node, threshold=to)
            if node.needs:
                yield "no group needed", lambda: replace(node, needs=())
        case Within():
            yield "window twice as long", lambda: replace(node, days=node.days * 2)
            yield "window half as long", lambda: replace(node, days=node.days // 2)
        case AgeWithin(high=Age(months=months)):
            yield "twice the age", lambda: replace(node, high=Age(2 * months))
        case AllOf():
            yield "any for all", lambda: AnyOf(node.of)
            for n in range(len(node.of)):
                yield f"part {n} left out", lambda at=n: AllOf(node.of[:at] + node.of[at + 1 :])
        case NoneOf():
            yield "any for none", lambda: AnyOf(node.of)
        case Override() | IfNotDone():
            yield "no condition", lambda: node.of
