"""`nosograph benchmark cohort`: do the engines agree, and what does a run cost?"""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.cohort import Dictionary, Engine, Memory, Threads, engine_of
from nosograph.cli.options import DEFAULT_RELEASE, DEFAULT_SOURCES, Json, Release, SourcesFile
from nosograph.cli.output import Exit, bars, print_json

if TYPE_CHECKING:
    from nosograph.cli.definitions import Asked
    from nosograph.cohort.duck import Limits
    from nosograph.cohort.measuring import Agreement, Speed
    from nosograph.model.cases import Case


def cohort(
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="ID", help="A criteria set; all of them if left out."),
    ] = None,
    pairs: Annotated[
        int, typer.Option(min=0, help="People and definitions to compare with the reference.")
    ] = 100_000,
    persons: Annotated[
        int, typer.Option(min=0, help="Size of the made-up hospital that is timed; 0 for none.")
    ] = 200_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 1,
    engine: Annotated[Engine, typer.Option(help="What is compared.")] = Engine.DUCKDB,
    spark_url: Annotated[str, typer.Option(metavar="URL", help="Where Spark is.")] = "local[2]",
    memory: Memory = "2GB",
    threads: Threads = None,
    release: Release = DEFAULT_RELEASE,
    dictionary: Dictionary = None,
    sources: SourcesFile = DEFAULT_SOURCES,
    json: Json = False,
) -> None:
    """Compare an engine with the reference, person by person, and time a run.

    \b
    nosograph benchmark cohort
    nosograph benchmark cohort --set oms-genoa-2004 --persons 1000000 --pairs 0
    nosograph benchmark cohort --engine spark --pairs 2000 --persons 0

    Exit code 1 when the engines disagree.
    """
    from nosograph.cli.definitions import asked_sets, shelf_of
    from nosograph.cohort.duck import Limits
    from nosograph.cohort.measuring import measure_agreement

    shelf = shelf_of(release, dictionary, sources)
    asked = asked_sets(shelf, sets or sorted(shelf.sets))
    agreements, speeds = [], []
    with bars() as shown:
        for each in asked if pairs else ():
            shown.step(f"Comparing {each.definition.criteria.id}")
            agreements.append(
                measure_agreement(
                    each.definition, lambda case, each=each: _reference(each, case),  # type: ignore[misc]
                    max(pairs // len(asked), 1), seed, engine_of(engine, spark_url),
                )
            )  # fmt: skip
        for each in asked if persons else ():
            shown.step(f"Timing {each.definition.criteria.id}")
            speeds.append((each.definition.criteria.id, _timed(each, persons, seed, Limits(memory, threads))))  # fmt: skip
    if json:
        print_json({"agreement": [asdict(each) for each in agreements],
                    "speed": [{"set": id, **asdict(speed)} for id, speed in speeds]})  # fmt: skip
    else:
        _print(agreements, speeds, engine.value)
    if any(each.disagreements for each in agreements):
        raise typer.Exit(Exit.NOTHING)


def _reference(asked: "Asked", case: "Case") -> tuple[str, ...]:
    answer = asked.evaluator.evaluate(case, presence_wins=True)
    return tuple(each.verdict for each in answer.levels.values())


def _timed(asked: "Asked", persons: int, seed: int, limits: "Limits") -> "Speed":
    from nosograph.cohort.generate import Hospital, generate
    from nosograph.cohort.measuring import measure_speed

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "hospital"
        generate(Hospital(persons, seed), [asked.definition], folder, limits)
        return measure_speed([asked.definition], folder / "facts.parquet", folder / "persons.parquet", limits)  # fmt: skip


def _print(agreements: "list[Agreement]", speeds: "list[tuple[str, Speed]]", engine: str) -> None:
    if agreements:
        print(f"Verdicts of {engine} and of the reference, on people at the edges of each set\n")
        print("| set | level | people | met | not met | undetermined | disagreements |")
        print("|---|---|---:|---:|---:|---:|---:|")
    for each in agreements:
        for level, counts in each.outcomes.items():
            cells = " | ".join(f"{counts.get(w, 0):,}" for w in ("met", "not_met", "undetermined"))
            print(f"| {each.set_id} | {level} | {each.people:,} | {cells} | {each.disagreements} |")
    if speeds:
        print("\nCPU seconds, best of three; ratio to a scan of the needed columns\n")
        print("| set | facts | people | asked about | scan | run | ratio | people/s | MB |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for id, speed in speeds:
        wall = sum(cost.wall for cost in speed.costs[1:])
        print(
            f"| {id} | {speed.facts:,} | {speed.persons:,} | {speed.matched:,} | {speed.scan:.2f} | "
            f"{speed.run:.2f} | {speed.run / max(speed.scan, 1e-9):.2f} | "
            f"{speed.persons / max(wall, 1e-9):,.0f} | {speed.peak_megabytes} |"
        )
