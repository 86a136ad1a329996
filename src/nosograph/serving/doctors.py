"""The directory that a site serves, and the change to the next one.

Rule 1. A made-up directory is never served to the public, a changed one to nobody: sums are
checked at the door.
Rule 2. A new import is followed without dropping a request; one that cannot be read changes
nothing, and the log says why.
"""

import asyncio
import logging
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from starlette.requests import Request

from nosograph.directory.manifest import MANIFEST, read_manifest, verify
from nosograph.model.failures import DirectoryError
from nosograph.serving.lending import Lending
from nosograph.serving.requests import RefusedError, phrases

if TYPE_CHECKING:
    from nosograph.directory.reader import Directory

EVERY = 1.0
"""Seconds between two looks at the folder."""

FORGET = 30
"""Looks after which a directory that was refused is looked at again."""

Mark = tuple[int, int, int]

log = logging.getLogger("nosograph.serving")


class OpenDoctors:
    """A directory folder, checked at the door and opened later."""

    def __init__(self, folder: Path, *, public: bool, postgres: str) -> None:
        """Check the folder.

        Raises:
            DirectoryError: there is no directory, it was changed, or it is made up and the site
                is public.
        """
        # Looked at first: what changes while it is read is another directory.
        self.mark = _mark(folder) if (folder / MANIFEST).exists() else None
        told = read_manifest(folder)
        verify(folder, told)
        if public and told.get("fictional"):
            raise DirectoryError(
                f"{folder} holds made-up providers, which a public site must not show: "
                "give --directory a real one, or none"
            )
        self._folder, self._postgres = folder, postgres
        self._opened: Directory | None = None
        self._lock = Lock()

    @property
    def directory(self) -> "Directory":
        """The directory, open."""
        with self._lock:
            if self._opened is None:
                # Arrow takes a third of a second to import; a site without the page does not
                # wait for it.
                from nosograph.directory.reader import Directory

                unchanged = _mark(self._folder) == self.mark
                opened = Directory.open(
                    self._folder, postgres=self._postgres, verified=unchanged
                ).whole()
                self._opened = opened
            return self._opened

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()


class Doctors:
    """The directory at a place, whichever stands there."""

    def __init__(self, folder: Path, *, public: bool = False, postgres: str = "") -> None:
        """Check the folder; `postgres` is the address of a server that holds it.

        Raises:
            DirectoryError: there is no directory, it was changed, or it is made up and the site
                is public.
        """
        self._place, self._public, self._postgres = folder, public, postgres
        self._lending = Lending(self._checked(), OpenDoctors.close)
        self._refused: Mark | None = None

    def _checked(self) -> OpenDoctors:
        folder = self._place.resolve()
        return OpenDoctors(folder, public=self._public, postgres=self._postgres)

    def _ready(self) -> OpenDoctors:
        """What stands there now, open: nobody waits for it after the change."""
        found = self._checked()
        _ = found.directory
        return found

    def lease(self) -> AbstractContextManager[OpenDoctors]:
        """The present directory, kept open for the duration of a `with` block."""
        return self._lending.lease()

    async def refresh(self) -> bool:
        """Move to the directory that stands there, if it is another one; whether that was so."""
        try:
            mark = _mark(self._place.resolve())
        except OSError:
            return False  # an import renames it just now, or it is gone: the old one serves
        if mark in (self._lending.current.mark, self._refused):
            return False
        try:
            found = await asyncio.to_thread(self._ready)
        except (DirectoryError, OSError) as error:
            self._refused = mark
            log.error("still serving the doctors of before: %s", error)
            return False
        self._refused = None
        self._lending.replace(found)
        log.info("now serving the doctors of another import")
        return True

    async def follow(self) -> None:
        """Follow the place until cancelled."""
        for look in count(1):
            await asyncio.sleep(EVERY)
            if look % FORGET == 0:
                self._refused = None  # it may have been copied to its end since
            await self.refresh()

    def close(self) -> None:
        """Let go of the directory."""
        self._lending.close()


def _mark(folder: Path) -> Mark:
    """What tells one import from the next without reading it."""
    found = (folder / MANIFEST).stat()
    return found.st_dev, found.st_ino, found.st_mtime_ns


def doctors(request: Request) -> OpenDoctors | None:
    """The site's directory, if it has one."""
    found: OpenDoctors | None = request.scope.get("nosograph.doctors")
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
