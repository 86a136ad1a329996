"""What ratings add up to, and what a course of them shows.

Rule 1. An item that is not rated can still have any of its values: the total is an interval until
all are rated, and a band is named only when every total of the interval lies in it.
Rule 2. A scale with unconfirmed items is never added up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nosograph.model.cases import Case
from nosograph.model.courses import Course, Visit
from nosograph.model.failures import NosographError
from nosograph.model.scales import Band, Scale, ScaleItem, Span


class Misfit(StrEnum):
    """What is wrong with ratings, or with a visit of a course."""

    NO_VALUE = "no_value"
    """What is said is none of the item's values."""
    TWICE = "twice"
    """An item is rated twice, differently; it counts as not rated."""
    NO_ITEM = "no_item"
    """The scale has no such item."""
    UNCONFIRMED = "unconfirmed"
    """The items are not confirmed, so nothing was added up."""
    VERSION = "version"
    """It was rated with another version, so nothing was added up here."""
    OUTSIDE = "outside"
    """The recorded total is none that the scale has."""
    UNFIT = "unfit"
    """The recorded total does not fit the items."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong, and with what."""

    misfit: Misfit
    about: str = ""
    """Title of the item or the scale; the version."""
    said: str = ""
    values: tuple[str, ...] = ()
    """Those that there are; of a total the least and the most."""


class ScoringError(NosographError):
    """A scale cannot be scored, or a rating is none of its values."""

    def __init__(self, message: str, remark: Remark) -> None:
        super().__init__(message)
        self.remark = remark
        """The same as a value."""


@dataclass(frozen=True, slots=True)
class Score:
    """What some ratings add up to."""

    total: Span
    """Every total that is possible; one number when all items are rated."""
    missing: tuple[str, ...]
    """Ids of the items that are not rated."""
    band: Band | None
    """The band in which the total lies whatever the missing items turn out to be."""
    open_bands: tuple[Band, ...]
    """The bands that are still possible; empty when `band` is settled."""

    @property
    def settled(self) -> bool:
        """Whether the total is one number."""
        return self.total.least == self.total.most


@dataclass(frozen=True, slots=True)
class Point:
    """A day of a course as it is drawn."""

    on: date
    total: Span | None
    """None when nothing is known of the total."""
    computed: bool
    """Whether it was added up here; else it is the total as recorded."""
    relapse: bool
    version: str
    note: str = ""
    concerns: tuple[Remark, ...] = ()


def score(scale: Scale, ratings: Mapping[str, int]) -> Score:
    """What the rated items add up to, and what is open.

    Raises:
        ScoringError: the scale is not confirmed, or a rating is none of its values.
    """
    refuse_unconfirmed(scale)
    for id, value in ratings.items():
        _check(scale, id, value)
    possible = _totals(scale, ratings)
    total = Span(min(possible), max(possible))
    band = next((each for each in scale.bands if each.totals.holds(total)), None)
    still = (each for each in scale.bands if any(n in each.totals for n in possible))
    missing = tuple(item.id for item in scale.items if item.id not in ratings)
    return Score(total, missing, band, () if band else tuple(still))


def refuse_unconfirmed(scale: Scale) -> None:
    """Nothing, if the scale can be scored.

    Raises:
        ScoringError: something about its items is not confirmed.
    """
    if not scale.confirmed:
        remark = Remark(Misfit.UNCONFIRMED, scale.title)
        raise ScoringError(f"{scale.title} cannot be scored here. {scale.unconfirmed}", remark)


def ratings_in(scale: Scale, case: Case) -> tuple[dict[str, int], tuple[Remark, ...]]:
    """What a case says about the scale's items, and what of it cannot be used.

    Findings that are no item of the scale are left alone: a case serves other tools too.
    """
    ratings: dict[str, int] = {}
    concerns: list[Remark] = []
    twice: set[str] = set()
    for said in case.statements:
        item = next((each for each in scale.items if each.id == said.item), None)
        if item is None:
            continue
        value = said.value
        number = value if isinstance(value, Decimal) else None
        whole = next((each for each in _values(item) if each == number), None)
        if whole is None:
            concerns.append(_not_a_value(item, said.status.value if value is None else str(value)))
        elif ratings.get(item.id, whole) != whole:
            twice.add(item.id)
            concerns.append(Remark(Misfit.TWICE, item.title))
        else:
            ratings[item.id] = whole
    return {id: value for id, value in ratings.items() if id not in twice}, tuple(concerns)


def points(scale: Scale, course: Course) -> tuple[Point, ...]:
    """Every visit with its total: added up where all the scale allows it, else as recorded."""
    return tuple(_point(scale, visit) for visit in course.visits)


def stretches(found: tuple[Point, ...]) -> Iterator[tuple[Point, ...]]:
    """The points that a line may join: settled totals of one version with no gap between."""
    run: list[Point] = []
    for each in found:
        joined = each.total is not None and each.total.least == each.total.most
        if run and (not joined or each.version != run[-1].version):
            yield tuple(run)
            run = []
        if joined:
            run.append(each)
    if run:
        yield tuple(run)


def _point(scale: Scale, visit: Visit) -> Point:
    concerns: list[Remark] = []
    computed: Span | None = None
    same = not visit.version or visit.version == scale.version
    if visit.ratings and not scale.confirmed:
        concerns.append(Remark(Misfit.UNCONFIRMED, scale.title))
    elif visit.ratings and not same:
        concerns.append(Remark(Misfit.VERSION, visit.version))
    elif visit.ratings:
        try:
            computed = score(scale, visit.ratings).total
        except ScoringError as error:
            concerns.append(error.remark)
    recorded = visit.total
    if recorded is not None and same and scale.total is not None and recorded not in scale.total:
        ends = (str(scale.total.least), str(scale.total.most))
        concerns.append(Remark(Misfit.OUTSIDE, said=str(recorded), values=ends))
        recorded = None
    if recorded is not None and computed is not None and recorded not in computed:
        concerns.append(Remark(Misfit.UNFIT, said=str(recorded)))
        recorded = None
    if recorded is not None and (computed is None or computed.least != computed.most):
        return _as(visit, Span(recorded, recorded), False, concerns)
    return _as(visit, computed, computed is not None, concerns)


def _as(visit: Visit, total: Span | None, computed: bool, concerns: list[Remark]) -> Point:
    return Point(
        visit.on, total, computed, visit.relapse, visit.version, visit.note, tuple(concerns)
    )


def _totals(scale: Scale, ratings: Mapping[str, int]) -> set[int]:
    totals = {0}
    for item in scale.items:
        values = [ratings[item.id]] if item.id in ratings else _values(item)
        totals = {total + value for total in totals for value in values}
    return totals


def _values(item: ScaleItem) -> list[int]:
    return [anchor.value for anchor in item.anchors]


def _check(scale: Scale, id: str, value: int) -> None:
    item = next((each for each in scale.items if each.id == id), None)
    if item is None:
        known = tuple(each.id for each in scale.items)
        raise ScoringError(
            f"{scale.title} has no item {id!r}: its items are {', '.join(known)}",
            Remark(Misfit.NO_ITEM, scale.title, id, known),
        )
    if value not in _values(item):
        remark = _not_a_value(item, str(value))
        raise ScoringError(
            f"{value} is no value of {item.title}: its values are {', '.join(remark.values)}",
            remark,
        )


def _not_a_value(item: ScaleItem, said: str) -> Remark:
    return Remark(Misfit.NO_VALUE, item.title, said, tuple(map(str, _values(item))))
