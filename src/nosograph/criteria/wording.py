"""Criteria in words.

Rule. The words are made from the nodes and the items' own titles, so that they cannot say
anything but what the engine asks; another language has its phrases in place of these.
"""

from collections.abc import Iterator, Mapping
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

Phrases = Mapping[str, str]
"""What `ENGLISH` has, in some language."""

ENGLISH: Phrases = {
    "date_of": "{item}: date of {rest}",
    "nth_result": "{item}: result {number}, on a new sample",
    "lasting": "{item} for {bounds}",
    "age": "age {bounds}",
    "all_of": "all of:",
    "any_of": "any of:",
    "at_least": "at least {count} of:",
    "exactly": "exactly {span} of:",
    "span": "{low} to {high}",
    "none_of": "documented absence of:",
    "unless_present": "unless {item} is known to be present:",
    "unless_absent": "unless {item} is known to be absent:",
    "if_not_done": "as long as {item} is not known:",
    "within": "with onsets at most {days} days apart:",
    "within_strict": "with onsets less than {days} days apart:",
    "after_day": "measured after day {day}:",
    "repeated": "at least {count} results, of different tests or on new samples, of:",
    "switch": "depending on {item}:",
    "case": "if {word}: {part}",
    "score": "at least {threshold} points{needs}, the best of each domain counting:",
    "needs": ", at least one of them {group}",
    "least": "at least {value}",
    "more": "more than {value}",
    "most": "at most {value}",
    "less": "less than {value}",
    "and": " and ",
}


def title_of(criteria: CriteriaSet, name: str, t: Phrases = ENGLISH) -> str:
    """The words for an item, a part or a level, or for a missing date or second result of one."""
    item, mark, rest = name.partition("@") if "@" in name else name.partition("#")
    for level in criteria.levels:
        if level.id == item:
            return level.title
    words = next((each.title for each in criteria.items if each.id == item), "")
    words = words or item.partition(">")[0].replace("_", " ")
    if mark == "@":
        return t["date_of"].format(item=words, rest=rest)
    return t["nth_result"].format(item=words, number=rest) if mark == "#" else words


def in_words(criterion: Criterion, criteria: CriteriaSet, t: Phrases = ENGLISH) -> str:
    """The criterion as an indented list."""
    return "\n".join(_lines(criterion, criteria, t))


def heading(criterion: Criterion, criteria: CriteriaSet, t: Phrases = ENGLISH) -> str:
    """The criterion in one line."""
    first, *more = _lines(criterion, criteria, t)
    if not more:
        return first
    parts = [line.removeprefix("- ") for line in more if line.startswith("- ")]
    joined = " · ".join(part.rstrip(":") for part in parts)
    return f"{first} {joined}"


def _lines(node: Criterion, criteria: CriteriaSet, t: Phrases) -> list[str]:  # noqa: C901  # one case a node
    def title(name: str) -> str:
        return title_of(criteria, name, t)

    def listed(head: str, *parts: Criterion, **said: object) -> list[str]:
        return _list(t[head].format(**said), parts, criteria, t)

    match node:
        case Item():
            return [title(node.id)]
        case Quantity():
            return [f"{title(node.item)} {bounds(node.low, node.high, t)}"]
        case ForDays():
            said = bounds(node.low, node.high, t)
            return [t["lasting"].format(item=title(node.item), bounds=said)]
        case AgeWithin():
            return [t["age"].format(bounds=_ages(node, t))]
        case Use():
            return [f"“{title(node.name)}”"]
        case AllOf():
            return listed("all_of", *node.of)
        case AnyOf():
            return listed("any_of", *node.of)
        case AtLeast():
            return listed("at_least", *node.of, count=node.count)
        case Exactly():
            span = t["span"].format(low=node.low, high=node.high)
            return listed("exactly", *node.of, span=node.low if node.low == node.high else span)
        case NoneOf():
            return listed("none_of", *node.of)
        case Override():
            unless = "unless_present" if node.present else "unless_absent"
            return listed(unless, node.of, item=title(node.item))
        case IfNotDone():
            return listed("if_not_done", node.of, item=title(node.item))
        case Within():
            return listed("within_strict" if node.strict else "within", node.of, days=node.days)
        case AfterDay():
            return listed("after_day", node.of, day=node.day)
        case Repeated():
            return listed("repeated", *node.of, count=node.count)
        case Switch():
            return list(_switch(node, criteria, t))
        case Score():
            return list(_score(node, criteria, t))
        case _:
            assert_never(node)


def _list(head: str, parts: tuple[Criterion, ...], criteria: CriteriaSet, t: Phrases) -> list[str]:
    found = [head]
    for part in parts:
        first, *more = _lines(part, criteria, t)
        found += [f"- {first}", *(f"  {line}" for line in more)]
    return found


def _switch(node: Switch, criteria: CriteriaSet, t: Phrases) -> Iterator[str]:
    yield t["switch"].format(item=title_of(criteria, node.item, t))
    for word, part in node.cases:
        first, *more = _lines(part, criteria, t)
        yield "- " + t["case"].format(word=word.replace("_", " "), part=first)
        yield from (f"  {line}" for line in more)


def _score(node: Score, criteria: CriteriaSet, t: Phrases) -> Iterator[str]:
    needs = "".join(t["needs"].format(group=group) for group in node.needs)
    yield t["score"].format(threshold=node.threshold, needs=needs)
    for domain in node.domains:
        group = f" ({domain.group})" if domain.group else ""
        yield f"- {domain.name}{group}:"
        for each in domain.of:
            first, *more = _lines(each.of, criteria, t)
            yield f"  - {each.points}: {first}"
            yield from (f"    {line}" for line in more)


def bounds(low: Bound | None, high: Bound | None, t: Phrases = ENGLISH) -> str:
    """Limits in every unit that has one."""
    sides = []
    if low is not None:
        sides.append(t["more" if low.strict else "least"].format(value=_limits(low)))
    if high is not None:
        sides.append(t["less" if high.strict else "most"].format(value=_limits(high)))
    return t["and"].join(sides)


def _ages(node: AgeWithin, t: Phrases) -> str:
    sides = []
    if node.low is not None:
        sides.append(t["more" if node.low_strict else "least"].format(value=node.low))
    if node.high is not None:
        sides.append(t["less" if node.high_strict else "most"].format(value=node.high))
    return t["and"].join(sides)


def _limits(bound: Bound) -> str:
    return " (".join(f"{plain(value)} {unit}" for value, unit in bound.limits) + ")" * (
        len(bound.limits) - 1
    )


def plain(value: Decimal) -> str:
    """A number without exponent."""
    return f"{value:f}"
