"""The flat tables: a fact a row, a person a row, as Parquet or CSV.

    facts    person_id, code_system, code, status, start_date
             [, latest_date, end_date, value, comparator, unit]
    persons  person_id [, birth_date, latest_birth, sex, death_date]

Rule. `status` is present, absent, measured or unknown; a table that says it otherwise is mapped
by its owner, who knows what the words mean there.
"""

from pathlib import Path

import duckdb

from nosograph.cohort.coding import Codes
from nosograph.cohort.readers.tables import (
    DATES,
    IDS,
    NUMBERS,
    PERSONS,
    STATUSES,
    TEXT,
    Tables,
    columns_of,
    day_columns,
    literal,
    reasons,
    require,
    scan,
    selected,
)
from nosograph.cohort.refusals import TableError
from nosograph.formats.stated import Why

_TURNING = frozenset({
    "excluded", "is_excluded", "negated", "is_negated", "negation", "absent", "present", "assertion",
    "certainty", "polarity", "operator", "qualifier", "modifier", "verification", "verificationstatus",
    "verification_status", "operator_concept_id", "comperator",
})  # fmt: skip
"""Names of columns in other formats that say whether a finding is there, or what a value bounds."""
_WORDS = 100
"""As many words for sex as can be meant; more is something else."""


def read_flat(
    connection: duckdb.DuckDBPyConnection, facts: Path, persons: Path | None, codes: Codes
) -> Tables:
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
    if turning := sorted(_TURNING & found.keys()):
        raise TableError(
            f"facts ({facts}): column {turning[0]!r} may turn what a row says round, and is not read: "
            "say it in `status` (present, absent, measured, unknown) or `comparator`, or leave it out"
        )
    found = {name: kind for name, kind in found.items() if not _is_empty(kind)}
    for name, expected, kinds in (
        ("latest_date", "a date", DATES),
        ("end_date", "a date", DATES),
        ("value", "a number or text", (*NUMBERS, *TEXT)),
        ("comparator", "<, <=, >= or >", TEXT),
        ("unit", "text in UCUM", TEXT),
    ):
        if name in found:
            require(found, {name: (expected, kinds)}, f"facts ({facts})")
    people = (
        _everybody(source) if persons is None else _persons(connection, persons, found["person_id"])
    )
    files = source.removeprefix("read_parquet('").removesuffix("')")
    direct = files if source.startswith("read_parquet(") and "'" not in files else ""
    return Tables(
        lambda table: _stated(table, found, codes),
        people,
        {"facts": f"SELECT count(*) FROM {source}"},
        source,
        _unread(source, persons),
        direct,
        "," if "delim = ';'" in source else ".",
        "persons" if persons is None else f"persons ({persons})",
    )


def _stated(table: str, found: dict[str, str], codes: Codes) -> str:
    status = "lower(trim(CAST(status AS VARCHAR)))"
    words = ", ".join(map(literal, STATUSES))
    why, told = reasons(
        ("status IS NULL", Why.STATUS, "status is empty"),
        (f"{status} = 'unknown'", Why.SILENT, "status is unknown"),
        (f"{status} NOT IN ({words})", Why.STATUS, f"status is none of {', '.join(STATUSES)}"),
    )
    columns: dict[str, str] = {
        "source": "'facts'",
        **{name: name for name in ("person_id", "code_system", "code", "comparator", "unit", "value") if name in found},
        "status": status, "why": why, "words": told,
    }  # fmt: skip
    for name in ("start", "end"):
        if f"{name}_date" in found:
            columns |= day_columns(name, f"{name}_date", found[f"{name}_date"])
    if "latest_date" in found:
        columns["latest_date"] = "TRY_CAST(latest_date AS DATE)"
    return f"SELECT {selected(columns)} FROM {table} WHERE {codes.filter_sql('code')}"


def _unread(source: str, persons: Path | None) -> str:
    """Rows of which nobody can say about what, or about whom, they are."""
    tables = [(source, "facts", "code")]
    if persons is not None:
        tables.append((scan(persons, "persons"), "persons", "person_id"))
    return " UNION ALL ".join(
        f"SELECT {literal(name)} AS source, {literal(Why.FORM)} AS why, {literal(column + ' is empty')} AS words, "
        f"CAST(to_json(t) AS VARCHAR) AS record FROM {table} t WHERE {column} IS NULL"
        for table, name, column in tables
    )


def _everybody(source: str) -> str:
    columns = selected({"person_id": "person_id"}, PERSONS)
    return f"SELECT DISTINCT {columns} FROM {source} WHERE person_id IS NOT NULL"


def _persons(connection: duckdb.DuckDBPyConnection, path: Path, id_type: str) -> str:
    what = f"persons ({path})"
    source = scan(path, "persons")
    found = columns_of(connection, source, what)
    require(found, {"person_id": ("a number or text, as in the facts", IDS)}, what)
    columns = {"person_id": f"CAST(person_id AS {id_type})"}
    if "birth_date" in found and not _is_empty(found["birth_date"]):
        require(found, {"birth_date": ("a date, or text such as 2026-11-23", DATES)}, what)
        columns |= day_columns("birth", "birth_date", found["birth_date"])
    if "latest_birth" in found and not _is_empty(found["latest_birth"]):
        columns["latest_birth"] = "TRY_CAST(latest_birth AS DATE)"
    if "death_date" in found and not _is_empty(found["death_date"]):
        require(found, {"death_date": ("a date, or text such as 2026-11-23", DATES)}, what)
        columns["death_date"] = "TRY_CAST(left(CAST(death_date AS VARCHAR), 10) AS DATE)"
    if "sex" in found:
        columns["sex"] = _sex(connection, source)
    return f"SELECT {selected(columns, PERSONS)} FROM {source} WHERE person_id IS NOT NULL"


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
