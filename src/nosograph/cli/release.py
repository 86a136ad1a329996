"""`nosograph release`: which releases stand, which one is served, and how to go back."""

from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import err, print_json

app = typer.Typer(help="List, switch and remove releases.", no_args_is_help=True)

Keep = Annotated[int, typer.Option(min=1, metavar="N", help="How many of the newest stay.")]


@app.command("list")
def list_(release: Release = DEFAULT_RELEASE, json: Json = False) -> None:
    """List the releases beside the link, the newest first.

    \b
    nosograph release list
    """
    from nosograph.build.standing import standing_releases

    found = standing_releases(release)
    if json:
        rows = [
            {
                "version": each.version,
                "served": each.is_served,
                "readable": each.manifest is not None,
                "counts": dict(each.manifest.counts) if each.manifest else {},
            }
            for each in found
        ]
        print_json({"releases": rows})
        return
    for each in found:
        told = (
            f"{each.manifest.counts.get('diseases', 0):,} diseases"
            if each.manifest
            else ("damaged, or of another version of the program")
        )
        print(f"{'*' if each.is_served else ' '} {each.version}  {told}")


@app.command("switch")
def switch(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="Its name in the list.")],
    release: Release = DEFAULT_RELEASE,
) -> None:
    """Serve another release, after checking that it is whole.

    \b
    nosograph release switch 2026.11.23-1a2b3c4d
    """
    from nosograph.build.standing import switch_to

    switch_to(release, version)
    err.print(f"{release} leads to {version}", markup=False)


@app.command("rollback")
def rollback(release: Release = DEFAULT_RELEASE) -> None:
    """Serve the release that was made before the one that is served.

    \b
    nosograph release rollback
    """
    from nosograph.build.standing import before, switch_to

    version = before(release)
    switch_to(release, version)
    err.print(f"{release} leads to {version}", markup=False)


@app.command("prune")
def prune(release: Release = DEFAULT_RELEASE, keep: Keep = 3) -> None:
    """Remove old releases, and what builds that were killed have left.

    \b
    nosograph release prune --keep 3
    """
    from nosograph.build.standing import prune as run

    removed = run(release, keep)
    err.print(f"removed: {', '.join(removed) or 'none'}", markup=False)
