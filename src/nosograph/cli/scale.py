"""`nosograph scale`: severity scales, what ratings add up to, and courses over time.

Rule. Ratings and courses are read from files that the user owns; nothing of them is kept.
"""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from nosograph.cli.case_files import one_case, text_of
from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, err, print_json, print_problems, stop
from nosograph.model.problems import Problems, nearest
from nosograph.model.scales import Scale

app = typer.Typer(help="Severity scales: read, added up, drawn over time.", no_args_is_help=True)

Id = Annotated[
    str, typer.Argument(metavar="SCALE", help="The id of a scale, or its entry's address/id.")
]


class CourseFormat(StrEnum):
    """How a course can be written."""

    TEXT = "text"
    SVG = "svg"
    JSON = "json"


@app.command("list")
def list_(release: Release = DEFAULT_RELEASE, json: Json = False) -> None:
    """List the scales of a release, and whether they can be scored.

    \b
    nosograph scale list
    nosograph scale list --json
    """
    rows = [
        {
            "id": scale.id,
            "title": scale.title,
            "disease": slug,
            "items": len(scale.items),
            "confirmed": scale.confirmed,
        }
        for slug, scale in _scales(release)
    ]
    if json:
        print_json({"scales": rows})
        return
    for row in rows:
        state = f"{row['items']} items" if row["confirmed"] else "items not confirmed"
        typer.echo(f"{row['id']:<24} {row['title']} ({state}; {row['disease']})")


@app.command()
def show(id: Id, release: Release = DEFAULT_RELEASE, json: Json = False) -> None:
    """Print a scale: items, what each value means, and what is not confirmed.

    \b
    nosograph scale show mitchell-pike
    nosograph scale show mitchell-pike --json

    Exit code 1 when there is no such scale.
    """
    from nosograph.render.scale import as_json, as_text

    scale = _one(release, id)
    if json:
        print_json(as_json(scale))
    else:
        typer.echo(as_text(scale), nl=False)


@app.command()
def score(
    id: Id,
    case: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A case by items; - for standard input.")
    ] = None,
    rating: Annotated[
        list[str] | None, typer.Option(metavar="ITEM=VALUE", help="One rating; may be repeated.")
    ] = None,
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Add up ratings. What is not rated stays open; it never counts as zero.

    \b
    nosograph scale score SCALE --case case.json
    nosograph scale score SCALE --rating gait=2 --rating stance=1 --json

    A case is {"findings": [{"item": "gait", "value": 2}, …]}.
    Exit code 1 when there is no such scale, when its items are not confirmed, or when a rating
    is none of the values of its item.
    """
    from nosograph.reasoning.scales import ScoringError, ratings_in, refuse_unconfirmed
    from nosograph.reasoning.scales import score as add_up
    from nosograph.render.languages import words
    from nosograph.render.scale import in_words, remark_text, score_as_json

    if (case is None) == (not rating):
        stop(Exit.USAGE, "give the ratings as --case FILE or as --rating ITEM=VALUE")
    scale = _one(release, id)
    try:
        refuse_unconfirmed(scale)
        if case is not None:
            ratings, concerns = ratings_in(scale, one_case(case))
        else:
            ratings, concerns = _ratings(rating or []), ()
        found = add_up(scale, ratings)
    except ScoringError as error:
        stop(Exit.NOTHING, str(error))
    if concerns:
        stop(Exit.NOTHING, "\n".join(remark_text(each, words("en")) for each in concerns))
    if json:
        print_json(score_as_json(scale, found))
        return
    typer.echo(f"{scale.title}{f', version {scale.version}' if scale.version else ''}")
    for line in in_words(scale, found, "en"):
        typer.echo(line)


@app.command()
def course(
    id: Id,
    file: Annotated[
        Path, typer.Option(metavar="FILE", help="CSV or JSON of your own; - for standard input.")
    ],
    format: Annotated[CourseFormat, typer.Option(help="What to write.")] = CourseFormat.TEXT,
    release: Release = DEFAULT_RELEASE,
) -> None:
    """Draw or list dated totals, with relapses marked.

    \b
    nosograph scale course SCALE --file course.csv
    nosograph scale course SCALE --file course.csv --format svg > course.svg

    A CSV file has the columns date, total, relapse, version and note, all but date optional, and
    one for each item of a scale whose items are confirmed. Totals of a scale whose items are not
    confirmed are shown as recorded. Exit code 1 when there is no such scale or the file has
    mistakes.
    """
    from nosograph.formats.courses import read_course
    from nosograph.reasoning.scales import points
    from nosograph.render.course import alone
    from nosograph.render.scale import course_as_json, course_as_text

    scale, problems = _one(release, id), Problems()
    found = read_course(text_of(file), str(file), tuple(i.id for i in scale.items), problems)
    if found is None:
        print_problems(problems.found, err)
        raise typer.Exit(Exit.NOTHING)
    if found.scale and found.scale != scale.id:
        stop(Exit.NOTHING, f"{file} is about the scale {found.scale!r}, not {scale.id!r}")
    drawn = points(scale, found)
    match format:
        case CourseFormat.TEXT:
            typer.echo(course_as_text(scale, drawn), nl=False)
        case CourseFormat.SVG:
            typer.echo(alone(scale, drawn), nl=False)
        case CourseFormat.JSON:
            print_json(course_as_json(scale, drawn))


def _scales(release: Path) -> list[tuple[str, Scale]]:
    from nosograph.asking.entries import scales
    from nosograph.asking.release import OpenRelease

    with OpenRelease.open(release) as held:
        return [(disease.slug, scale) for disease, scale in scales(held)]


def _one(release: Path, id: str) -> Scale:
    slug, _, last = id.rpartition("/")
    scales = _scales(release)
    found = [(at, each) for at, each in scales if each.id == last and slug in ("", at)]
    if len(found) > 1:
        names = " or ".join(f"{at}/{last}" for at, _ in found)
        stop(Exit.USAGE, f"several entries have a scale {last!r}: say {names}")
    if not found:
        _no_such_scale(id, [each.id for _, each in scales])
    return found[0][1]


def _no_such_scale(id: str, known: list[str]) -> NoReturn:
    near = nearest(id, known)
    hint = f"did you mean {near!r}?" if near else "`nosograph scale list` shows them all"
    stop(Exit.NOTHING, f"no scale {id!r}: {hint}")


def _ratings(given: list[str]) -> dict[str, int]:
    ratings: dict[str, int] = {}
    for each in given:
        match = re.fullmatch(r"([^=]+)=(-?\d{1,6})", each, re.ASCII)
        if match is None:
            stop(Exit.USAGE, f"--rating {each!r}: write ITEM=VALUE, for example gait=2")
        if match[1] in ratings:
            stop(Exit.USAGE, f"--rating {match[1]} comes twice")
        ratings[match[1]] = int(match[2])
    return ratings
