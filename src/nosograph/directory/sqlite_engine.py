"""The embedded engine: one SQLite file whose rows stand by (specialty, cell, number).

Rule 1. The table is its own index: rows that are asked for together lie together.
Rule 2. Distances are compared as whole numbers inside SQLite, so that no row that is not among
the first leaves it.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.directory.engine import COARSE, FINE, Found, Run, Specialty, Tally
from nosograph.directory.filters import Mask
from nosograph.directory.points import Point
from nosograph.directory.tallying import tallied
from nosograph.model.failures import DirectoryError

FILE = "index.sqlite"
FORMAT = 1

CREATE = """
create table specialty (
    number integer primary key, -- 0: all listings, whatever their specialty
    code text not null unique,
    listings integer not null,  -- with a position
    unplaced integer not null,  -- without one that may be compared
    fine integer not null       -- whether its cells are the finer ones
) strict;
create table listing (
    specialty integer not null,
    cell integer not null,
    number integer not null,    -- provider, then place
    x integer not null,         -- unit vector in steps of 2^-30
    y integer not null,
    z integer not null,
    bits integer not null,      -- what is known about accepting, languages and so on
    primary key (specialty, cell, number)
) strict, without rowid;
"""

TOGETHER = 50
"""Rows of one insert; measured: twice as quick as one by one."""

WIDTH = 7

_ROW = "(?, ?, ?, ?, ?, ?, ?)"

_INSERT = "insert into listing values {rows}"

# json_each carries the runs, so that one statement serves any number of them; cross join keeps
# SQLite from starting at the wrong table.
_FIRST = """
select (x - ?1) * (x - ?1) + (y - ?2) * (y - ?2) + (z - ?3) * (z - ?3) as square, number
from json_each(?4) run cross join listing
where specialty = run.value ->> 0 and cell between run.value ->> 1 and run.value ->> 2
{masks}
order by square, number limit ?5
"""

_WITHIN = """
select number, bits
from json_each(?4) run cross join listing
where specialty = run.value ->> 0 and cell between run.value ->> 1 and run.value ->> 2
and (x - ?1) * (x - ?1) + (y - ?2) * (y - ?2) + (z - ?3) * (z - ?3) <= ?5
"""


class SqliteEngine:
    """An index file, open for reading."""

    searches_runs = True

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            DirectoryError: it is missing, damaged or of another format.
        """
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            found = self._connection.execute("pragma user_version").fetchone()[0]
            self._connection.execute("pragma cache_size = -65536")
            # Pages are shared with the system's cache instead of being copied.
            self._connection.execute("pragma mmap_size = 2147483648")
        except sqlite3.Error as error:
            raise DirectoryError(f"{path}: cannot be read ({error}): import again") from None
        if found != FORMAT:
            raise DirectoryError(f"{path}: format {found}, expected {FORMAT}: import again")
        self._lock = Lock()

    def specialties(self) -> tuple[tuple[Specialty, int], ...]:
        """Every specialty, and how many of its listings have no position."""
        rows = self._all("select number, code, listings, fine, unplaced from specialty", ())
        return tuple(
            (Specialty(n, c, count, FINE if f else COARSE), u) for n, c, count, f, u in rows
        )

    def first(
        self,
        runs: Sequence[Run],
        near: Point,
        masks: tuple[Mask, ...],
        unknown: bool,
        most: int,
    ) -> list[Found]:
        """See `Engine`."""
        statement = _FIRST.format(masks="\n".join(_condition(mask, unknown) for mask in masks))
        return self._all(statement, (*near, json.dumps(runs), most))

    def tally(
        self, runs: Sequence[Run], near: Point, masks: tuple[Mask, ...], within: int
    ) -> Tally:
        """See `Engine`."""
        # Measured: quicker than grouping in SQLite.
        rows = self._all(_WITHIN, (*near, json.dumps(runs), within))
        numbers, bits = np.array(rows, np.int64).reshape(-1, 2).T
        return tallied(numbers, bits, masks)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _all(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _condition(mask: Mask, unknown: bool) -> str:
    # Whole numbers of our own making; bound values would make SQLite plan each time anew.
    yes, known = (int(bits) for bits in mask)
    return f"and (bits & {yes} <> 0{f' or bits & {known} = 0' if unknown else ''})"


def write_index(
    path: Path,
    specialties: Iterable[tuple[Specialty, int]],
    rows: Iterable[NDArray[np.int64]],
) -> None:
    """Write an index file; the rows come as blocks in the order of the primary key."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("pragma page_size = 16384")
        connection.executescript(CREATE)
        connection.execute("begin")
        connection.executemany(
            "insert into specialty values (?, ?, ?, ?, ?)",
            [(s.number, s.code, s.listings, u, s.grid == FINE) for s, u in specialties],
        )
        for block in rows:
            _insert(connection, block)
        connection.execute(f"pragma user_version = {FORMAT}")
        connection.execute("commit")
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, block: NDArray[np.int64]) -> None:
    whole = len(block) // TOGETHER * TOGETHER
    many = _INSERT.format(rows=", ".join([_ROW] * TOGETHER))
    connection.executemany(many, block[:whole].reshape(-1, WIDTH * TOGETHER).tolist())
    connection.executemany(_INSERT.format(rows=_ROW), block[whole:].tolist())
