"""What one criteria set asks, whoever answers: its nodes, its limits, the spans between them.

Rule. Of a measured value or an age only the side of each limit matters, so an unknown one ranges
over the spans between limits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    Bound,
    Criterion,
    ForDays,
    Quantity,
    Use,
    item_of,
)
from nosograph.criteria.sets import CriteriaSet, Implies, ItemDefinition, NeverExceeds
from nosograph.criteria.units import bare, convert, is_unit, read_in


class Span(NamedTuple):
    """All numbers between two, with or without these; None is no end."""

    low: Decimal | None = None
    high: Decimal | None = None
    has_low: bool = False
    has_high: bool = False

    @classmethod
    def at(cls, number: Decimal) -> "Span":
        """One number alone."""
        return cls(number, number, has_low=True, has_high=True)

    @classmethod
    def of(cls, number: Decimal, comparator: str) -> "Span":
        """The numbers that one with a comparator may stand for."""
        match comparator:
            case "<" | "<=":
                return cls(None, number, has_high=comparator == "<=")
            case ">" | ">=":
                return cls(number, None, has_low=comparator == ">=")
            case "~":
                return cls()
            case _:
                return cls.at(number)

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    @property
    def example(self) -> Decimal:
        """One of its numbers."""
        if self.low is None:
            return Decimal(0) if self.high is None else self.high - 1
        return self.low + 1 if self.high is None else (self.low + self.high) / 2

    def lies_in(self, other: "Span") -> bool:
        """Whether all its numbers are the other's too."""
        above = other.low is None or (
            self.low is not None and (self.low, other.has_low) >= (other.low, self.has_low)
        )
        return above and (
            other.high is None
            or (
                self.high is not None and (self.high, self.has_high) <= (other.high, other.has_high)
            )
        )

    def may_stay_below(self, other: "Span") -> bool:
        """Whether one of its numbers is at most one of the other's."""
        if self.low is None or other.high is None or self.low < other.high:
            return True
        return self.low == other.high and self.has_low and other.has_high

    def meets(self, other: "Span") -> bool:
        """Whether the two have a number in common."""
        return self.may_stay_below(other) and other.may_stay_below(self)


def spans_between(limits: Iterable[Decimal]) -> tuple[Span, ...]:
    """The numbers, cut at every limit, ascending."""
    found, before = [], None
    for limit in sorted(set(limits)):
        found += [Span(before, limit), Span.at(limit)]
        before = limit
    return (*found, Span(before, None))


class Outline:
    """Everything about a criteria set that does not depend on who is asked about."""

    def __init__(self, criteria: CriteriaSet, implied: Iterable[tuple[str, str]] = ()) -> None:
        if criteria.misplaced_windows:
            raise ValueError(f"a window under none_of or exactly: {criteria.misplaced_windows}")
        self.criteria = criteria
        self.items: Mapping[str, ItemDefinition] = {item.id: item for item in criteria.items}
        relations = criteria.relations
        declared = ((r.item, r.other) for r in relations if isinstance(r, Implies))
        self.implied = tuple(dict.fromkeys((*implied, *declared)))
        """Pairs of facts of which the first cannot be present without the second."""
        self.never_exceeds = tuple(
            (r.item, r.other) for r in relations if isinstance(r, NeverExceeds)
        )
        """Pairs of quantities of which the first is never larger than the second."""
        self.nodes = tuple(self._reached())
        """Every node in reading order from the levels, each name followed once.

        The quantity of an `AfterDay` is not among them: as such it is not asked."""
        self._read_in: dict[tuple[str, str], str | None] = {}
        self._ranges: dict[tuple[str, Bound | None, Bound | None, str], Span] = {}

    def _reached(self) -> Iterator[Criterion]:
        nodes = self.criteria.nodes_in(*(Use(level.id) for level in self.criteria.levels))
        for node in nodes:
            yield node
            if isinstance(node, AfterDay):
                next(nodes)

    # facts

    @cached_property
    def closure(self) -> Mapping[str, frozenset[str]]:
        """Item → everything that its presence implies, itself included; items alone are left out."""
        return closure(self.implied)

    def following(self, item: str, *, present: bool) -> frozenset[str]:
        """The item, and those whose presence (or absence) follows from its own."""
        if present:
            return self.closure.get(item, frozenset({item}))
        return frozenset({item, *(one for one, far in self.closure.items() if item in far)})

    # quantities

    @cached_property
    def measuring(self) -> tuple[Quantity | ForDays, ...]:
        """The nodes that hold a value to limits, those after a day included."""
        inner = (node.of if isinstance(node, AfterDay) else node for node in self.nodes)
        return tuple(node for node in inner if isinstance(node, Quantity | ForDays))

    @cached_property
    def bounds(self) -> Mapping[str, tuple[Bound, ...]]:
        """Quantity → every bound on it."""
        found: dict[str, dict[Bound, None]] = {}
        for node in self.measuring:
            own = found.setdefault(node.item, {})
            own |= dict.fromkeys(each for each in (node.low, node.high) if each is not None)
        return {item: tuple(own) for item, own in found.items()}

    @cached_property
    def capped(self) -> frozenset[str]:
        """Quantities with an upper limit somewhere."""
        return frozenset(node.item for node in self.measuring if node.high is not None)

    def units(self, item: str) -> frozenset[str]:
        """Units in which every bound on the item has a limit of its own."""
        own = [frozenset(unit for _, unit in bound.limits) for bound in self.bounds.get(item, ())]
        return frozenset.intersection(*own) if own else frozenset()

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
        return read_in(unit, own, self.bounds.get(item, ()), self.units(item)) if unit else None

    def possible(self, item: str, unit: str) -> Span | None:
        """Between which values the item can lie, in a unit that is read; None where nobody says."""
        for each in self.items[item].possible:
            low, high = (convert(end, each.unit, unit) for end in (each.low, each.high))
            if low is not None and high is not None:
                return Span(low, high, has_low=True, has_high=True)
        return None

    def limit(self, bound: Bound, unit: str) -> Decimal:
        """The bound's limit in a unit: as published, or converted.

        Raises:
            ValueError: the bound cannot be read in that unit.
        """
        for value, own in bound.limits:
            if own == unit:
                return value
        for value, own in bound.limits:
            converted = convert(value, own, unit)
            if converted is not None:
                return converted
        raise ValueError(f"a limit of {bound.limits[0]} cannot be read in {unit!r}")

    def within(self, item: str, low: Bound | None, high: Bound | None, unit: str = "") -> Span:
        """The numbers within the bounds, in a unit or the item's own.

        Raises:
            ValueError: a bound cannot be read in that unit.
        """
        key = (item, low, high, unit)
        found = self._ranges.get(key)
        if found is None:
            own = unit or self.items[item].unit
            found = self._ranges[key] = Span(
                None if low is None else self.limit(low, own),
                None if high is None else self.limit(high, own),
                low is not None and not low.strict,
                high is not None and not high.strict,
            )
        return found

    def spans(self, item: str) -> tuple[Span, ...]:
        """The spans between the limits of a quantity, in its own unit."""
        return spans_between(self.limits(item))

    def limits(self, item: str) -> set[Decimal]:
        """The limits of a quantity, in its own unit."""
        return {self.limit(each, self.items[item].unit) for each in self.bounds.get(item, ())}

    def limits_in(self, item: str, unit: str, spans: Sequence[Span]) -> tuple[Decimal, ...] | None:
        """The limits between an item's spans in this unit; None where it lacks one of them."""
        own = self.items[item].unit
        here = tuple(span.low for span in spans[1::2] if span.low is not None)
        if unit == own:
            return here
        if unit not in self.units(item):
            return None
        pairs = sorted({(self.limit(b, own), self.limit(b, unit)) for b in self.bounds[item]})
        there = tuple(limit for _, limit in pairs)
        rising = all(one < other for one, other in pairwise(there))
        return there if rising and tuple(limit for limit, _ in pairs) == here else None

    def has_own_results(self, node: AfterDay) -> bool:
        """Whether results after the day are asked for beside others, so that they may be missing."""
        item = node.of.item
        late = {
            each.day for each in self.nodes if isinstance(each, AfterDay) and each.of.item == item
        }
        return len(late) > 1 or any(item_of(each) == item for each in self.nodes)

    # ages

    def age_spans(self) -> tuple[Span, ...]:
        """The spans between the ages that are asked about, in units of `Age.parts`."""
        nodes = [node for node in self.nodes if isinstance(node, AgeWithin)]
        return spans_between(
            Decimal(each.parts) for node in nodes for each in (node.low, node.high) if each
        )


def ages(node: AgeWithin) -> Span:
    """The ages within the node's limits, in units of `Age.parts`."""
    low, high = (each if each is None else Decimal(each.parts) for each in (node.low, node.high))
    return Span(low, high, not node.low_strict, not node.high_strict)


def closure(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Item → everything that it implies, itself included; items alone are left out."""
    found: dict[str, set[str]] = {}
    pairs = tuple(pairs)
    for item, other in pairs:
        found.setdefault(item, {item}).add(other)
        found.setdefault(other, {other})
    changed = True
    while changed:
        changed = False
        for item, implied in found.items():
            more = {far for near in implied for far in found[near]} - implied
            found[item] = implied | more
            changed = changed or bool(more)
    return {item: frozenset(implied) for item, implied in found.items()}
