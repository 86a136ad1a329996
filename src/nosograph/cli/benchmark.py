"""`nosograph benchmark`: how well, and how fast, on data that the user names.

Rule. A benchmark prints its protocol's every column; none is chosen.
"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nosograph.cli import benchmark_doctors
from nosograph.cli.case_files import text_of
from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, bars, out, print_json, stop

if TYPE_CHECKING:
    from nosograph.reasoning.differential.report import Report, Row

app = typer.Typer(
    help="Measure on data of your own, and print tables.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def benchmark() -> None:
    """Measure on data of your own, and print tables."""


app.command("doctors")(benchmark_doctors.doctors)


@app.command("differential")
def differential(
    cases: Annotated[
        Path,
        typer.Option(metavar="FILE", help="Phenopackets with diagnoses, one a line; may be .gz."),
    ],
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Measure the differential on published cases, honestly.

    AS-IS takes all cases; NONLEAK those whose publication is no source of their own diagnosis's
    annotations; LOPO all, each without what its publication contributed.

    \b
    nosograph benchmark differential --cases cases.jsonl.gz
    nosograph benchmark differential --cases cases.jsonl --json

    Exit code 1 when no case can be tested.
    """
    from nosograph.library.reader import Library
    from nosograph.reasoning.differential.differential import Differential
    from nosograph.reasoning.differential.protocol import trials
    from nosograph.reasoning.differential.published import published_cases
    from nosograph.reasoning.differential.report import report

    try:
        found = list(published_cases(text_of(cases).splitlines()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        stop(Exit.NOTHING, f"{cases}: not one phenopacket a line ({error})")
    with Library.open(release) as library, bars() as shown:
        asked = Differential(library.annotations)
        tested = trials(found, library.annotations)
        if not tested:
            stop(Exit.NOTHING, f"{cases}: no case has an annotated diagnosis and a publication")
        shown.step("Ranking", len(tested))
        measured = report(asked, found, tested, shown.advance)
    if json:
        print_json(_plain(asdict(measured)))
    else:
        _print(measured)


def _plain(value: Any) -> Any:
    """Enumerations by their words, numbers with two digits."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 2) if value == value else None
    return getattr(value, "value", value)


def _print(measured: "Report") -> None:
    print(
        f"annotations {measured.version}, {measured.diseases} diseases;"
        f" {measured.given} cases with diagnosis and publication, {measured.tested} tested\n"
    )
    kinds = dict.fromkeys((row.policy, row.by_disease) for row in measured.rows)
    for policy, by_disease in kinds:
        counted = "averaged over diseases" if by_disease else "averaged over cases"
        print(f"Candidates: {policy.value}; {counted}; 95 % intervals by publication\n")
        print("| findings | track | cases | top-1 | top-3 | top-10 |\n|---|---|---|---|---|---|")
        for row in measured.rows:
            if (row.policy, row.by_disease) == (policy, by_disease):
                print(_line(row))
        print()
    print("Confidence, on NONLEAK; unknown: cases whose disease nobody has annotated\n")
    print("| level | cases | first | among ten | unknown |\n|---|---|---|---|---|")
    for level in measured.trusted:
        first, ten = (100 * each / max(level.cases, 1) for each in (level.first, level.ten))
        print(
            f"| {level.level.value} | {level.cases} | {first:.0f} % | {ten:.0f} %"
            f" | {level.unknown} |"
        )
    out.print("\nThe yardstick follows LIRICAL's published rules; it is not that program.")


def _line(row: "Row") -> str:
    sign = "+" if row.paired else ""
    cells = " | ".join(
        f"{each.value:{sign}.1f} [{each.low:{sign}.1f}, {each.high:{sign}.1f}]" for each in row.tops
    )
    return f"| {row.findings} | {row.track.value} | {row.cases} | {cells} |"
