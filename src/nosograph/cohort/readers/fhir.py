"""FHIR R4 bulk export: Patient, Condition and Observation as NDJSON files in one folder.

Rule. What a resource says about its finding is in `verificationStatus` (refuted is absent,
entered in error is refused, unconfirmed and provisional say nothing) and in the observation's
value; a resource without either states that the finding is there, or says nothing.
"""

from pathlib import Path

from nosograph.cohort.readers.tables import Tables, literal
from nosograph.cohort.refusals import TableError

_TYPES = {
    "Patient": {"id": "VARCHAR", "gender": "VARCHAR", "birthDate": "VARCHAR"},
    "Condition": {
        "id": "VARCHAR", "subject": "JSON", "code": "JSON", "verificationStatus": "JSON",
        "onsetDateTime": "VARCHAR", "onsetPeriod": "JSON", "recordedDate": "VARCHAR",
        "abatementDateTime": "VARCHAR",
    },
    "Observation": {
        "id": "VARCHAR", "status": "VARCHAR", "subject": "JSON", "code": "JSON",
        "effectiveDateTime": "VARCHAR", "effectivePeriod": "JSON", "valueQuantity": "JSON",
        "valueCodeableConcept": "JSON", "valueBoolean": "BOOLEAN", "valueString": "VARCHAR",
        "valueInteger": "BIGINT",
    },
}  # fmt: skip
_PRESENT = "('present', 'positive', 'yes', 'detected', 'pos', 'y')"
_ABSENT = "('absent', 'negative', 'no', 'not detected', 'neg', 'n')"
_PERSON = "regexp_extract(json_extract_string(t.subject, '$.reference'), '([^/]+)$', 1)"
_CODES = "unnest(CAST(json_extract(t.code, '$.coding') AS JSON[]))"


def read_fhir(folder: Path) -> Tables:
    """The population of a bulk export.

    Raises:
        TableError: the folder holds no patients, or neither conditions nor observations.
    """
    if not folder.is_dir():
        raise TableError(f"FHIR: {folder} is not a folder of NDJSON files")
    files = {kind: _files(folder, kind) for kind in _TYPES}
    if not files["Patient"]:
        raise TableError(f"FHIR Patient: {folder} holds no Patient*.ndjson")
    parts = [
        part(_scan(files[kind], kind))
        for kind, part in (("Condition", _conditions), ("Observation", _observations))
        if files[kind]
    ]
    if not parts:
        raise TableError(f"FHIR: {folder} holds neither Condition*.ndjson nor Observation*.ndjson")
    stated = " UNION ALL ".join(parts)
    columns = "person_id, code_system, code, status, start_date, end_date, value, unit"
    return Tables(
        f"SELECT {columns} FROM ({stated}) WHERE reason IS NULL",
        _persons(_scan(files["Patient"], "Patient")),
        f"SELECT source, reason, record FROM ({stated}) WHERE reason IS NOT NULL",
        f"SELECT count(*) FROM ({stated}) WHERE status = 'unknown' AND reason IS NULL",
    )


def _files(folder: Path, kind: str) -> list[Path]:
    found = [*folder.glob(f"{kind}*.ndjson"), *folder.glob(f"*.{kind}.ndjson")]
    found += [*folder.glob(f"{kind}*.ndjson.gz")]
    return sorted(set(found))


def _scan(files: list[Path], kind: str) -> str:
    names = ", ".join(literal(path) for path in files)
    columns = ", ".join(f"{literal(name)}: '{type_}'" for name, type_ in _TYPES[kind].items())
    return f"read_ndjson([{names}], columns = {{{columns}}})"


def _date(*candidates: str) -> str:
    return f"TRY_CAST(left(coalesce({', '.join(candidates)}), 10) AS DATE)"


def _conditions(source: str) -> str:
    verified = "json_extract_string(t.verificationStatus, '$.coding[0].code')"
    start = _date(
        "t.onsetDateTime", "json_extract_string(t.onsetPeriod, '$.start')", "t.recordedDate"
    )
    status = (
        f"CASE WHEN {verified} = 'refuted' THEN 'absent' WHEN {verified} IN ('unconfirmed', "
        f"'provisional', 'differential') THEN 'unknown' ELSE 'present' END"
    )
    reason = (
        f"CASE WHEN {verified} = 'entered-in-error' THEN 'entered in error' "
        f"WHEN {_PERSON} IS NULL OR {_PERSON} = '' THEN 'subject.reference is empty' END"
    )
    return _coded(
        source, "Condition", status, reason, start, _date("t.abatementDateTime"), "NULL", "NULL"
    )


def _observations(source: str) -> str:
    answer = (
        "lower(coalesce(json_extract_string(t.valueCodeableConcept, '$.coding[0].display'), "
        "json_extract_string(t.valueCodeableConcept, '$.text'), "
        "json_extract_string(t.valueCodeableConcept, '$.coding[0].code')))"
    )
    number = (
        "coalesce(json_extract_string(t.valueQuantity, '$.value'), CAST(t.valueInteger AS VARCHAR), "
        "t.valueString)"
    )
    status = (
        f"CASE WHEN t.valueBoolean OR {answer} IN {_PRESENT} THEN 'present' "
        f"WHEN NOT t.valueBoolean OR {answer} IN {_ABSENT} THEN 'absent' "
        f"WHEN coalesce({number}, {answer}) IS NOT NULL THEN 'measured' ELSE 'unknown' END"
    )
    reason = (
        "CASE WHEN t.status IN ('entered-in-error', 'cancelled') THEN t.status "
        f"WHEN {_PERSON} IS NULL OR {_PERSON} = '' THEN 'subject.reference is empty' END"
    )
    start = _date("t.effectiveDateTime", "json_extract_string(t.effectivePeriod, '$.start')")
    unit = (
        "coalesce(json_extract_string(t.valueQuantity, '$.code'), "
        "json_extract_string(t.valueQuantity, '$.unit'))"
    )
    value = f"coalesce({number}, {answer})"
    return _coded(source, "Observation", status, reason, start, "CAST(NULL AS DATE)", value, unit)


def _coded(
    source: str, kind: str, status: str, reason: str, start: str, end: str, value: str, unit: str
) -> str:
    """A row for each coding of each resource."""
    return (
        "SELECT person_id, json_extract_string(coding, '$.system') AS code_system, "
        "json_extract_string(coding, '$.code') AS code, status, start_date, end_date, "
        "value, unit, source, CASE WHEN reason IS NULL AND json_extract_string(coding, '$.code') "
        "IS NULL THEN 'code.coding has no code' ELSE reason END AS reason, record FROM ("
        f"SELECT {_PERSON} AS person_id, {_CODES} AS coding, {status} AS status, "
        f"{start} AS start_date, {end} AS end_date, CAST({value} AS VARCHAR) AS value, "
        f"CAST({unit} AS VARCHAR) AS unit, '{kind}' AS source, {reason} AS reason, "
        f"'{kind}/' || coalesce(t.id, '?') AS record FROM {source} t)"
    )


def _persons(source: str) -> str:
    return (
        f"SELECT t.id AS person_id, {_date('t.birthDate')} AS birth_date, lower(t.gender) AS sex "
        f"FROM {source} t WHERE t.id IS NOT NULL"
    )
