"""What a directory keeps about each listing: one row per provider and place, as Arrow columns.

Rule 1. A row holds what people need to call and no more: no tax number, no mailing address, no
licence number, no sex.
Rule 2. A row's number is its place in the file. Answering reads the small batches that rows lie
in and maps nothing: of a mapped file each row that is shown would keep some forty pages resident.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from nosograph.model.directory import (
    InsurancePlan,
    Known,
    Location,
    Organization,
    Position,
    Practitioner,
    PractitionerRole,
    Precision,
    Provenance,
)

SCHEMA = pa.schema(
    [
        ("key", pa.int64()),  # the NPI, or a number made from another register's identifier
        ("identifier", pa.string()),  # of another register; empty when the key is an NPI
        ("kind", pa.int8()),  # KIND_…
        ("name", pa.string()),
        ("qualification", pa.string()),
        ("organization", pa.string()),
        ("specialties", pa.string()),  # codes between blanks, the primary one first
        ("address", pa.string()),
        ("city", pa.string()),
        ("state", pa.string()),
        ("postal", pa.string()),
        ("country", pa.string()),
        ("phone", pa.string()),
        ("hours", pa.string()),  # opening hours, as the register writes them
        ("latitude", pa.float64()),  # null: not known
        ("longitude", pa.float64()),
        ("precision", pa.int8()),  # place in PRECISIONS
        ("accepting", pa.int8()),  # Known
        ("telehealth", pa.int8()),
        ("languages", pa.string()),  # tags between blanks; empty: no source says
        ("networks", pa.string()),  # between bars
        ("expertise", pa.string()),  # codes of diseases between blanks; expert centres only
        ("url", pa.string()),
        ("source", pa.string()),
        ("verified", pa.string()),  # ISO date
    ]
)

KIND_PERSON, KIND_ORGANISATION, KIND_CENTRE, KIND_PLACE, KIND_GONE = 1, 2, 3, 4, 5
"""A place belongs to a provider that another row describes; a gone provider is taken out."""

PRECISIONS = (Precision.NONE, Precision.PLACE, Precision.POSTAL, Precision.ADDRESS)
LEAST_PRECISE = PRECISIONS.index(Precision.POSTAL)
"""Rows less exact than this have no place in a search by distance."""

_DEFAULTS: dict[str, object] = {"accepting": int(Known.UNKNOWN), "telehealth": int(Known.UNKNOWN)}


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of a table; what a row does not name is empty."""
    columns = {}
    for field in SCHEMA:
        nothing = _DEFAULTS.get(
            field.name,
            "" if field.type == pa.string() else None if pa.types.is_floating(field.type) else 0,
        )
        columns[field.name] = pa.array([row.get(field.name, nothing) for row in rows], field.type)
    return pa.table(columns, SCHEMA)


BATCH = 512
"""Rows of every batch of a file but the last; some 100 KB."""

BATCHES_KEPT = 64


class Records:
    """The rows of a file, read one by one."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            OSError: it cannot be read.
            pyarrow.ArrowInvalid: it is damaged.
        """
        self._reader = pa.ipc.open_file(pa.OSFile(str(path)))
        self._batch = lru_cache(BATCHES_KEPT)(self._reader.get_batch)

    def row(self, number: int) -> dict[str, Any]:
        """A row by its number."""
        batch, place = divmod(number, BATCH)
        row: dict[str, Any] = self._batch(batch).slice(place, 1).to_pylist()[0]
        return row

    def role(self, number: int) -> PractitionerRole:
        """A row as what it stands for."""
        return _role(self.row(number), number)


class Writer:
    """A file of records in the making."""

    def __init__(self, out: pa.ipc.RecordBatchFileWriter) -> None:
        self._out = out
        self._rest = SCHEMA.empty_table()

    def write(self, rows: pa.Table) -> None:
        """Append rows."""
        rows = pa.concat_tables([self._rest, rows.cast(SCHEMA)]).combine_chunks()
        whole = len(rows) // BATCH * BATCH
        self._out.write_table(rows.slice(0, whole), max_chunksize=BATCH)
        self._rest = rows.slice(whole)

    def finish(self) -> None:
        """Write what is left."""
        self._out.write_table(self._rest)


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new file of records."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, SCHEMA) as out:
        writer = Writer(out)
        yield writer
        writer.finish()


def mapped(path: Path) -> pa.Table:
    """The rows of a file, mapped: for work that goes through all of them.

    Raises:
        OSError: it cannot be read.
        pyarrow.ArrowInvalid: it is damaged.
    """
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def _role(row: dict[str, Any], number: int) -> PractitionerRole:
    known = row["latitude"] is not None and row["longitude"] is not None
    own = row["identifier"] or str(row["key"])
    organisation = row["organization"] if row["kind"] == KIND_PERSON else row["name"]
    languages, networks = tuple(row["languages"].split()), _barred(row["networks"])
    person = Practitioner(own, row["name"], row["qualification"], languages or None)
    return PractitionerRole(
        id=f"{own}-{number}",
        practitioner=person if row["kind"] == KIND_PERSON else None,
        organization=Organization(own, organisation) if organisation else None,
        location=Location(
            row["address"],
            row["city"],
            row["state"],
            row["postal"],
            row["country"],
            Position(row["latitude"], row["longitude"]) if known else None,
            PRECISIONS[row["precision"]],
        ),
        specialty=tuple(row["specialties"].split()),
        provenance=Provenance(row["source"], row["verified"]),
        telecom=row["phone"],
        new_patients=Known(row["accepting"]),
        telehealth=Known(row["telehealth"]),
        network=tuple(map(InsurancePlan, networks)) if networks else None,
        communication=languages or None,
        hours=row["hours"],
    )


def _barred(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)
