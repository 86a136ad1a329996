"""Every command shown in the documentation is one that the program takes; most are also run.

A command is run on the tiny release, with the names of the tiny dictionary in place of those of
the real one. Those that cannot run here stand in `NOT_RUN` with the reason; they are parsed still.
"""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from nosograph.cli import app
from tests.conftest import TINY_DICTIONARY

ROOT = Path(__file__).parents[2]
SUBSTITUTES = {
    "opsoclonus-myoclonus-syndrome": "example-syndrome",
    "oms-genoa-2004": "example-2001",
    "dancing eyes": "example syndrome",
    "kinsborne": "opsoclonnus",
    "show ORPHA:1183 --audience": "show example-syndrome --audience",
    "leaflet ORPHA:1183": "leaflet example-syndrome",
}
NOT_RUN = {
    r"serve\b": "it serves until it is stopped",
    r"check .*--watch": "it watches until it is stopped",
    r"benchmark ": "it takes minutes, or published cases",
    r"sources ": "it needs the network, or another sources.toml",
    r"build\b": "the tiny release is built by the fixtures; a build of the default takes minutes",
    r"export ": "tests/unit/editions exports; a whole edition takes too long here",
    r"cohort (run|generate)": "the records are the reader's; tests/unit/cohort runs it",
    r"cohort sql": "it names a set of the real dictionary",
    r"doctors ": "the registers are the reader's; tests/unit/directory runs it",
    r".*\b(SCALE|mitchell-pike|diabetes-ada|acute-cerebellar-ataxia|neurofibromatosis-type-1)\b": (
        "it names what only the real dictionary has"
    ),
    r".*\bcases?\.jsonl?\b": "the case is the reader's",
    r"pathway show \S+ relapse": "the tiny dictionary has no such pathway",
    r".*\bexample-palsy\b": "tests/docs/test_import_a_wiki.py goes through that page",
    r".*\bmade-up-tremor\b": "tests/unit/cli/test_tutorial.py goes through the tutorial",
    r"confirm \S+ treatment": "it names a section of the real entry",
    r"criteria evaluate .*--finding opsoclonus": "it names an item of the real set",
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
    return next((row for row in NOT_RUN if re.match(row, command)), None)


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
    return here


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
