"""`nosograph workup`: the tests for a disease, and what their results do and do not mean."""

from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, print_json, stop


def workup(
    slug: Annotated[str, typer.Argument(help="The entry's address.")],
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Write the work-up of a disease: tests in order, and what results do and do not mean.

    \b
    nosograph workup opsoclonus-myoclonus-syndrome
    nosograph workup opsoclonus-myoclonus-syndrome --json
    """
    from nosograph.library.reader import Library
    from nosograph.render.workup import as_json, as_text

    with Library.open(release) as library:
        disease = library.disease(slug)
        known = [
            each.slug
            for each in library.curated()
            if (found := library.disease(each.slug)) and found.entry and found.entry.workup
        ]
    if disease is None:
        stop(Exit.NOTHING, f"no entry {slug!r}: try `nosograph search`")
    if disease.entry is None or disease.entry.workup is None:
        stop(Exit.NOTHING, f"{slug} has no work-up; these have: {', '.join(known) or 'none'}")
    if json:
        print_json(as_json(disease.entry.workup))
    else:
        typer.echo(as_text(disease.entry.workup), nl=False)
