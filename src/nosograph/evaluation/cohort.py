"""What a run costs beside reading the columns it needs, and whether the engines agree.

Rule 1. Times are CPU seconds of this process; on a machine with other work to do, wall time
says more about that work.

Rule 2. Agreement is counted person by person and level by level on people at the edges, and says
how often each verdict came up.
"""

import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nosograph.cohort.boundaries import Boundaries
from nosograph.cohort.coding import Codes
from nosograph.cohort.duck import Duck, Limits
from nosograph.cohort.generate import Hospital, generate, generate_boundaries
from nosograph.cohort.people import case_of
from nosograph.cohort.readers.flat import read_flat
from nosograph.cohort.readers.tables import literal
from nosograph.cohort.search import Engine, Population, Wishes, search
from nosograph.cohort.statement import Definition
from nosograph.model.cases import Case
from nosograph.reasoning.criteria import Evaluator

Reference = Callable[[Case], tuple[str, ...]]
"""A case's verdicts, one a level."""


@dataclass(frozen=True)
class Cost:
    """What one step took: the best of the repetitions."""

    step: str
    cpu: float
    wall: float


@dataclass(frozen=True)
class Speed:
    """The cost of a run over a population."""

    set: str
    facts: int
    persons: int
    matched: int
    costs: tuple[Cost, ...]
    peak_megabytes: int

    @property
    def scan(self) -> float:
        """CPU seconds for reading the needed columns."""
        return self.costs[0].cpu

    @property
    def run(self) -> float:
        """CPU seconds of the run itself."""
        return sum(each.cpu for each in self.costs[1:])


@dataclass(frozen=True)
class Agreement:
    """How two engines compare on one set."""

    set_id: str
    people: int
    disagreements: int
    outcomes: Mapping[str, Mapping[str, int]]
    """Level → verdict → people."""


def measure_speed(
    definitions: Sequence[Definition], facts: Path, persons: Path, limits: Limits, repeats: int = 3
) -> Speed:
    """The steps of a run over flat Parquet, beside a scan of the columns that it reads."""
    with tempfile.TemporaryDirectory() as folder:
        duck = Duck(limits, Path(folder) / "spill")
        try:
            duck.take_value_sets(definitions)
            codes = Codes(row for each in definitions for row in each.value_sets.rows)
            duck.take_codes(codes)
            tables = read_flat(duck.connection, facts, persons, codes)
            duck.take_persons(tables)
            columns = "sum(person_id), max(code), max(code_system), max(status), max(start_date)"
            costs = [_timed("scan of the needed columns", repeats, lambda: duck.rows(f"SELECT {columns} FROM {tables.source}"))]  # fmt: skip
            costs.append(_timed("facts asked about", repeats, lambda: duck.match(tables, codes)))
            for each in definitions:
                costs += list(_judging(duck, each, Path(folder), repeats))
            return Speed(
                ", ".join(each.criteria.id for each in definitions),
                duck.number(tables.counts["facts"]),
                duck.number("SELECT count(*) FROM persons"),
                duck.number("SELECT count(*) FROM matched"),
                tuple(costs),
                resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            )
        finally:
            duck.close()


def hospital_speed(definition: Definition, persons: int, seed: int, limits: Limits) -> Speed:
    """The cost of one definition over a made-up hospital."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "hospital"
        generate(Hospital(persons, seed), [definition], folder, limits)
        return measure_speed([definition], folder / "facts.parquet", folder / "persons.parquet", limits)  # fmt: skip


def _judging(duck: Duck, definition: Definition, folder: Path, repeats: int) -> Iterator[Cost]:
    name = definition.criteria.id
    planned = duck.plan(definition)
    yield _timed(f"compiling {name}", repeats, lambda: duck.plan(definition))
    yield _timed(f"judging {name}", repeats, lambda: duck.judge(planned))
    path = folder / "persons.parquet"
    yield _timed(f"writing {name}", repeats, lambda: duck.write(planned, path))


def _timed(step: str, repeats: int, work: Callable[[], object]) -> Cost:
    found = []
    for _ in range(repeats):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        found.append((time.process_time() - cpu, time.perf_counter() - wall))
    return Cost(step, min(cpu for cpu, _ in found), min(wall for _, wall in found))


def verdicts_of(evaluator: Evaluator) -> Reference:
    """What the engine for one person says of each level, as populations are read."""
    return lambda case: tuple(
        each.verdict for each in evaluator.evaluate(case, presence_wins=True).levels.values()
    )


def measure_agreement(
    definition: Definition,
    reference: Reference,
    people: int,
    seed: int,
    engine: Callable[..., Engine] | None = None,
) -> Agreement:
    """An engine's verdicts beside the reference's, on people at the set's edges."""
    levels = [each.id for each in definition.criteria.levels]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate_boundaries(definition, people, seed, folder / "people")
        population = Population(folder / "people/facts.parquet", folder / "people/persons.parquet")
        wishes = Wishes(evidence="none", near_misses=False)
        search([definition], population, folder / "out", engine=engine, wishes=wishes)
        found = _verdicts(folder / "out" / "persons.parquet", len(levels))
    outcomes: dict[str, dict[str, int]] = {level: {} for level in levels}
    disagreements = 0
    for person, facts in Boundaries(definition).people(seed, people):
        expected = reference(case_of(person, facts, definition))
        disagreements += found.get(person.id) != expected
        for level, verdict in zip(levels, expected, strict=True):
            outcomes[level][verdict] = outcomes[level].get(verdict, 0) + 1
    return Agreement(definition.criteria.id, people, disagreements, outcomes)


def _verdicts(path: Path, levels: int) -> dict[object, tuple[str, ...]]:
    duck = Duck(Limits(), path.parent / "spill")
    try:
        rows = duck.rows(f"SELECT * FROM read_parquet({literal(path)})")
    finally:
        duck.close()
    return {row[0]: tuple(str(each) for each in row[1 : levels + 1]) for row in rows}
