"""Options that several commands share, so that they read the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_RELEASE = Path("releases/current")
DEFAULT_DICTIONARY = Path("dictionary")
DEFAULT_SOURCES = Path("sources.toml")
EXAMPLE_DIRECTORY = Path("releases/directory")

Release = Annotated[
    Path, typer.Option("--release", metavar="PATH", help="The release to read, or the link to it.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
SourcesFile = Annotated[
    Path,
    typer.Option("--sources", metavar="FILE", help="Which optional sources to use, and where."),
]
