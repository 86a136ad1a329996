"""Pages that were rendered from a release, kept as long as it is open.

Rule. Only what a release itself says is kept: nothing that anybody typed.
"""

from collections import OrderedDict
from threading import Lock

from nosograph.library.records import StoredPage

MOST_BYTES = 32 * 2**20
"""Of compressed pages; the pages of findings have some ten thousand bytes each."""


class Kept:
    """The pages asked for last."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._pages: OrderedDict[tuple[str, str], StoredPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, str]) -> StoredPage | None:
        """The page of a language and a path, if it is kept."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: tuple[str, str], page: StoredPage) -> None:
        """Keep a page, in place of those not asked for the longest."""
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(old.body) if old is not None else 0)
            self._pages[key] = page
            while self._bytes > self._most:
                self._bytes -= len(self._pages.popitem(last=False)[1].body)
