"""`nosograph show`: one entry as text, Markdown or JSON."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Release
from nosograph.cli.output import Exit, print_json, stop
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience

if TYPE_CHECKING:
    from nosograph.asking.presentations import PresentationAnswer
    from nosograph.asking.release import OpenRelease


class EntryFormat(StrEnum):
    """How an entry is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="DISEASE",
            help="A slug, a code in any spelling, or a name; the slug of a presentation.",
        ),
    ],
    release: Release = DEFAULT_RELEASE,
    audience: Annotated[
        Audience, typer.Option(help="For whom the text is written.")
    ] = Audience.PROFESSIONAL,
    format: Annotated[EntryFormat, typer.Option(help="How to print it.")] = EntryFormat.TEXT,
    language: Annotated[
        str, typer.Option(help="Of the plain-language text, where there are several.")
    ] = "en",
) -> None:
    """Read an entry.

    \b
    nosograph show opsoclonus-myoclonus-syndrome
    nosograph show ORPHA:1183 --audience patient
    nosograph show OMIM:256700 --format json
    nosograph show suddenly-wobbly-child --language de

    Exit code 1 when there is no such entry, or it has no text for that audience.
    """
    from nosograph.asking.presentations import presentation
    from nosograph.asking.release import OpenRelease
    from nosograph.cli.asked import disease_named
    from nosograph.render.presentation import as_disease
    from nosograph.render.show import as_json
    from nosograph.render.text import as_markdown, as_text

    with OpenRelease.open(release) as held:
        found = presentation(held, name)
        if found is not None and audience is Audience.PROFESSIONAL:
            return _print_presentation(found, held, format, language)
        disease = as_disease(found.entry) if found is not None else disease_named(held, name)
    if audience is Audience.PATIENT and not _has_patient_text(disease, language):
        stop(Exit.NOTHING, f"{disease.name} has no plain-language text in {language!r}")
    match format:
        case EntryFormat.JSON:
            print_json(as_json(disease, audience, held.site.sources))
        case EntryFormat.MARKDOWN:
            print(as_markdown(disease, audience, language))
        case EntryFormat.TEXT:
            print(as_text(disease, audience, language))


def _print_presentation(
    found: "PresentationAnswer", held: "OpenRelease", format: EntryFormat, language: str
) -> None:
    from nosograph.render.presentation import presentation_page
    from nosograph.render.presentation_files import as_json, as_markdown, as_text

    if format is EntryFormat.JSON:
        return print_json(as_json(found.entry, found.told))
    page = presentation_page(found.entry, found.told, found.criteria, language, held.site)
    written = as_markdown if format is EntryFormat.MARKDOWN else as_text
    print(written(page, found.entry, language))


def _has_patient_text(disease: Disease, language: str) -> bool:
    return disease.entry is not None and language in disease.entry.patient
