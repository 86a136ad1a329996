"""`nosograph check`: everything that is wrong in the dictionary, at once."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_DICTIONARY, DEFAULT_SOURCES, Json, SourcesFile
from nosograph.cli.output import Exit, err, print_json, print_problems, stop


def check(
    path: Annotated[
        Path, typer.Argument(help="The dictionary, or one entry's folder.")
    ] = DEFAULT_DICTIONARY,
    sources: SourcesFile = DEFAULT_SOURCES,
    json: Json = False,
    today: Annotated[
        str,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="The day on which reviews are due or not; today when left out.",
        ),
    ] = "",
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on: check again, and show the pages, as you write.")
    ] = False,
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, help="Of the pages shown by --watch; 0 for a free one."),
    ] = 8001,
) -> None:
    """Look for mistakes in entries.

    \b
    nosograph check
    nosograph check dictionary/opsoclonus-myoclonus-syndrome
    nosograph check dictionary/opsoclonus-myoclonus-syndrome --watch
    nosograph check --json

    Exit code 1 when there is an error; warnings alone are fine.
    """
    from nosograph.build.vignettes import checked_at_work
    from nosograph.sources.catalog import load_known

    if not path.is_dir():
        stop(
            Exit.USAGE, f"{path} is not a folder: name the dictionary, or one entry's folder in it"
        )
    known = load_known(sources)
    if watch:
        from nosograph.cli.watching import watch as go_on

        go_on(path, known, _day(today), port)
        return
    problems = checked_at_work(path, known.ontology, known.names, _day(today)).problems
    if json:
        listed = problems.sorted()
        print_json({"path": str(path), "problems": listed, "errors": len(problems.errors)})
    else:
        print_problems(problems.found)
        if not problems.found:
            err.print(f"{path}: no problems")
    if problems.errors:
        raise typer.Exit(Exit.NOTHING)


def _day(text: str) -> date:
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        stop(Exit.USAGE, f"--today {text!r} is no date: write it as 2026-11-23")
