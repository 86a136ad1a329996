"""`nosograph search`: what the search box answers, in the terminal."""

import time
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, out, print_json, stop


def search(
    text: Annotated[str, typer.Argument(help="A name, a code, signs or a gene.")],
    release: Release = DEFAULT_RELEASE,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many results at most.")] = 20,
    json: Json = False,
) -> None:
    """Find diseases, findings and genes.

    \b
    nosograph search "dancing eyes"
    nosograph search kinsborne --limit 3
    nosograph search "ORPHA:1183" --json

    Exit code 1 when nothing is found.
    """
    from nosograph.asking import search as asking
    from nosograph.asking.release import OpenRelease
    from nosograph.render.search import gloss, told
    from nosograph.render.search_files import search_record
    from nosograph.render.site import LANGUAGES

    with OpenRelease.open(release) as held:
        started = time.perf_counter()
        answer = asking.search(held, asking.SearchQuestion(text, limit=limit))
        took = (time.perf_counter() - started) * 1000
        labels = held.site.labels
    if json:
        print_json(search_record(answer, LANGUAGES[0], took))
    else:
        for sentence in told(answer, "en"):
            out.print(sentence, markup=False)
        for result in answer.results:
            codes = ", ".join(result.codes)
            matched = f" — {result.matched}" if result.matched != result.name else ""
            out.print(f"{result.name}{matched}", style="bold", markup=False)
            out.print(f"  {result.kind}  {result.slug}  {codes}", markup=False)
            line = gloss(result, labels, "en")
            if line:
                out.print(f"  {line}", markup=False)
    if not answer.results:
        stop(
            Exit.NOTHING,
            f"nothing found for {text[:80]!r}: try fewer words, or a code such as ORPHA:1183",
        )
