"""`nosograph compare`: two diseases side by side."""

from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, print_json, stop


def compare(
    slug: Annotated[str, typer.Argument(help="The address of one disease.")],
    other: Annotated[str, typer.Argument(help="The address of the other.")],
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Put two diseases side by side: what tells them apart, and what is recorded of both.

    \b
    nosograph compare opsoclonus-myoclonus-syndrome acute-cerebellar-ataxia
    nosograph compare marfan-syndrome neurofibromatosis-type-1 --json
    """
    from nosograph.library.reader import Library
    from nosograph.model.problems import nearest
    from nosograph.reasoning.comparison import compared
    from nosograph.render.comparison_files import as_json, as_text

    with Library.open(release) as library:
        found = []
        for each in (slug, other):
            disease = library.disease(library.redirect(each) or each)
            if disease is None:
                like = nearest(each, library.slugs())
                hint = f"did you mean {like}?" if like else "try `nosograph search`"
                stop(Exit.NOTHING, f"no entry {each!r}: {hint}")
            found.append(disease)
        if found[0].slug == found[1].slug:
            stop(Exit.NOTHING, "a disease cannot be compared with itself")
        comparison = compared(found[0], found[1], library.ontology.ancestors)
    if json:
        print_json(as_json(comparison))
    else:
        typer.echo(as_text(comparison), nl=False)
