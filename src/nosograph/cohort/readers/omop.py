"""OMOP CDM 5.4: what events of persons say, by their concepts' codes.

Rule 1. A condition, a medicine, a procedure is present. An observation or measurement says what
its value concept says (present, positive, yes; absent, negative, no); a number or a text is
measured, within its operator; no value says nothing. A preliminary diagnosis says nothing either.

Rule 2. Whoever has a descendant has the ancestor (`concept_ancestor`, where it is filled); the
absence of a descendant says nothing about the ancestor.

Rule 3. Of a birth as much is known as was recorded: a year alone is the whole year.
"""

from pathlib import Path

import duckdb

from nosograph.cohort.coding import Codes
from nosograph.cohort.readers.filling import fill
from nosograph.cohort.readers.tables import (
    DATES,
    IDS,
    NUMBERS,
    PERSONS,
    TWICE,
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
from nosograph.formats.answers import ABSENT, PRESENT, answer_in_code, answer_in_words
from nosograph.formats.omop import EVENTS, OPEN, OPERATORS, PRELIMINARY, Events
from nosograph.formats.stated import Why

_CONCEPT = ("a concept id", IDS)


_EXPECTED = {
    "person": {"person_id": ("a person id", IDS), "year_of_birth": ("a year", NUMBERS)},
    "concept": {
        "concept_id": _CONCEPT,
        "concept_name": ("text", ("VARCHAR",)),
        "vocabulary_id": ("text such as LOINC", ("VARCHAR",)),
        "concept_code": ("text", ("VARCHAR",)),
    },
}
_SIGN = (
    r"^\s*([<>≤≥≦≧~≈]=?|=[<>]|(?:less|more|greater|lower|higher|under|over|below|above|kleiner|größer|"
    r"unter|über|bis|ca\.?|up to)\b)"
)
"""What bounds a value where it is written, in a sign or in a word; nobody reads the words."""


class Omop:
    """One folder of CDM tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, codes: Codes) -> None:
        self._connection = connection
        self._folder = folder
        self._codes = codes
        self._columns: dict[str, dict[str, str]] = {}
        for table, wanted in _EXPECTED.items():
            self._columns[table] = columns_of(connection, self._scan(table), f"OMOP {table}")
            require(self._columns[table], wanted, f"OMOP {table}")
        self._events = [each for each in EVENTS if self._has(each)]

    def tables(self) -> Tables:
        """The population of the folder."""
        self._keep_concepts()
        self._make_codes()
        stated = " UNION ALL ".join(self._stated(each) for each in self._events)
        counts = {e.name: f"SELECT count(*) FROM {self._scan(e.name)}" for e in self._events}
        unread = " UNION ALL ".join(
            f"SELECT {literal(e.name)} AS source, {literal(Why.FORM)} AS why, "
            f"{literal(e.concept + ' is empty')} AS words, CAST(to_json(t) AS VARCHAR) AS record "
            f"FROM {self._scan(e.name)} t WHERE {e.concept} IS NULL"
            for e in self._events
        )
        return Tables(lambda table: stated, self._persons(), counts, unread=unread)

    def _has(self, events: Events) -> bool:
        try:
            source = self._scan(events.name)
        except TableError:
            if events.is_needed:
                raise
            return False
        found = columns_of(self._connection, source, f"OMOP {events.name}")
        wanted = {
            "person_id": ("a person id", IDS),
            events.concept: _CONCEPT,
            events.day: ("a date", DATES),
        }
        if events.name == "measurement":
            wanted["value_as_number"] = ("a number", NUMBERS)
        if events.name == "observation":
            wanted["value_as_concept_id"] = _CONCEPT
        require(found, wanted, f"OMOP {events.name}")
        self._columns[events.name] = found
        return True

    def _scan(self, table: str) -> str:
        for name in (table, table.upper()):
            for suffix in (".parquet", ".csv", ".csv.gz"):
                path = self._folder / f"{name}{suffix}"
                if path.is_file():
                    return scan(path, f"OMOP {table}")
            if (self._folder / name).is_dir():
                return scan(self._folder / name, f"OMOP {table}")
        raise TableError(
            f"OMOP {table}: {self._folder} holds no {table}.parquet and no {table}.csv"
        )

    def _keep_concepts(self) -> None:
        """The concepts that the tables below need, in one reading: it is a large file."""
        words = ", ".join(map(literal, sorted(PRESENT | ABSENT)))
        name = "lower(concept_name)"
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE concepts AS SELECT CAST(concept_id AS BIGINT) AS id, "
            "concept_name AS name, vocabulary_id AS system, concept_code AS code, "
            f"{self._codes.filter_sql('concept_code')} AS is_code "
            f"FROM {self._scan('concept')} WHERE {self._codes.filter_sql('concept_code')} "
            "OR vocabulary_id IN ('UCUM', 'Gender') OR concept_name IN ('<', '<=', '>=', '>', '=') "
            f"OR {name} IN ({words}) OR regexp_matches({name}, '^[a-z -]+ \\((qualifier )?value\\)$') "
            f"OR {' OR '.join(f'contains({name}, {literal(w)})' for w in OPEN)}"
        )
        rows = self._connection.execute("SELECT id, name, code FROM concepts").fetchall()
        answers = []
        for id, spelt, code in rows:
            by_code = answer_in_code(str(code))
            answer = answer_in_words(str(spelt)) if by_code is None else by_code
            if answer is not None:
                answers.append((id, answer))
        fill(self._connection, "answers", "id BIGINT, yes BOOLEAN", answers)
        operators = [(int(id), sign) for id, sign in OPERATORS.items()]
        known = {id for id, _ in operators}
        operators += [(id, "" if spelt == "=" else spelt) for id, spelt, _ in rows
                      if spelt in {"<", "<=", ">=", ">", "="} and id not in known]  # fmt: skip
        fill(self._connection, "operators", "id BIGINT, sign VARCHAR", operators)

    def _make_codes(self) -> None:
        """`concept_codes`: the codes asked for, of concepts and what lies above them."""
        by_number = "SELECT CAST(key AS BIGINT), 'OMOP', key, TRUE FROM asked_keys WHERE TRY_CAST(key AS BIGINT) IS NOT NULL"
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE concept_codes AS SELECT id AS concept_id, system AS "
            f"code_system, code, TRUE AS is_own FROM concepts WHERE is_code UNION ALL {by_number}"
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

    def _stated(self, events: Events) -> str:
        """Rows about concepts that are asked for, found by the standard concept or the source code."""
        columns = self._columns[events.name]
        own = events.source_concept
        ids = (
            f"list_distinct([{events.concept}, {own}])" if own in columns else f"[{events.concept}]"
        )
        given = {
            "source": literal(events.name), "person_id": "t.person_id", "code_system": "c.code_system",
            "code": "c.code", "status": "'present'", "record": self._record(events),
            **day_columns("start", f"t.{events.day}", columns[events.day]),
        }  # fmt: skip
        if events.end in columns:
            given |= day_columns("end", f"t.{events.end}", columns[events.end])
        joined = []
        if events.has_value:
            joined = self._value(events.name, given)
        elif "condition_status_concept_id" in columns:
            joined = [_left("concepts", "q", "t.condition_status_concept_id")]
            open_ = " OR ".join(f"contains(lower(q.name), {literal(word)})" for word in OPEN)
            when = f"t.condition_status_concept_id = {PRELIMINARY} OR {open_}"
            given["why"], given["words"] = reasons((when, Why.SILENT, "is a preliminary diagnosis"))
        return (
            f"SELECT {selected(given)} FROM (SELECT *, unnest({ids}) AS its_concept "
            f"FROM {self._scan(events.name)}) t JOIN concept_codes c "
            f"ON c.concept_id = TRY_CAST(t.its_concept AS BIGINT) {' '.join(joined)}"
            + (f" WHERE c.is_own OR ({given['status']}) = 'present'" if events.has_value else "")
        )

    def _record(self, events: Events) -> str:
        id = "drug_exposure_id" if events.name == "drug_exposure" else f"{events.name}_id"
        if id in self._columns[events.name]:
            return f"{literal(events.name + ' ')} || CAST(t.{id} AS VARCHAR)"
        return "NULL"

    def _value(self, table: str, given: dict[str, str]) -> list[str]:
        """What the value says; gives the joins that it needs."""
        columns = self._columns[table]
        has = [n for n in ("value_as_number", "value_as_string") if n in columns]
        value = f"coalesce({', '.join(f'CAST(t.{n} AS VARCHAR)' for n in has)})" if has else "NULL"
        value = f"nullif(trim({value}), '')" if has else "CAST(NULL AS VARCHAR)"
        joined, answer = [], "CAST(NULL AS BOOLEAN)"
        if "value_as_concept_id" in columns:
            joined.append(_left("answers", "a", "t.value_as_concept_id"))
            answer = "a.yes"
        given["value"] = value
        given["status"] = (
            f"CASE WHEN {answer} THEN 'present' WHEN NOT {answer} THEN 'absent' "
            f"WHEN {value} IS NOT NULL THEN 'measured' ELSE 'unknown' END"
        )
        cases = [(f"{answer} IS NULL AND {value} IS NULL", Why.SILENT, "has no value")]
        if "operator_concept_id" in columns:
            joined.append(_left("operators", "o", "t.operator_concept_id"))
            given["comparator"] = "o.sign"
            unknown = "t.operator_concept_id IS NOT NULL AND o.id IS NULL"
            cases.append((unknown, Why.VALUE, "operator_concept_id is not known"))
        if "value_source_value" in columns:
            # Some keep the sign in the source value alone.
            sign = f"nullif(regexp_extract(lower(CAST(t.value_source_value AS VARCHAR)), {literal(_SIGN)}, 1), '')"
            given["comparator"] = f"coalesce(nullif({given.get('comparator', 'NULL')}, ''), {sign})"
        given["why"], given["words"] = reasons(*cases)
        coded, printed = "u.code", "nullif(trim(CAST(t.unit_source_value AS VARCHAR)), '')"
        if "unit_concept_id" in columns:
            joined.append(_left("concepts", "u", "t.unit_concept_id") + " AND u.system = 'UCUM'")
            given["unit"] = coded
        if "unit_source_value" in columns:
            given["unit"] = printed
        if {"unit_concept_id", "unit_source_value"} <= columns.keys():
            given["unit"] = (
                f"CASE WHEN {coded} <> {printed} THEN {coded} || {literal(TWICE)} || {printed} "
                f"ELSE coalesce({coded}, {printed}) END"
            )
        return joined

    def _persons(self) -> str:
        columns = self._columns["person"]
        part = {
            name: f"TRY_CAST(p.{name}_of_birth AS INTEGER)"
            if f"{name}_of_birth" in columns
            else "NULL"
            for name in ("year", "month", "day")
        }
        written = (
            f"CASE WHEN {part['month']} IS NULL THEN printf('%04d', {part['year']}) "
            f"WHEN {part['day']} IS NULL THEN printf('%04d-%02d', {part['year']}, {part['month']}) "
            f"ELSE printf('%04d-%02d-%02d', {part['year']}, {part['month']}, {part['day']}) END"
        )
        if "birth_datetime" in columns:
            told = "CAST(p.birth_datetime AS VARCHAR)"
            # On these days a year without a day is put; there they tell the year alone.
            real = (
                f"{part['month']} IS NULL AND length(trim({told})) >= 10 AND NOT "
                f"regexp_matches(trim({told}), '^\\d{{4}}-0(1-01|6-15|6-30|7-01|7-02)([ T]00:00.*)?$')"
            )
            written = f"CASE WHEN {real} THEN trim({told}) ELSE {written} END"
        given = {"person_id": "p.person_id", "birth_text": written}
        joined = ""
        try:
            deaths = columns_of(self._connection, self._scan("death"), "OMOP death")
        except TableError:
            deaths = {}
        if {"person_id", "death_date"} <= deaths.keys():
            # Some have a row for each source that tells of it.
            day = "TRY_CAST(left(CAST(death_date AS VARCHAR), 10) AS DATE)"
            joined += (
                f" LEFT JOIN (SELECT person_id, max({day}) AS day FROM {self._scan('death')} GROUP BY 1) "
                "d ON d.person_id = p.person_id"
            )
            given["death_date"] = "d.day"
        if "gender_concept_id" in columns:
            given["sex"] = "lower(g.name)"
            joined += " " + _left("concepts", "g", "p.gender_concept_id")
        return (
            f"SELECT {selected(given, PERSONS)} FROM {self._scan('person')} p {joined} "
            "WHERE p.person_id IS NOT NULL"
        )


def _left(table: str, alias: str, column: str) -> str:
    return f"LEFT JOIN {table} {alias} ON {alias}.id = TRY_CAST({column} AS BIGINT)"


def read_omop(connection: duckdb.DuckDBPyConnection, folder: Path, codes: Codes) -> Tables:
    """The population of a folder of CDM tables; needs the tables `asked_keys` and `asked_heads`.

    Raises:
        TableError: a table or column is missing, or of another kind than expected.
    """
    if not folder.is_dir():
        raise TableError(f"OMOP: {folder} is not a folder of CDM tables")
    return Omop(connection, folder, codes).tables()
