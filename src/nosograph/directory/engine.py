"""The nearest listings, exactly: one search over engines that only read runs of cells.

Rule 1. An engine answers one question: of the listings in these runs that pass these masks, the
first so many by distance and number. Everything else is decided here, once for all engines.
Rule 2. A provider counts once, at its nearest place. Equal distances stand by number, which
follows the provider's identifier and not the order of any file.
Rule 3. `brute_force` is the definition; whatever this module does must agree with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nosograph.directory.filters import Mask
from nosograph.directory.points import EARTH, Grid, Point, point, square_within
from nosograph.model.directory import Position

PLACE_BITS = 5
"""Bits of a listing's number that tell a provider's places apart; the rest is the provider."""

ANY = 0
"""The number of no specialty in particular: every listing, once."""

COARSE, FINE = Grid(4), Grid(32)
"""Cells of about 28 and 3.5 km; the finer ones for what is found in every street."""

MANY = 400_000
"""Listings from which a specialty has the finer cells. Chosen: a city's coarse cell then holds
a few thousand."""

FEW = 3_000
"""Listings that are looked through whole: cheaper than asking twice."""

HALF_ROUND = 3.1416 * EARTH
"""Half the Earth's circumference in km: everything is within."""

Found = tuple[int, int]
"""Square of the chord, number of the listing."""

Run = tuple[int, int, int]
"""Specialty, first and last cell."""


@dataclass(frozen=True, slots=True)
class Specialty:
    """A specialty of the directory."""

    number: int
    code: str
    listings: int
    grid: Grid


@dataclass(frozen=True, slots=True)
class Tally:
    """Providers counted once each, however many places they have."""

    providers: int
    yes: tuple[int, ...]
    """For each mask, of how many some listing has one of its first bits."""
    known: tuple[int, ...]
    """For each mask, of how many some listing has one of its last bits."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an engine."""

    specialties: tuple[Specialty, ...]
    near: Position
    masks: tuple[Mask, ...] = ()
    unknown: bool = True


class Engine(Protocol):
    """What reads runs of cells."""

    searches_runs: bool
    """Whether it keeps to the runs; one with an index of its own looks everywhere at once."""

    def first(
        self,
        runs: Sequence[Run],
        near: Point,
        masks: tuple[Mask, ...],
        unknown: bool,
        most: int,
    ) -> list[Found]:
        """The first `most` listings in the runs by distance and number, masks passed."""
        ...

    def tally(
        self, runs: Sequence[Run], near: Point, masks: tuple[Mask, ...], within: int
    ) -> Tally:
        """How many providers have a listing within a distance, and what their listings say."""
        ...

    def close(self) -> None:
        """Let go of what it has opened."""
        ...


def provider(number: int) -> int:
    """The provider of a listing."""
    return number >> PLACE_BITS


def nearest(engine: Engine, question: Question, k: int) -> list[Found]:
    """The nearest `k` providers, each with its nearest place, by distance and number."""
    near = point(question.near.latitude, question.near.longitude)
    km = _first_radius(question)
    while True:
        whole = km >= HALF_ROUND or not engine.searches_runs
        runs = runs_within(question, None if whole else km)
        found = _distinct(engine, question, runs, near, k)
        if whole or (len(found) == k and found[-1][0] <= square_within(km)):
            return found
        # A radius without enough hits says little; growing by area keeps the steps few.
        km = km * 2.5 if km < 1_000 else HALF_ROUND


def runs_within(question: Question, km: float | None) -> list[Run]:
    """The runs of cells within `km`, or all."""
    runs = []
    for each in question.specialties:
        if km is None or each.listings <= FEW:
            runs.append((each.number, 0, each.grid.last))
        else:
            latitude, longitude = question.near.latitude, question.near.longitude
            cells = each.grid.ranges(latitude, longitude, km)
            runs += [(each.number, first, last) for first, last in cells]
    return runs


def _first_radius(question: Question) -> float:
    if all(each.listings <= FEW for each in question.specialties):
        return HALF_ROUND
    return 4.0 if any(each.listings > MANY for each in question.specialties) else 25.0


def _distinct(
    engine: Engine, question: Question, runs: Sequence[Run], near: Point, k: int
) -> list[Found]:
    """The first `k` providers in the runs; places of one provider beyond the first left out."""
    most = k + 4
    while True:
        rows = engine.first(runs, near, question.masks, question.unknown, most)
        seen: set[int] = set()
        found = []
        for square, number in rows:
            who = provider(number)
            if who not in seen:
                seen.add(who)
                found.append((square, number))
        if len(found) >= k or len(rows) < most:
            return found[:k]
        most *= 4


def passes(bits: int, masks: tuple[Mask, ...], unknown: bool) -> bool:
    """Whether a listing with these bits passes every mask."""
    return all(bits & yes or (unknown and not bits & known) for yes, known in masks)
