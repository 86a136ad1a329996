"""One run over a population, from tables to a folder of results.

    persons.parquet       a row for each person: verdict per level, what is known of each item
    evidence.parquet      the facts behind each person who meets a level, or nearly
    near_misses.parquet   who is one finding short of a level, and of which
    rejects.csv           rows that could not be read, with reasons
    report.json           the counts

Rule. The folder appears when all of it is there; the same input gives the same bytes.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nosograph.cohort.drafts import draft_of
from nosograph.cohort.duck import PARQUET, Duck, Limits
from nosograph.cohort.findings_report import SMALLEST, Counter, Report, SetReport, Tally, reasons
from nosograph.cohort.near_misses import find_near_misses
from nosograph.cohort.readers.fhir import read_fhir
from nosograph.cohort.readers.flat import read_flat
from nosograph.cohort.readers.omop import read_omop
from nosograph.cohort.readers.phenopackets import read_phenopackets
from nosograph.cohort.readers.tables import Tables, literal, quoted
from nosograph.cohort.refusals import CohortError
from nosograph.cohort.statement import Definition, Plan
from nosograph.cohort.watching import Share
from nosograph.criteria.sets import ItemKind

MARK = "report.json"
SPILL = "spill"


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


class Engine(Protocol):
    """What finds the verdicts."""

    name: str

    def match(self) -> int:
        """Make the table `matched` in the session; how many rows it has."""

    def judge(self, planned: Plan) -> None:
        """Make `person_rows` and `verdicts` in the session."""


Step = Callable[[str], None]


def read_population(duck: Duck, population: Population) -> Tables:
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
    named = [name for name, path in kinds.items() if path is not None]
    if len(named) != 1:
        raise CohortError(f"name one of {', '.join(kinds)}; got {' and '.join(named) or 'none'}")
    if population.facts is not None:
        return read_flat(duck.connection, population.facts, population.persons)
    if population.omop is not None:
        return read_omop(duck.connection, population.omop)
    if population.fhir is not None:
        return read_fhir(population.fhir)
    if population.phenopackets is None:
        raise CohortError("no population")
    return read_phenopackets(population.phenopackets)


def search(
    definitions: Sequence[Definition],
    population: Population,
    out: Path,
    *,
    engine: Callable[[Duck, Tables, Path], Engine] | None = None,
    limits: Limits | None = None,
    wishes: Wishes | None = None,
    versions: dict[str, str] | None = None,
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
    with draft_of(out, MARK) as draft:
        spill = draft / SPILL
        duck = Duck(limits or Limits(), spill, share)
        try:
            run = _Run(duck, definitions, draft, wishes, step)
            report = run.run(population, engine, versions or {})
        finally:
            duck.close()
        shutil.rmtree(spill, ignore_errors=True)
        finish(report, draft)
        text = json.dumps(report.as_record(), ensure_ascii=False, indent=2)
        (draft / MARK).write_text(text + "\n", encoding="utf-8")
    return report


class _Run:
    """The steps of one run."""

    def __init__(
        self,
        duck: Duck,
        definitions: Sequence[Definition],
        draft: Path,
        wishes: Wishes,
        step: Step,
    ) -> None:
        self._duck = duck
        self._definitions = definitions
        self._draft = draft
        self._wishes = wishes
        self._step = step

    def run(
        self,
        population: Population,
        make: Callable[[Duck, Tables, Path], Engine] | None,
        versions: dict[str, str],
    ) -> Report:
        """Everything but the report's own file."""
        duck = self._duck
        self._step("Opening the tables")
        duck.take_value_sets(self._definitions)
        tables = read_population(duck, population)
        duck.take_tables(tables)
        engine: Engine = make(duck, tables, self._draft / SPILL) if make is not None else duck
        self._step("Finding what the criteria ask about")
        found = engine.match()
        self._step("Listing rows that cannot be read")
        rejects = self._rejects(tables)
        sets = []
        for each in self._definitions:
            self._step(f"Judging {each.criteria.id}")
            sets.append(self._judged(engine, each))
        return Report(
            engine.name,
            versions,
            duck.number("SELECT count(*) FROM persons"),
            found,
            rejects,
            duck.number(tables.silent),
            self._wishes.smallest,
            tuple(sets),
        )

    def _judged(self, engine: Engine, definition: Definition) -> SetReport:
        planned = self._duck.plan(definition)
        engine.judge(planned)
        folder = self._draft
        if len(self._definitions) > 1:
            folder = self._draft / definition.criteria.id
            folder.mkdir()
        persons = folder / "persons.parquet"
        self._duck.write(planned, persons)
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
        return Counter(self._duck, planned, str(persons), self._wishes.smallest).report()

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

    def _rejects(self, tables: Tables) -> tuple[Tally, ...]:
        duck = self._duck
        duck.execute(
            "CREATE OR REPLACE TEMP TABLE strangers AS "
            "SELECT DISTINCT person_id FROM matched ANTI JOIN persons USING (person_id)"
        )
        if duck.number("SELECT count(*) FROM strangers"):
            duck.execute("DELETE FROM matched WHERE person_id IN (FROM strangers)")
        duck.execute(
            f"CREATE OR REPLACE TEMP TABLE rejects AS {tables.rejects} UNION ALL SELECT 'facts', "
            "'the person is not in the table of persons', CAST(person_id AS VARCHAR) FROM strangers"
        )
        path = literal(self._draft / "rejects.csv")
        duck.execute(
            f"COPY (SELECT source, reason, record FROM rejects ORDER BY ALL) TO {path} (HEADER)"
        )
        return reasons(
            duck.rows(
                "SELECT source || ': ' || reason, count(*) FROM rejects GROUP BY 1 ORDER BY 1"
            )
        )
