"""Records that are read one by one, put into the tables of a session.

Rule. Only what is asked about is kept, some thousand rows at a time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import duckdb

from nosograph.cohort.readers.tables import PERSONS, STATED, Tables
from nosograph.formats.stated import Stated
from nosograph.formats.times import Days

BATCH = 20_000


class Session(Protocol):
    """What runs SQL: a connection, or what guards one."""

    def execute(self, text: str, values: Any = None) -> Any:
        """Run one statement."""


def rows_of(session: Session, text: str) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    found: list[tuple[Any, ...]] = session.execute(text).fetchall()
    return found


def fill(session: Session, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Make a small table of these rows; `columns` as in CREATE TABLE."""
    session.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")
    insert(session, table, [each.rpartition(" ")[2] for each in columns.split(", ")], rows)


def insert(
    session: Session, table: str, kinds: Iterable[str], rows: Iterable[Sequence[object]]
) -> None:
    """Add rows to a table whose columns are of these kinds."""
    values = [list(column) for column in zip(*rows, strict=True)]
    if values:
        unnested = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in kinds)
        session.execute(f"INSERT INTO {table} SELECT {unnested}", values)


class Filling:
    """The tables `stated_records` and `person_records`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rows: dict[str, list[tuple[object, ...]]] = {
            "stated_records": [],
            "person_records": [],
        }
        for name, columns in (("stated_records", STATED), ("person_records", PERSONS)):
            kinds = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({kinds})")

    def state(self, each: Stated) -> None:
        """Add a statement."""
        self._add(
            "stated_records",
            (
                each.source, each.person or None, each.system, each.code or None, each.status or None,
                each.start.first, each.start.last, None, each.end.exact, None,
                each.value or None, each.comparator or None, each.unit or None,
                each.why or None, each.words or None, each.record or None,
            ),
        )  # fmt: skip

    def add_person(self, id: str, birth: Days, sex: str, death: date | None = None) -> None:
        """Add a person; `death` is the last day on which it can have been."""
        person = (id, birth.first, birth.last, None, sex.lower() or None, death)
        self._add("person_records", person)

    def tables(self, counts: Mapping[str, int] | Counter[str], people: str) -> Tables:
        """What was added; `counts` says how many records of each kind there were."""
        for name in self._rows:
            self._flush(name)
        return Tables(
            lambda table: "SELECT * FROM stated_records",
            "SELECT * FROM person_records",
            {name: f"SELECT {number}" for name, number in sorted(counts.items())},
            people=people,
        )

    def _add(self, name: str, row: tuple[object, ...]) -> None:
        rows = self._rows[name]
        rows.append(row)
        if len(rows) >= BATCH:
            self._flush(name)

    def _flush(self, name: str) -> None:
        rows = self._rows[name]
        kinds = (STATED if name == "stated_records" else PERSONS).values()
        insert(self._connection, name, kinds, rows)
        rows.clear()
