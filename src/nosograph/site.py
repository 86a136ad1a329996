"""The site: pages for people and answers for machines, in one frame."""

import os
from pathlib import Path

from nosograph.interop import routes as interop
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
) -> Site:
    """The site over a release, or over the link to one.

    `base_url` (`https://example.org`) makes the links between languages absolute;
    `with_tools=False` switches off what is meant for professionals only, and refuses made-up
    doctors; `directory` is where doctors are found, through the server at
    `postgres` if there is one; `settings` is the file of the interfaces' settings.

    Raises:
        LibraryError: the release is missing, damaged, or of another schema version.
        DirectoryError: there is no directory, or one that the site may not show.
        SettingsError: the settings are not understood.
    """
    found = None
    if directory is not None:
        found = Doctors(directory, public=not with_tools, postgres=postgres)
    pages = [*(tools.ROUTES if with_tools else tools.SWITCHED_OFF), *routes.ROUTES]
    told = read_settings(settings, with_tools=with_tools)
    return Site([*pages, *interop.ROUTES], Releases(release, base_url=base_url), found, told)


FACTORY = f"{__name__}:from_environment"


def from_environment() -> Site:
    """The site that `NOSOGRAPH_RELEASE` and the like tell of, in each process of a server.

    Raises:
        LibraryError: the release is missing, damaged, or of another schema version.
        DirectoryError: there is no directory, or one that the site may not show.
        SettingsError: the settings are not understood.
    """
    log_to_stderr()
    let_the_loop_in()
    release, directory, settings = (
        os.environ.get(f"NOSOGRAPH_{each}") for each in ("RELEASE", "DIRECTORY", "SETTINGS")
    )
    return application(
        Path(release or "releases/current"),
        base_url=os.environ.get("NOSOGRAPH_BASE_URL", ""),
        with_tools=os.environ.get("NOSOGRAPH_PROFILE") != "public",
        directory=Path(directory) if directory else None,
        postgres=os.environ.get("NOSOGRAPH_POSTGRES", ""),
        settings=Path(settings) if settings else None,
    )
