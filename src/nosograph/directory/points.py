"""Points on the globe as whole numbers, and the cells that hold them.

Rule 1. A point is a unit vector in steps of 2⁻³⁰. How far two points lie apart is the square of
the chord between them, a whole number below 2⁶³: every engine sorts by the same integer, so that
they agree to the last tie.
Rule 2. Cells only narrow a search. They never decide a distance.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SCALE = 2**30
"""Steps of a unit vector; one is 6 mm on the ground. The largest that keeps squares in 64 bits."""

FARTHEST = 2**63 - 1
"""No square of a chord is larger."""

EARTH = 6371.0088
"""Mean radius in km (IUGG)."""

_MARGIN = 1e-6
"""Degrees added around a box, against rounding; 11 cm."""

Point = tuple[int, int, int]
Ints = NDArray[np.int64]


def vectors(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.int32]:
    """Points as three columns of steps. Shape (points, 3), int32."""
    lat, lon = np.radians(latitudes), np.radians(longitudes)
    flat = np.cos(lat)
    unit = np.stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)], axis=1)
    steps: NDArray[np.int32] = np.rint(unit * SCALE).clip(-SCALE, SCALE).astype(np.int32)
    return steps


def point(latitude: float, longitude: float) -> Point:
    """One point as steps."""
    x, y, z = vectors(np.array([latitude]), np.array([longitude]))[0].tolist()
    return x, y, z


def apart(a: Point, b: Point) -> int:
    """The square of the chord between two points, in steps."""
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2


def kilometres(square: int) -> float:
    """The great-circle distance that belongs to the square of a chord."""
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(square) / SCALE / 2))


def square_within(km: float) -> int:
    """The largest square of a chord that is surely no longer than `km`."""
    angle = min(km / EARTH, math.pi)
    # Coordinates are rounded to a step each; four steps less make the bound safe.
    chord = max(2 * math.sin(angle / 2) * SCALE - 4, 0)
    return int(chord * chord)


@dataclass(frozen=True, slots=True)
class Grid:
    """The globe in cells of `1 / per_degree` degrees, numbered eastwards, then northwards."""

    per_degree: int

    @property
    def columns(self) -> int:
        """Cells round the globe."""
        return 360 * self.per_degree

    @property
    def last(self) -> int:
        """The highest number of a cell."""
        return 180 * self.per_degree * self.columns - 1

    def cells(self, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.int32]:
        """The cell of each point. Shape (points,), int32."""
        rows = np.floor((lat + 90) * self.per_degree).clip(0, 180 * self.per_degree - 1)
        columns = np.floor((lon + 180) * self.per_degree).clip(0, self.columns - 1)
        cells: NDArray[np.int32] = (rows * self.columns + columns).astype(np.int32)
        return cells

    def ranges(self, latitude: float, longitude: float, km: float) -> list[tuple[int, int]]:
        """Runs of cells, first and last, that together hold everything within `km`."""
        reach = math.degrees(km / EARTH) + _MARGIN
        south, north = latitude - reach, latitude + reach
        spans = [(0, self.columns - 1)]
        if south > -90 and north < 90:
            # The meridians that touch a circle round a point (Bronshtein, spherical triangles).
            wide = math.sin(math.radians(reach)) / math.cos(math.radians(latitude))
            if wide < 1:
                spans = self._columns(longitude, math.degrees(math.asin(wide)) + _MARGIN)
        lowest, highest = self._row(south), self._row(north)
        return [
            (row * self.columns + west, row * self.columns + east)
            for row in range(lowest, highest + 1)
            for west, east in spans
        ]

    def _row(self, latitude: float) -> int:
        return min(max(math.floor((latitude + 90) * self.per_degree), 0), 180 * self.per_degree - 1)

    def _columns(self, longitude: float, reach: float) -> list[tuple[int, int]]:
        west = math.floor((longitude - reach + 180) * self.per_degree)
        east = math.floor((longitude + reach + 180) * self.per_degree)
        if east - west + 1 >= self.columns:
            return [(0, self.columns - 1)]
        west, east = west % self.columns, east % self.columns
        if west <= east:
            return [(west, east)]
        return [(0, east), (west, self.columns - 1)]
