"""What can still turn out, item by item: the unknowns of a criteria set and their values.

Rule 1. Of a measured value only the side of each limit matters, so its values are the spans
between limits; of a date only which others it lies near.

Rule 2. An item whose being known is itself a condition (`IfNotDone`, `Override`) has each value
twice: as a result, and as what is true while nobody has looked.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    IfNotDone,
    Item,
    Override,
    Quantity,
    Repeated,
    Within,
    item_of,
    walk,
)
from nosograph.criteria.outline import Outline, Span, spans_between
from nosograph.criteria.sets import CriteriaSet, ItemKind

FAR = 1 << 40
"""An onset that lies near no other."""

AGE = "age"
"""The name under which a missing age is asked for."""


class Value(NamedTuple):
    """One way in which an unknown can turn out."""

    state: object
    """True or False, a word, or a span."""
    onset: int | None = None
    done: bool = True
    """Whether it is known, not only true."""


class Unknown(NamedTuple):
    """A question that may be open, at its place in the order in which diagrams ask."""

    name: str
    """`item`, `item@onset` where only the date is missing, `item#2` for a second result."""
    item: str


class Variables(Outline):
    """What a criteria set asks, as questions that may be open about one person."""

    def __init__(self, criteria: CriteriaSet, implied: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(criteria, implied)
        self.starred = {n.item for n in self.nodes if isinstance(n, IfNotDone | Override)}
        self.windows = tuple(dict.fromkeys(n for n in self.nodes if isinstance(n, Within)))
        self.windowed = {
            leaf.id for each in self.windows for leaf in walk(each.of) if isinstance(leaf, Item)
        }
        self.has_age = any(isinstance(n, AgeWithin) for n in self.nodes)
        self.late = {
            (node.of.item, node.day): f"{node.of.item}>day{node.day}"
            if self.has_own_results(node)
            else node.of.item
            for node in sorted(
                (n for n in self.nodes if isinstance(n, AfterDay)), key=lambda n: (n.of.item, n.day)
            )
        }
        """Item and day → the name of the value that only results of later days answer."""
        self.after = {name: day for (_, day), name in self.late.items()}
        self.unknowns = self._ordered()
        self.position = {each.name: n for n, each in enumerate(self.unknowns)}

    @cached_property
    def telling(self) -> frozenset[str]:
        """Items of which a result makes it known what an `IfNotDone` or `Override` looks at."""
        return frozenset().union(
            *(self.following(item, present=p) for item in self.starred for p in (True, False))
        )

    def _ordered(self) -> tuple[Unknown, ...]:
        repeats: dict[str, int] = {}
        for node in self.nodes:
            if isinstance(node, Repeated):
                for test in node.of:
                    item = tested(test).item
                    repeats[item] = max(repeats.get(item, 1), node.count)
        mentioned = [item_of(n.of if isinstance(n, AfterDay) else n) for n in self.nodes]
        related = [id for pair in (*self.implied, *self.never_exceeds) for id in pair]
        found = [Unknown(AGE, AGE)] if self.has_age else []
        for item in dict.fromkeys(name for name in (*mentioned, *related) if name):
            found.append(Unknown(item, item))
            if item in self.windowed:
                found.append(Unknown(f"{item}@onset", item))
            names = (name for (own, _), name in self.late.items() if own == item)
            found += [Unknown(name, item) for name in names if name != item]
            found += [Unknown(f"{item}#{n}", item) for n in range(2, repeats.get(item, 1) + 1)]
        return tuple(found)

    @cached_property
    def domains(self) -> dict[str, tuple[Span, ...]]:
        """Quantity, or age → the spans that it may lie in, ascending."""
        quantities = [item.id for item in self.criteria.items if item.kind is ItemKind.QUANTITY]
        limits = {item: self.limits(item) for item in quantities}
        # What is known of the one value says on which side of a limit the other lies.
        for item, other in self.never_exceeds * 2:
            limits[item] = limits[other] = limits[item] | limits[other]
        found = {item: spans_between(own) for item, own in limits.items()}
        return found | {AGE: self.age_spans()} if self.has_age else found


def tested(test: Quantity | Override) -> Quantity:
    """The quantity of a repeated test.

    Raises:
        TypeError: an override inside `repeated` holds something else.
    """
    inner = test.of if isinstance(test, Override) else test
    if not isinstance(inner, Quantity):
        raise TypeError(f"repeated: counts quantities, not {type(inner).__name__}")
    return inner
