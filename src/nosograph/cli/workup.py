"""`nosograph workup`: the tests for a disease, and what their results do and do not mean."""

from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, print_json, stop


def workup(
    slug: Annotated[str, typer.Argument(help="A disease: a slug, a code or a name.")],
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Write the work-up of a disease: tests in order, and what results do and do not mean.

    \b
    nosograph workup opsoclonus-myoclonus-syndrome
    nosograph workup opsoclonus-myoclonus-syndrome --json
    """
    from nosograph.asking.entries import entries
    from nosograph.asking.release import OpenRelease
    from nosograph.cli.asked import disease_named
    from nosograph.render.workup import as_json, as_text

    with OpenRelease.open(release) as held:
        found = disease_named(held, slug)
        if found.workup is None:
            known = ", ".join(each.slug for each in entries(held) if each.workup) or "none"
            stop(Exit.NOTHING, f"{found.slug} has no work-up; these have: {known}")
    if json:
        print_json(as_json(found.workup))
    else:
        typer.echo(as_text(found.workup), nl=False)
