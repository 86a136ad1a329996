"""What every reader gives: what records state about the codes that are asked for, and persons.

Rule. All readers give the same columns in the same order, so that nothing after them needs to
know where a statement came from. What a reader cannot use it gives with the reason.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from nosograph.cohort.readers.delimited import csv_fault, form_of
from nosograph.cohort.refusals import TableError

STATED = {
    "source": "VARCHAR",
    "person_id": "VARCHAR",
    "code_system": "VARCHAR",
    "code": "VARCHAR",
    "status": "VARCHAR",
    "start_date": "DATE",
    "latest_date": "DATE",
    "start_text": "VARCHAR",
    "end_date": "DATE",
    "end_text": "VARCHAR",
    "value": "VARCHAR",
    "comparator": "VARCHAR",
    "unit": "VARCHAR",
    "why": "VARCHAR",
    "words": "VARCHAR",
    "record": "VARCHAR",
}
"""Column → type. `start_date` is the first possible day and `latest_date` the last; where only the
last is there, it began by then. Texts are days as they are written, not yet read."""
PERSONS = {
    "person_id": "VARCHAR",
    "birth_date": "DATE",
    "latest_birth": "DATE",
    "birth_text": "VARCHAR",
    "sex": "VARCHAR",
    "death_date": "DATE",
}
TWICE = " | "
"""Between the two spellings of a unit that a record gives in a code and in print."""
STATUSES = ("present", "absent", "measured", "unknown")


@dataclass(frozen=True)
class Tables:
    """A population as queries."""

    stated: Callable[[str], str]
    """From the name or function of a table to the query for `STATED`; readers of several tables
    pass the name over."""
    persons: str
    counts: Mapping[str, str]
    """Kind of record → the query for their number."""
    source: str = ""
    """What `stated` reads."""
    unread: str = ""
    """`source, why, words, record` of records that cannot even be told to be asked about."""
    parquet: str = ""
    """Parquet files in the flat form, for engines that read them."""
    decimal: str = "."
    """The decimal mark that numbers have there."""
    people: str = "persons"
    """What errors call the table of persons."""


def literal(text: str | Path) -> str:
    """A string in SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def selected(columns: Mapping[str, str], table: Mapping[str, str] = STATED) -> str:
    """The columns of a reader's query, NULL where nothing is given."""
    return ", ".join(
        f"{columns[name]} AS {name}" if name in columns else f"CAST(NULL AS {kind}) AS {name}"
        for name, kind in table.items()
    )


def reasons(*cases: tuple[str, str, str]) -> tuple[str, str]:
    """Expressions for `why` and `words`: the first of the conditions that holds."""
    why = " ".join(f"WHEN {when} THEN {literal(why)}" for when, why, _ in cases)
    words = " ".join(f"WHEN {when} THEN {literal(words)}" for when, _, words in cases)
    return f"CASE {why} END", f"CASE {words} END"


def scan(path: Path, what: str) -> str:
    """The table function that reads a file, a folder of files (of partitions, too), or a pattern.

    Raises:
        TableError: there is nothing to read, or its kind is not known.
    """
    pattern, options, deep = path, "", list[str]()
    if path.is_dir():
        kinds = (".parquet", ".csv", ".csv.gz", ".tsv", ".tsv.gz")
        flat = [s for s in kinds if any(path.glob(f"*{s}"))]
        deep = [s for s in kinds if not flat and any(path.rglob(f"*{s}"))]
        if not flat and not deep:
            raise TableError(f"{what}: {path} holds no .parquet and no .csv file")
        pattern = path / f"*{flat[0]}" if flat else path / "**" / f"*{deep[0]}"
        options = "" if flat else ", hive_partitioning = true, hive_types_autocast = false"
    elif "*" not in str(path) and not path.is_file():
        raise TableError(f"{what}: there is no file {path}")
    name = str(pattern)
    ending = name.casefold()
    if ending.endswith((".parquet", ".pq")):
        return f"read_parquet({literal(name)}{options})"
    if ending.endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt")):
        first = (
            min(pattern.parent.glob(pattern.name)) if not deep else min(path.rglob(pattern.name))
        )
        return f"read_csv({literal(name)}, all_varchar = true, header = true{form_of(first, what).options}{options})"
    raise TableError(f"{what}: {path} is neither Parquet nor CSV; name a .parquet or .csv file")


def columns_of(connection: duckdb.DuckDBPyConnection, source: str, what: str) -> dict[str, str]:
    """Column → type of what a table function reads.

    Raises:
        TableError: it cannot be read.
    """
    try:
        rows = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except duckdb.Error as error:
        told = csv_fault(str(error)) or f"cannot be read: {str(error).splitlines()[0]}"
        raise TableError(f"{what}: {told}") from None
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


def day_columns(name: str, column: str, kind: str) -> dict[str, str]:
    """`start_date` and `start_text` (or those of another name) of a column of any of `DATES`."""
    if kind.upper().startswith("VARCHAR"):
        return {f"{name}_text": f"nullif(trim({column}), '')"}
    return {f"{name}_date": column if kind.upper() == "DATE" else f"CAST({column} AS DATE)"}
