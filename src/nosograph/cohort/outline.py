"""What a criteria set asks of a table: its variables, their values, and the columns for them.

Rule 1. Of a measured value only the side of each limit matters, so an unknown one ranges over
the spans between limits.

Rule 2. Every condition on a value gets a column of its own, named after the item.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from nosograph.cohort.refusals import UndecidableError
from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    Bound,
    Criterion,
    ForDays,
    Quantity,
    Use,
    below,
    item_of,
)
from nosograph.criteria.sets import CriteriaSet, ItemDefinition, NeverExceeds
from nosograph.criteria.units import Convert, read_in
from nosograph.model.ages import MEAN_MONTH, Age


class Variable(NamedTuple):
    """One thing that may be unknown about a person."""

    kind: str
    """fact, onset, amount, more, choice, done, age or part."""
    item: str = ""
    day: int | None = None


class Span(NamedTuple):
    """Numbers between two limits, or a limit itself."""

    low: Decimal | None
    high: Decimal | None

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    def lies_in(self, low: Bound | None, high: Bound | None, unit: str) -> bool:
        """Whether all its numbers lie within the bounds."""
        return _keeps(self.low, self, low, unit, below=True) and _keeps(
            self.high, self, high, unit, below=False
        )

    def may_stay_below(self, other: "Span") -> bool:
        """Whether one of its numbers is at most one of the other's."""
        if self.low is None or other.high is None:
            return True
        if self.low == other.high:
            return self.is_point and other.is_point
        return self.low < other.high


class Condition(NamedTuple):
    """Bounds on an item, on all its results or those after a day."""

    item: str
    low: Bound | None
    high: Bound | None
    after: int | None = None


@dataclass
class Columns:
    """The columns that the levels ask for, gathered while they are compiled."""

    conditions: dict[Condition, str] = field(default_factory=dict)
    slots: dict[tuple[Condition, int], str] = field(default_factory=dict)
    """Condition and number → whether so many new results keep it."""
    onsets: dict[str, None] = field(default_factory=dict)
    done: dict[str, None] = field(default_factory=dict)
    single: dict[str, None] = field(default_factory=dict)
    """Quantities of which the one result in the item's own unit is asked for."""
    age: bool = False

    def condition(self, wanted: Condition) -> str:
        """The column that says whether some result keeps the bounds."""
        return self.conditions.setdefault(
            wanted, f"{wanted.item}__{_next(wanted.item, self.conditions)}"
        )

    def slot(self, wanted: Condition, number: int) -> str:
        """The column that says whether `number` new results keep the bounds."""
        test = self.condition(wanted)
        return self.slots.setdefault((wanted, number), f"{test}_result{number}")

    @property
    def counts_days(self) -> bool:
        """Whether a day is asked for that is counted from the first finding."""
        return self.age or any(each.after is not None for each in self.conditions)


class SetOutline:
    """What all levels of a set share."""

    def __init__(
        self, criteria: CriteriaSet, implied: Mapping[str, frozenset[str]], convert: Convert
    ) -> None:
        self.criteria = criteria
        self.implied = implied
        self.convert = convert
        self.items: Mapping[str, ItemDefinition] = {item.id: item for item in criteria.items}
        self.columns = Columns()

    @cached_property
    def never_exceeds(self) -> tuple[tuple[str, str], ...]:
        """Pairs of quantities of which the first is never larger."""
        return tuple(
            (each.item, each.other)
            for each in self.criteria.relations
            if isinstance(each, NeverExceeds)
        )

    @cached_property
    def nodes(self) -> tuple[Criterion, ...]:
        """Every node of every level, names followed."""
        named = self.criteria.named
        found: dict[Criterion, None] = {}

        def visit(node: Criterion) -> None:
            if node in found:
                return
            found[node] = None
            if isinstance(node, Use):
                visit(named[node.name])
            for part in below(node):
                visit(part)

        for level in self.criteria.levels:
            visit(level.criterion)
        return tuple(found)

    @cached_property
    def bounds(self) -> Mapping[str, tuple[Bound, ...]]:
        """Quantity → every bound on it."""
        found: dict[str, list[Bound]] = {}
        for node in self.nodes:
            if isinstance(node, Quantity | ForDays):
                both = (node.low, node.high)
                found.setdefault(node.item, []).extend(b for b in both if b is not None)
        return {item: tuple(dict.fromkeys(each)) for item, each in found.items()}

    def units(self, item: str) -> frozenset[str]:
        """Units in which every bound on the item has a limit of its own."""
        own = [frozenset(unit for _, unit in bound.limits) for bound in self.bounds.get(item, ())]
        return frozenset.intersection(*own) if own else frozenset()

    def tells_by_highest(self, item: str) -> bool:
        """Whether of several results the highest tells about related items, not the lowest.

        The highest does of the larger of a pair; of the smaller, where all limits are lower
        ones, for then one high result is enough.
        """
        pairs = [pair for pair in self.never_exceeds if item in pair]
        if all(item == larger for _, larger in pairs):
            return True
        nodes = [node for node in self.nodes if isinstance(node, Quantity | ForDays)]
        return not any(node.high and node.item in pair for node in nodes for pair in pairs)

    def read_in(self, item: str, unit: str) -> str | None:
        """The unit that a value of the item is read in; None where its own says nothing of it."""
        own = self.items[item].unit
        return read_in(unit, own, self.bounds.get(item, ()), self.units(item), self.convert)

    def spans(self, item: str) -> tuple[Span, ...]:
        """The spans that the item's value may lie in, ascending."""
        unit = self.items[item].unit
        return spans_between(self.limit(bound, unit) for bound in self.bounds.get(item, ()))

    def limit(self, bound: Bound, unit: str) -> Decimal:
        """The bound's limit in a unit: as published, or converted.

        Raises:
            UndecidableError: the bound cannot be read in that unit.
        """
        for value, own in bound.limits:
            if own == unit:
                return value
        for value, own in bound.limits:
            converted = self.convert(value, own, unit)
            if converted is not None:
                return converted
        raise UndecidableError(f"a limit of {bound.limits[0]} cannot be read in {unit!r}")

    @cached_property
    def _late(self) -> Mapping[str, frozenset[int]]:
        """Item → days after which results are asked for."""
        found: dict[str, set[int]] = {}
        for node in self.nodes:
            if isinstance(node, AfterDay):
                found.setdefault(node.of.item, set()).add(node.day)
        return {item: frozenset(days) for item, days in found.items()}

    def late_amount(self, node: AfterDay) -> Variable:
        """The unknown that results after a day answer."""
        inner = {each.of for each in self.nodes if isinstance(each, AfterDay)}
        item = node.of.item
        plain = any(item_of(each) == item and each not in inner for each in self.nodes)
        if plain or len(self._late[item]) > 1:
            return Variable("amount", item, node.day)
        if any(item in pair for pair in self.never_exceeds):
            raise UndecidableError(
                f"after_day: {item} is also held to another quantity by never_exceeds, which a "
                "table cannot decide"
            )
        return Variable("amount", item)

    def age_spans(self) -> tuple[Span, ...]:
        """The spans between the ages that are asked about, in units of `scaled`."""
        nodes = [node for node in self.nodes if isinstance(node, AgeWithin)]
        return spans_between(
            Decimal(scaled(each)) for node in nodes for each in (node.low, node.high) if each
        )


def scaled(age: Age) -> int:
    """An age as a whole number that compares as the age does: months times 487, days times 16."""
    return age.months * MEAN_MONTH.numerator + age.days * MEAN_MONTH.denominator


def spans_between(limits: Iterable[Decimal]) -> tuple[Span, ...]:
    """The numbers, cut at every limit."""
    found: list[Span] = []
    before: Decimal | None = None
    for limit in sorted(set(limits)):
        found += [Span(before, limit), Span(limit, limit)]
        before = limit
    return (*found, Span(before, None))


def _keeps(
    edge: Decimal | None, span: Span, bound: Bound | None, unit: str, *, below: bool
) -> bool:
    if bound is None:
        return True
    if edge is None:
        return False
    limit = next(value for value, own in bound.limits if own == unit)
    if edge == limit:
        return not (span.is_point and bound.strict)
    return edge > limit if below else edge < limit


def _next(item: str, columns: Mapping[Condition, str]) -> int:
    return 1 + sum(each.item == item for each in columns)


def own_limits(
    outline: SetOutline, condition: Condition, unit: str
) -> Iterator[tuple[str, Decimal]]:
    """Sign and limit of each bound, for values in `unit`."""
    for bound, signs in ((condition.low, (">", ">=")), (condition.high, ("<", "<="))):
        if bound is not None:
            yield signs[0] if bound.strict else signs[1], outline.limit(bound, unit)
