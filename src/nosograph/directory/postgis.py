"""The engine for more than one machine: PostgreSQL with PostGIS.

Rule 1. Points are unit vectors in three dimensions, so that there is no antimeridian and no pole:
`at` lies in a GiST index together with the specialty, and is found nearest first.
Rule 2. PostGIS only proposes. Its distances are floating-point numbers; what is returned is
sorted by the same whole numbers as in the other engines, and everything that could tie with the
last of them is fetched.
Rule 3. The table belongs to one import of one directory and carries its name, so that no reader
of another import is ever answered from it, whatever is loaded meanwhile.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from math import isqrt
from pathlib import Path
from threading import Lock
from typing import Any

from nosograph.directory import sqlite_engine
from nosograph.directory.engine import PLACE_BITS, Found, Run, Tally
from nosograph.directory.filters import Mask
from nosograph.directory.manifest import MANIFEST
from nosograph.directory.points import Point
from nosograph.model.failures import DirectoryError

try:
    import psycopg
except ModuleNotFoundError:
    raise DirectoryError(
        "PostgreSQL needs a driver, in the extra `postgis`: "
        "pip install 'nosograph[postgis]', or `make postgis`"
    ) from None

FORMAT = "1"

_PREPARE = """
create extension if not exists postgis;
create extension if not exists btree_gist;
create schema if not exists nosograph;
select pg_advisory_xact_lock(hashtext('nosograph.listing'));
drop table if exists {table};
create table {table} (
    specialty integer not null,
    number integer not null,
    x integer not null,
    y integer not null,
    z integer not null,
    bits bigint not null,
    at geometry(PointZ) generated always as (ST_MakePoint(x, y, z)) stored
);
"""

_COPY = "copy {table} (specialty, number, x, y, z, bits) from stdin (format binary)"

_FINISH = """
create index on {table} using gist (specialty, at gist_geometry_ops_nd);
analyze {table};
"""

_TABLES = """
select format('%I.%I', schemaname, tablename) from pg_tables
where schemaname = 'nosograph' and tablename like 'listing%'
"""

_SQUARE = """
((l.x - %(x)s::bigint) * (l.x - %(x)s::bigint)
 + (l.y - %(y)s::bigint) * (l.y - %(y)s::bigint)
 + (l.z - %(z)s::bigint) * (l.z - %(z)s::bigint))
"""

_BOX = """one.at &&& ST_MakeLine(
    ST_MakePoint(%(x)s - %(reach)s::float8, %(y)s - %(reach)s::float8, %(z)s - %(reach)s::float8),
    ST_MakePoint(%(x)s + %(reach)s::float8, %(y)s + %(reach)s::float8, %(z)s + %(reach)s::float8)
)"""

_NEAR = """
select {square} as square, l.number
from unnest(%(specialties)s::integer[]) as asked(specialty) cross join lateral (
    select * from {table} one
    where one.specialty = asked.specialty {masks}
    order by one.at <<->> ST_MakePoint(%(x)s, %(y)s, %(z)s) limit %(most)s
) l
order by square, number
"""

_FIRST = """
select {square} as square, l.number
from unnest(%(specialties)s::integer[]) as asked(specialty) cross join lateral (
    select * from {table} one
    where one.specialty = asked.specialty and {box} {masks}
) l
where {square} <= %(square)s
order by square, number limit %(most)s
"""

_TALLY = """
select count(*){sums} from (
    select l.number >> {place_bits}{most}
    from unnest(%(specialties)s::integer[]) as asked(specialty) cross join lateral (
        select * from {table} one where one.specialty = asked.specialty and {box}
    ) l
    where {square} <= %(square)s
    group by l.number >> {place_bits}
) provider
"""

MARGIN = 1_024
"""Steps by which a box is wider than needed: its edges are 32-bit floating-point numbers, which
stand 64 steps apart at 2^30. Some 6 m."""


class Postgis:
    """The tables of one directory on a server."""

    searches_runs = False

    def __init__(self, folder: Path, address: str) -> None:
        """Connect and see whether the tables are those of `folder`.

        Raises:
            DirectoryError: no server answers, or its tables are missing or another directory's.
        """
        self._address = address
        self._lock = Lock()
        self._folder, self._table = folder, table_of(folder)
        self._connection = connected(address)
        try:
            self._all(f"select from {self._table} limit 1", {})
        except psycopg.Error as error:
            self.close()
            raise self._refused(error) from None

    def first(
        self,
        runs: Sequence[Run],
        near: Point,
        masks: tuple[Mask, ...],
        unknown: bool,
        most: int,
    ) -> list[Found]:
        """See `Engine`; the cells of the runs are not needed."""
        asked = _asked(runs, near) | {"most": most}
        condition = " ".join(_condition(mask, unknown) for mask in masks)
        proposed = self._rows(
            _NEAR.format(table=self._table, square=_SQUARE, masks=condition), asked
        )
        if len(proposed) < most:
            return proposed
        square = proposed[most - 1][0]
        asked |= {"square": square, "reach": isqrt(square) + MARGIN}
        return self._rows(
            _FIRST.format(table=self._table, square=_SQUARE, box=_BOX, masks=condition), asked
        )

    def tally(
        self, runs: Sequence[Run], near: Point, masks: tuple[Mask, ...], within: int
    ) -> Tally:
        """See `Engine`."""
        asked = _asked(runs, near) | {"square": within, "reach": isqrt(within) + MARGIN}
        bits = [int(bits) for mask in masks for bits in mask]
        statement = _TALLY.format(
            table=self._table,
            square=_SQUARE,
            box=_BOX,
            place_bits=PLACE_BITS,
            sums="".join(f", count(*) filter (where has_{n})" for n in range(len(bits))),
            most="".join(f", bool_or(l.bits & {b} <> 0) as has_{n}" for n, b in enumerate(bits)),
        )
        [(providers, *counts)] = self._rows(statement, asked)
        return Tally(providers, tuple(counts[::2]), tuple(counts[1::2]))

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _rows(self, statement: str, values: dict[str, Any]) -> list[Any]:
        """The rows, over a new connection if the server has closed the old one meanwhile."""
        try:
            if self._connection.closed:
                self._connection = connected(self._address)
            return self._all(statement, values)
        except psycopg.OperationalError:
            self._connection = connected(self._address)
        except psycopg.Error as error:
            raise self._refused(error) from None
        try:
            return self._all(statement, values)
        except psycopg.Error as error:
            raise self._refused(error) from None

    def _refused(self, error: psycopg.Error) -> DirectoryError:
        if not isinstance(error, psycopg.errors.UndefinedTable | psycopg.errors.InvalidSchemaName):
            return _refused(error)
        return DirectoryError(
            f"the PostgreSQL server holds no directory, or another import than {self._folder}: "
            "run `nosograph doctors load` with this directory, or serve the one that it holds"
        )

    def _all(self, statement: str, values: dict[str, Any]) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement.encode(), values).fetchall()


def load(folder: Path, address: str, seen: Callable[[int, int], None]) -> int:
    """Copy a directory's index to a server; returns how many rows. The old tables stand until
    the new ones are whole.

    Raises:
        DirectoryError: the folder is no directory, no server answers, or PostGIS is not there.
    """
    index = folder / sqlite_engine.FILE
    if not index.is_file():
        raise DirectoryError(f"no directory at {folder}: run `nosograph doctors import` first")
    source = sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection = connected(address)
    table = table_of(folder)
    try:
        with connection.transaction():
            connection.execute(_PREPARE.format(table=table).encode())
            done = _copied(connection, source, table, seen)
            connection.execute(_FINISH.format(table=table).encode())
            for (other,) in connection.execute(_TABLES).fetchall():
                if other != table:
                    connection.execute(f"drop table {other}".encode())
    except psycopg.errors.UndefinedFile:
        raise DirectoryError(
            "the PostgreSQL server has no PostGIS: install it there, such as Debian's "
            "postgresql-15-postgis-3"
        ) from None
    except psycopg.Error as error:
        raise _refused(error) from None
    except sqlite3.Error as error:
        raise DirectoryError(f"{index}: cannot be read ({error}): import again") from None
    finally:
        connection.close()
        source.close()
    return done


def _copied(
    connection: "psycopg.Connection[Any]",
    source: sqlite3.Connection,
    table: str,
    seen: Callable[[int, int], None],
) -> int:
    total = source.execute("select count(*) from listing").fetchone()[0]
    done = 0
    with connection.cursor() as cursor, cursor.copy(_COPY.format(table=table).encode()) as copy:
        copy.set_types(["int4", "int4", "int4", "int4", "int4", "int8"])
        for row in _listings(source):
            copy.write_row(row)
            done += 1
            if done % 20_000 == 0:
                seen(done, total)
    seen(done, total)
    return done


def _listings(source: sqlite3.Connection) -> Iterator[tuple[int, ...]]:
    return source.execute("select specialty, number, x, y, z, bits from listing")


def table_of(folder: Path) -> str:
    """The table of an import: no other import has the same manifest.

    Raises:
        DirectoryError: there is no directory.
    """
    try:
        manifest = (folder / MANIFEST).read_bytes()
    except OSError:
        raise DirectoryError(
            f"no directory at {folder}: run `nosograph doctors import` first"
        ) from None
    return f"nosograph.listing_{sha256(FORMAT.encode() + manifest).hexdigest()[:32]}"


def connected(address: str) -> "psycopg.Connection[Any]":
    """A connection.

    Raises:
        DirectoryError: no server answers; the address, which may hold a password, is not told.
    """
    try:
        return psycopg.connect(address, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        raise _refused(error) from None


def _refused(error: psycopg.Error) -> DirectoryError:
    # The driver's own words may repeat the address, and with it a password.
    what = f" ({error.sqlstate})" if error.sqlstate else ""
    kind = type(error).__name__
    return DirectoryError(
        f"the PostgreSQL server refused{what}: {kind}. Check that the address is "
        "postgresql://user:password@host:port/database, that the server runs and the user may enter"
    )


def _asked(runs: Sequence[Run], near: Point) -> dict[str, Any]:
    x, y, z = near
    return {"x": x, "y": y, "z": z, "specialties": sorted({specialty for specialty, _, _ in runs})}


def _condition(mask: Mask, unknown: bool) -> str:
    yes, known = (int(bits) for bits in mask)
    return f"and (one.bits & {yes} <> 0{f' or one.bits & {known} = 0' if unknown else ''})"
