"""`nosograph cohort`: criteria over a population's records."""

from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.cohort_text import print_coverage, print_rows
from nosograph.cli.options import DEFAULT_RELEASE, DEFAULT_SOURCES, Json, Release, SourcesFile
from nosograph.cli.output import Exit, bars, err, out, print_json, stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from nosograph.cohort.duck import Duck
    from nosograph.cohort.findings_report import Report
    from nosograph.cohort.search import Engine as SearchEngine

app = typer.Typer(
    help="Find people in a population's records by an entry's criteria.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def check_installed() -> None:
    """Say at once what is not installed."""
    missing = [name for name in ("duckdb", "sqlglot") if find_spec(name) is None]
    if missing:
        stop(Exit.USAGE, f"this needs {' and '.join(missing)}: pip install 'nosograph[cohort]'")


Sets = Annotated[
    list[str], typer.Option("--set", metavar="ID", help="A criteria set; may be given again.")
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where results go.")]
Facts = Annotated[
    Path | None, typer.Option(metavar="PATH", help="Flat facts: Parquet or CSV, or a folder.")
]
Persons = Annotated[
    Path | None, typer.Option(metavar="PATH", help="Persons; whoever has a fact if left out.")
]
Omop = Annotated[
    Path | None, typer.Option(metavar="DIR", help="OMOP CDM 5.4 tables instead of flat facts.")
]
Fhir = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        help="FHIR R4 instead of flat facts: bulk NDJSON, bundles, .gz or not; a file or a folder.",
    ),
]
Phenopackets = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Phenopackets instead: a file or a folder of them."),
]
SparkUrl = Annotated[
    str, typer.Option(metavar="URL", help="local[2], spark://host:7077 or sc://host:15002.")
]
Smallest = Annotated[int, typer.Option(min=0, help="Counts below this are not told in the report.")]
NearMisses = Annotated[bool, typer.Option(help="List people who are one finding short of a level.")]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d"],
        help="First day of the time asked about; earlier facts are left out.",
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        formats=["%Y-%m-%d"],
        help="Last day of the time asked about; later facts are left out.",
    ),
]
Units = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="UNIT", help="A unit that the values have; may be given again."),
]
Closed = Annotated[
    list[str] | None,
    typer.Option(
        "--closed",
        metavar="ITEM",
        help="Read silence about this fact as its absence; may be given again, or be 'all'.",
    ),
]
Maps = Annotated[
    list[Path] | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help="Codes of other systems for what the sets name: system, code, finding (and match), or SSSOM.",
    ),
]
Dictionary = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Take the sets from entry files instead of a release."),
]
Memory = Annotated[str, typer.Option(metavar="SIZE", help="What DuckDB may use before it spills.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Threads; all cores when left out.")]


class Engine(StrEnum):
    """What runs the SQL."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Dialect(StrEnum):
    """Whose SQL is printed."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    POSTGRES = "postgres"


class Evidence(StrEnum):
    """Whose facts are kept beside the verdicts."""

    CASES = "cases"
    ALL = "all"
    NONE = "none"


@app.command("run")
def run(
    sets: Sets,
    out_folder: Out,
    facts: Facts = None,
    persons: Persons = None,
    omop: Omop = None,
    fhir: Fhir = None,
    phenopackets: Phenopackets = None,
    engine: Annotated[Engine, typer.Option(help="What runs the SQL.")] = Engine.DUCKDB,
    spark_url: SparkUrl = "local[*]",
    closed: Closed = None,
    maps: Maps = None,
    evidence: Annotated[Evidence, typer.Option(help="Whose facts are kept.")] = Evidence.CASES,
    smallest: Smallest = 5,
    near_misses: NearMisses = True,
    since: Since = None,
    until: Until = None,
    memory: Memory = "2GB",
    threads: Threads = None,
    release: Release = DEFAULT_RELEASE,
    dictionary: Dictionary = None,
    sources: SourcesFile = DEFAULT_SOURCES,
    json: Json = False,
) -> None:
    """Give every person a verdict for every level of a criteria set.

    \b
    nosograph cohort run --set oms-genoa-2004 --facts facts.parquet --persons persons.parquet --out found
    nosograph cohort run --set nf1-2021 --omop cdm --closed alternative_diagnosis --out found
    nosograph cohort run --set oms-genoa-2004 --fhir export --engine spark --out found

    Writes persons.parquet, evidence.parquet, near_misses.parquet, rejects.csv, report.html and
    report.json. Exit code 1 when nobody could be read.
    """
    from nosograph.cli.definitions import asked_sets, mapped_in, shelf_of
    from nosograph.cohort.duck import Limits
    from nosograph.cohort.search import Population, Wishes, search
    from nosograph.render.cohort import write_html

    shelf = shelf_of(release, dictionary, sources)
    mapped = mapped_in(maps or ())
    asked = asked_sets(shelf, sets, closed or (), mapped)
    with bars() as shown:
        report = search(
            [each.definition for each in asked],
            Population(facts, persons, omop, fhir, phenopackets),
            out_folder,
            engine=engine_of(engine, spark_url),
            limits=Limits(memory, threads),
            wishes=Wishes(
                evidence.value, smallest, near_misses, date.today(), _day(since), _day(until)
            ),
            versions=dict(shelf.versions),
            mapped=mapped,
            step=shown.step,
            share=shown.percent,
            finish=write_html,
        )
    if json:
        print_json(report.as_record())
    else:
        _print(report, out_folder)
    if not report.persons:
        raise typer.Exit(Exit.NOTHING)


@app.command("coverage")
def coverage(
    sets: Sets,
    facts: Facts = None,
    persons: Persons = None,
    omop: Omop = None,
    fhir: Fhir = None,
    phenopackets: Phenopackets = None,
    maps: Maps = None,
    memory: Memory = "2GB",
    threads: Threads = None,
    release: Release = DEFAULT_RELEASE,
    dictionary: Dictionary = None,
    sources: SourcesFile = DEFAULT_SOURCES,
    json: Json = False,
) -> None:
    """Say what the records can answer: per item which codes are looked for, and how many rows answer.

    \b
    nosograph cohort coverage --set diabetes-ada --fhir export
    nosograph cohort coverage --set sle-eular-acr-2019 --omop cdm --map ours.tsv --json

    Nobody is judged. An item that no row answers is unknown for everybody. Exit code 1 when no row
    answers any.
    """
    from nosograph.cli.definitions import asked_sets, mapped_in, shelf_of
    from nosograph.cohort.duck import Limits
    from nosograph.cohort.search import Population, cover

    shelf = shelf_of(release, dictionary, sources)
    mapped = mapped_in(maps or ())
    asked = asked_sets(shelf, sets, (), mapped)
    with bars() as shown:
        found = cover(
            [each.definition for each in asked],
            Population(facts, persons, omop, fhir, phenopackets),
            limits=Limits(memory, threads),
            mapped=mapped,
            today=date.today(),
            step=shown.step,
        )
    if json:
        print_json(asdict(found))
    else:
        print_coverage(found)
    if not any(item.rows for items in found.sets.values() for item in items):
        raise typer.Exit(Exit.NOTHING)


@app.command("sql")
def print_sql(
    sets: Sets,
    dialect: Annotated[Dialect, typer.Option(help="Whose SQL.")] = Dialect.DUCKDB,
    units: Units = None,
    comparators: Annotated[
        bool,
        typer.Option("--comparators", help="Read a column `comparator`: <, <=, >, >= or empty."),
    ] = False,
    intervals: Annotated[
        bool,
        typer.Option(
            "--intervals",
            help="Read columns `latest_date` and, of persons, `latest_birth`: the last days possible, or empty.",
        ),
    ] = False,
    closed: Closed = None,
    maps: Maps = None,
    release: Release = DEFAULT_RELEASE,
    dictionary: Dictionary = None,
    sources: SourcesFile = DEFAULT_SOURCES,
) -> None:
    """Print the statement that gives the verdicts, to take to another warehouse.

    It reads two tables, `facts` and `persons`, with the columns of the flat format. A run looks up
    the units that its data use; a printed statement knows those published and those named here.
    Without --comparators it takes every value for exact, so leave results such as "< 6.5" out;
    without --intervals every day, so leave days known to the month or year empty.

    \b
    nosograph cohort sql --set oms-genoa-2004
    nosograph cohort sql --set diabetes-ada --dialect postgres --unit mmol/L
    """
    from nosograph.cli.definitions import asked_sets, mapped_in, shelf_of
    from nosograph.cohort.statement import plan, sql, whole

    shelf, mapped = shelf_of(release, dictionary, sources), mapped_in(maps or ())
    for each in asked_sets(shelf, sets, closed or (), mapped):
        criteria = each.definition.criteria
        named = {item.id: units or () for item in criteria.items}
        planned = plan(each.definition, named, bounded=comparators, spanned=intervals)
        text = sql(whole(planned, "facts", "persons"), dialect.value)
        print(f"-- {criteria.id}, codes {each.definition.value_sets.digest}")
        if planned.units and not comparators:
            print("-- every value is taken for exact: leave out results such as < 6.5")
        for item, read in planned.units.items():
            print(f"-- {item} in {', '.join(unit or 'no unit' for unit in read)}")
        print(f"{text};")


@app.command("generate")
def generate(
    persons: Annotated[int, typer.Option(min=1, help="How many people.")],
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files go.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 1,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="ID", help="Sets whose codes some facts are about."),
    ] = None,
    boundaries: Annotated[
        bool,
        typer.Option(help="People at the edges of the (one) set: limits, windows, birthdays."),
    ] = False,
    facts_each: Annotated[int, typer.Option(min=0, help="Facts a person.")] = 50,
    memory: Memory = "2GB",
    release: Release = DEFAULT_RELEASE,
    dictionary: Dictionary = None,
    sources: SourcesFile = DEFAULT_SOURCES,
) -> None:
    """Make up a population: facts.parquet and persons.parquet.

    \b
    nosograph cohort generate --persons 200000 --seed 1 --out population
    nosograph cohort generate --persons 5000 --set kawasaki-aha-2017 --boundaries --out edges
    """
    from nosograph.cli.definitions import asked_sets, shelf_of
    from nosograph.cohort.duck import Limits
    from nosograph.cohort.generate import Hospital, generate_boundaries
    from nosograph.cohort.generate import generate as write

    shelf = shelf_of(release, dictionary, sources)
    asked = asked_sets(shelf, sets or sorted(shelf.sets))
    if boundaries and len(asked) != 1:
        stop(Exit.USAGE, "--boundaries are those of one set: name it with --set")
    if boundaries:
        generate_boundaries(asked[0].definition, persons, seed, out_folder)
    else:
        hospital = Hospital(persons, seed, facts_each)
        with bars() as shown:
            shown.step("Making up facts")
            definitions = [each.definition for each in asked]
            write(hospital, definitions, out_folder, Limits(memory), shown.percent)
    err.print(f"made up {persons:,} people in {out_folder}", markup=False)


def _day(given: datetime | None) -> date | None:
    return None if given is None else given.date()


def engine_of(engine: Engine, url: str) -> "Callable[[Duck, Path], SearchEngine] | None":
    """What makes the engine; None for the session that every run has."""
    if engine is Engine.DUCKDB:
        return None
    from nosograph.cohort.spark import Spark

    return lambda duck, folder: Spark(duck, url, folder)


def _print(report: "Report", folder: Path) -> None:
    """The counts, as far as they are told."""
    from nosograph.render.cohort import told

    for each in report.sets:
        out.print(f"{each.id}: {each.title}", markup=False)
        for level in each.levels:
            counts = ", ".join(
                f"{tally.name.replace('_', ' ')} {told(tally.people)}" for tally in level.counts
            )
            out.print(f"  {level.title}: {counts}", markup=False)
    for reject in report.rejects:
        out.print(f"not read: {reject.name} ({reject.people:,} rows)", markup=False)
    print_rows(report.rows, report.maps)
    out.print(
        f"{report.persons:,} people, {report.matched_facts:,} facts asked about", markup=False
    )
    out.print(f"see {folder / 'report.html'}", markup=False)
