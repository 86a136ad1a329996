"""`nosograph doctors`: registers into a directory, and the nearest of a specialty out of it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from nosograph.cli.doctors_load import Postgres, load
from nosograph.cli.doctors_specialties import specialties
from nosograph.cli.options import DEFAULT_RELEASE, EXAMPLE_DIRECTORY, Json, Release
from nosograph.cli.output import Exit, bars, err, out, print_json, stop

app = typer.Typer(
    no_args_is_help=True,
    help="Find doctors and centres: import registers, ask for the nearest.",
    rich_markup_mode=None,
)
importing = typer.Typer(
    no_args_is_help=True, help="Read a register into a directory.", rich_markup_mode=None
)
app.add_typer(importing, name="import")

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files: plain, .gz or .zip.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The directory to write.")]
Geonames = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="GeoNames' postal codes of further countries."),
]
Update = Annotated[
    bool, typer.Option("--update", help="Keep what DIR holds where the files do not replace it.")
]
KeepBadNpi = Annotated[
    bool,
    typer.Option("--keep-bad-npi", help="Keep rows whose identifier has a wrong check digit."),
]
Source = Annotated[str, typer.Option(metavar="NAME", help="What to call the source.")]
Disease = Annotated[
    str, typer.Option(metavar="DISEASE", help="A slug, a code such as ORPHA:1183, or a name.")
]
Specialties = Annotated[
    list[str] | None, typer.Option(metavar="CODE", help="A specialty (NUCC); may be repeated.")
]
AgeOfPerson = Annotated[
    str, typer.Option(metavar="20mo", help="The age: 20mo, 1y8mo, 3a, or P1Y8M.")
]
Near = Annotated[str, typer.Option(metavar="LAT,LON", help="From where.")]
Postal = Annotated[
    str, typer.Option(metavar="CODE", help="From which postal code; `DE 10115` abroad.")
]
Most = Annotated[int, typer.Option("-k", min=1, max=1_000, help="How many at most.")]
Radius = Annotated[float, typer.Option(min=0.1, max=20_100, help="Kilometres at first.")]
Accepting = Annotated[bool, typer.Option("--accepting", help="Takes new patients.")]
Telehealth = Annotated[bool, typer.Option("--telehealth", help="Sees people by video.")]
Languages = Annotated[
    list[str] | None,
    typer.Option(metavar="TAG", help="Speaks a language (de, German); may be repeated."),
]
Networks = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Belongs to a network.")]
HideUnknown = Annotated[
    bool, typer.Option("--hide-unknown", help="Leave out those of whom it is not known.")
]
Classification = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A table of diseases and specialties of your own."),
]
DirectoryPath = Annotated[
    Path, typer.Option("--directory", metavar="DIR", help="The directory to ask.")
]
DEFAULT_DIRECTORY = EXAMPLE_DIRECTORY


@importing.command("nppes")
def nppes(
    files: Files,
    to: Out = DEFAULT_DIRECTORY,
    source: Source = "NPPES",
    geonames: Geonames = None,
    update: Update = False,
    keep_bad_npi: KeepBadNpi = False,
    json: Json = False,
) -> None:
    """Read NPPES: full, weekly and practice-location files, in any order.

    \b
    nosograph doctors import nppes npidata_pfile.csv pl_pfile.csv --out directory
    nosograph doctors import nppes NPPES_Weekly.zip --out directory --update
    """
    from nosograph.directory.nppes import NppesReader

    _import(files, to, source, geonames, update, json, NppesReader(keep_bad_npi).read)


@importing.command("carecompare")
def care_compare(
    files: Files,
    to: Out = DEFAULT_DIRECTORY,
    source: Source = "CMS Care Compare",
    geonames: Geonames = None,
    update: Update = False,
    keep_bad_npi: KeepBadNpi = False,
    json: Json = False,
) -> None:
    """Read the national file of Medicare's Care Compare (doctors and clinicians).

    \b
    nosograph doctors import carecompare DAC_NationalDownloadableFile.csv --out directory
    """
    from nosograph.directory.care_compare import CareCompareReader

    _import(files, to, source, geonames, update, json, CareCompareReader(keep_bad_npi).read)


@importing.command("plannet")
def plannet(
    files: Files,
    to: Out = DEFAULT_DIRECTORY,
    source: Source = "Plan-Net",
    geonames: Geonames = None,
    update: Update = False,
    keep_bad_npi: KeepBadNpi = False,
    json: Json = False,
) -> None:
    """Read FHIR: Plan-Net bundles (.json) and bulk exports (.ndjson).

    \b
    nosograph doctors import plannet Practitioner.ndjson PractitionerRole.ndjson Location.ndjson --out directory
    """
    from nosograph.directory.plannet import PlanNetReader

    reader = PlanNetReader(tuple(files), _today(), keep_bad_npi)
    _import(files, to, source, geonames, update, json, reader.read)


@importing.command("csv")
def mapped(
    files: Files,
    mapping: Annotated[
        Path, typer.Option("--map", metavar="FILE", help="Which column is what (TOML).")
    ],
    to: Out = DEFAULT_DIRECTORY,
    source: Source = "",
    geonames: Geonames = None,
    update: Update = False,
    json: Json = False,
) -> None:
    """Read any table, told by a mapping which column is what; lists of expert centres, too.

    \b
    nosograph doctors import csv aerzte.csv --map aerzte.toml --geonames DE.txt --out directory
    """
    from nosograph.directory.mapped_csv import MappedReader, load_mapping

    wanted = load_mapping(mapping)
    reader = MappedReader(wanted, _today())
    _import(files, to, source or wanted.source, geonames, update, json, reader.read)


def _today() -> date:
    return datetime.now(UTC).date()


def _import(
    files: list[Path],
    to: Path,
    source: str,
    geonames: list[Path] | None,
    update: bool,
    json: bool,
    reader: Any,
) -> None:
    from nosograph.directory.compile import Plan
    from nosograph.directory.geocoding import load_postal_codes
    from nosograph.directory.importing import import_files
    from nosograph.directory.synthetic import is_made_up

    made_up = any(map(is_made_up, files))
    plan = Plan(to, source, _today(), tuple(files), fictional=made_up, update=update)
    with bars() as progress:
        manifest = import_files(plan, reader, load_postal_codes(geonames or ()), progress)
    if json:
        print_json(manifest)
        return
    counts = ", ".join(f"{n:,} {what.replace('_', ' ')}" for what, n in manifest["counts"].items())
    err.print(f"{to}: {counts}", markup=False)
    if manifest["rejects"]:
        rejected = ", ".join(f"{n:,} {reason}" for reason, n in manifest["rejects"].items())
        err.print(f"not taken or taken in part: {rejected}; see {to / 'rejects.csv'}", markup=False)


@app.command("status")
def status(directory: DirectoryPath = DEFAULT_DIRECTORY, json: Json = False) -> None:
    """Say what a directory holds.

    \b
    nosograph doctors status --directory directory
    """
    from nosograph.directory.reader import Directory
    from nosograph.directory.rejects import REASONS

    with Directory.open(directory) as opened:
        manifest = opened.manifest
        if json:
            print_json(manifest)
            return
        out.print(f"{manifest['source']}, imported {manifest['day']}", markup=False)
        if opened.is_fictional:
            out.print("made up: every provider is an EXAMPLE", style="bold", markup=False)
        for what, n in manifest["counts"].items():
            out.print(f"  {n:>12,}  {what.replace('_', ' ')}", markup=False)
        for reason, n in manifest["rejects"].items():
            out.print(f"  {n:>12,}  {reason}: {REASONS[reason].what}", markup=False)


@app.command("generate")
def generate(
    providers: Annotated[int, typer.Option(min=1, max=100_000_000, help="How many.")] = 1_000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same file.")] = 1,
    to: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")] = Path(
        "example-register.csv"
    ),
) -> None:
    """Write a made-up register in the form of NPPES, for trying out and for benchmarks.

    \b
    nosograph doctors generate --providers 1000000 --seed 7 --out register.csv

    Identifiers start with 9, as no real one does, and every name and address says EXAMPLE.
    """
    from nosograph.directory.synthetic import united_states, write_register

    try:
        write_register(to, providers, seed, united_states())
    except OSError as error:
        stop(Exit.USAGE, f"cannot write {to}: {error.strerror}")
    err.print(f"{to}: {providers:,} made-up providers", markup=False)


@app.command("find")
def find(
    directory: DirectoryPath = DEFAULT_DIRECTORY,
    disease: Disease = "",
    specialty: Specialties = None,
    age: AgeOfPerson = "",
    near: Near = "",
    postal: Postal = "",
    k: Most = 20,
    radius: Radius = 50.0,
    accepting: Accepting = False,
    telehealth: Telehealth = False,
    language: Languages = None,
    network: Networks = None,
    hide_unknown: HideUnknown = False,
    classification: Classification = None,
    geonames: Geonames = None,
    release: Release = DEFAULT_RELEASE,
    postgres: Postgres = "",
    json: Json = False,
) -> None:
    """Find the specialties for a disease, its expert centres, and the nearest clinicians.

    \b
    nosograph doctors find --disease ORPHA:1183 --age P20M --postal 06105 -k 5
    nosograph doctors find --specialty 2084N0402X --near 41.76,-72.67 --accepting --json

    Unknown is not no: without --hide-unknown those of whom it is not known are shown and marked.
    Exit code 1 when nobody is found.
    """
    from nosograph.cli.doctors_find import FindOptions, show
    from nosograph.directory.filters import Wanted
    from nosograph.directory.spoken import spoken

    wanted = Wanted(
        accepting, telehealth, spoken(language or ()), tuple(network or ()), not hide_unknown
    )
    specialties, tables = tuple(specialty or ()), tuple(geonames or ())
    asked = FindOptions(
        disease, specialties, age, near, postal, k, radius, wanted, classification, tables, postgres
    )
    show(asked, directory, release, json=json)


app.command("load")(load)
app.command("specialties")(specialties)
