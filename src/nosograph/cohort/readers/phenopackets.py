"""GA4GH phenopackets, one a line: published cases as a population.

Rule. A phenopacket gives ages, not dates. They are counted from a nominal birth on 1 January
2000, so that spans between onsets and ages come out right; no date is claimed.
"""

from pathlib import Path

from nosograph.cohort.readers.tables import Tables, literal
from nosograph.cohort.refusals import TableError

_BIRTH = "DATE '2000-01-01'"
_V2 = (
    "(json_extract(one, '$.negated') IS NULL AND "
    "coalesce(json_type(one, '$.excluded'), 'NULL') IN ('BOOLEAN', 'NULL'))"
)
"""Whether a feature says in version 2 if it is excluded."""
_COLUMNS = (
    "columns = {'id': 'VARCHAR', 'subject': 'JSON', 'phenotypicFeatures': 'JSON', "
    "'measurements': 'JSON'}"
)


def read_phenopackets(path: Path) -> Tables:
    """The population of a JSONL file; its persons are the packets' ids.

    Raises:
        TableError: there is no such file.
    """
    if not path.is_file():
        raise TableError(f"phenopackets: there is no file {path}")
    source = f"read_ndjson({literal(path)}, {_COLUMNS})"
    features = _each(source, "phenotypicFeatures", "$.type.id")
    measurements = _each(source, "measurements", "$.assay.id")
    day = _day("json_extract_string(one, '$.onset.age.iso8601duration')")
    measured = _day("json_extract_string(one, '$.timeObserved.age.iso8601duration')")
    gone = _day("json_extract_string(one, '$.resolution.age.iso8601duration')")
    value = "json_extract_string(one, '$.value.quantity.value')"
    unit = "json_extract_string(one, '$.value.quantity.unit.id')"
    # Ontologies other than UCUM spell units as UCUM:mg/dL; the prefix is dropped.
    facts = (
        "SELECT person_id, split_part(code, ':', 1) AS code_system, code, "
        "CASE WHEN json_extract_string(one, '$.excluded') = 'true' THEN 'absent' ELSE 'present' "
        f"END AS status, {day} AS start_date, {gone} AS end_date, CAST(NULL AS VARCHAR) AS value, "
        f"CAST(NULL AS VARCHAR) AS unit FROM ({features}) WHERE code IS NOT NULL AND {_V2} UNION ALL "
        "SELECT person_id, split_part(code, ':', 1), code, "
        f"CASE WHEN {value} IS NULL THEN 'unknown' ELSE 'measured' END, {measured}, "
        f"CAST(NULL AS DATE), {value}, regexp_replace({unit}, '^UCUM:', '') "
        f"FROM ({measurements}) WHERE code IS NOT NULL"
    )
    rejects = (
        "SELECT 'phenopackets' AS source, 'a feature has no type.id' AS reason, "
        f"person_id || ' ' || CAST(one AS VARCHAR) AS record FROM ({features}) WHERE code IS NULL "
        "UNION ALL SELECT 'phenopackets', 'a feature has negated, or excluded that is not true or "
        f"false', person_id || ' ' || CAST(one AS VARCHAR) FROM ({features}) WHERE NOT {_V2} "
        "UNION ALL SELECT 'phenopackets', 'a measurement has no assay.id', "
        f"person_id || ' ' || CAST(one AS VARCHAR) FROM ({measurements}) WHERE code IS NULL "
        "UNION ALL SELECT 'phenopackets', 'a packet has no id', left(CAST(to_json(t) AS VARCHAR), 200) "
        f"FROM {source} t WHERE t.id IS NULL"
    )
    persons = (
        f"SELECT id AS person_id, {_BIRTH} AS birth_date, "
        "nullif(lower(json_extract_string(any_value(subject), '$.sex')), 'unknown_sex') AS sex "
        f"FROM {source} WHERE id IS NOT NULL GROUP BY id"
    )
    silent = f"SELECT count(*) FROM ({facts}) WHERE status = 'unknown'"
    return Tables(facts, persons, rejects, silent)


def _each(source: str, key: str, code: str) -> str:
    return (
        f"SELECT person_id, one, json_extract_string(one, '{code}') AS code FROM (SELECT id AS "
        f"person_id, unnest(CAST({key} AS JSON[])) AS one FROM {source} WHERE id IS NOT NULL)"
    )


def _day(age: str) -> str:
    """The day of an age, from the nominal birth."""

    def number(letter: str) -> str:
        date_part = f"split_part({age}, 'T', 1)"
        return f"coalesce(TRY_CAST(regexp_extract({date_part}, '(\\d+){letter}', 1) AS INTEGER), 0)"

    months = f"({number('Y')} * 12 + {number('M')})"
    days = f"({number('W')} * 7 + {number('D')})"
    moved = f"CAST({_BIRTH} + to_months({months}) + to_days({days}) AS DATE)"
    return f"CASE WHEN {age} IS NOT NULL THEN {moved} END"
