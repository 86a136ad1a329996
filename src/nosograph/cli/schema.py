"""`nosograph schema`: what a kind of file of an entry may hold, as JSON Schema."""

from typing import Annotated

import typer

from nosograph.cli.output import Exit, out, print_json, stop


def schema(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="Such as scales.yaml; the kinds there are if left out."
        ),
    ] = "",
) -> None:
    """Print the JSON Schema of a file, for editors that complete and check while one types.

    \b
    nosograph schema
    nosograph schema scales.yaml
    """
    from nosograph.entries.schemas import FORMS, schema_of

    if not file:
        for name in FORMS:
            out.print(name)
    elif file in FORMS:
        print_json(schema_of(file))
    else:
        stop(Exit.USAGE, f"no schema of {file!r}: name one of {', '.join(FORMS)}")
