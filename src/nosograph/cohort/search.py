"""One run over a population, from tables to a folder of results.

    persons.parquet       a row for each person: verdict per level, what is known of each item
    evidence.parquet      the facts behind each person who meets a level, or nearly
    near_misses.parquet   who is one finding short of a level, and of which
    cohort.parquet        who met which level from which day: the table that OHDSI tools take
    rejects.csv           rows that were left out, with reasons
    report.json           the counts

Rule. The folder appears when all of it is there; the same input gives the same bytes.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from nosograph.cohort.accounting import ItemCoverage, Ledger, MapLine, RowCount
from nosograph.cohort.coding import Codes
from nosograph.cohort.drafts import draft_of
from nosograph.cohort.duck import PARQUET, Duck, Limits
from nosograph.cohort.findings_report import SMALLEST, Counter, Report, SetReport, Tally, reasons
from nosograph.cohort.index_days import cohort_rows, find_index_days, with_index_days
from nosograph.cohort.near_misses import find_near_misses
from nosograph.cohort.readers.fhir import read_fhir
from nosograph.cohort.readers.flat import read_flat
from nosograph.cohort.readers.omop import read_omop
from nosograph.cohort.readers.phenopackets import read_phenopackets
from nosograph.cohort.readers.tables import Tables, literal, quoted
from nosograph.cohort.refusals import CohortError
from nosograph.cohort.settling import ALWAYS, Study
from nosograph.cohort.statement import Definition, Plan
from nosograph.cohort.value_sets import Mapped
from nosograph.cohort.watching import Share
from nosograph.criteria.sets import ItemKind
from nosograph.formats.spreadsheets import FORMULA
from nosograph.formats.stated import Why

MARK = "report.json"
SPILL = "spill"
_STORE = re.compile("(s3|s3a|gs|hdfs|abfss?|wasbs?|https?):/", re.IGNORECASE)
"""How the address of a file begins that lies on no disk of this machine."""


@dataclass(frozen=True)
class Population:
    """Where the records are; one of the kinds."""

    facts: Path | None = None
    persons: Path | None = None
    omop: Path | None = None
    fhir: Path | None = None
    phenopackets: Path | None = None


@dataclass(frozen=True)
class Wishes:
    """What a run is to write."""

    evidence: str = "cases"
    """all, cases (those who meet a level or nearly do) or none."""
    smallest: int = SMALLEST
    near_misses: bool = True
    today: date | None = None
    """Rows of later days are left out; none are where no day is given."""
    since: date | None = None
    until: date | None = None
    """First and last day of the time asked about; what may lie outside is left out."""


class Engine(Protocol):
    """What finds the verdicts."""

    name: str

    def match(self, tables: Tables, codes: Codes, study: Study = ALWAYS) -> int:
        """Make the table `matched` in the session; how many rows it has."""

    def judge(self, planned: Plan) -> None:
        """Make `person_rows` and `verdicts` in the session."""


Step = Callable[[str], None]


@dataclass(frozen=True)
class Coverage:
    """What became of the rows, of the lines of maps, and of the codes of each set's items."""

    persons: int
    rows: tuple[RowCount, ...]
    maps: tuple[MapLine, ...]
    sets: Mapping[str, tuple[ItemCoverage, ...]]


def read_population(duck: Duck, population: Population, codes: Codes) -> Tables:
    """The tables of a population, checked.

    Raises:
        TableError: something about them is not as expected.
        CohortError: not just one kind of population was named.
    """
    kinds = {
        "--facts": population.facts,
        "--omop": population.omop,
        "--fhir": population.fhir,
        "--phenopackets": population.phenopackets,
    }
    for name, path in (*kinds.items(), ("--persons", population.persons)):
        if path is not None and _STORE.match(str(path)):
            raise CohortError(
                f"{name} {path}: files in a store are not read: copy them to a folder, or mount it as one; "
                "an engine that reads the store can run what nosograph cohort sql prints"
            )
    named = [name for name, path in kinds.items() if path is not None]
    if len(named) != 1:
        raise CohortError(f"name one of {', '.join(kinds)}; got {' and '.join(named) or 'none'}")
    if population.facts is not None:
        return read_flat(duck.connection, population.facts, population.persons, codes)
    if population.omop is not None:
        return read_omop(duck.connection, population.omop, codes)
    if population.fhir is not None:
        return read_fhir(duck.connection, population.fhir, codes)
    if population.phenopackets is None:
        raise CohortError("no population")
    return read_phenopackets(duck.connection, population.phenopackets, codes)


def search(
    definitions: Sequence[Definition],
    population: Population,
    out: Path,
    *,
    engine: Callable[[Duck, Path], Engine] | None = None,
    limits: Limits | None = None,
    wishes: Wishes | None = None,
    versions: dict[str, str] | None = None,
    mapped: Sequence[Mapped] = (),
    step: Step = lambda name: None,
    share: Share | None = None,
    finish: Callable[[Report, Path], None] = lambda report, folder: None,
) -> Report:
    """Run the definitions and write the folder; `finish` may add files to the draft.

    `step` is told what begins, `share` how many percent of a long statement are done.

    Raises:
        CohortError: the population, the engine or a definition stands in the way.
    """
    wishes = wishes or Wishes()
    ids = [each.criteria.id for each in definitions]
    if len(set(ids)) < len(ids):
        raise CohortError(f"a set is named twice: {', '.join(ids)}")
    with draft_of(out, MARK, private=True) as draft:
        spill = draft / SPILL
        duck = Duck(limits or Limits(), spill, share)
        try:
            run = _Run(duck, definitions, draft, wishes, step, mapped)
            report = run.run(population, engine, versions or {})
        finally:
            duck.close()
        shutil.rmtree(spill, ignore_errors=True)
        finish(report, draft)
        text = json.dumps(report.as_record(), ensure_ascii=False, indent=2)
        (draft / MARK).write_text(text + "\n", encoding="utf-8")
    return report


def cover(
    definitions: Sequence[Definition], population: Population, *,
    limits: Limits | None = None, mapped: Sequence[Mapped] = (), today: date | None = None,
    step: Step = lambda name: None,
) -> Coverage:  # fmt: skip
    """What the records can answer, before anybody is judged.

    Raises:
        CohortError: the population or a definition stands in the way.
    """
    with tempfile.TemporaryDirectory() as folder:
        duck = Duck(limits or Limits(), Path(folder) / SPILL)
        try:
            tables, _ = matched_in(duck, duck, definitions, population, Study(today), step)
            ledger = Ledger(duck, tables)
            ledger.close([duck.plan(each) for each in definitions])
            return Coverage(
                duck.number("SELECT count(*) FROM persons"),
                ledger.rows(),
                ledger.maps(mapped, definitions),
                {each.criteria.id: ledger.coverage(each, 0) for each in definitions},
            )
        finally:
            duck.close()


class _Run:
    """The steps of one run."""

    def __init__(
        self,
        duck: Duck,
        definitions: Sequence[Definition],
        draft: Path,
        wishes: Wishes,
        step: Step,
        mapped: Sequence[Mapped],
    ) -> None:
        self._duck = duck
        self._mapped = mapped
        self._definitions = definitions
        self._draft = draft
        self._wishes = wishes
        self._step = step

    def run(
        self,
        population: Population,
        make: Callable[[Duck, Path], Engine] | None,
        versions: dict[str, str],
    ) -> Report:
        """Everything but the report's own file."""
        duck = self._duck
        self._step("Opening the tables")
        engine: Engine = make(duck, self._draft / SPILL) if make is not None else duck
        tables, found = matched_in(
            duck,
            engine,
            self._definitions,
            population,
            Study(self._wishes.today, self._wishes.since, self._wishes.until),
            self._step,
        )
        planned = [duck.plan(each) for each in self._definitions]
        self._step("Listing rows that are left out")
        ledger = Ledger(duck, tables)
        ledger.close(planned)
        rejects = self._rejects()
        sets = []
        for each in planned:
            self._step(f"Judging {each.definition.criteria.id}")
            sets.append(self._judged(engine, each, ledger))
        rows = ledger.rows()
        return Report(
            engine.name,
            versions,
            duck.number("SELECT count(*) FROM persons"),
            found,
            rejects,
            sum(n for each in rows for why, n in each.left_out if why == Why.SILENT),
            self._wishes.smallest,
            rows,
            ledger.maps(self._mapped, self._definitions),
            tuple(sets),
        )

    def _judged(self, engine: Engine, planned: Plan, ledger: Ledger) -> SetReport:
        definition = planned.definition
        engine.judge(planned)
        folder = self._draft
        if len(self._definitions) > 1:
            folder = self._draft / definition.criteria.id
            folder.mkdir()
        persons = folder / "persons.parquet"
        find_index_days(self._duck, planned)
        self._duck.write(planned, persons, lambda query: with_index_days(query, planned))
        cohort = literal(folder / "cohort.parquet")
        self._duck.execute(f"COPY ({cohort_rows(planned)}) TO {cohort} ({PARQUET})")
        if self._wishes.near_misses:
            find_near_misses(self._duck, planned)
        else:
            self._duck.execute(
                "CREATE OR REPLACE TEMP TABLE near_misses AS SELECT person_id, '' AS level, "
                "'' AS missing FROM verdicts LIMIT 0"
            )
        near = folder / "near_misses.parquet"
        self._duck.execute(
            "COPY (SELECT * FROM near_misses ORDER BY person_id, level, missing) TO "
            f"{literal(near)} ({PARQUET})"
        )
        self._evidence(planned, folder)
        coverage = ledger.coverage(definition, self._wishes.smallest)
        return Counter(self._duck, planned, str(persons), self._wishes.smallest).report(coverage)

    def _evidence(self, planned: Plan, folder: Path) -> None:
        """The facts that the verdicts rest on."""
        if self._wishes.evidence == "none":
            return
        criteria = planned.definition.criteria
        whose = ""
        if self._wishes.evidence == "cases":
            met = " OR ".join(f"{quoted(each.id)} = 'met'" for each in criteria.levels)
            whose = (
                f" WHERE person_id IN (SELECT person_id FROM verdicts WHERE {met} UNION "
                "SELECT person_id FROM near_misses)"
            )
        quantities = [literal(i.id) for i in criteria.items if i.kind is ItemKind.QUANTITY]
        number = (
            f"CASE WHEN item IN ({', '.join(quantities)}) THEN value END" if quantities else "NULL"
        )
        path = literal(folder / "evidence.parquet")
        self._duck.execute(
            "COPY (SELECT person_id, item, status, code_system, code, CAST(start_date AS DATE) AS start_date, "
            f"CAST({number} AS DOUBLE) AS value, word AS stated, unit FROM asked{whose} ORDER BY ALL) "
            f"TO {path} ({PARQUET})"
        )

    def _rejects(self) -> tuple[Tally, ...]:
        path = literal(self._draft / "rejects.csv")
        told = f"FROM rejects WHERE why <> {literal(Why.SILENT)}"
        reason = _cell("why || ': ' || words")
        self._duck.execute(
            f"COPY (SELECT {_cell('source')} AS source, {reason} AS reason, "
            f"{_cell('told')} AS record FROM rejects ORDER BY ALL) TO {path} (HEADER)"
        )
        return reasons(
            self._duck.rows(
                f"SELECT source || ': ' || words, count(*) {told} GROUP BY 1 ORDER BY 1"
            )
        )


def _cell(column: str) -> str:
    """The column as `formats.spreadsheets.as_text` writes it."""
    begins = " OR ".join(f"starts_with({column}, {literal(each)})" for each in FORMULA)
    return f"CASE WHEN {begins} THEN chr(39) || ({column}) ELSE {column} END"


def matched_in(
    duck: Duck, engine: Engine, definitions: Sequence[Definition], population: Population,
    study: Study, step: Step,
) -> tuple[Tables, int]:  # fmt: skip
    """The population's tables, and how many of their facts some definition asks about."""
    duck.take_value_sets(definitions)
    codes = Codes(row for each in definitions for row in each.value_sets.rows)
    duck.take_codes(codes)
    tables = read_population(duck, population, codes)
    duck.take_persons(tables)
    step("Finding what the criteria ask about")
    return tables, engine.match(tables, codes, study)
