"""`nosograph compare`: two diseases side by side."""

from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, print_json, stop


def compare(
    slug: Annotated[str, typer.Argument(help="One disease: a slug, a code or a name.")],
    other: Annotated[str, typer.Argument(help="The other.")],
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Put two diseases side by side: what tells them apart, and what is recorded of both.

    \b
    nosograph compare opsoclonus-myoclonus-syndrome acute-cerebellar-ataxia
    nosograph compare marfan-syndrome neurofibromatosis-type-1 --json
    """
    from nosograph.asking.comparison import compare as compared
    from nosograph.asking.release import OpenRelease
    from nosograph.cli.asked import disease_named
    from nosograph.render.comparison_files import as_json, as_text

    with OpenRelease.open(release) as held:
        try:
            found = compared(held, disease_named(held, slug), disease_named(held, other))
        except ValueError as error:
            stop(Exit.NOTHING, str(error))
    if json:
        print_json(as_json(found))
    else:
        typer.echo(as_text(found), nl=False)
