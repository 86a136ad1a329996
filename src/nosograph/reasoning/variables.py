"""What can still turn out, item by item: the unknowns of a criteria set and their values.

Rule 1. Of a measured value only the side of each limit matters, so its values are the spans
between limits; of a date only which others it lies near.

Rule 2. An item whose being known is itself a condition (`IfNotDone`, `Override`) has each value
twice: as a result, and as what is true while nobody has looked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    Bound,
    Criterion,
    ForDays,
    IfNotDone,
    Item,
    Override,
    Quantity,
    Repeated,
    Use,
    Within,
    below,
    item_of,
)
from nosograph.criteria.sets import (
    CriteriaSet,
    Implies,
    ItemDefinition,
    ItemKind,
    NeverExceeds,
)
from nosograph.criteria.units import bare, convert, is_unit, read_in

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


class Span(NamedTuple):
    """Numbers between two limits, or one of the limits."""

    low: Fraction | None
    high: Fraction | None

    @property
    def point(self) -> Fraction:
        """A number in the span."""
        if self.low is None:
            return Fraction(0) if self.high is None else self.high - 1
        if self.high is None:
            return self.low + 1
        return (self.low + self.high) / 2

    def may_stay_below(self, other: "Span") -> bool:
        """Whether a number of this span can be at most a number of the other."""
        if self.low is None or other.high is None:
            return True
        if self.low == other.high:
            return self.low == self.high and other.low == other.high
        return self.low < other.high


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question that may be open, at its place in the order in which diagrams ask."""

    name: str
    """`item`, `item@onset` where only the date is missing, `item#2` for a second result."""
    item: str


class Outline:
    """Everything about a criteria set that does not depend on a case."""

    def __init__(self, criteria: CriteriaSet, implied: Iterable[tuple[str, str]] = ()) -> None:
        if criteria.misplaced_windows:
            raise ValueError(f"a window under none_of or exactly: {criteria.misplaced_windows}")
        self.criteria = criteria
        declared = ((r.item, r.other) for r in criteria.relations if isinstance(r, Implies))
        self.implied = tuple(dict.fromkeys((*implied, *declared)))
        """Pairs of facts of which the first cannot be present without the second."""
        self.items: Mapping[str, ItemDefinition] = {item.id: item for item in criteria.items}
        self.nodes = tuple(self._reached())
        self.starred = {n.item for n in self.nodes if isinstance(n, IfNotDone | Override)}
        self.windows = tuple(n for n in self.nodes if isinstance(n, Within))
        self.windowed = {
            leaf.id for each in self.windows for leaf in _leaves(each.of) if isinstance(leaf, Item)
        }
        self.has_age = any(isinstance(n, AgeWithin) for n in self.nodes)
        self.late = self._late()
        self._read_in: dict[tuple[str, str], str | None] = {}
        self.unknowns = self._ordered()
        self.position = {each.name: n for n, each in enumerate(self.unknowns)}

    @property
    def never_exceeds(self) -> tuple[tuple[str, str], ...]:
        """Pairs of quantities of which the first is never larger than the second."""
        relations = self.criteria.relations
        return tuple((r.item, r.other) for r in relations if isinstance(r, NeverExceeds))

    def following(self, item: str, *, present: bool) -> set[str]:
        """The item, and those whose presence (or absence) follows from its own."""
        pairs = self.implied if present else tuple((b, a) for a, b in self.implied)
        return _closed({item}, pairs)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Items of which a result makes it known what an `IfNotDone` or `Override` looks at."""
        backwards = tuple((b, a) for a, b in self.implied)
        return frozenset(_closed(self.starred, self.implied) | _closed(self.starred, backwards))

    def _reached(self) -> Iterator[Criterion]:
        """Every node once, in reading order from the levels, names followed."""
        named, seen = self.criteria.named, set()

        def visit(node: Criterion) -> Iterator[Criterion]:
            yield node
            if isinstance(node, Use) and node.name not in seen:
                seen.add(node.name)
                yield from visit(named[node.name])
            for part in below(node):
                yield from visit(part)

        for level in self.criteria.levels:
            if level.id not in seen:
                seen.add(level.id)
                yield from visit(level.criterion)

    def _late(self) -> dict[tuple[str, int], str]:
        """Item and day → the name of the value that only results of later days answer."""
        late = [node for node in self.nodes if isinstance(node, AfterDay)]
        inner = {id(node.of) for node in late}
        plain = {item_of(node) for node in self.nodes if id(node) not in inner}
        days = {(node.of.item, node.day) for node in late}
        several = {item for item, _ in days if sum(own == item for own, _ in days) > 1}
        return {
            (item, day): f"{item}>day{day}" if item in plain | several else item
            for item, day in sorted(days)
        }

    def _ordered(self) -> tuple[Unknown, ...]:
        repeats: dict[str, int] = {}
        for node in self.nodes:
            if isinstance(node, Repeated):
                for test in node.of:
                    item = tested(test).item
                    repeats[item] = max(repeats.get(item, 1), node.count)
        mentioned = [item_of(node) for node in self.nodes]
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
    def units(self) -> dict[str, frozenset[str]]:
        """Item → units in which every bound on it has a limit of its own."""
        found: dict[str, frozenset[str]] = {}
        for item, bound in self._bounds:
            own = frozenset(unit for _, unit in bound.limits)
            found[item] = found[item] & own if item in found else own
        return found

    def read_in(self, item: str, unit: str) -> str | None:
        """The unit that a value of the item is read in; None where its own says nothing of it."""
        known = self._read_in.get((item, unit), "?")
        if known == "?":
            known = self._read_in[item, unit] = self._found_unit(item, unit)
        return known

    def _found_unit(self, item: str, unit: str) -> str | None:
        own = self.items[item].unit
        if unit != own and bare(unit) == "1" and not is_unit(own):
            return own  # macules and z scores are counted, whatever the count is called
        bounds = tuple(bound for each, bound in self._bounds if each == item)
        return read_in(unit, own, bounds, self.units.get(item, ()), convert) if unit else None

    @cached_property
    def _bounds(self) -> tuple[tuple[str, Bound], ...]:
        measuring = [node for node in self.nodes if isinstance(node, Quantity | ForDays)]
        return tuple(
            (node.item, bound)
            for node in measuring
            for bound in (node.low, node.high)
            if bound is not None
        )

    @cached_property
    def capped(self) -> frozenset[str]:
        """Quantities with an upper limit somewhere."""
        measuring = (node for node in self.nodes if isinstance(node, Quantity | ForDays))
        return frozenset(node.item for node in measuring if node.high is not None)

    @cached_property
    def spans(self) -> dict[str, tuple[Span, ...]]:
        """Quantity → the spans between its limits, ascending."""
        limits: dict[str, set[Fraction]] = {}
        for item, bound in self._bounds:
            limits.setdefault(item, set()).add(self.limit(item, bound))
        # What is known of the one value says on which side of a limit the other lies.
        for item, other in self.never_exceeds * 2:
            shared = limits.get(item, set()) | limits.get(other, set())
            limits[item] = limits[other] = shared
        found = {
            item.id: spans_between(limits.get(item.id, ()))
            for item in self.criteria.items
            if item.kind is ItemKind.QUANTITY
        }
        if self.has_age:
            found[AGE] = spans_between(
                each.exact
                for node in self.nodes
                if isinstance(node, AgeWithin)
                for each in (node.low, node.high)
                if each is not None
            )
        return found

    def limit(self, item: str, bound: Bound) -> Fraction:
        """A bound's limit in the item's own unit.

        Raises:
            ValueError: the bound cannot be read in that unit.
        """
        own = self.items[item].unit
        for value, unit in bound.limits:
            if unit == own:
                return Fraction(value)
        value, unit = bound.limits[0]
        converted = convert(value, unit, own)
        if converted is None:
            raise ValueError(f"{item} is measured in {own!r}, its limit is in {unit!r}")
        return Fraction(converted)

    def limits_in(self, item: str, unit: str) -> tuple[Fraction, ...]:
        """The limits between the item's spans in this unit; none unless it has them all."""
        own = tuple(span.low for span in self.spans[item][1::2] if span.low is not None)
        if unit == self.items[item].unit:
            return own
        pairs = {
            (self.limit(item, bound), Fraction(limit))
            for each, bound in self._bounds
            for limit, spelt in bound.limits
            if each == item and spelt == unit
        }
        here, there = zip(*sorted(pairs), strict=True) if pairs else ((), ())
        rising = all(one < other for one, other in pairwise(there))
        return there if here == own and rising else ()

    def inside(self, item: str, span: Span, node: Quantity | ForDays) -> bool:
        """Whether every number of the span lies within the node's bounds."""
        low = node.low and (self.limit(item, node.low), node.low.strict)
        high = node.high and (self.limit(item, node.high), node.high.strict)
        return lies_within(span.point, low or None, high or None)


def _closed(start: Iterable[str], pairs: tuple[tuple[str, str], ...]) -> set[str]:
    found: set[str] = set()
    queue = list(start)
    while queue:
        last = queue.pop()
        found.add(last)
        queue += [b for a, b in pairs if a == last and b not in found]
    return found


def lies_within(
    number: Fraction, low: tuple[Fraction, bool] | None, high: tuple[Fraction, bool] | None
) -> bool:
    """Whether `number` lies between limits, each given with whether it is strict."""
    if low is not None and (number < low[0] or (low[1] and number == low[0])):
        return False
    return not (high is not None and (number > high[0] or (high[1] and number == high[0])))


def spans_between(limits: Iterable[Fraction]) -> tuple[Span, ...]:
    """The numbers, cut at every limit."""
    found, before = [], None
    for limit in sorted(set(limits)):
        found += [Span(before, limit), Span(limit, limit)]
        before = limit
    return (*found, Span(before, None))


def span_of(number: Decimal | Fraction) -> Span:
    """A known number as a span."""
    return Span(Fraction(number), Fraction(number))


def tested(test: Quantity | Override) -> Quantity:
    """The quantity of a repeated test.

    Raises:
        TypeError: an override inside `repeated` holds something else.
    """
    inner = test.of if isinstance(test, Override) else test
    if not isinstance(inner, Quantity):
        raise TypeError(f"repeated: counts quantities, not {type(inner).__name__}")
    return inner


def _leaves(criterion: Criterion) -> Iterator[Criterion]:
    parts = below(criterion)
    if not parts:
        yield criterion
    for part in parts:
        yield from _leaves(part)
