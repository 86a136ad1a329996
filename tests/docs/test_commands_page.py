"""The page of commands lists what the program has, and nothing else."""

import re
from pathlib import Path

import typer
from typer.main import get_command

from nosograph.cli import app
from nosograph.cli.output import Exit

PAGE = Path(__file__).parents[2].joinpath("docs/reference/commands.md").read_text(encoding="utf-8")


def commands(group: object, prefix: str = "nosograph") -> set[str]:
    found = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined]  # click's Group
        whole = f"{prefix} {name}"
        found |= commands(command, whole) if hasattr(command, "commands") else {whole}
    return found


def test_every_command_is_in_the_table_and_every_row_is_a_command():
    rows = set(re.findall(r"^\| `(nosograph [a-z ]+?)(?: [\[A-Z].*)?` \|", PAGE, re.M))

    assert rows == commands(get_command(app))


def test_every_exit_code_is_in_the_table_and_every_row_is_an_exit_code():
    rows = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.M)}

    assert rows == set(Exit)


def test_every_option_shown_on_the_page_exists():
    known = {
        option
        for command in walk(get_command(app))
        for parameter in command.params
        for option in parameter.opts
    }
    shown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE))

    assert shown <= known | {"--help"}


def walk(command: object):
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from walk(each)


def test_the_program_is_a_typer_application():
    assert isinstance(app, typer.Typer)
