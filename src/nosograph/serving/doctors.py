"""The directory that a site serves, opened when it is first asked.

Rule. A made-up directory is never served to the public.
"""

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

from nosograph.model.failures import DirectoryError
from nosograph.serving.requests import RefusedError, phrases

if TYPE_CHECKING:
    from nosograph.directory.reader import Directory


class Doctors:
    """A directory folder, checked at the door and opened later."""

    def __init__(self, folder: Path, *, public: bool = False, postgres: str = "") -> None:
        """Check the folder's manifest; `postgres` is the address of a server that holds it.

        Raises:
            DirectoryError: there is no directory, or it is made up and the site is public.
        """
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise DirectoryError(
                f"no directory at {folder}: run `nosograph doctors import` first"
            ) from None
        if public and manifest.get("fictional"):
            raise DirectoryError(
                f"{folder} holds made-up providers, which a public site must not show: "
                "give --directory a real one, or none"
            )
        self._folder, self._postgres = folder, postgres

    @cached_property
    def directory(self) -> "Directory":
        """The directory, open."""
        # Arrow takes a third of a second to import; a site without the page does not wait for it.
        from nosograph.directory.reader import Directory

        return Directory.open(self._folder, postgres=self._postgres)


def doctors(request: Request) -> Doctors | None:
    """The site's directory, if it has one."""
    found: Doctors | None = request.scope.get("nosograph.doctors")
    return found


def directory(request: Request) -> "Directory":
    """The open directory of the site.

    Raises:
        RefusedError: it has none.
    """
    found = doctors(request)
    if found is None:
        raise RefusedError(404, "find_none_title", phrases(request)["find_none"])
    return found.directory
