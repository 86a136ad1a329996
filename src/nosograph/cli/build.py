"""`nosograph build`: the dictionary and its sources into one release."""

import os
import resource
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import (
    DEFAULT_DICTIONARY,
    DEFAULT_RELEASE,
    DEFAULT_SOURCES,
    Json,
    Release,
    SourcesFile,
)
from nosograph.cli.output import Exit, bars, err, print_json, print_problems, stop


def build(
    dictionary: Annotated[
        Path, typer.Option("--dictionary", metavar="DIR", help="The folder of entries.")
    ] = DEFAULT_DICTIONARY,
    sources: SourcesFile = DEFAULT_SOURCES,
    release: Release = DEFAULT_RELEASE,
    previous: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="A release whose addresses must go on to work."),
    ] = None,
    overlay: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="What one hospital adds to entries, shown as local."),
    ] = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Leave broken entries out instead of stopping.")
    ] = False,
    keep: Annotated[
        int, typer.Option(min=0, metavar="N", help="Remove all but the newest N; 0 keeps all.")
    ] = 0,
    json: Json = False,
) -> None:
    """Make a release and let the link lead to it.

    \b
    nosograph build
    nosograph build --release /srv/nosograph/current --previous /srv/nosograph/current --keep 3
    SOURCE_DATE_EPOCH=1795392000 nosograph build

    The release is a folder beside the link; readers see the old one or the new one, never half
    of one. Exit code 1 when an entry is broken.
    """
    from nosograph.build.compile import BuildPlan
    from nosograph.build.compile import build as run
    from nosograph.build.standing import prune

    started = time.perf_counter()
    plan = BuildPlan(dictionary, sources, release, _day(), previous, keep_going, overlay)
    with bars() as progress:
        built = run(plan, progress)
    print_problems(built.problems.found, to=err)
    if built.manifest is None:
        stop(
            Exit.NOTHING,
            "no release was made: mend the entries, or leave them out with --keep-going",
        )
    left_out = built.manifest.left_out
    if json:
        print_json(
            {"folder": str(built.folder), "reused": built.reused, "manifest": built.manifest}
        )
    else:
        counts = ", ".join(f"{n:,} {what}" for what, n in built.manifest.counts.items())
        err.print(
            f"{built.folder}{' stood already' if built.reused else ''}: {counts}", markup=False
        )
        err.print(f"{time.perf_counter() - started:.1f} s, {_peak():.0f} MB at most", markup=False)
    if keep:
        prune(release, keep)
    if left_out:
        stop(Exit.NOTHING, f"left out because of their problems: {', '.join(left_out)}")


def _day() -> date:
    """The day of the release: `SOURCE_DATE_EPOCH` where it is set, else today (UTC)."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(told), UTC).date() if told else datetime.now(UTC).date()
    except (ValueError, OverflowError, OSError):
        stop(
            Exit.USAGE,
            f"SOURCE_DATE_EPOCH is {told!r}: it must be seconds since 1970, a whole number",
        )


def _peak() -> float:
    """The most memory that this process has used, in MB; kilobytes on Linux, bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
