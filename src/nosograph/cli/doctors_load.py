"""`nosograph doctors load`: a directory onto a PostgreSQL server."""

from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import EXAMPLE_DIRECTORY
from nosograph.cli.output import bars, err

Postgres = Annotated[
    str,
    typer.Option(
        metavar="URL",
        envvar="NOSOGRAPH_POSTGRES",
        help="Ask through PostgreSQL: postgresql://user:password@host/database.",
        show_envvar=True,
    ),
]


def load(
    postgres: Annotated[
        str,
        typer.Option(
            metavar="URL",
            envvar="NOSOGRAPH_POSTGRES",
            help="The server: postgresql://user:password@host/database.",
        ),
    ],
    directory: Annotated[
        Path, typer.Option("--directory", metavar="DIR", help="The directory to copy.")
    ] = EXAMPLE_DIRECTORY,
) -> None:
    """Copy a directory's index to a PostgreSQL server with PostGIS, for `find` and `serve`.

    \b
    nosograph doctors load --directory directory --postgres postgresql://localhost/doctors
    NOSOGRAPH_POSTGRES=postgresql://localhost/doctors nosograph serve --directory directory

    Names and addresses stay in the directory; the server gets positions, specialties and bits.
    A load that breaks off leaves what stood. In the environment the address is seen by fewer.
    """
    from nosograph.directory.postgis import load as copied

    with bars() as shown:
        shown.step("Copying, then indexing")
        listings = copied(directory, postgres, shown.reached)
    err.print(f"{directory}: {listings:,} listings on the server", markup=False)
