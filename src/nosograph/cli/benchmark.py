"""`nosograph benchmark`: how well, and how fast, on data that the user names or that are made up."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.case_files import text_of
from nosograph.cli.cohort import Dictionary, Engine, Memory, Threads, engine_of
from nosograph.cli.options import DEFAULT_RELEASE, DEFAULT_SOURCES, Json, Release, SourcesFile
from nosograph.cli.output import Exit, bars, print_json, stop

if TYPE_CHECKING:
    from nosograph.evaluation.by_age import BandRow
    from nosograph.evaluation.disturbed import Disturbed
    from nosograph.evaluation.protocol import TestCase
    from nosograph.evaluation.report import Report

app = typer.Typer(
    help="Measure on data of your own, and print tables.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("differential")
def differential(
    cases: Annotated[
        list[Path],
        typer.Option(metavar="PATH", help="Cases with diagnoses: a file or folder, may be .gz."),
    ],
    without: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="Leave out cases of publications that these describe."),
    ] = None,
    noise: Annotated[
        bool,
        typer.Option("--noise", help="Add wrong and imprecise findings, beside the yardstick."),
    ] = False,
    ages: Annotated[
        bool, typer.Option("--ages", help="Also rank 240 invented patients with and without age.")
    ] = False,
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Measure the differential on published cases, honestly.

    AS-IS takes all cases; NONLEAK those whose publication is no source of their own diagnosis's
    annotations; LOPO all, each without what its publication contributed.

    Cases are phenopackets, or lists of HPO ids with the ids of the diagnosis; several sources are
    measured one by one.

    \b
    nosograph benchmark differential --cases cases.jsonl.gz
    nosograph benchmark differential --cases cases.jsonl --json
    nosograph benchmark differential --cases phenopackets --cases lists.json --without known.jsonl
    nosograph benchmark differential --cases cases.jsonl.gz --noise --ages

    Exit code 1 when no case can be tested.
    """
    from nosograph.evaluation.by_age import BANDS, by_age
    from nosograph.evaluation.disturbed import disturbed
    from nosograph.evaluation.protocol import apart, trials
    from nosograph.evaluation.report import report
    from nosograph.library.reader import Library
    from nosograph.reasoning.differential.differential import Differential

    found = apart(_published(cases), _published(without or ()))
    measured, noisy = {}, {}
    with Library.open(release) as library, bars() as shown:
        asked = Differential(library.annotations)
        for source in dict.fromkeys(each.source for each in found):
            own = [each for each in found if each.source == source]
            tested = trials(own, library.annotations)
            if tested:
                shown.step(f"Ranking {source}", len(tested))
                measured[source] = report(asked, own, tested, shown.advance)
            if tested and noise:
                shown.step(f"Disturbing {source}", len(tested))
                noisy[source] = disturbed(asked, tested, shown.advance)
        shown.step("Ranking invented patients", len(BANDS))
        aged = by_age(asked, shown.advance) if ages else ()
    if not measured:
        stop(Exit.NOTHING, f"{', '.join(map(str, cases))}: no case has an annotated diagnosis")
    _print_differential(measured, noisy, aged, json=json)


def _print_differential(
    measured: "Mapping[str, Report]",
    noisy: "Mapping[str, tuple[Disturbed, ...]]",
    aged: "tuple[BandRow, ...]",
    *,
    json: bool,
) -> None:
    from nosograph.evaluation import tables

    if json:
        records = [
            each.as_record() | ({"noise": noisy[source]} if source in noisy else {})
            for source, each in measured.items()
        ]
        told = (
            records[0]
            if len(records) == 1
            else {"sources": dict(zip(measured, records, strict=True))}
        )
        print_json(told | ({"ages": aged} if aged else {}))
        return
    for source, each in measured.items():
        if len(measured) > 1:
            print(f"\n# {source}\n")
        print(*tables.of_differential(each), sep="\n")
        if source in noisy:
            print("", *tables.of_disturbed(noisy[source]), sep="\n")
    if aged:
        print("", *tables.of_ages(aged), sep="\n")


def _published(paths: "Iterable[Path]") -> "list[TestCase]":
    from nosograph.evaluation.published import read_published

    found = []
    for path in paths:
        try:
            found += list(read_published(path))
        except OSError as error:
            stop(Exit.USAGE, f"cannot read {path}: {error.strerror or error}")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            stop(Exit.NOTHING, f"{path}: neither phenopackets nor lists of HPO ids ({error})")
    return found


@app.command("recognition")
def recognition(
    gold: Annotated[
        Path,
        typer.Option(metavar="FILE", help='{"id", "text", "mentions"} per line; may be .gz.'),
    ],
    fasthpocr: Annotated[
        Path | None,
        typer.Option(metavar="INDEX", help="An index of FastHPOCR, if that is installed."),
    ] = None,
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Measure recognition on annotated notes, beside a plain dictionary and FastHPOCR.

    \b
    nosograph benchmark recognition --gold gold.jsonl.gz

    Exit code 1 when the file holds no notes.
    """
    from nosograph.asking.release import OpenRelease
    from nosograph.evaluation import tables
    from nosograph.evaluation.recognition import gold_notes, measured

    try:
        notes = gold_notes(text_of(gold))
    except ValueError as error:
        stop(Exit.NOTHING, f"{gold}: not one annotated note a line ({error})")
    if not notes:
        stop(Exit.NOTHING, f"{gold}: holds no notes")
    with OpenRelease.open(release) as held:
        rows = list(measured(held, notes, fasthpocr))
    if json:
        print_json([asdict(each) for each in rows])
    else:
        print(*tables.of_recognition(rows), sep="\n")


@app.command("wiki")
def wiki(
    pages: Annotated[
        Path, typer.Option(metavar="FILE", help='{"title", "text"} per line; may be .gz.')
    ],
    consensus: Annotated[
        bool, typer.Option("--consensus", help="Have two other parsers read every page, too.")
    ] = False,
    json: Json = False,
) -> None:
    """Measure what is kept of the pages of a wiki, and how fast they are read.

    \b
    nosograph benchmark wiki --pages pages.jsonl.gz
    nosograph benchmark wiki --pages pages.jsonl.gz --consensus

    Words count where they stand in the order of the page; headings and references, if asked for,
    where two other parsers agree. Exit code 1 when a page keeps less
    than it has to, or when there are none.
    """
    from nosograph.cli.wiki_asked import need_second_parser
    from nosograph.evaluation import tables
    from nosograph.evaluation.wiki import measured_pages, pages_of

    if consensus:
        need_second_parser()
    measured = list(measured_pages(pages_of(pages), twice=consensus))
    if not measured:
        stop(Exit.NOTHING, f"{pages}: holds no pages")
    if json:
        print_json([asdict(each) | {"kept": each.kept} for each in measured])
    else:
        print(*tables.of_pages(measured), sep="\n")
    if not all(each.kept for each in measured):
        raise typer.Exit(Exit.NOTHING)


@app.command("doctors")
def doctors(
    providers: Annotated[int, typer.Option(min=1_000, help="How many.")] = 1_000_000,
    asked: Annotated[int, typer.Option(min=1, help="Questions of each kind.")] = 200,
    compared: Annotated[
        int, typer.Option(min=0, help="Answers of each kind that are compared with a scan.")
    ] = 50,
    json: Json = False,
) -> None:
    """Measure ingest, latency, sizes and agreement on made-up providers.

    \b
    nosograph benchmark doctors
    nosograph benchmark doctors --providers 8000000

    Times are CPU times; the baseline is a scan over everybody in the same run.
    """
    from nosograph.evaluation import tables
    from nosograph.evaluation.clinicians import made_up

    with bars() as shown:
        measured = made_up(providers, asked, compared, datetime.now(UTC).date(), shown)
    if json:
        print_json({"providers": providers} | asdict(measured))
    else:
        print(*tables.of_clinicians(measured), sep="\n")


@app.command("cohort")
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
    from nosograph.evaluation import tables
    from nosograph.evaluation.cohort import hospital_speed, measure_agreement, verdicts_of

    shelf = shelf_of(release, dictionary, sources)
    asked = asked_sets(shelf, sets or sorted(shelf.sets))
    agreements, speeds = [], []
    with bars() as shown:
        for each in asked if pairs else ():
            shown.step(f"Comparing {each.definition.criteria.id}")
            agreements.append(
                measure_agreement(
                    each.definition, verdicts_of(each.evaluator),
                    max(pairs // len(asked), 1), seed, engine_of(engine, spark_url),
                )
            )  # fmt: skip
        for each in asked if persons else ():
            shown.step(f"Timing {each.definition.criteria.id}")
            speeds.append(hospital_speed(each.definition, persons, seed, Limits(memory, threads)))
    if json:
        print_json({"agreement": agreements, "speed": speeds})
    else:
        print(*tables.of_cohort(engine.value, agreements, speeds), sep="\n")
    if any(each.disagreements for each in agreements):
        raise typer.Exit(Exit.NOTHING)
