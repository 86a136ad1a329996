"""The release that is being served, and the change to the next one.

Rule 1. A request keeps the release with which it began; an old release is closed when its last
request has ended.
Rule 2. A new release that cannot be opened whole changes nothing: the old one stays, the log and
the readiness say why, and it is tried again, because somebody may still be copying it.
Rule 3. Nobody is answered from a release whose files have changed under it.
"""

import asyncio
import ctypes
import gc
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from nosograph.asking.quoting import Statements
from nosograph.asking.release import OpenRelease
from nosograph.library.manifest import verify_files
from nosograph.model.failures import LibraryError
from nosograph.serving.later import load
from nosograph.serving.lending import Lending

EVERY = 1.0
"""Seconds between two looks at the link; chosen so that a new release shows at once to people."""
TRY_AGAIN = 10.0
"""Seconds until a release that was refused, or is damaged, is tried again."""
VERIFY_EVERY = 600.0
"""Seconds until the sums of the served files are checked anew though nothing seems to have
changed: memory and disks fail without a word."""

log = logging.getLogger("nosograph.serving")

Signature = tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class State:
    """What whoever runs the server wants to know."""

    ready: bool = False
    """Whether everything is open that an answer may need."""
    damaged: str = ""
    """What is wrong with the release that is served; empty for nothing."""
    refused: dict[str, str] = field(default_factory=dict)
    """Release that the link leads to and why it is not served."""


class Releases:
    """The current release behind a link."""

    def __init__(self, link: Path, *, base_url: str = "") -> None:
        """Open the release.

        Raises:
            LibraryError: it is missing, damaged, or of another schema version.
        """
        self.state = State()
        self._link = link
        self._base_url = base_url
        self._try_again = self._verified = time.monotonic()
        opened = self._open(link)
        self._lending = Lending(opened, _let_go)
        self._signature = _signature(opened)

    def _open(self, path: Path) -> OpenRelease:
        return OpenRelease.open(path, base_url=self._base_url)

    def _open_all(self, path: Path) -> OpenRelease:
        opened = self._open(path)
        try:
            opened.open_all()
        except Exception:
            opened.close()
            raise
        return opened

    def lease(self) -> AbstractContextManager[OpenRelease]:
        """The current release, kept open for the duration of a `with` block."""
        return self._lending.lease()

    async def warm(self) -> None:
        """Open and import what the first question would have to wait for; then all is ready."""
        try:
            await asyncio.to_thread(self._lending.current.open_all)
            await asyncio.to_thread(load)
        except Exception as error:
            self._is_damaged(error)
        else:
            self.state.ready = True
            await asyncio.to_thread(self._lending.current.open_rest)
            await asyncio.to_thread(self._lending.current.derived, Statements.of)
            gc.collect()
            _settle()

    async def refresh(self) -> bool:
        """Move to the release the link leads to, if it is another one; whether that was so."""
        target = self._link.resolve()
        if target == self._lending.current.library.folder:
            self.state.refused.clear()
            return False
        known = str(target) in self.state.refused
        if not target.is_dir() or (known and time.monotonic() < self._try_again):
            return False
        try:
            # Checking the sums takes a moment, which requests need not wait for.
            opened = await asyncio.to_thread(self._open_all, target)
        # Whatever is wrong with it, the release that is served stays.
        except Exception as error:
            self._refuse(target, f"{error}" or type(error).__name__)
            return False
        self._signature = _signature(opened)
        self._verified = time.monotonic()
        self.state.refused.clear()
        self.state.damaged, self.state.ready = "", True
        self._lending.replace(opened)
        log.info("now serving %s", opened.site.version)
        return True

    def _refuse(self, target: Path, why: str) -> None:
        self._try_again = time.monotonic() + TRY_AGAIN
        if self.state.refused.get(str(target)) != why:
            log.error("still serving %s: %s", self._lending.current.library.folder.name, why)
        self.state.refused = {str(target): why}

    async def look_after(self) -> None:
        """See that the served files are what they were, and find out when they are again."""
        served, now = self._lending.current, time.monotonic()
        try:
            found = _signature(served)
        except FileNotFoundError:
            return  # it was removed, and what is open stays open
        except OSError as error:
            self._is_damaged(error)
            return
        since = now - self._verified
        due = TRY_AGAIN if self.state.damaged else VERIFY_EVERY
        if found == self._signature and since < due:
            return
        self._verified = now
        library = served.library
        try:
            await asyncio.to_thread(verify_files, library.folder, library.manifest)
        except LibraryError as error:
            self._is_damaged(error)
            return
        self._signature = found
        if self.state.damaged:
            self.state.damaged = ""
            log.error("%s is whole again", library.folder.name)
            await self.warm()

    def doubt(self) -> None:
        """Check the sums at the next look: something could not be answered."""
        self._verified = -VERIFY_EVERY

    def _is_damaged(self, error: Exception) -> None:
        if not self.state.damaged:
            log.error("nothing is answered any more: %s", error)
        self.state.damaged, self.state.ready = str(error) or type(error).__name__, False

    async def follow(self) -> None:
        """Follow the link until cancelled."""
        looks: tuple[Callable[[], Awaitable[object]], ...] = (self.warm,)
        while True:
            # Whatever happens at one look, there is a next one.
            try:
                for look in looks:
                    await look()
            except OSError as error:
                log.error("cannot follow %s: %s", self._link, error.strerror)
            except Exception:
                log.exception("cannot follow %s", self._link)
            looks = (self.refresh, self.look_after)
            await asyncio.sleep(EVERY)

    def close(self) -> None:
        """Let go of the release."""
        self._lending.close()


def _signature(release: OpenRelease) -> Signature:
    """Size, change and place of every file, which tell that one is no longer what it was."""
    library = release.library
    found = ((library.folder / name).stat() for name in library.manifest.files)
    return tuple((each.st_size, each.st_mtime_ns, each.st_ino) for each in found)


def _let_go(release: OpenRelease) -> None:
    release.close()
    give_back()


def _settle() -> None:
    """Have the collector pass over what stays as long as the release.

    Looking through it all took 76 ms in the midst of some answer, at 140,000 objects.
    """
    gc.freeze()


def give_back() -> None:
    """Give the memory of what was let go back to the system."""
    gc.unfreeze()
    gc.collect()
    _settle()
    if sys.platform == "linux":
        # The C library keeps what was freed for itself until it is asked.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
