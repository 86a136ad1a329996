"""Small directories for tests: invented people at chosen places."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from nosograph.directory.batches import Batch
from nosograph.directory.compile import Plan
from nosograph.directory.geocoding import PostalCodes
from nosograph.directory.importing import import_files
from nosograph.directory.npi import check_digit
from nosograph.directory.records import KIND_PERSON, table
from nosograph.directory.synthetic import write_register

DAY = date(2026, 3, 1)
POSTAL_CODES = PostalCodes.of(
    {
        "US 06105": (41.7691, -72.701),
        "US 06106": (41.7474, -72.6948),
        "US 99501": (61.2116, -149.8761),
        "DE 10115": (52.5323, 13.3846),
    }
)
TOWNS = [
    ("06105", "EXAMPLE HARTFORD", "CT"),
    ("06106", "EXAMPLE HARTFORD", "CT"),
    ("99501", "EXAMPLE ANCHORAGE", "AK"),
]


class Quiet:
    """Progress that nobody watches."""

    def step(self, name, total=None):
        pass

    def advance(self, parts=1):
        pass


def npi(serial: int) -> int:
    """A made-up identifier with the right check digit."""
    nine = f"9{serial:08}"
    return int(nine + check_digit(nine))


def person(serial: int, latitude: float | None = None, longitude: float | None = None, **more):
    """A row of somebody invented."""
    return {
        "key": npi(serial),
        "kind": KIND_PERSON,
        "name": f"EXAMPLE {serial}",
        "specialties": "2084N0402X",
        "latitude": latitude,
        "longitude": longitude,
        # A position in a country is held against the country's postal codes.
        "country": "US" if more.get("postal") else "",
        "source": "invented",
        "verified": "2025-01-31",
    } | more


def made(folder: Path, rows: list[dict], **more) -> Path:
    """A directory of these rows."""
    file = folder.with_suffix(".rows")
    file.write_text("")
    batches = [Batch(table(rows), "rows", range(2, len(rows) + 2))]
    plan = Plan(folder, "invented", DAY, (file,), **more)
    import_files(plan, lambda *_: iter(batches), POSTAL_CODES, Quiet())
    return folder


def imported(folder: Path, reader, *files: Path, **more) -> dict:
    """The manifest of an import."""
    return import_files(Plan(folder, "invented", DAY, files, **more), reader, POSTAL_CODES, Quiet())


def register(path: Path, providers: int = 300, seed: int = 1) -> Path:
    """A made-up register in a few towns."""
    write_register(path, providers, seed, TOWNS)
    return path


def columns(rows: pa.Table, *names: str) -> list[tuple]:
    """Some columns of a table as rows."""
    return list(zip(*(rows[name].to_pylist() for name in names), strict=True))


def random_positions(seed: int, count: int) -> list[tuple[float, float]]:
    """Positions all over the globe, crowded ones, poles and the antimeridian among them."""
    chance = np.random.default_rng(seed)
    everywhere = np.stack([chance.uniform(-90, 90, count), chance.uniform(-180, 180, count)], 1)
    middle = chance.choice(
        [(41.7, -72.7), (0.0, 180.0), (0.1, -179.9), (89.9, 10.0), (-90, 0.0)], count
    )
    near = (middle + chance.normal(0, 0.4, (count, 2))).clip((-90, -180), (90, 180))
    chosen = np.where(chance.random((count, 1)) < 0.7, near, everywhere)
    # Many share a postal code's middle: ties.
    return [tuple(map(float, row)) for row in np.round(chosen, 1 if seed % 2 else 4)]
