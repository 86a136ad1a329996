"""`nosograph fhir`: the dictionary as FHIR R4 resources, and whether files are valid ones."""

import json as json_
from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, err, print_json, stop, whole_file

app = typer.Typer(
    help="The dictionary as FHIR R4.", no_args_is_help=True, rich_markup_mode=None
)  # fmt: skip

_HEAD = b'{"resourceType":"Bundle","type":"collection","entry":[\n'


@app.command("export")
def export(
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE", help="A bundle; ending in .ndjson: one a line."),
    ],
    release: Release = DEFAULT_RELEASE,
    type: Annotated[
        list[str] | None,
        typer.Option("--type", help="A type of resource; again for more; all if left out."),
    ] = None,
    json: Json = False,
) -> None:
    """Write every FHIR resource of a release into one file.

    \b
    nosograph fhir export --out dictionary.json
    nosograph fhir export --out plans.ndjson --type PlanDefinition --type Questionnaire
    """
    from nosograph.asking.artefacts import everything
    from nosograph.asking.release import OpenRelease

    counts: dict[str, int] = {}
    lines = out.suffix == ".ndjson"
    with OpenRelease.open(release) as held, whole_file(out) as file:
        file.write(b"" if lines else _HEAD)
        for each in everything(held):
            kind = each["resourceType"]
            if type and kind not in type:
                continue
            entry = each if lines else {"fullUrl": each["url"], "resource": each}
            comma = "," if counts and not lines else ""
            text = json_.dumps(entry, ensure_ascii=False, separators=(",", ":"))
            file.write(f"{comma}{text}\n".encode())
            counts[kind] = counts.get(kind, 0) + 1
        file.write(b"" if lines else b"]}\n")
    if not counts:
        out.unlink()
        stop(Exit.NOTHING, f"the release has no resource of {', '.join(type or ())}")
    if json:
        print_json({"path": str(out), "resources": counts})
    else:
        told = ", ".join(f"{count:,} {kind}" for kind, count in sorted(counts.items()))
        err.print(f"{out}: {told}", markup=False)


@app.command("validate")
def validate(
    files: Annotated[list[Path], typer.Argument(help="Resources as JSON, or one a line.")],
    schema: Annotated[
        Path | None,
        typer.Option(
            "--schema", metavar="FILE", help="HL7's fhir.schema.json, for required words."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Check whether files hold valid FHIR R4: structure, invariants and, if given, HL7's schema.

    \b
    nosograph fhir validate dictionary.json
    nosograph fhir validate dictionary.ndjson --schema fhir.schema.json

    Needs the extra `fhir`.
    """
    from nosograph.formats.fhir.validating import Schema, faults, resources

    held = Schema(schema) if schema is not None else None
    found, count = [], 0
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            stop(Exit.USAGE, f"cannot read {path}: {error}")
        for resource in resources(text, str(path)):
            count += 1
            wrong = faults(resource) + (held.faults(resource) if held is not None else [])
            found += [{"file": str(path), "fault": each} for each in wrong]
    if json:
        print_json({"resources": count, "faults": found})
    else:
        for fault in found:
            typer.echo(f"{fault['file']}: {fault['fault']}")
        err.print(f"{count} resources read, {len(found)} faults", markup=False)
    raise typer.Exit(int(Exit.NOTHING if found else Exit.FINE))
