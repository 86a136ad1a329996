"""`nosograph doctors specialties`: the codes of a directory, beside the code set."""

from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import EXAMPLE_DIRECTORY, Json
from nosograph.cli.output import Exit, out, print_json, stop


def specialties(
    directory: Annotated[
        Path, typer.Option("--directory", metavar="DIR", help="The directory to look at.")
    ] = EXAMPLE_DIRECTORY,
    nucc: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The NUCC code set as CSV, which you have to get."),
    ] = None,
    json: Json = False,
) -> None:
    """List the specialties of a directory with their names, the most frequent first.

    \b
    nosograph doctors specialties --directory directory
    nosograph doctors specialties --directory directory --nucc nucc_taxonomy_260.csv --json

    With the code set its names are shown and codes that are none of it are pointed out; exit
    code 1 when there are such. Nothing of the code set is kept.
    """
    from nosograph.directory.nucc import load_nucc
    from nosograph.directory.reader import Directory
    from nosograph.directory.specialties import NAMED
    from nosograph.render.languages import specialty_name

    known = load_nucc(nucc) if nucc is not None else None
    with Directory.open(directory) as opened:
        found = [
            {
                "code": each.code,
                "listings": each.listings,
                "name": specialty_name(each.code, "en") if each.code in NAMED else None,
                "nucc": known.get(each.code) if known is not None else None,
                "in_code_set": each.code in known if known is not None else None,
            }
            for each in sorted(opened.specialties.values(), key=lambda s: (-s.listings, s.code))
            if each.code
        ]
    if json:
        print_json(found)
    else:
        for row in found:
            name = row["nucc"] or row["name"] or ""
            mark = "  none of the code set" if row["in_code_set"] is False else ""
            out.print(f"{row['listings']:>12,}  {row['code']}  {name}{mark}", markup=False)
    foreign = sum(row["in_code_set"] is False for row in found)
    if foreign:
        stop(Exit.NOTHING, f"{foreign} of {len(found)} codes are none of the code set in {nucc}")
