"""`nosograph phenopacket`: GA4GH phenopackets checked, converted and begun.

Rule 1. Cases are read from files that the user owns; nothing of them is kept.
Rule 2. What a form has no place for is named, never dropped in silence.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nosograph.cli.case_files import age_of, one_case, sex_said, text_of
from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, err, print_json, print_problems, stop
from nosograph.formats.saved import Form
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.problems import Problem, Problems

if TYPE_CHECKING:
    from nosograph.asking.release import OpenRelease

app = typer.Typer(help="Phenopackets: checked, converted, begun.", no_args_is_help=True)


@app.command("validate")
def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="- for standard input.")],
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Check phenopackets: form, what is required, resources, and labels against their ids.

    \b
    nosograph phenopacket validate case.json
    nosograph phenopacket validate cases.jsonl --json

    Every problem has a line and a column. Exit code 1 when there is an error.
    """
    try:
        from nosograph.formats.packet_checks import check_packet
    except ImportError:
        stop(Exit.USAGE, "checking needs GA4GH's library: pip install 'nosograph[phenopackets]'")
    from nosograph.asking.release import OpenRelease
    from nosograph.formats.fields import documents

    problems, count = Problems(), 0
    with OpenRelease.open(release) as held:
        for path in files:
            for spot in documents(text_of(path), str(path), problems):
                count += 1
                check_packet(spot)
                _labels(held, spot.value, str(path), problems)
    if json:
        print_json({"phenopackets": count, "problems": [_record(each) for each in problems.found]})
    else:
        print_problems(problems.found, err)
        err.print(f"{count} phenopackets read", markup=False)
    if problems.errors or not count:
        raise typer.Exit(Exit.NOTHING)


def _labels(release: "OpenRelease", packet: Any, file: str, problems: Problems) -> None:
    """Report findings whose labels are those of others."""
    from nosograph.reasoning.differential.labels import mislabelled

    features = packet.get("phenotypicFeatures", packet.get("phenotypic_features"))
    types = [each.get("type") for each in features or () if isinstance(each, dict)]
    stated = [
        Statement(Status.PRESENT, code=str(each.get("id", "")), label=str(each.get("label", "")))
        for each in types
        if isinstance(each, dict)
    ]
    for each in mislabelled(stated, release.library):
        meant = f", the name of {each.meant}" if each.meant else ""
        message = f"{each.term} is {each.label}; here it is called {each.called!r}{meant}"
        hint = "one of id and label is wrong: compare them with the source"
        problems(Problem("wrong-label", file, 0, 0, message, each.called, hint))


def _record(problem: Problem) -> dict[str, object]:
    return {
        "slug": problem.slug, "file": problem.path, "line": problem.line, "column": problem.column,
        "severity": problem.severity, "message": problem.message, "hint": problem.hint,
    }  # fmt: skip


@app.command("convert")
def convert(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A case in any form that is read; a folder of OMOP's tables."
        ),
    ],
    to: Annotated[Form, typer.Option(help="What to write.")] = Form.PHENOPACKET,
    born: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="The day of birth, for OMOP's rows.")
    ] = "",
    release: Release = DEFAULT_RELEASE,
) -> None:
    """Write a case in another form, on standard output.

    \b
    nosograph phenopacket convert bundle.json > packet.json
    nosograph phenopacket convert packet.json --to fhir
    nosograph phenopacket convert packet.json --to omop --born 2019-03-01 > rows.json
    nosograph phenopacket convert rows.json

    Reads phenopackets, FHIR bundles, one person's rows of OMOP (by table in JSON, or a folder of
    CSV files), cases by items and lists of terms. What the other form has no place for is named
    on standard error, and the exit code is 1.
    """
    from nosograph.asking.release import OpenRelease

    try:
        birth = date.fromisoformat(born) if born else None
    except ValueError:
        stop(Exit.USAGE, f"--born {born!r}: write a day like 2019-03-01")
    case = one_case(file)
    with OpenRelease.open(release) as held:
        _print(held, case, to, birth)


@app.command("new")
def new(
    finding: Annotated[
        list[str] | None, typer.Option(metavar="HP:…", help="Present: an HPO id, or its name.")
    ] = None,
    absent: Annotated[
        list[str] | None, typer.Option(metavar="HP:…", help="Looked for and absent.")
    ] = None,
    id: Annotated[str, typer.Option(help="What the case is called; no person's name.")] = "case",
    age: Annotated[str, typer.Option(help="At the last examination: 20mo, 3a, P1Y6M.")] = "",
    sex: Annotated[str, typer.Option(help="male, female or other.")] = "",
    release: Release = DEFAULT_RELEASE,
) -> None:
    """Begin a phenopacket from findings.

    \b
    nosograph phenopacket new --finding Opsoclonus --absent Seizure --age 20mo > case.json
    """
    from nosograph.asking.release import OpenRelease
    from nosograph.cli.differential import spelt

    with OpenRelease.open(release) as held:
        statements = spelt(held, finding or (), absent or ())
        case = Case(id, statements, age_of("--age", age), sex_said(sex))
        _print(held, case, Form.PHENOPACKET)


def _print(release: "OpenRelease", case: Case, form: Form, born: date | None = None) -> None:
    from nosograph.asking.cases import written

    found = written(release, case, form, datetime.now(UTC), born)
    print_json(found.document)
    for each in found.left:
        err.print(f"left out: {each}", markup=False)
    if found.left:
        raise typer.Exit(Exit.NOTHING)
