"""`nosograph export`: the whole dictionary in a form that needs no server."""

import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Bars, Exit, bars, err, print_json, stop

if TYPE_CHECKING:
    from nosograph.editions.rewriting import Edition
    from nosograph.editions.static import Written

app = typer.Typer(
    help="Write the whole dictionary in a form that needs no server.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Out = Annotated[Path, typer.Option("--out", metavar="PATH", help="What to write.")]
Languages = Annotated[
    list[str] | None,
    typer.Option("--language", help="A language of the pages; again for more; all if left out."),
]
BaseUrl = Annotated[
    str,
    typer.Option(
        "--base-url",
        metavar="URL",
        help="Where the site itself is, for links to what the edition cannot hold.",
    ),
]
Workers = Annotated[
    int,
    typer.Option(min=0, help="Processes that make pages; 0 takes one for each processor."),
]


@app.command("static")
def static(
    out: Out,
    release: Release = DEFAULT_RELEASE,
    language: Languages = None,
    base_url: BaseUrl = "",
    workers: Workers = 0,
    json: Json = False,
) -> None:
    """Write a folder of files that any browser opens, without a server.

    \b
    nosograph export static --out nosograph-offline
    nosograph export static --out nosograph-offline --language en --base-url https://example.org

    Search runs in the browser. Criteria and the differential diagnosis can be read and not worked
    out, because that needs the server; the criteria are there as data too, in data/criteria/.
    """
    from nosograph.editions.static import write_static

    with bars() as progress:
        written = write_static(
            release,
            out,
            _edition(language, base_url),
            workers=_processes(workers),
            seen=_shown(progress),
        )
    _report(written, json=json)


@app.command("zim")
def zim(
    out: Out,
    release: Release = DEFAULT_RELEASE,
    language: Languages = None,
    base_url: BaseUrl = "",
    workers: Workers = 0,
    json: Json = False,
) -> None:
    """Write one file for Kiwix, with a search of its own.

    \b
    nosograph export zim --out nosograph.zim
    nosograph export zim --out nosograph-en.zim --language en

    Needs the extra `zim`, whose library is under the GPL.
    """
    from nosograph.editions.zim import write_zim

    with bars() as progress:
        written = write_zim(
            release,
            out,
            _edition(language, base_url),
            workers=_processes(workers),
            seen=_shown(progress),
        )
    _report(written, json=json)


def _edition(language: list[str] | None, base_url: str) -> "Edition":
    from nosograph.editions.rewriting import Edition
    from nosograph.render.site import LANGUAGES

    unknown = sorted(set(language or ()) - set(LANGUAGES))
    if unknown:
        stop(Exit.USAGE, f"no pages in {', '.join(unknown)}: choose from {', '.join(LANGUAGES)}")
    asked = tuple(each for each in LANGUAGES if not language or each in language)
    return Edition(asked, base_url.rstrip("/"))


def _processes(asked: int) -> int:
    return asked or os.cpu_count() or 1


def _shown(progress: Bars) -> Callable[[int, int], None]:
    """Follows the pages; how many there are is known only at the end."""
    progress.step("pages", total=1)
    return progress.reached


def _report(written: "Written", *, json: bool) -> None:
    if json:
        print_json({**asdict(written), "path": str(written.path)})
    else:
        size = written.bytes / 2**20
        err.print(f"{written.path}: {written.files:,} files, {size:,.0f} MB", markup=False)
    if written.missing:
        shown = ", ".join(written.missing[:5])
        err.print(f"{len(written.missing)} links lead nowhere: {shown}", markup=False)
