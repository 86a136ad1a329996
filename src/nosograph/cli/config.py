"""`nosograph config`: whether the settings of a server are understood."""

import os
from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.output import Exit, err, stop

app = typer.Typer(help="Check the settings of a server.", no_args_is_help=True)


@app.callback()
def config() -> None:
    """Check the settings of a server."""


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The settings, in TOML.")],
) -> None:
    """Say everything that is wrong with the settings, without starting anything.

    \b
    nosograph config check /etc/nosograph.toml
    """
    from nosograph.model.failures import SettingsError
    from nosograph.serving.configuration import read_server
    from nosograph.serving.settings import read_settings

    wrong = []
    for read in (lambda: read_server(file, os.environ, {}), lambda: read_settings(file)):
        try:
            read()
        except SettingsError as error:
            wrong += str(error).splitlines()
    if wrong:
        stop(Exit.USAGE, "\n".join(dict.fromkeys(wrong)))
    err.print(f"{file}: nothing is wrong", markup=False)
