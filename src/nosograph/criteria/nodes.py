"""The vocabulary of diagnostic criteria: few nodes, all frozen, none for one disease.

Rule 1. The vocabulary is closed. A node is added here, in every place that
tests/laws/test_vocabulary.py names, and in tests/spec/criteria.md, or not at all.

Rule 2. A node says what must hold, never how it is found out. What an item is, which codes
stand for it and which unit it is measured in belongs to the item's definition.

Rule 3. A window over dates only ever adds to a rule: it stands under nothing that holds the more
seldom the more is found. No published set excludes by dates, and what an unknown date leaves
open could then no longer be told from the known dates alone.

Rule 4. Later knowledge never overturns a settled answer, except through `IfNotDone` and
`Override`: these two look at whether something is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, assert_never

from nosograph.model.ages import Age


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of a range, with a limit of its own in every unit."""

    limits: tuple[tuple[Decimal, str], ...]
    """Number and unit. The first unit is the item's own."""
    strict: bool = False
    """Whether the limit itself lies outside."""

    def __post_init__(self) -> None:
        units = [unit for _, unit in self.limits]
        if not units or len(set(units)) < len(units):
            raise ValueError(f"a bound needs one limit per unit, not {units}")


@dataclass(frozen=True, slots=True)
class Item:
    """A finding is present, or a named fact is true."""

    id: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured value lies within the bounds; one result that does is enough."""

    item: str
    low: Bound | None = None
    high: Bound | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError(f"quantity: {self.item} has no limit")


@dataclass(frozen=True, slots=True)
class ForDays:
    """A finding lasted so long: as stated in any unit of time, or from its first to its last day."""

    item: str
    low: Bound | None = None
    high: Bound | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError(f"for_days: {self.item} has no limit")


@dataclass(frozen=True, slots=True)
class AgeWithin:
    """The person's age lies within the bounds."""

    low: Age | None = None
    high: Age | None = None
    low_strict: bool = False
    high_strict: bool = False

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("age: no limit")


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    of: "tuple[Criterion, ...]"

    def __post_init__(self) -> None:
        _some(self.of, "all_of")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds; however many do, it counts once."""

    of: "tuple[Criterion, ...]"

    def __post_init__(self) -> None:
        _some(self.of, "any_of")


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`count` parts hold, or more."""

    count: int
    of: "tuple[Criterion, ...]"

    def __post_init__(self) -> None:
        _countable(self.count, self.of, "at_least")


@dataclass(frozen=True, slots=True)
class Exactly:
    """From `low` to `high` parts hold, and no more."""

    low: int
    high: int
    of: "tuple[Criterion, ...]"

    def __post_init__(self) -> None:
        _some(self.of, "exactly")
        _unwindowed(self.of, "exactly")
        if not 0 <= self.low <= self.high <= len(self.of):
            raise ValueError(f"exactly: {self.low} to {self.high} of {len(self.of)} parts")


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No part holds, and that is documented: an exclusion nobody has looked into is open."""

    of: "tuple[Criterion, ...]"

    def __post_init__(self) -> None:
        _some(self.of, "none_of")
        _unwindowed(self.of, "none_of")


@dataclass(frozen=True, slots=True)
class Override:
    """The part holds, unless `item` is known to be present (or absent): silence does not count."""

    of: "Criterion"
    item: str
    present: bool = True
    """Which state of the item stops the part."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """What a part adds to a score."""

    points: int
    of: "Criterion"

    def __post_init__(self) -> None:
        if self.points < 1:
            raise ValueError(f"score: {self.points} points")


@dataclass(frozen=True, slots=True)
class Domain:
    """Parts of a score of which only the best counts."""

    name: str
    of: tuple[Weighted, ...]
    group: str = ""
    """A class of domains, such as `clinical`."""

    def __post_init__(self) -> None:
        _some(self.of, "domain")


@dataclass(frozen=True, slots=True)
class Score:
    """The best of each domain add up to the threshold, and every group needed contributes."""

    threshold: int
    domains: tuple[Domain, ...]
    needs: tuple[str, ...] = ()
    """Groups of which one part at least must hold."""

    def __post_init__(self) -> None:
        _some(self.domains, "score")
        missing = set(self.needs) - {domain.group for domain in self.domains}
        if missing:
            raise ValueError(f"score: no domain is of group {sorted(missing)}")
        best = sum(max(each.points for each in domain.of) for domain in self.domains)
        if not 1 <= self.threshold <= best:
            raise ValueError(f"score: {self.threshold} of at most {best} points")


@dataclass(frozen=True, slots=True)
class Within:
    """The part holds if only findings are counted whose onsets lie in one span of time."""

    days: int
    of: "Criterion"
    """Items joined by all_of, any_of and at_least."""
    strict: bool = True
    """Whether first and last onset must lie less than `days` apart, or may lie just so far."""

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"within: {self.days} days")
        _windowed(self.of)


@dataclass(frozen=True, slots=True)
class AfterDay:
    """The quantity, counting only results of later days; others leave it unknown."""

    day: int
    of: Quantity


@dataclass(frozen=True, slots=True)
class Repeated:
    """So many results lie within their bounds: of different tests, or of one test on new samples.

    Runs of one test on one sample are one result, the last; of several on one day, any that lies
    within. A test whose latest result is normal is not expected to be done again.
    """

    count: int
    of: "tuple[Quantity | Override, ...]"

    def __post_init__(self) -> None:
        _some(self.of, "repeated")
        if self.count < 1:
            raise ValueError(f"repeated: {self.count} results")


@dataclass(frozen=True, slots=True)
class Switch:
    """The part for the item's value: a word of its choice, or yes or no."""

    item: str
    cases: "tuple[tuple[str, Criterion], ...]"

    def __post_init__(self) -> None:
        _some(self.cases, "switch")
        words = [word for word, _ in self.cases]
        if len(set(words)) < len(words):
            raise ValueError(f"switch: a word comes twice: {words}")


@dataclass(frozen=True, slots=True)
class IfNotDone:
    """The part holds and `item` is not known: a way out that a later result closes."""

    item: str
    of: "Criterion"


@dataclass(frozen=True, slots=True)
class Use:
    """The part or level of this name holds."""

    name: str


Criterion: TypeAlias = (
    Item
    | Quantity
    | ForDays
    | AgeWithin
    | AllOf
    | AnyOf
    | AtLeast
    | Exactly
    | NoneOf
    | Override
    | Score
    | Within
    | AfterDay
    | Repeated
    | Switch
    | IfNotDone
    | Use
)
"""Everything that can stand in a criterion."""

Windowed: TypeAlias = Item | AllOf | AnyOf | AtLeast
"""What can stand in a window."""


def below(criterion: Criterion) -> "tuple[Criterion, ...]":
    """The criteria directly inside; names are not followed."""
    match criterion:
        case Item() | Quantity() | ForDays() | AgeWithin() | Use():
            return ()
        case AllOf() | AnyOf() | AtLeast() | Exactly() | NoneOf() | Repeated():
            return criterion.of
        case Override() | Within() | AfterDay() | IfNotDone():
            return (criterion.of,)
        case Switch():
            return tuple(part for _, part in criterion.cases)
        case Score():
            return tuple(each.of for domain in criterion.domains for each in domain.of)
        case _:
            assert_never(criterion)


def walk(criterion: Criterion) -> "Iterator[Criterion]":
    """The criterion and everything inside it; names are not followed."""
    yield criterion
    for part in below(criterion):
        yield from walk(part)


def item_of(criterion: Criterion) -> str:
    """The item that the node itself names, or an empty text."""
    match criterion:
        case Item():
            return criterion.id
        case Quantity() | ForDays() | Override() | Switch() | IfNotDone():
            return criterion.item
        case AgeWithin() | AllOf() | AnyOf() | AtLeast() | Exactly() | NoneOf():
            return ""
        case Score() | Within() | AfterDay() | Repeated() | Use():
            return ""
        case _:
            assert_never(criterion)


def _some(parts: tuple[object, ...], word: str) -> None:
    if not parts:
        raise ValueError(f"{word}: no parts")


def _countable(count: int, parts: tuple[object, ...], word: str) -> None:
    _some(parts, word)
    if not 1 <= count <= len(parts):
        raise ValueError(f"{word}: {count} can never be decided by {len(parts)} parts")


def _windowed(criterion: Criterion) -> None:
    for node in walk(criterion):
        if not isinstance(node, Windowed):
            word = type(node).__name__
            raise ValueError(f"within: joins items by all_of, any_of and at_least, not by {word}")


def _unwindowed(parts: "tuple[Criterion, ...]", word: str) -> None:
    if any(isinstance(node, Within) for part in parts for node in walk(part)):
        raise ValueError(f"{word}: a window can only add to a rule, so it cannot stand in here")
