"""A synthetic hospital: persons and facts from a seed, as many as are asked for.

Rule 1. Every number comes from a hash of the seed and the row, so that the same seed gives the
same bytes on any machine and with any number of threads.

Rule 2. It is made up and looks like nobody; codes are drawn without regard to medicine.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from nosograph.cohort.boundaries import Boundaries
from nosograph.cohort.drafts import draft_of
from nosograph.cohort.duck import Duck, Limits
from nosograph.cohort.readers.tables import literal
from nosograph.cohort.refusals import CohortError
from nosograph.cohort.statement import Definition
from nosograph.cohort.watching import Share

CODES = 20_000
"""Codes of other matters, which most facts are about."""
FACTS_EACH = 50
QUALIFYING = 0.007
"""Facts that some definition asks about, as in the study of engines."""
PARQUET = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 1000000"
MARK = "persons.parquet"


@dataclass(frozen=True)
class Hospital:
    """What to make up."""

    persons: int
    seed: int
    facts_each: int = FACTS_EACH
    qualifying: float = QUALIFYING


def generate(
    hospital: Hospital,
    definitions: Sequence[Definition],
    out: Path,
    limits: Limits | None = None,
    share: Share | None = None,
) -> None:
    """Write `facts.parquet` and `persons.parquet`.

    Raises:
        CohortError: nobody is asked for, or the folder holds other files.
    """
    if hospital.persons < 1 or hospital.facts_each < 0:
        raise CohortError("ask for one person or more")
    with draft_of(out, MARK) as draft:
        duck = Duck(limits or Limits(), draft / "spill", share)
        try:
            _wanted(duck, definitions)
            _write(duck, hospital, draft)
        finally:
            duck.close()
        shutil.rmtree(draft / "spill", ignore_errors=True)


def generate_boundaries(definition: Definition, number: int, seed: int, out: Path) -> None:
    """Write people on whom engines would disagree first, as the same two files."""
    with draft_of(out, MARK) as draft, duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE persons (person_id BIGINT, birth_date DATE, sex VARCHAR); "
            "CREATE TABLE facts (person_id BIGINT, code_system VARCHAR, code VARCHAR, "
            "status VARCHAR, start_date DATE, end_date DATE, value VARCHAR, unit VARCHAR)"
        )
        persons, facts = [], []
        for person, told in Boundaries(definition).people(seed, number):
            persons.append(_row(person.id, person.birth_date, person.sex))
            facts += [
                _row(person.id, f.code_system, f.code, f.status, f.start_date, f.end_date, f.value, f.unit)
                for f in told
            ]  # fmt: skip
        for name, rows in (("persons", persons), ("facts", facts)):
            for start in range(0, len(rows), 5000):
                connection.execute(
                    f"INSERT INTO {name} VALUES {', '.join(rows[start : start + 5000])}"
                )
            path = literal(draft / f"{name}.parquet")
            connection.execute(f"COPY {name} TO {path} ({PARQUET})")


def _row(*values: object) -> str:
    return "(" + ", ".join("NULL" if v is None else literal(str(v)) for v in values) + ")"


def _wanted(duck: Duck, definitions: Sequence[Definition]) -> None:
    """`wanted`: the codes that definitions ask about, numbered."""
    duck.take_value_sets(definitions)
    duck.execute(
        "CREATE TEMP TABLE wanted AS SELECT row_number() OVER (ORDER BY system, code) - 1 AS n, * "
        "FROM (SELECT DISTINCT CASE system WHEN '' THEN 'nosograph' ELSE system END AS system, code "
        "FROM value_set WHERE status <> 'measured' AND (contains(code, ':') OR system = 'nosograph'))"
    )


def _write(duck: Duck, hospital: Hospital, draft: Path) -> None:
    seed, each = hospital.seed, hospital.facts_each
    number = hospital.persons * each
    wanted = duck.number("SELECT count(*) FROM wanted")
    rare = int(hospital.qualifying * 1_000_000) if wanted else 0

    def drawn(what: int, row: str = "i") -> str:
        return f"hash({row} * 16 + {what}, {seed})"

    born = f"DATE '1930-01-01' + CAST({drawn(0)} % 34000 AS INTEGER)"
    sex = f"CASE {drawn(1)} % 2 WHEN 0 THEN 'female' ELSE 'male' END"
    duck.execute(
        f"COPY (SELECT CAST(i AS BIGINT) AS person_id, CASE WHEN {drawn(2)} % 50 > 0 THEN {born} "
        f"END AS birth_date, {sex} AS sex FROM range({hospital.persons}) t(i)) TO "
        f"{literal(draft / 'persons.parquet')} ({PARQUET})"
    )
    is_wanted = f"{drawn(3)} % 1000000 < {rare}"
    status = f"CASE WHEN {drawn(5)} % 10 < 8 THEN 'present' ELSE 'absent' END"
    start = f"DATE '2005-01-01' + CAST({drawn(6)} % 7600 AS INTEGER)"
    duck.execute(
        "COPY (SELECT f.person_id, CASE WHEN f.is_wanted THEN w.system ELSE 'ICD10CM' END AS "
        "code_system, CASE WHEN f.is_wanted THEN w.code ELSE f.code END AS code, f.status, "
        "f.start_date, CAST(NULL AS DATE) AS end_date, CAST(NULL AS VARCHAR) AS value, "
        "CAST(NULL AS VARCHAR) AS unit FROM ("
        f"SELECT CAST(i // {max(each, 1)} AS BIGINT) AS person_id, {is_wanted} AS is_wanted, "
        f"{drawn(4)} % {max(wanted, 1)} AS n, printf('X%05d', {drawn(4)} % {CODES}) AS code, "
        f"{status} AS status, {start} AS start_date FROM range({number}) t(i)) f "
        "LEFT JOIN wanted w ON f.is_wanted AND w.n = f.n) TO "
        f"{literal(draft / 'facts.parquet')} ({PARQUET})"
    )
