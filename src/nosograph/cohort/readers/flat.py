"""The flat tables: a fact a row, a person a row, as Parquet or CSV.

    facts    person_id, code_system, code, status, start_date [, end_date, value, unit]
    persons  person_id [, birth_date, sex]

Rule. `status` is present, absent, measured or unknown; a table that says it otherwise is mapped
by its owner, who knows what the words mean there.
"""

from pathlib import Path

import duckdb

from nosograph.cohort.readers.tables import (
    DATES,
    FACT_COLUMNS,
    IDS,
    NUMBERS,
    STATUSES,
    TEXT,
    Tables,
    as_date,
    columns_of,
    literal,
    quoted,
    require,
    scan,
)

_WORDS = 100
"""As many words for sex as can be meant; more is something else."""


def read_flat(connection: duckdb.DuckDBPyConnection, facts: Path, persons: Path | None) -> Tables:
    """Facts, and persons; without a table of persons, everybody who has a fact.

    Raises:
        TableError: a table or column is missing, or of another kind than expected.
    """
    source = scan(facts, "facts")
    found = columns_of(connection, source, f"facts ({facts})")
    require(
        found,
        {
            "person_id": ("a number or text", IDS),
            "code_system": ("text such as HP, LOINC or nosograph", TEXT),
            "code": ("text such as HP:0001251 or set/item", TEXT),
            "status": (f"text: {', '.join(STATUSES)}", TEXT),
            "start_date": ("a date, or text such as 2026-11-23", DATES),
        },
        f"facts ({facts})",
    )
    for name, expected, kinds in (
        ("end_date", "a date", DATES),
        ("value", "a number or text", (*NUMBERS, *TEXT)),
        ("unit", "text in UCUM", TEXT),
    ):
        if name in found and not _is_empty(found[name]):
            require({name: found[name]}, {name: (expected, kinds)}, f"facts ({facts})")
    people = (
        _everybody(source) if persons is None else _persons(connection, persons, found["person_id"])
    )
    files = source.removeprefix("read_parquet('").removesuffix("')")
    direct = files if source.startswith("read_parquet(") and "'" not in files else ""
    return Tables(
        _facts(source, found), people, _rejects(source, found), _silent(source), direct,
        "persons" if persons is None else f"persons ({persons})",
    )  # fmt: skip


def _facts(source: str, found: dict[str, str]) -> str:
    columns = []
    for name in FACT_COLUMNS:
        if name not in found or _is_empty(found[name]):
            kind = "DATE" if name == "end_date" else "VARCHAR"
            columns.append(f"CAST(NULL AS {kind}) AS {name}")
        elif name in {"start_date", "end_date"}:
            columns.append(f"{as_date(name, found[name])} AS {name}")
        else:
            columns.append(name)
    dates = [
        f"({name} IS NULL OR {as_date(name, found[name])} IS NOT NULL)"
        for name in ("start_date", "end_date")
        if found.get(name, "").upper().startswith("VARCHAR")
    ]
    readable = " AND ".join(["person_id IS NOT NULL", *dates])
    return f"SELECT {', '.join(columns)} FROM {source} WHERE {readable}"


def _rejects(source: str, found: dict[str, str]) -> str:
    reasons = [
        ("person_id IS NULL", "person_id is empty"),
        ("code IS NULL", "code is empty"),
        ("code_system IS NULL", "code_system is empty"),
        ("status IS NULL", "status is empty"),
        (f"status NOT IN ({', '.join(map(literal, STATUSES))})", f"status is none of {', '.join(STATUSES)}"),
    ]  # fmt: skip
    for name in ("start_date", "end_date"):
        if found.get(name, "").upper().startswith("VARCHAR"):
            wrong = f"{name} IS NOT NULL AND {as_date(name, found[name])} IS NULL"
            reasons.append((wrong, f"{name} is no date such as 2026-11-23"))
    # One query a reason: each is answered from the files' statistics where nothing is wrong.
    return " UNION ALL ".join(
        f"SELECT 'facts' AS source, {literal(reason)} AS reason, "
        f"CAST(to_json(t) AS VARCHAR) AS record FROM {source} t WHERE {when}"
        for when, reason in reasons
    )


def _silent(source: str) -> str:
    return f"SELECT count(*) FROM {source} WHERE status = 'unknown'"


def _everybody(source: str) -> str:
    return (
        "SELECT DISTINCT person_id, CAST(NULL AS DATE) AS birth_date, CAST(NULL AS VARCHAR) AS sex "
        f"FROM {source} WHERE person_id IS NOT NULL"
    )


def _persons(connection: duckdb.DuckDBPyConnection, path: Path, id_type: str) -> str:
    what = f"persons ({path})"
    source = scan(path, "persons")
    found = columns_of(connection, source, what)
    require(found, {"person_id": ("a number or text, as in the facts", IDS)}, what)
    if "birth_date" in found and not _is_empty(found["birth_date"]):
        require(found, {"birth_date": ("a date, or text such as 2026-11-23", DATES)}, what)
        born = as_date("birth_date", found["birth_date"])
    else:
        born = "CAST(NULL AS DATE)"
    sex = _sex(connection, source) if "sex" in found else "CAST(NULL AS VARCHAR)"
    return (
        f"SELECT CAST({quoted('person_id')} AS {id_type}) AS person_id, {born} AS birth_date, "
        f"{sex} AS sex FROM {source} WHERE person_id IS NOT NULL"
    )


def _sex(connection: duckdb.DuckDBPyConnection, source: str) -> str:
    """The column in lower case, a byte a row, where text takes sixteen."""
    sex = "lower(CAST(sex AS VARCHAR))"
    words = connection.execute(
        f"SELECT DISTINCT {sex} FROM {source} WHERE sex IS NOT NULL ORDER BY 1 LIMIT {_WORDS + 1}"
    ).fetchall()
    if not 1 <= len(words) <= _WORDS:
        return sex
    return f"CAST({sex} AS ENUM ({', '.join(literal(word) for (word,) in words)}))"


def _is_empty(kind: str) -> bool:
    """Whether the column holds nothing but NULL, as far as its type tells."""
    return kind.upper() in {"NULL", '"NULL"'}
