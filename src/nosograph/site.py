"""The site: pages for people and answers for machines, in one frame."""

import os
from pathlib import Path

from nosograph.interop import routes as interop
from nosograph.serving.configuration import Server, read_server
from nosograph.serving.connections import Bounded
from nosograph.serving.doctors import Doctors
from nosograph.serving.frame import Site, log_to_stderr
from nosograph.serving.releases import Releases
from nosograph.serving.server import let_the_loop_in
from nosograph.serving.settings import read_settings
from nosograph.web import routes, tools


def application(
    release: Path,
    *,
    base_url: str = "",
    with_tools: bool = True,
    directory: Path | None = None,
    postgres: str = "",
    settings: Path | None = None,
    hosts: tuple[str, ...] = (),
    rate: int = 0,
) -> Site:
    """The site over a release, or over the link to one.

    `base_url` (`https://example.org`) makes the links between languages absolute;
    `with_tools=False` switches off what is meant for professionals only, and refuses made-up
    doctors; `directory` is where doctors are found, through the server at
    `postgres` if there is one; `settings` is the file of the interfaces' settings; `hosts` are
    the names by which the site may be called, none for any; `rate` is how often a client may
    ask a minute, 0 for any number.

    Raises:
        LibraryError: the release is missing, damaged, or of another schema version.
        DirectoryError: there is no directory, or one that the site may not show.
        SettingsError: the settings are not understood.
    """
    found = None
    if directory is not None:
        found = Doctors(directory, public=not with_tools, postgres=postgres)
    pages = [*routes.ROUTES, *(tools.ROUTES if with_tools else tools.SWITCHED_OFF)]
    told = read_settings(settings, with_tools=with_tools)
    held = Releases(release, base_url=base_url)
    return Site([*pages, *interop.ROUTES], held, found, told, hosts=hosts, rate=rate)


def served(server: Server, settings: Path | None = None) -> Site:
    """The site that is run so.

    Raises:
        LibraryError: the release is missing, damaged, or of another schema version.
        DirectoryError: there is no directory, or one that the site may not show.
        SettingsError: the settings are not understood.
    """
    return application(
        server.release,
        base_url=server.base_url,
        with_tools=server.profile != "public",
        directory=server.directory,
        postgres=server.postgres,
        settings=settings,
        hosts=server.hosts,
        rate=server.rate,
    )


FACTORY = f"{__name__}:from_environment"


def from_environment() -> Site:
    """The site that `NOSOGRAPH_RELEASE` and the like tell of, in each process of a server.

    Raises:
        LibraryError: the release is missing, damaged, or of another schema version.
        DirectoryError: there is no directory, or one that the site may not show.
        SettingsError: the settings are not understood.
    """
    named = os.environ.get("NOSOGRAPH_SETTINGS")
    settings = Path(named) if named else None
    server = read_server(settings, os.environ, {})
    log_to_stderr(form=server.log)
    let_the_loop_in()
    Bounded.most = server.connections
    return served(server, settings)
