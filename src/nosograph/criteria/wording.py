"""Criteria in words.

Rule. The words are made from the nodes and the items' own titles, so that they cannot say
anything but what the engine asks.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Criterion,
    Exactly,
    ForDays,
    IfNotDone,
    Item,
    NoneOf,
    Override,
    Quantity,
    Repeated,
    Score,
    Switch,
    Use,
    Within,
)
from nosograph.criteria.sets import CriteriaSet


def title_of(criteria: CriteriaSet, name: str) -> str:
    """The words for an item, a part or a level, or for a missing date or second result of one."""
    item, mark, rest = name.partition("@") if "@" in name else name.partition("#")
    for level in criteria.levels:
        if level.id == item:
            return level.title
    words = next((each.title for each in criteria.items if each.id == item), "")
    words = words or item.partition(">")[0].replace("_", " ")
    if mark == "@":
        return f"{words}: date of {rest}"
    return f"{words}: {_nth(int(rest))} result, on a new sample" if mark == "#" else words


def in_words(criterion: Criterion, criteria: CriteriaSet) -> str:
    """The criterion as an indented list."""
    return "\n".join(_lines(criterion, criteria))


def heading(criterion: Criterion, criteria: CriteriaSet) -> str:
    """The criterion in one line."""
    first, *more = _lines(criterion, criteria)
    if not more:
        return first
    parts = [line.removeprefix("- ") for line in more if line.startswith("- ")]
    joined = " · ".join(part.rstrip(":") for part in parts)
    return f"{first} {joined}"


def _lines(node: Criterion, criteria: CriteriaSet) -> list[str]:  # noqa: C901  # one case a node
    match node:
        case Item():
            return [title_of(criteria, node.id)]
        case Quantity():
            return [f"{title_of(criteria, node.item)} {bounds(node.low, node.high)}"]
        case ForDays():
            return [f"{title_of(criteria, node.item)} for {bounds(node.low, node.high)}"]
        case AgeWithin():
            return [f"age {_ages(node)}"]
        case Use():
            return [f"“{title_of(criteria, node.name)}”"]
        case AllOf():
            return _list("all of:", node.of, criteria)
        case AnyOf():
            return _list("any of:", node.of, criteria)
        case AtLeast():
            return _list(f"at least {node.count} of:", node.of, criteria)
        case Exactly():
            span = f"{node.low}" if node.low == node.high else f"{node.low} to {node.high}"
            return _list(f"exactly {span} of:", node.of, criteria)
        case NoneOf():
            return _list("documented absence of:", node.of, criteria)
        case Override():
            state = "present" if node.present else "absent"
            words = f"unless {title_of(criteria, node.item)} is known to be {state}:"
            return _list(words, (node.of,), criteria)
        case IfNotDone():
            words = f"as long as {title_of(criteria, node.item)} is not known:"
            return _list(words, (node.of,), criteria)
        case Within():
            than = "less than" if node.strict else "at most"
            return _list(f"with onsets {than} {node.days} days apart:", (node.of,), criteria)
        case AfterDay():
            return _list(f"measured after day {node.day}:", (node.of,), criteria)
        case Repeated():
            words = f"at least {node.count} results, of different tests or on new samples, of:"
            return _list(words, node.of, criteria)
        case Switch():
            return list(_switch(node, criteria))
        case Score():
            return list(_score(node, criteria))
        case _:
            assert_never(node)


def _list(head: str, parts: tuple[Criterion, ...], criteria: CriteriaSet) -> list[str]:
    found = [head]
    for part in parts:
        first, *more = _lines(part, criteria)
        found += [f"- {first}", *(f"  {line}" for line in more)]
    return found


def _switch(node: Switch, criteria: CriteriaSet) -> Iterator[str]:
    yield f"depending on {title_of(criteria, node.item)}:"
    for word, part in node.cases:
        first, *more = _lines(part, criteria)
        yield f"- if {word.replace('_', ' ')}: {first}"
        yield from (f"  {line}" for line in more)


def _score(node: Score, criteria: CriteriaSet) -> Iterator[str]:
    needs = "".join(f", at least one of them {group}" for group in node.needs)
    yield f"at least {node.threshold} points{needs}, the best of each domain counting:"
    for domain in node.domains:
        group = f" ({domain.group})" if domain.group else ""
        yield f"- {domain.name}{group}:"
        for each in domain.of:
            first, *more = _lines(each.of, criteria)
            yield f"  - {each.points}: {first}"
            yield from (f"    {line}" for line in more)


def bounds(low: Bound | None, high: Bound | None) -> str:
    """Limits in every unit that has one."""
    words = []
    if low is not None:
        words.append(("more than " if low.strict else "at least ") + _limits(low))
    if high is not None:
        words.append(("less than " if high.strict else "at most ") + _limits(high))
    return " and ".join(words)


def _limits(bound: Bound) -> str:
    return " (".join(f"{plain(value)} {unit}" for value, unit in bound.limits) + ")" * (
        len(bound.limits) - 1
    )


def plain(value: Decimal) -> str:
    """A number without exponent."""
    return f"{value:f}"


def _ages(node: AgeWithin) -> str:
    words = []
    if node.low is not None:
        words.append(("above " if node.low_strict else "at least ") + str(node.low))
    if node.high is not None:
        words.append(("below " if node.high_strict else "at most ") + str(node.high))
    return " and ".join(words)


def _nth(number: int) -> str:
    names = {2: "second", 3: "third", 4: "fourth"}
    return names.get(number, f"{number}th")
