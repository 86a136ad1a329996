"""Every command shown in the documentation is one that the program takes; most are also run.

A command is run on the tiny release, with the names of the tiny dictionary in place of those of
the real one. Those that cannot run here stand in `NOT_RUN` with the reason; they are parsed still.
"""

import json
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import click
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from nosograph.cli import app
from nosograph.directory.nppes import NppesReader
from nosograph.model.directory import Known
from tests.conftest import TINY_DICTIONARY
from tests.directories import imported, made, person, register
from tests.docs.fragments import fragment
from tests.tiny import write_tiny_sources
from tests.unit.directory.test_nppes import places_of

ROOT = Path(__file__).parents[2]
SUBSTITUTES = {
    "opsoclonus-myoclonus-syndrome": "example-syndrome",
    "oms-genoa-2004": "example-2001",
    "dancing eyes": "example syndrome",
    "kinsborne": "opsoclonnus",
    "suddenly-wobbly-child": "suddenly-unsteady",
    "show ORPHA:1183 --audience": "show example-syndrome --audience",
    "leaflet ORPHA:1183": "leaflet example-syndrome",
    "SCALE": "three-things",
    "gait=2 --rating stance=1": "steps=1 --rating words=0",
    "/srv/nosograph": "releases",
    "~/downloads": "downloads",
    "--providers 1000000": "--providers 200",
}
ON_REAL = "tests/docs/test_real_commands.py runs it on the default release"
NOT_RUN = {
    r"serve\b|mcp\b": "it serves until it is stopped",
    r"check .*--watch": "it watches until it is stopped",
    r"benchmark ": "it takes minutes, or published cases",
    r"sources fetch": "it needs the network",
    r"export zim .*--workers|export static .*--base-url": "the same without the option runs",
    r"fhir validate .*--schema": "it needs HL7's schema; tests/interop validates with it",
    r"release (switch|rollback)": "tests/unit/build/test_standing.py does it between two releases",
    r"doctors load": "it needs PostGIS; tests/agreement loads",
    r"cohort run .*--engine spark": "it needs Java; tests/agreement runs it",
    r".*\bexample-palsy\b": "tests/docs/test_import_a_wiki.py goes through that page",
    r".*\bmade-up-tremor\b": "tests/unit/cli/test_tutorial.py goes through the tutorial",
    r"phenopacket (validate|convert)": "tests/unit/cli/test_phenopacket.py goes through that page",
    r"wiki (import|update|repair) ": "tests/unit/cli/test_wiki.py runs it on pages of its own",
    r"(history|review) ": "tests/unit/cli/test_history.py runs it in a repository of its own",
    r"confirm \S+ treatment": "it names a section of the real entry",
    r"cohort |criteria evaluate |differential --case": ON_REAL,
    r"pathway show \S+ relapse|compare |scale (show|course) mitchell-pike": ON_REAL,
}


def shown() -> list[tuple[str, str]]:
    """Page and command, the program's name taken off, for every command in a sh block."""
    found: dict[tuple[str, str], None] = {}
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for block in re.findall(r"^ *```sh\n(.*?)^ *```", page.read_text("utf-8"), re.M | re.S):
            for line in block.splitlines():
                match = re.match(r"\s*(?:\.venv/bin/)?nosograph (.+)$", line)
                if match:
                    found[page.relative_to(ROOT).as_posix(), match[1].strip()] = None
    return list(found)


def words(command: str) -> list[str]:
    """The arguments without a remark and without what the shell would do with the answer."""
    parts = shlex.split(command, comments=True)
    return parts[: parts.index(">")] if ">" in parts else parts


def kept_back(command: str) -> str | None:
    return next((why for row, why in NOT_RUN.items() if re.match(row, command)), None)


def parse(group: click.Command, arguments: list[str]) -> None:
    """Walk down to the command; Click complains of an option or argument that it does not take."""
    while isinstance(group, click.Group) or hasattr(group, "commands"):
        name, *arguments = arguments
        group = group.commands[name]  # type: ignore[attr-defined]  # hasattr says so
    parser = group.make_parser(click.Context(group))
    _, left, _ = parser.parse_args(arguments)
    assert not left


SHOWN = shown()


@pytest.mark.parametrize(("page", "command"), SHOWN)
def test_the_program_takes_every_command_that_is_shown(page, command):
    parse(get_command(app), words(command))


@pytest.fixture(scope="module")
def folder(tiny_release, tmp_path_factory):
    """A working folder with the tiny dictionary and the tiny release in their usual places."""
    here = tmp_path_factory.mktemp("reader")
    shutil.copytree(TINY_DICTIONARY, here / "dictionary")
    (here / "releases").mkdir()
    (here / "releases" / "current").symlink_to(tiny_release.resolve())
    write_tiny_sources(here)
    (here / "site.toml").write_text("[server]\nport = 8080\n")
    (here / "overlay").mkdir()
    (here / "overlay" / "overlay.yaml").write_text("hospital: St Example\n")
    ratings = {"id": "r", "findings": [{"item": "steps", "status": "measured", "value": 1}]}
    (here / "case.json").write_text(json.dumps(ratings))
    form = {"resourceType": "QuestionnaireResponse", "status": "completed"}
    (here / "plans.ndjson").write_text(json.dumps(form))
    shutil.copy(ROOT / "tests/fixtures/wiki/example-palsy.wiki", here / "page.wiki")
    (here / "notes.jsonl").write_text(json.dumps({"id": "n", "text": "Ataxia"}))
    write_registers(here)
    return here


def write_registers(here: Path) -> None:
    """The files that commands about a directory name."""
    base = register(here / "npidata_pfile.csv")
    imported(here / "directory", NppesReader().read, base)
    places_of(base, here / "pl_pfile.csv", "HARTFORD", "06105")
    with zipfile.ZipFile(here / "NPPES_Weekly.zip", "w") as archive:
        archive.write(base, base.name)
    made(here / "releases" / "directory", [person(1, 41.76, -72.67, accepting=Known.YES)])
    (here / "aerzte.toml").write_text(fragment("how-to/import-a-directory.md", "A mapping"))
    (here / "aerzte.csv").write_text(
        "Arzt;Fachgebiet;PLZ;Telefon;neue Patienten;Sprachen\n"
        "EXAMPLE Eins;Neuropädiatrie;10115;;ja;DE,TR\n"
    )
    (here / "DE.txt").write_text("DE\t10115\tBerlin\tBerlin\tBE\t\t\t\t\t52.53\t13.38\t6\n")


@pytest.mark.parametrize(("page", "command"), [row for row in SHOWN if not kept_back(row[1])])
def test_a_command_that_is_shown_runs(page, command, folder, monkeypatch):
    monkeypatch.chdir(folder)
    shutil.rmtree(folder / "dictionary" / "rasmussen-encephalitis", ignore_errors=True)
    for real, tiny in SUBSTITUTES.items():
        command = command.replace(real, tiny)

    answer = CliRunner().invoke(app, words(command))

    assert answer.exit_code == 0, answer.output


@pytest.mark.parametrize("row", NOT_RUN)
def test_what_is_kept_back_is_shown_somewhere(row):
    assert any(re.match(row, command) for _, command in SHOWN)
