"""What every reader gives: facts, persons and refused rows, each as a query.

Rule. All readers give the same columns in the same order, so that nothing after them needs to
know where a fact came from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from nosograph.cohort.refusals import TableError

FACT_COLUMNS = (
    "person_id", "code_system", "code", "status", "start_date", "end_date", "value", "unit",
)  # fmt: skip
STATUSES = ("present", "absent", "measured", "unknown")


@dataclass(frozen=True)
class Tables:
    """A population as queries."""

    facts: str
    persons: str
    rejects: str
    """`source, reason, record` of each row that cannot be read."""
    silent: str = "SELECT 0"
    """How many rows say nothing either way (status unknown, values without a result)."""
    parquet: str = ""
    """Parquet files that hold the facts in the flat form already, for engines that read them."""
    people: str = "persons"
    """What errors call the table of persons."""


def literal(text: str | Path) -> str:
    """A string in SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def scan(path: Path, what: str) -> str:
    """The table function that reads a file, a folder of files, or a pattern.

    Raises:
        TableError: there is nothing to read, or its kind is not known.
    """
    pattern = path
    if path.is_dir():
        kinds = [s for s in (".parquet", ".csv", ".csv.gz") if any(path.glob(f"*{s}"))]
        if not kinds:
            raise TableError(f"{what}: {path} holds no .parquet and no .csv file")
        pattern = path / f"*{kinds[0]}"
    elif "*" not in str(path) and not path.is_file():
        raise TableError(f"{what}: there is no file {path}")
    name = str(pattern)
    if name.endswith((".parquet", ".pq")):
        return f"read_parquet({literal(name)})"
    if name.endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt")):
        return f"read_csv({literal(name)}, all_varchar = true, header = true)"
    raise TableError(f"{what}: {path} is neither Parquet nor CSV; name a .parquet or .csv file")


def columns_of(connection: duckdb.DuckDBPyConnection, source: str, what: str) -> dict[str, str]:
    """Column → type of what a table function reads.

    Raises:
        TableError: it cannot be read.
    """
    try:
        rows = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except duckdb.Error as error:
        raise TableError(f"{what}: cannot be read: {str(error).splitlines()[0]}") from None
    return {row[0].lower(): row[1] for row in rows}


def require(
    found: Mapping[str, str], wanted: Mapping[str, tuple[str, Iterable[str]]], what: str
) -> None:
    """Check that columns are there and of a kind that can be read.

    Raises:
        TableError: one is missing, or of another kind; it says which, and what is expected.
    """
    for name, (expected, kinds) in wanted.items():
        if name not in found:
            raise TableError(
                f"{what}: there is no column {name!r} ({expected}); it has: {', '.join(found)}"
            )
        kinds = tuple(kinds)
        if kinds and not found[name].upper().startswith(kinds):
            raise TableError(
                f"{what}: column {name!r} is of type {found[name]}, expected {expected}"
            )


WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")  # fmt: skip
IDS = (*WHOLE, "VARCHAR", "UUID")
TEXT = ("VARCHAR", "ENUM")
DATES = ("DATE", "TIMESTAMP", "VARCHAR")
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL", "VARCHAR")


def as_date(column: str, kind: str) -> str:
    """A column of any of `DATES` as a date; NULL where it is none."""
    if kind.upper() == "DATE":
        return column
    if kind.upper().startswith("TIMESTAMP"):
        return f"CAST({column} AS DATE)"
    # A time of day after the date is dropped.
    return f"TRY_CAST(left({column}, 10) AS DATE)"
