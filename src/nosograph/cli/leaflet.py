"""`nosograph leaflet`: an entry on paper."""

from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, err, print_json, stop
from nosograph.model.entries import Audience


def leaflet(
    name: Annotated[
        str, typer.Argument(metavar="DISEASE", help="A slug, a code in any spelling, or a name.")
    ],
    release: Release = DEFAULT_RELEASE,
    audience: Annotated[
        Audience, typer.Option(help="For whom the text is written.")
    ] = Audience.PATIENT,
    language: Annotated[str, typer.Option(help="Of the leaflet.")] = "en",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The file; named after the entry if left out."),
    ] = None,
    base_url: Annotated[
        str,
        typer.Option("--base-url", metavar="URL", help="Where the site is, for the QR code."),
    ] = "",
    json: Json = False,
) -> None:
    """Write an entry as an accessible PDF (PDF/UA-1).

    \b
    nosograph leaflet opsoclonus-myoclonus-syndrome --base-url https://example.org
    nosograph leaflet ORPHA:1183 --audience professional --out oms.pdf
    nosograph leaflet ORPHA:1183 --language de

    Without --base-url the leaflet has no QR code, because nobody knows where it should lead.
    Exit code 1 when there is no such entry.
    """
    from nosograph.asking.release import OpenRelease
    from nosograph.cli.asked import disease_named
    from nosograph.render.leaflet import leaflet as made
    from nosograph.render.site import LANGUAGES

    if language not in LANGUAGES:
        stop(Exit.USAGE, f"no leaflets in {language!r}: choose from {', '.join(LANGUAGES)}")
    with OpenRelease.open(release, base_url=base_url) as held:
        disease = disease_named(held, name)
        written = made(disease, audience, language, held.site)
    path = out or Path(f"{disease.slug}-{audience}-{language}.pdf")
    path.write_bytes(written.pdf)
    if json:
        print_json(
            {"path": str(path), "bytes": len(written.pdf), "text_language": written.language}
        )
    else:
        err.print(f"{path}: {len(written.pdf) / 1024:,.0f} KB", markup=False)
        if not base_url:
            err.print("no QR code: name the site with --base-url", markup=False)
