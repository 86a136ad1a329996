"""What a criteria set asks of a table: its variables, and the columns for them.

Rule. Every condition on a value gets a column of its own, named after the item.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from nosograph.cohort.refusals import UndecidableError
from nosograph.criteria.nodes import AfterDay, Bound
from nosograph.criteria.outline import Outline, Span
from nosograph.criteria.sets import CriteriaSet


class Variable(NamedTuple):
    """One thing that may be unknown about a person."""

    kind: str
    """fact, onset, amount, more, choice, done, age or part."""
    item: str = ""
    day: int | None = None


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
    places: dict[Variable, tuple[str, str]] = field(default_factory=dict)
    """Amounts of which it is asked where what only bounds them leaves them."""
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

    def place(self, variable: Variable) -> tuple[str, str]:
        """The columns of the first and last span that the amount may lie in."""
        name = f"{variable.item}__" + (f"day{variable.day}_" if variable.day is not None else "")
        return self.places.setdefault(variable, (f"{name}least", f"{name}most"))

    @property
    def counts_days(self) -> bool:
        """Whether a day is asked for that is counted from the first finding."""
        return self.age or any(each.after is not None for each in self.conditions)


class SetOutline(Outline):
    """What all levels of a set share, and the columns that they have asked for."""

    def __init__(
        self,
        criteria: CriteriaSet,
        implied: Iterable[tuple[str, str]] = (),
        *,
        bounded: bool = False,
        spanned: bool = False,
    ) -> None:
        super().__init__(criteria, implied)
        self.bounded = bounded
        self.spanned = spanned
        """Whether there are results that only bound a value."""
        self.columns = Columns()

    def after(self, variable: Variable) -> int | None:
        """The day of the illness after which results answer the unknown, if they have to."""
        late = [n for n in self.nodes if isinstance(n, AfterDay) and n.of.item == variable.item]
        if variable.day is None and late and not self.has_own_results(late[0]):
            return late[0].day
        return variable.day

    def tells_by_highest(self, item: str) -> bool:
        """Whether of several results the highest tells about related items, not the lowest.

        The highest does of the larger of a pair; of the smaller, where all limits are lower
        ones, for then one high result is enough.
        """
        pairs = [pair for pair in self.never_exceeds if item in pair]
        is_largest = all(item == larger for _, larger in pairs)
        return is_largest or self.capped.isdisjoint(each for pair in pairs for each in pair)

    def limit(self, bound: Bound, unit: str) -> Decimal:
        """The bound's limit in a unit: as published, or converted.

        Raises:
            UndecidableError: the bound cannot be read in that unit.
        """
        try:
            return super().limit(bound, unit)
        except ValueError as error:
            raise UndecidableError(str(error)) from None

    def late_amount(self, node: AfterDay) -> Variable:
        """The unknown that results after a day answer."""
        item = node.of.item
        if self.has_own_results(node):
            return Variable("amount", item, node.day)
        if any(item in pair for pair in self.never_exceeds):
            raise UndecidableError(
                f"after_day: {item} is also held to another quantity by never_exceeds, which a "
                "table cannot decide"
            )
        return Variable("amount", item)


def _next(item: str, columns: Mapping[Condition, str]) -> int:
    return 1 + sum(each.item == item for each in columns)


def signed(within: Span) -> Iterator[tuple[str, Decimal]]:
    """Sign and limit of each end."""
    if within.low is not None:
        yield ">=" if within.has_low else ">", within.low
    if within.high is not None:
        yield "<=" if within.has_high else "<", within.high
