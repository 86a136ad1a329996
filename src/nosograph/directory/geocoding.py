"""From a postal code to a position, without asking anybody.

Rule 1. A position that stands for "not found" in other people's files is no position.
Rule 2. Where a postal code is not in the table there is no position; no town or state fills in.
Rule 3. A code that lost its zeros is mended only where state or town confirm it.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from nosograph.directory.inputs import opened
from nosograph.directory.regions import MILITARY, TERRITORIES
from nosograph.model.directory import Position
from nosograph.model.failures import SourceError

Floats = NDArray[np.float64]
Table = tuple[dict[str, tuple[float, float]], dict[str, str]]
"""Key → position, and key → its state or the names of its towns."""

DEFAULTS = (
    (39.78373, -100.445882),
    (37.09024, -95.712891),
    (39.8283, -98.5795),
    (51.165691, 10.451526),
    (0.0, 0.0),
)
"""Where failed look-ups put addresses: middles of the United States as three geocoders have it, of
Germany, and the origin. The first stands for 13 % of the positions in HL7's Plan-Net sample."""

CLOSE = 0.001
"""Degrees within which a position is one of these; 110 m."""


WRONG = frozenset({"96960"})
"""ZIP Codes whose position in the package `zipcodes` is wrong: Majuro lies at 171° east."""

_US = re.compile(r"([0-9]{5})(?:[- ]?[0-9]{4})?")
_US_SHORT = re.compile(r"([0-9]{3,4})(?:[- ][0-9]{4})?|([0-9]{7,8})")
_PREFIX = re.compile(r"[A-Z]{1,3}[- ]+(?=[0-9])")


class Place(NamedTuple):
    """Where a postal code leads."""

    code: str
    """As it should have been written."""
    at: int
    """Its place in the table; -1 where it has none."""
    reason: str = ""
    """Why it has none, a reason of `rejects`."""


@dataclass(frozen=True)
class PostalCodes:
    """A table of postal codes of some countries."""

    codes: pa.Array
    """`US 06105`: country, then code, sorted."""
    latitudes: Floats
    longitudes: Floats
    regions: tuple[str, ...] = ()
    """For each code the state, or names of towns and regions between bars; empty: not known."""

    def __len__(self) -> int:
        return len(self.codes)

    def places(self, keys: pa.Array) -> NDArray[np.int64]:
        """The place of each key in the table; -1 where it has none. Shape (keys,), int64."""
        found = pc.index_in(keys, value_set=self.codes).fill_null(-1)
        at: NDArray[np.int64] = found.to_numpy(zero_copy_only=False).astype(np.int64)
        return at

    @cached_property
    def region_names(self) -> pa.Array:
        """The regions, as a column. Shape (codes,), string."""
        return pa.array(self.regions, pa.string())

    def position(self, country: str, code: str) -> Position | None:
        """The middle of one postal code."""
        country = "US" if country in TERRITORIES else country
        whole, _ = self._spellings(country, " ".join(code.upper().split()))
        at = int(self.places(pa.array([key(country, whole)]))[0]) if whole else -1
        if at < 0:
            return None
        return Position(float(self.latitudes[at]), float(self.longitudes[at]))

    def look_up(self, country: str, state: str, code: str, city: str) -> Place:
        """The place of a postal code as somebody has written it, in an address."""
        written = " ".join(code.upper().split())
        whole, shorter = self._spellings(country, written)
        at = int(self.places(pa.array([key(country, whole)]))[0]) if whole else -1
        if at >= 0:
            elsewhere = country == "US" and state and self._region(at) not in ("", state)
            return Place(
                whole, -1 if elsewhere else at, "postal-code-elsewhere" if elsewhere else ""
            )
        if shorter:
            at = int(self.places(pa.array([key(country, shorter)]))[0])
            if at >= 0 and self._confirms(at, country, state, city):
                return Place(shorter, at)
        return Place(whole or written, -1, "unknown-postal-code" if written else "no-postal-code")

    def covers(self, country: str, state: str, latitude: float, longitude: float) -> bool | None:
        """Whether a position lies near any postal code of a country, or a state of the United
        States; None where the table has none."""
        cells = self._cells.get(f"US {state}" if country == "US" and state else country)
        if cells is None:
            return None
        return (int(latitude // 1), int(longitude // 1)) in cells

    def _spellings(self, country: str, written: str) -> tuple[str, str]:
        """The code, and what it may have been before it lost its zeros."""
        if country == "US":
            if match := _US.fullmatch(written):
                return match[1], ""
            match = _US_SHORT.fullmatch(written.removesuffix(".0"))
            if match is None:
                return "", ""
            return "", match[1].zfill(5) if match[1] else match[2].zfill(9)[:5]
        code = _PREFIX.sub("", written)
        digits = self._lengths.get(country, 0)
        return code, code.zfill(digits) if code.isdigit() and len(code) < digits else ""

    def _region(self, at: int) -> str:
        return self.regions[at] if self.regions else ""

    def _confirms(self, at: int, country: str, state: str, city: str) -> bool:
        if country == "US":
            return bool(state) and self._region(at) == state
        names = [name for name in self._region(at).split("|") if name]
        town = _folded(city)
        return len(town) > 2 and any(
            name.startswith(town) or town.startswith(f"{name} ") for name in names
        )

    @cached_property
    def _lengths(self) -> Mapping[str, int]:
        """Country → number of digits, where all its codes are digits of one number."""
        seen: dict[str, set[int]] = {}
        for text in self.codes.to_pylist():
            country, _, code = text.partition(" ")
            seen.setdefault(country, set()).add(len(code) if code.isdigit() else 0)
        return {country: min(found) for country, found in seen.items() if len(found) == 1}

    @cached_property
    def _cells(self) -> Mapping[str, frozenset[tuple[int, int]]]:
        """Country or state → degrees in which it has postal codes, and those around them."""
        cells: dict[str, set[tuple[int, int]]] = {}
        for at, text in enumerate(self.codes.to_pylist()):
            country = text.partition(" ")[0]
            state = self._region(at) if country == "US" else ""
            for name in (country, *([f"US {state}"] if state else [])):
                middle = int(self.latitudes[at] // 1), int(self.longitudes[at] // 1)
                cells.setdefault(name, set()).add(middle)
        around = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        return {
            name: frozenset(
                (lat + a, (lon + b + 180) % 360 - 180) for lat, lon in found for a, b in around
            )
            for name, found in cells.items()
        }

    def save(self, path: Path) -> None:
        """Write the table as a file, so that a directory answers by postal code on its own."""
        columns = [self.codes, pa.array(self.latitudes[:-1]), pa.array(self.longitudes[:-1])]
        rows = pa.table(columns, names=["code", "latitude", "longitude"])
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, rows.schema) as writer:
            writer.write_table(rows)

    @classmethod
    def load(cls, path: Path) -> "PostalCodes":
        """The table in a file.

        Raises:
            OSError: it cannot be read.
            pyarrow.ArrowInvalid: it is damaged.
        """
        rows = pa.ipc.open_file(pa.memory_map(str(path))).read_all().combine_chunks()
        codes = rows["code"].chunk(0) if len(rows) else pa.array([], pa.string())
        latitudes, longitudes = (
            np.append(rows[name].to_numpy(), np.nan) for name in ("latitude", "longitude")
        )
        return cls(codes, latitudes, longitudes)

    @classmethod
    def of(
        cls, known: Mapping[str, tuple[float, float]], regions: Mapping[str, str] | None = None
    ) -> "PostalCodes":
        """A table of keys and positions."""
        codes = sorted(known)
        # The last place stays empty: index -1 answers for what is not in the table.
        pairs = np.array([*(known[code] for code in codes), (np.nan, np.nan)], np.float64)
        named = tuple((regions or {}).get(code, "") for code in codes)
        return cls(pa.array(codes, pa.string()), pairs[:, 0], pairs[:, 1], named)


def key(country: str, code: str) -> str:
    """How the table names a postal code."""
    code = "".join(filter(str.isalnum, code.upper()))
    if country in TERRITORIES:
        country = "US"
    return f"{country} {code[:5] if country == 'US' else code}"


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def load_postal_codes(geonames: Iterable[Path] = ()) -> PostalCodes:
    """The United States from the package `zipcodes`, other countries from GeoNames' files.

    Raises:
        SourceError: a file is not GeoNames' table of postal codes, or the package is missing.
    """
    known, regions = _united_states()
    for path in geonames:
        more, names = _geonames(path)
        known |= more
        regions |= names
    return PostalCodes.of(known, regions)


def _united_states() -> Table:
    try:
        import zipcodes
    except ImportError:
        raise SourceError(
            "the package `zipcodes` is missing: pip install 'nosograph[directory]'"
        ) from None
    known, regions = {}, {}
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]
        at = (float(row["lat"] or 0), float(row["long"] or 0))
        # Military mail is sorted in the United States and delivered anywhere.
        if at != (0.0, 0.0) and row["state"] not in MILITARY and row["zip_code"] not in WRONG:
            known[key("US", row["zip_code"])] = at
            regions[key("US", row["zip_code"])] = row["state"]
    return known, regions


def _geonames(path: Path) -> Table:
    # https://download.geonames.org/export/zip/readme.txt: country, code, place, three levels of
    # name and code, latitude, longitude, accuracy; tabs between them.
    sums: dict[str, list[float]] = {}
    names: dict[str, dict[str, None]] = {}
    with opened(path, containing=(path.stem.lower(),)) as file:
        lines = (line.decode("utf-8", "replace") for line in file)
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            try:
                latitude, longitude = float(row[9]), float(row[10])
            except (IndexError, ValueError):
                raise SourceError(
                    f"{path}:{number}: not a row of GeoNames' postal codes: 12 columns are expected"
                ) from None
            if not (abs(latitude) <= 90 and abs(longitude) <= 180):
                raise SourceError(f"{path}:{number}: not a position: {row[9]}, {row[10]}")
            here = key(row[0], row[1])
            names.setdefault(here, {})[_region_in(row)] = None
            total = sums.setdefault(here, [0.0, 0.0, 0.0])
            for place, value in enumerate((latitude, longitude, 1.0)):
                total[place] += value
    known = {code: (lat / n, lon / n) for code, (lat, lon, n) in sums.items()}
    return known, {code: "|".join(found) for code, found in names.items()}


def _region_in(row: list[str]) -> str:
    """The state of a row of the United States and their territories, else the town."""
    if row[0] in TERRITORIES:
        return row[0]
    return row[4] if row[0] == "US" else _folded(row[2])


def stands_for_nothing(latitudes: Floats, longitudes: Floats) -> NDArray[np.bool_]:
    """Which positions are defaults of failed look-ups. Shape (points,), bool."""
    found = np.zeros(len(latitudes), np.bool_)
    for latitude, longitude in DEFAULTS:
        found |= (abs(latitudes - latitude) < CLOSE) & (abs(longitudes - longitude) < CLOSE)
    return found
