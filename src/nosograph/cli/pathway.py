"""`nosograph pathway`: care pathways as text, picture, JSON, DOT or FHIR."""

from enum import StrEnum
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, print_json, stop

app = typer.Typer(help="List and show care pathways.", no_args_is_help=True)


class PathwayFormat(StrEnum):
    """How a pathway can be written."""

    TEXT = "text"
    SVG = "svg"
    JSON = "json"
    DOT = "dot"
    FHIR = "fhir"


@app.command("list")
def list_(release: Release = DEFAULT_RELEASE, json: Json = False) -> None:
    """List the pathways of a release.

    \b
    nosograph pathway list
    """
    from nosograph.asking.entries import pathways
    from nosograph.asking.release import OpenRelease

    found = []
    with OpenRelease.open(release) as held:
        for disease, each in pathways(held):
            lines = list(each.edges())
            inferred = sum(bool(edge.inferred) for _, edge in lines)
            row = (disease.slug, each.id, each.title, len(each.steps), len(lines), inferred)
            found.append(row)
    if json:
        keys = ("slug", "id", "title", "steps", "lines", "inferred")
        print_json([dict(zip(keys, row, strict=True)) for row in found])
        return
    for slug, id, title, steps, count, inferred in found:
        typer.echo(f"{slug} {id}\n  {title}: {steps} steps, {count} lines, {inferred} inferred")


@app.command()
def show(
    slug: Annotated[str, typer.Argument(help="A disease: a slug, a code or a name.")],
    pathway: Annotated[str, typer.Argument(help="The pathway's id.")],
    format: Annotated[PathwayFormat, typer.Option(help="What to write.")] = PathwayFormat.TEXT,
    release: Release = DEFAULT_RELEASE,
) -> None:
    """Write one pathway to standard output.

    \b
    nosograph pathway show opsoclonus-myoclonus-syndrome relapse
    nosograph pathway show opsoclonus-myoclonus-syndrome relapse --format svg > relapse.svg
    nosograph pathway show opsoclonus-myoclonus-syndrome relapse --format dot | dot -Tpdf > it.pdf
    nosograph pathway show opsoclonus-myoclonus-syndrome relapse --format fhir > plan.json
    """
    from nosograph.asking.artefacts import edition_of
    from nosograph.asking.release import OpenRelease
    from nosograph.cli.asked import disease_named
    from nosograph.formats.fhir.plans import pathway_plan
    from nosograph.render.pathway import alone, as_dot, as_json, as_text

    with OpenRelease.open(release) as held:
        disease, edition = disease_named(held, slug), edition_of(held)
    known = {each.id: each for each in disease.pathways}
    if pathway not in known:
        hint = f"it has {', '.join(known)}" if known else "it has none"
        stop(Exit.NOTHING, f"{disease.slug} has no pathway {pathway!r}: {hint}")
    found = known[pathway]
    match format:
        case PathwayFormat.TEXT:
            typer.echo(as_text(found), nl=False)
        case PathwayFormat.SVG:
            typer.echo(alone(found, f"/d/{disease.slug}/pathways/{pathway}#step-{{}}"), nl=False)
        case PathwayFormat.DOT:
            typer.echo(as_dot(found), nl=False)
        case PathwayFormat.JSON:
            print_json(as_json(found))
        case PathwayFormat.FHIR:
            print_json(pathway_plan(disease, found, edition))
