"""`nosograph pathway`: care pathways as text, picture, JSON or DOT."""

from enum import StrEnum
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, print_json, stop

app = typer.Typer(help="List and show care pathways.", no_args_is_help=True)


class Format(StrEnum):
    """How a pathway can be written."""

    TEXT = "text"
    SVG = "svg"
    JSON = "json"
    DOT = "dot"


@app.command("list")
def list_(release: Release = DEFAULT_RELEASE, json: Json = False) -> None:
    """List the pathways of a release.

    \b
    nosograph pathway list
    """
    from nosograph.library.reader import Library

    found = []
    with Library.open(release) as library:
        for listed in library.curated():
            disease = library.disease(listed.slug)
            for each in disease.entry.pathways if disease and disease.entry else ():
                steps, lines = len(each.steps), list(each.edges())
                inferred = sum(bool(edge.inferred) for _, edge in lines)
                found.append((listed.slug, each.id, each.title, steps, len(lines), inferred))
    if json:
        keys = ("slug", "id", "title", "steps", "lines", "inferred")
        print_json([dict(zip(keys, row, strict=True)) for row in found])
        return
    for slug, id, title, steps, count, inferred in found:
        typer.echo(f"{slug} {id}\n  {title}: {steps} steps, {count} lines, {inferred} inferred")


@app.command()
def show(
    slug: Annotated[str, typer.Argument(help="The entry's address.")],
    pathway: Annotated[str, typer.Argument(help="The pathway's id.")],
    format: Annotated[Format, typer.Option(help="What to write.")] = Format.TEXT,
    release: Release = DEFAULT_RELEASE,
) -> None:
    """Write one pathway to standard output.

    \b
    nosograph pathway show opsoclonus-myoclonus-syndrome relapse
    nosograph pathway show opsoclonus-myoclonus-syndrome relapse --format svg > relapse.svg
    nosograph pathway show opsoclonus-myoclonus-syndrome relapse --format dot | dot -Tpdf > it.pdf
    """
    from nosograph.library.reader import Library
    from nosograph.render.pathway import alone, as_dot, as_json, as_text

    with Library.open(release) as library:
        disease = library.disease(slug)
    if disease is None:
        stop(Exit.NOTHING, f"no entry {slug!r}: try `nosograph search`")
    known = {each.id: each for each in (disease.entry.pathways if disease.entry else ())}
    if pathway not in known:
        hint = f"it has {', '.join(known)}" if known else "it has none"
        stop(Exit.NOTHING, f"{slug} has no pathway {pathway!r}: {hint}")
    found = known[pathway]
    match format:
        case Format.TEXT:
            typer.echo(as_text(found), nl=False)
        case Format.SVG:
            typer.echo(alone(found, f"/d/{slug}/pathways/{pathway}#step-{{}}"), nl=False)
        case Format.DOT:
            typer.echo(as_dot(found), nl=False)
        case Format.JSON:
            print_json(as_json(found))
