"""The command line: one module per command, gathered here.

Rule. Importing this package loads no command's libraries; each command imports what it needs
when it runs, so that `nosograph --help` and `nosograph search` stay quick.
"""

import signal
import sys
from types import FrameType
from typing import Annotated, NoReturn

import typer

from nosograph import __version__
from nosograph.cli import (
    ask,
    benchmark,
    build,
    check,
    claims,
    cohort,
    compare,
    config,
    criteria,
    differential,
    doctors,
    export,
    fhir,
    history,
    leaflet,
    mcp,
    new,
    pathway,
    phenopacket,
    recognise,
    release,
    review,
    scale,
    schema,
    search,
    serve,
    show,
    sources,
    wiki,
    workup,
)
from nosograph.cli.output import Exit, stop
from nosograph.cli.unwritable import unwritable
from nosograph.model.failures import (
    DirectoryError,
    LibraryError,
    NosographError,
    SourceError,
    TooLargeError,
)

app = typer.Typer(
    name="nosograph",
    help="A health dictionary you can compute with.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("new")(new.new)
app.command("check")(check.check)
app.command("schema")(schema.schema)
app.command("build")(build.build)
app.command("serve")(serve.serve)
app.command("search")(search.search)
app.command("ask")(ask.ask)
app.command("recognise")(recognise.recognise)
app.command("show")(show.show)
app.command("differential")(differential.differential)
app.command("leaflet")(leaflet.leaflet)
app.command("mcp")(mcp.mcp)
app.command("workup")(workup.workup)
app.command("compare")(compare.compare)
app.command("claims")(claims.claims)
app.command("confirm")(claims.confirm)
app.command("history")(history.history)
app.command("review")(review.review)
app.add_typer(cohort.app, name="cohort")
app.add_typer(config.app, name="config")
app.add_typer(release.app, name="release")
app.add_typer(sources.app, name="sources")
app.add_typer(criteria.app, name="criteria")
app.add_typer(doctors.app, name="doctors")
app.add_typer(pathway.app, name="pathway")
app.add_typer(phenopacket.app, name="phenopacket")
app.add_typer(scale.app, name="scale")
app.add_typer(export.app, name="export")
app.add_typer(fhir.app, name="fhir")
app.add_typer(benchmark.app, name="benchmark")
app.add_typer(wiki.app, name="wiki")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"nosograph {__version__}")
        raise typer.Exit


@app.callback()
def nosograph(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """A health dictionary you can compute with.

    \b
    nosograph search "dancing eyes"      find a disease, a finding or a gene
    nosograph show ORPHA:1183            read an entry
    nosograph serve                      the same as pages, in the browser
    nosograph check                      look for mistakes in the dictionary
    nosograph build                      make a release of it
    """


def _interrupted(signum: int, frame: FrameType | None) -> NoReturn:
    stop(Exit.INTERRUPTED, "\ninterrupted; what was there before is unchanged")


def main() -> None:
    """Run the command line and end with its exit code."""
    signal.signal(signal.SIGINT, _interrupted)
    try:
        app()
    except LibraryError as error:
        stop(Exit.NO_RELEASE, str(error))
    except DirectoryError as error:
        stop(Exit.NO_RELEASE, str(error))
    except TooLargeError as error:
        stop(Exit.USAGE, str(error))
    except SourceError as error:
        stop(Exit.NO_SOURCE, str(error))
    except NosographError as error:
        stop(Exit.USAGE, str(error))
    except BrokenPipeError:
        # The reader of our output has gone (`… | head`): nothing is wrong.
        sys.stderr.close()
        raise SystemExit(int(Exit.FINE)) from None
    except Exception as error:
        why = unwritable(error)
        if not why:
            raise
        stop(Exit.USAGE, f"cannot write: {why}; what was there before is unchanged")
