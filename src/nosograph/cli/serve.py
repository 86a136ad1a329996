"""`nosograph serve`: the release as a site."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.doctors_load import Postgres
from nosograph.cli.options import DEFAULT_RELEASE, EXAMPLE_DIRECTORY, Release
from nosograph.cli.output import Exit, err, stop


class Profile(StrEnum):
    """For whom a site is run."""

    PROFESSIONAL = "professional"
    PUBLIC = "public"


def serve(
    release: Release = DEFAULT_RELEASE,
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port to listen on; 0 for a free one.")
    ] = 8000,
    profile: Annotated[
        Profile,
        typer.Option(help="For whom: `public` switches criteria and differential off."),
    ] = Profile.PROFESSIONAL,
    directory: Annotated[
        Path | None,
        typer.Option(
            "--directory",
            metavar="DIR",
            help="Where doctors are found; without it releases/directory, if it is there.",
        ),
    ] = None,
    postgres: Postgres = "",
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings of the interfaces for machines, in TOML."),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes that answer; each opens the release.")
    ] = 1,
) -> None:
    """Serve a release in the browser.

    \b
    nosograph serve
    nosograph serve --release releases/2026.11.23-1a2b3c4d --port 8080
    nosograph serve --profile public --directory /srv/nosograph/directory --workers 4

    The server follows the link: when a new release is published, it switches to it without
    dropping a request. Nothing that visitors type is kept or logged. The public profile refuses
    a directory of made-up doctors.
    """
    from nosograph.serving.server import free_socket, run, run_several
    from nosograph.site import FACTORY, application

    public = profile is Profile.PUBLIC
    if directory is None and not public and EXAMPLE_DIRECTORY.is_dir():
        directory = EXAMPLE_DIRECTORY
    site = application(
        release, with_tools=not public, directory=directory, postgres=postgres, settings=settings
    )
    try:
        listening = free_socket(host, port)
    except OSError as error:
        stop(Exit.USAGE, f"cannot listen on {host}:{port}: {error.strerror}; choose another --port")
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # only printed
    port = listening.getsockname()[1]
    err.print(f"Nosograph is at http://{shown}:{port}/ (stop with Ctrl-C)")
    if workers == 1:
        run(site, listening)
        return
    # The processes open the release and the address again: they share nothing with this one.
    site.releases.close()
    listening.close()
    os.environ |= {
        "NOSOGRAPH_RELEASE": str(release),
        "NOSOGRAPH_PROFILE": profile.value,
        "NOSOGRAPH_DIRECTORY": str(directory or ""),
        "NOSOGRAPH_POSTGRES": postgres,
        "NOSOGRAPH_SETTINGS": str(settings or ""),
    }
    run_several(FACTORY, host, port, workers)
