"""OMOP CDM 5.4: conditions, observations and measurements of persons, by their concepts' codes.

Rule 1. A condition is present. An observation says what its value concept says: present,
positive, yes; absent, negative, no; a number or a text is measured; no value says nothing.

Rule 2. Whoever has a descendant has the ancestor (`concept_ancestor`, where it is filled); the
absence of a descendant says nothing about the ancestor.
"""

from pathlib import Path

import duckdb

from nosograph.cohort.readers.tables import (
    DATES,
    IDS,
    NUMBERS,
    Tables,
    as_date,
    columns_of,
    require,
    scan,
)
from nosograph.cohort.refusals import TableError

_CONCEPT = ("a concept id", IDS)
_EXPECTED = {
    "person": {"person_id": ("a person id", IDS), "year_of_birth": ("a year", NUMBERS)},
    "concept": {
        "concept_id": _CONCEPT,
        "concept_name": ("text", ("VARCHAR",)),
        "vocabulary_id": ("text such as LOINC", ("VARCHAR",)),
        "concept_code": ("text", ("VARCHAR",)),
    },
    "condition_occurrence": {
        "person_id": ("a person id", IDS),
        "condition_concept_id": _CONCEPT,
        "condition_start_date": ("a date", DATES),
    },
    "observation": {
        "person_id": ("a person id", IDS),
        "observation_concept_id": _CONCEPT,
        "observation_date": ("a date", DATES),
        "value_as_concept_id": _CONCEPT,
    },
    "measurement": {
        "person_id": ("a person id", IDS),
        "measurement_concept_id": _CONCEPT,
        "measurement_date": ("a date", DATES),
        "value_as_number": ("a number", NUMBERS),
    },
}
_PRESENT = "('present', 'positive', 'yes', 'detected')"
_ABSENT = "('absent', 'negative', 'no', 'not detected')"


class Omop:
    """One folder of CDM tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._columns: dict[str, dict[str, str]] = {}
        for table, wanted in _EXPECTED.items():
            found = columns_of(connection, self._scan(table), f"OMOP {table}")
            require(found, wanted, f"OMOP {table}")
            self._columns[table] = found

    def tables(self) -> Tables:
        """The population of the folder."""
        self._make_codes()
        facts = " UNION ALL ".join([self._conditions(), self._observations(), self._measurements()])
        readable = f"SELECT * FROM ({facts}) WHERE person_id IS NOT NULL AND start_date IS NOT NULL"
        return Tables(readable, self._persons(), self._rejects(), self._silent())

    def _scan(self, table: str) -> str:
        for name in (table, table.upper()):
            for suffix in (".parquet", ".csv", ".csv.gz"):
                if (self._folder / f"{name}{suffix}").is_file():
                    return scan(self._folder / f"{name}{suffix}", f"OMOP {table}")
            if (self._folder / name).is_dir():
                return scan(self._folder / name, f"OMOP {table}")
        raise TableError(
            f"OMOP {table}: {self._folder} holds no {table}.parquet and no {table}.csv"
        )

    def _make_codes(self) -> None:
        """`concept_codes`: the codes that a concept stands for, its ancestors' included."""
        concept = self._scan("concept")
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE concept_codes AS SELECT CAST(concept_id AS BIGINT) AS "
            "concept_id, vocabulary_id AS code_system, concept_code AS code, TRUE AS is_own "
            f"FROM {concept} WHERE concept_code IN (SELECT code FROM value_set)"
        )
        try:
            ancestors = self._scan("concept_ancestor")
        except TableError:
            return
        self._connection.execute(
            "INSERT INTO concept_codes SELECT DISTINCT CAST(a.descendant_concept_id AS BIGINT), "
            f"c.code_system, c.code, FALSE FROM {ancestors} a JOIN concept_codes c "
            "ON c.concept_id = CAST(a.ancestor_concept_id AS BIGINT) AND c.is_own "
            "WHERE a.descendant_concept_id <> a.ancestor_concept_id"
        )

    def _conditions(self) -> str:
        columns = self._columns["condition_occurrence"]
        concepts = "condition_concept_id"
        also = "condition_source_concept_id"
        # A row is found by its standard concept or by the source code behind it.
        ids = f"[{concepts}, {also}]" if also in columns else f"[{concepts}]"
        start = as_date("condition_start_date", columns["condition_start_date"])
        end = "condition_end_date"
        last = as_date(end, columns[end]) if end in columns else "CAST(NULL AS DATE)"
        return (
            "SELECT t.person_id, c.code_system, c.code, 'present' AS status, "
            f"{start} AS start_date, {last} AS end_date, CAST(NULL AS VARCHAR) AS value, "
            f"CAST(NULL AS VARCHAR) AS unit FROM (SELECT *, unnest({ids}) AS id "
            f"FROM {self._scan('condition_occurrence')}) t "
            "JOIN concept_codes c ON c.concept_id = CAST(t.id AS BIGINT)"
        )

    def _observations(self) -> str:
        columns = self._columns["observation"]
        day = as_date("observation_date", columns["observation_date"])
        numbers = "CAST(t.value_as_number AS VARCHAR)" if "value_as_number" in columns else "NULL"
        texts = "CAST(t.value_as_string AS VARCHAR)" if "value_as_string" in columns else "NULL"
        return self._stated(
            "observation", "observation_concept_id", day, f"coalesce({numbers}, {texts})"
        )

    def _measurements(self) -> str:
        day = as_date("measurement_date", self._columns["measurement"]["measurement_date"])
        value = "CAST(t.value_as_number AS VARCHAR)"
        return self._stated("measurement", "measurement_concept_id", day, value)

    def _stated(self, table: str, concept: str, day: str, value: str) -> str:
        """Rows whose value says whether the finding is there, or how much of it."""
        columns = self._columns[table]
        answer = "NULL"
        joined = ""
        if "value_as_concept_id" in columns:
            answer = "lower(a.concept_name)"
            joined = (
                f" LEFT JOIN {self._scan('concept')} a ON CAST(a.concept_id AS BIGINT) = "
                "CAST(t.value_as_concept_id AS BIGINT) AND t.value_as_concept_id <> 0"
            )
        status = (
            f"CASE WHEN {answer} IN {_PRESENT} THEN 'present' WHEN {answer} IN {_ABSENT} "
            f"THEN 'absent' WHEN {value} IS NOT NULL THEN 'measured' ELSE 'unknown' END"
        )
        unit, units = "NULL", ""
        if "unit_concept_id" in columns:
            unit = "u.concept_code"
            units = (
                f" LEFT JOIN {self._scan('concept')} u ON CAST(u.concept_id AS BIGINT) = "
                "CAST(t.unit_concept_id AS BIGINT) AND u.vocabulary_id = 'UCUM'"
            )
        if "unit_source_value" in columns:
            unit = f"coalesce({unit}, CAST(t.unit_source_value AS VARCHAR))"
        return (
            f"SELECT t.person_id, c.code_system, c.code, {status} AS status, {day} AS start_date, "
            f"CAST(NULL AS DATE) AS end_date, {value} AS value, CAST({unit} AS VARCHAR) AS unit "
            f"FROM {self._scan(table)} t JOIN concept_codes c ON c.concept_id = "
            f"CAST(t.{concept} AS BIGINT){joined}{units} WHERE c.is_own OR {status} = 'present'"
        )

    def _persons(self) -> str:
        columns = self._columns["person"]
        month = (
            "coalesce(TRY_CAST(month_of_birth AS INTEGER), 7)"
            if "month_of_birth" in columns
            else "7"
        )
        day = "coalesce(TRY_CAST(day_of_birth AS INTEGER), 1)" if "day_of_birth" in columns else "1"
        year = "TRY_CAST(year_of_birth AS INTEGER)"
        # Without month and day a birth is set in the middle of its year.
        born = f"TRY_CAST(printf('%04d-%02d-%02d', {year}, {month}, {day}) AS DATE)"
        sex = "CAST(NULL AS VARCHAR)"
        joined = ""
        if "gender_concept_id" in columns:
            sex = "lower(g.concept_name)"
            joined = (
                f" LEFT JOIN {self._scan('concept')} g ON CAST(g.concept_id AS BIGINT) = "
                "CAST(p.gender_concept_id AS BIGINT)"
            )
        return (
            f"SELECT p.person_id, {born} AS birth_date, {sex} AS sex "
            f"FROM {self._scan('person')} p{joined} WHERE p.person_id IS NOT NULL"
        )

    def _rejects(self) -> str:
        parts = []
        for table, concept, day in (
            ("condition_occurrence", "condition_concept_id", "condition_start_date"),
            ("observation", "observation_concept_id", "observation_date"),
            ("measurement", "measurement_concept_id", "measurement_date"),
        ):
            start = as_date(day, self._columns[table][day])
            reasons = (
                ("person_id IS NULL", "person_id is empty"),
                (f"{concept} IS NULL", f"{concept} is empty"),
                (f"{start} IS NULL", f"{day} is no date"),
            )
            cases = " ".join(f"WHEN {when} THEN '{reason}'" for when, reason in reasons)
            any_of = " OR ".join(when for when, _ in reasons)
            parts.append(
                f"SELECT '{table}' AS source, CASE {cases} END AS reason, "
                f"CAST(to_json(t) AS VARCHAR) AS record FROM {self._scan(table)} t WHERE {any_of}"
            )
        return " UNION ALL ".join(parts)

    def _silent(self) -> str:
        facts = " UNION ALL ".join([self._observations(), self._measurements()])
        return f"SELECT count(*) FROM ({facts}) WHERE status = 'unknown'"


def read_omop(connection: duckdb.DuckDBPyConnection, folder: Path) -> Tables:
    """The population of a folder of CDM tables; needs the table `value_set`.

    Raises:
        TableError: a table or column is missing, or of another kind than expected.
    """
    if not folder.is_dir():
        raise TableError(f"OMOP: {folder} is not a folder of CDM tables")
    return Omop(connection, folder).tables()
