"""From a postal code to a position, without asking anybody.

Rule 1. A position that stands for "not found" in other people's files is no position.
Rule 2. Where a postal code is not in the table there is no position; no town or state fills in.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from nosograph.directory.inputs import opened
from nosograph.model.directory import Position
from nosograph.model.failures import SourceError

Floats = NDArray[np.float64]

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


@dataclass(frozen=True)
class PostalCodes:
    """A table of postal codes of some countries."""

    codes: pa.Array
    """`US 06105`: country, then code, sorted."""
    latitudes: Floats
    longitudes: Floats

    def __len__(self) -> int:
        return len(self.codes)

    def positions(self, keys: pa.Array) -> tuple[Floats, Floats]:
        """The position of each key; not a number where there is none."""
        places = pc.index_in(keys, value_set=self.codes)
        at = places.fill_null(-1).to_numpy(zero_copy_only=False)
        return self.latitudes[at], self.longitudes[at]

    def position(self, country: str, code: str) -> Position | None:
        """The middle of one postal code."""
        latitudes, longitudes = self.positions(pa.array([key(country, code)]))
        if np.isnan(latitudes[0]):
            return None
        return Position(float(latitudes[0]), float(longitudes[0]))

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
        columns = [np.append(rows[name].to_numpy(), np.nan) for name in ("latitude", "longitude")]
        return cls(rows["code"].chunk(0) if len(rows) else pa.array([], pa.string()), *columns)

    @classmethod
    def of(cls, known: Mapping[str, tuple[float, float]]) -> "PostalCodes":
        """A table of keys and positions."""
        codes = sorted(known)
        # The last place stays empty: index -1 answers for what is not in the table.
        pairs = np.array([*(known[code] for code in codes), (np.nan, np.nan)], np.float64)
        return cls(pa.array(codes, pa.string()), pairs[:, 0], pairs[:, 1])


def key(country: str, code: str) -> str:
    """How the table names a postal code."""
    code = " ".join(code.upper().split())
    return f"{country} {code[:5] if country == 'US' else code}"


def load_postal_codes(geonames: Iterable[Path] = ()) -> PostalCodes:
    """The United States from the package `zipcodes`, other countries from GeoNames' files.

    Raises:
        SourceError: a file is not GeoNames' table of postal codes, or the package is missing.
    """
    known = _united_states()
    for path in geonames:
        known |= _geonames(path)
    return PostalCodes.of(known)


def _united_states() -> dict[str, tuple[float, float]]:
    try:
        import zipcodes
    except ImportError:
        raise SourceError(
            "the package `zipcodes` is missing: pip install 'nosograph[directory]'"
        ) from None
    known = {}
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]
        at = (float(row["lat"] or 0), float(row["long"] or 0))
        if at != (0.0, 0.0):
            known[key("US", row["zip_code"])] = at
    return known


def _geonames(path: Path) -> dict[str, tuple[float, float]]:
    # https://download.geonames.org/export/zip/readme.txt: country, code, place, three levels of
    # name and code, latitude, longitude, accuracy; tabs between them.
    sums: dict[str, list[float]] = {}
    with opened(path, containing=(path.stem.lower(),)) as file:
        lines = (line.decode("utf-8", "replace") for line in file)
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            try:
                latitude, longitude = float(row[9]), float(row[10])
            except (IndexError, ValueError):
                raise SourceError(
                    f"{path}:{number}: not a row of GeoNames' postal codes: 12 columns are expected"
                ) from None
            total = sums.setdefault(key(row[0], row[1]), [0.0, 0.0, 0.0])
            for place, value in enumerate((latitude, longitude, 1.0)):
                total[place] += value
    return {code: (lat / n, lon / n) for code, (lat, lon, n) in sums.items()}


def stands_for_nothing(latitudes: Floats, longitudes: Floats) -> NDArray[np.bool_]:
    """Which positions are defaults of failed look-ups. Shape (points,), bool."""
    found = np.zeros(len(latitudes), np.bool_)
    for latitude, longitude in DEFAULTS:
        found |= (abs(latitudes - latitude) < CLOSE) & (abs(longitudes - longitude) < CLOSE)
    return found
