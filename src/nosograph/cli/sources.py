"""`nosograph sources`: which data a build uses, and fetching the optional ones."""

from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_SOURCES, Json, SourcesFile
from nosograph.cli.output import bars, err, out, print_json

app = typer.Typer(help="The data that a build uses, and where they come from.", no_args_is_help=True)
