"""The intermediate form: what a rule asks of one row, in strong Kleene logic.

Rule 1. A term is true, false or unknown, as SQL's own logic is; nothing here knows a dialect.

Rule 2. Terms are built by the functions below, which fold what is settled; equal terms are
equal values, so that a shared part is computed once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Known:
    """A settled truth; None is unknown."""

    value: bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A three-valued column of the persons' row."""

    name: str


@dataclass(frozen=True, slots=True)
class Is:
    """The column holds this word."""

    column: str
    word: str


@dataclass(frozen=True, slots=True)
class Compare:
    """The column's number is so to a limit: `<`, `<=`, `>`, `>=`."""

    column: str
    sign: str
    limit: int | Decimal


@dataclass(frozen=True, slots=True)
class Bounds:
    """The number between the column's two ends is so to a limit, for all numbers or for none."""

    column: str
    sign: str
    limit: int | Decimal


@dataclass(frozen=True, slots=True)
class Dated:
    """The column has a day."""

    column: str


@dataclass(frozen=True, slots=True)
class Near:
    """The day of `column` lies in the span that starts with the day of `start`."""

    column: str
    start: str
    reach: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """False where the column has a day, else unknown."""

    column: str


@dataclass(frozen=True, slots=True)
class Fits:
    """A value of `item`, or the span assumed for it, need not exceed that of `other`."""

    item: str
    low: Decimal | None
    is_point: bool
    other: str
    high: Decimal | None
    other_is_point: bool
    both: bool
    """Whether the two spans assumed fit together."""


@dataclass(frozen=True, slots=True)
class Assume:
    """The term, or this value where it is unknown."""

    of: "Term"
    value: bool


@dataclass(frozen=True, slots=True)
class Every:
    """All hold."""

    of: "tuple[Term, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """One holds at least."""

    of: "tuple[Term, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    of: "Term"


@dataclass(frozen=True, slots=True)
class Count:
    """From `low` to `high` of the parts hold."""

    low: int
    high: int
    of: "tuple[Term, ...]"


@dataclass(frozen=True, slots=True)
class Points:
    """The best of each domain add up to the threshold."""

    threshold: int
    domains: "tuple[tuple[tuple[int, Term], ...], ...]"


@dataclass(frozen=True, slots=True)
class Settled:
    """True where `certain` is true, false where `possible` is false, else unknown."""

    certain: "Term"
    possible: "Term"


Leaf: TypeAlias = Column | Is | Compare | Bounds | Dated | Near | Elsewhere | Fits
Term: TypeAlias = Known | Leaf | Assume | Every | Some | Not | Count | Points | Settled

YES, NO, OPEN = Known(True), Known(False), Known(None)


def every(parts: Iterable[Term]) -> Term:
    """All hold."""
    kept = [part for part in _flat(Every, parts) if part != YES]
    if NO in kept:
        return NO
    kept = list(dict.fromkeys(kept))
    return kept[0] if len(kept) == 1 else Every(tuple(kept)) if kept else YES


def some(parts: Iterable[Term]) -> Term:
    """One holds at least."""
    kept = [part for part in _flat(Some, parts) if part != NO]
    if YES in kept:
        return YES
    kept = list(dict.fromkeys(kept))
    return kept[0] if len(kept) == 1 else Some(tuple(kept)) if kept else NO


def negated(part: Term) -> Term:
    """It does not hold."""
    match part:
        case Known(value):
            return Known(None if value is None else not value)
        case Not(of):
            return of
        case _:
            return Not(part)


def assumed(part: Term, value: bool) -> Term:
    """The term, or `value` where it is unknown."""
    if isinstance(part, Known):
        return Known(value) if part.value is None else part
    return Assume(part, value)


def counted(low: int, high: int, parts: Iterable[Term]) -> Term:
    """From `low` to `high` of the parts hold."""
    parts = tuple(parts)
    settled = sum(part == YES for part in parts)
    open_ = tuple(part for part in parts if part not in (YES, NO))
    low, high = max(low - settled, 0), high - settled
    if high < 0 or low > len(open_):
        return NO
    if low == 0 and high >= len(open_):
        return YES
    if high >= len(open_) and low in (1, len(open_)):
        return every(open_) if low == len(open_) else some(open_)
    if high == 0:
        return negated(some(open_))
    return Count(low, min(high, len(open_)), open_)


def settled(certain: Term, possible: Term) -> Term:
    """True where `certain` is, false where `possible` is, else unknown."""
    if certain == possible:
        return certain
    return NO if possible == NO else YES if certain == YES else Settled(certain, possible)


def inside(term: Term) -> tuple[Term, ...]:
    """The terms directly inside."""
    match term:
        case Every() | Some() | Count():
            return term.of
        case Not() | Assume():
            return (term.of,)
        case Points():
            return tuple(part for domain in term.domains for _, part in domain)
        case Settled():
            return (term.certain, term.possible)
        case _:
            return ()


def _flat(kind: type, parts: Iterable[Term]) -> Iterator[Term]:
    for part in parts:
        if isinstance(part, kind) and isinstance(part, Every | Some):
            yield from part.of
        else:
            yield part
