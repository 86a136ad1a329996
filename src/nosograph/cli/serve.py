"""`nosograph serve`: the release as a site."""

import os
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nosograph.cli.doctors_load import Postgres
from nosograph.cli.options import DEFAULT_RELEASE, EXAMPLE_DIRECTORY, Release
from nosograph.cli.output import Exit, err, stop

if TYPE_CHECKING:
    from nosograph.serving.configuration import Server


class Profile(StrEnum):
    """For whom a site is run."""

    PROFESSIONAL = "professional"
    PUBLIC = "public"


class Log(StrEnum):
    """The form of the log."""

    TEXT = "text"
    JSON = "json"


def _is_by_hand(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def serve(
    context: typer.Context,
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
        typer.Option(metavar="FILE", help="Settings of the server and its interfaces, in TOML."),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes that answer; each opens the release.")
    ] = 1,
    base_url: Annotated[
        str, typer.Option(metavar="URL", help="How links and leaflets name the site.")
    ] = "",
    hosts: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A name the site may be called by."),
    ] = None,
    log: Annotated[Log, typer.Option(help="The form of the log.")] = Log.TEXT,
    connections: Annotated[
        int, typer.Option(min=10, help="Connections of one process at once.")
    ] = 1000,
    rate: Annotated[
        int, typer.Option(min=0, help="Requests of one client a minute to one process; 0 for any.")
    ] = 0,
    proxies: Annotated[
        list[str] | None,
        typer.Option("--proxy", metavar="ADDRESS", help="A proxy, believed when it names clients."),
    ] = None,
) -> None:
    """Serve a release in the browser.

    \b
    nosograph serve
    nosograph serve --release releases/2026.11.23-1a2b3c4d --port 8080
    nosograph serve --profile public --directory /srv/nosograph/directory --workers 4
    nosograph serve --settings /etc/nosograph.toml --base-url https://dictionary.example.org

    Every option can stand in the settings, below [server], and in the environment, as
    NOSOGRAPH_PORT and the like; what is given by hand is stronger than both. The server follows
    the link: when a new release is published, it switches to it without dropping a request.
    Nothing that visitors type is kept or logged. The public profile refuses a directory of
    made-up doctors.
    """
    from nosograph.serving.configuration import read_server

    settings = settings or (
        Path(named) if (named := os.environ.get("NOSOGRAPH_SETTINGS")) else None
    )
    server = read_server(settings, os.environ, _given(context))
    if server.directory is None and server.profile != "public" and EXAMPLE_DIRECTORY.is_dir():
        server = replace(server, directory=EXAMPLE_DIRECTORY)
    _run(server, settings)


def _given(context: typer.Context) -> dict[str, Any]:
    """The settings of the server that were given by hand, as a file would have them."""
    from nosograph.serving.configuration import READERS

    given = {
        name: each
        for name, each in context.params.items()
        if name in READERS and _is_by_hand(context, name)
    }
    return {name: str(each) if isinstance(each, Path) else each for name, each in given.items()}


def _run(server: "Server", settings: Path | None) -> None:
    from nosograph.serving.configuration import as_environment
    from nosograph.serving.connections import Bounded
    from nosograph.serving.server import free_socket, run, run_several
    from nosograph.site import FACTORY, served

    site = served(server, settings)
    try:
        listening = free_socket(server.host, server.port)
    except OSError as error:
        where = f"{server.host}:{server.port}"
        stop(Exit.USAGE, f"cannot listen on {where}: {error.strerror}; choose another --port")
    shown = "127.0.0.1" if server.host in ("0.0.0.0", "::") else server.host  # only printed
    port = listening.getsockname()[1]
    err.print(f"Nosograph is at http://{shown}:{port}/ (stop with Ctrl-C)")
    if server.workers == 1:
        Bounded.most = server.connections
        run(site, listening, log=server.log, proxies=server.proxies)
        return
    # The processes open the release and the address again: they share nothing with this one.
    site.releases.close()
    listening.close()
    os.environ |= as_environment(server) | {"NOSOGRAPH_SETTINGS": str(settings or "")}
    run_several(FACTORY, server.host, port, server.workers, server.proxies)
