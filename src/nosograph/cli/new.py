"""`nosograph new`: the folder of a new entry."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_DICTIONARY
from nosograph.cli.output import Exit, err, stop
from nosograph.model.codes import Code
from nosograph.model.entries import Kind


def new(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="The page's address: small letters and hyphens.")
    ],
    name: Annotated[
        str, typer.Option(help="The disease's name; made of the slug if left out.")
    ] = "",
    code: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="A code of it; again for more.")
    ] = None,
    stub: Annotated[
        bool, typer.Option("--stub", help="Only names and codes, for an entry without text.")
    ] = False,
    dictionary: Annotated[
        Path, typer.Option("--dictionary", metavar="DIR", help="The folder of entries.")
    ] = DEFAULT_DICTIONARY,
) -> None:
    """Begin an entry: its folder, with every chapter still empty.

    \b
    nosograph new rasmussen-encephalitis --code ORPHA:1929
    nosograph new rasmussen-encephalitis --name "Rasmussen encephalitis"
    nosograph check dictionary/rasmussen-encephalitis --watch

    What `nosograph check` then reports is the list of what to write.
    """
    from nosograph.entries.fields import SLUG
    from nosograph.entries.template import new_entry
    from nosograph.entries.write import write_entry

    if not SLUG.fullmatch(slug):
        stop(Exit.USAGE, f"{slug!r} is no slug: small letters, digits and single hyphens")
    folder = dictionary / slug
    if folder.exists():
        stop(Exit.USAGE, f"{folder} is there already")
    if not dictionary.is_dir():
        stop(Exit.USAGE, f"no dictionary at {dictionary}: name its folder with --dictionary")
    try:
        codes = tuple(Code.parse(each) for each in code or ())
    except ValueError as error:
        stop(Exit.USAGE, str(error))
    shown = name or slug.replace("-", " ").capitalize()
    kind = Kind.STUB if stub else Kind.CURATED
    write_entry(new_entry(slug, shown, codes, kind, date.today()), folder)
    err.print(f"{folder}: what to write is what `nosograph check {folder}` says", markup=False)
