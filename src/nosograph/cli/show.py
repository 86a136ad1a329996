"""`nosograph show`: one entry as text, Markdown or JSON."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Release
from nosograph.cli.output import Exit, print_json, stop
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience

if TYPE_CHECKING:
    from nosograph.library.reader import Library


class Format(StrEnum):
    """How an entry is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def show(
    name: Annotated[
        str, typer.Argument(metavar="SLUG-or-CODE", help="A slug, or a code in any spelling.")
    ],
    release: Release = DEFAULT_RELEASE,
    audience: Annotated[
        Audience, typer.Option(help="For whom the text is written.")
    ] = Audience.PROFESSIONAL,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
    language: Annotated[
        str, typer.Option(help="Of the plain-language text, where there are several.")
    ] = "en",
) -> None:
    """Read an entry.

    \b
    nosograph show opsoclonus-myoclonus-syndrome
    nosograph show ORPHA:1183 --audience patient
    nosograph show OMIM:256700 --format json

    Exit code 1 when there is no such entry, or it has no text for that audience.
    """
    from nosograph.library.reader import Library
    from nosograph.render.show import as_json
    from nosograph.render.text import as_markdown, as_text

    with Library.open(release) as library:
        slugs = slugs_meant(library, name)
        if len(slugs) > 1:
            stop(
                Exit.NOTHING, f"{name} is a code of several diseases; name one: {', '.join(slugs)}"
            )
        disease = library.disease(slugs[0]) if slugs else None
        sources = library.sources()
    if disease is None:
        stop(Exit.NOTHING, f"no entry {name!r}: find its slug or code with `nosograph search`")
    if audience is Audience.PATIENT and not _has_patient_text(disease, language):
        stop(Exit.NOTHING, f"{disease.name} has no plain-language text in {language!r}")
    match format:
        case Format.JSON:
            print_json(as_json(disease, audience, sources))
        case Format.MARKDOWN:
            print(as_markdown(disease, audience, language))
        case Format.TEXT:
            print(as_text(disease, audience, language))


def slugs_meant(library: "Library", name: str) -> tuple[str, ...]:
    """The entries that `name` means: a slug, a former slug, or a code in any spelling."""
    if library.listed(name) is not None:
        return (name,)
    moved = library.redirect(name)
    if moved is not None:
        return (moved,)
    try:
        return library.slugs_for(Code.parse(name))
    except ValueError:
        return ()


def _has_patient_text(disease: Disease, language: str) -> bool:
    return disease.entry is not None and language in disease.entry.patient
