"""The release that is being served, and the change to the next one.

Rule 1. A request keeps the release with which it began; an old release is closed when its last
request has ended.
Rule 2. A new release that cannot be read changes nothing: the old one stays, and the log says why.
"""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nosograph.asking.release import OpenRelease
from nosograph.model.failures import LibraryError
from nosograph.serving.later import load

EVERY = 1.0
"""Seconds between two looks at the link; chosen so that a new release shows at once to people."""

log = logging.getLogger("nosograph.serving")


@dataclass(slots=True)
class _Lent:
    """An open release and who still uses it."""

    release: OpenRelease
    users: int = 0
    retired: bool = False


class Releases:
    """The current release behind a link."""

    def __init__(self, link: Path, *, base_url: str = "") -> None:
        """Open the release.

        Raises:
            LibraryError: it is missing, damaged, or of another schema version.
        """
        self._link = link
        self._base_url = base_url
        self._refused: Path | None = None
        self._current = self._open(link)

    def _open(self, path: Path) -> _Lent:
        return _Lent(OpenRelease.open(path, base_url=self._base_url))

    @contextmanager
    def lease(self) -> Iterator[OpenRelease]:
        """The current release, kept open for the duration of a `with` block."""
        lent = self._current
        lent.users += 1
        try:
            yield lent.release
        finally:
            lent.users -= 1
            _close_if_unused(lent)

    async def warm(self) -> None:
        """Read what the first question would have to wait for."""
        await asyncio.to_thread(self._current.release.library.search.suggest, "a", 1)
        await asyncio.to_thread(load)

    async def refresh(self) -> bool:
        """Move to the release the link leads to, if it is another one; whether that was so."""
        target = self._link.resolve()
        if target in (self._current.release.library.folder, self._refused) or not target.is_dir():
            return False
        try:
            # Checking the sums takes a moment, which requests need not wait for.
            opened = await asyncio.to_thread(self._open, target)
        except LibraryError as error:
            self._refused = target
            log.error("still serving %s: %s", self._current.release.library.folder.name, error)
            return False
        old, self._current, self._refused = self._current, opened, None
        old.retired = True
        _close_if_unused(old)
        await self.warm()
        log.info("now serving %s", opened.release.site.version)
        return True

    async def follow(self) -> None:
        """Follow the link until cancelled."""
        await self.warm()
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.refresh()
            except OSError as error:
                log.error("cannot follow %s: %s", self._link, error.strerror)

    def close(self) -> None:
        """Let go of the release."""
        self._current.retired = True
        _close_if_unused(self._current)


def _close_if_unused(lent: _Lent) -> None:
    if lent.retired and not lent.users:
        lent.release.close()
