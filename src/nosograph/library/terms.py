"""The findings of a release as an ontology: what lies above a term, and what below it.

Rule. Terms are read when they are first asked for, and kept: a few criteria ask about a few
hundred of them, over and over.
"""

import zlib
from collections.abc import Callable
from threading import Lock

import msgspec

from nosograph.library.records import TermRecord

_TERM = msgspec.json.Decoder(TermRecord)


class Terms:
    """The terms of a release.

    `stored` gives the record of a finding, deflated, and `current` the id that is used now.
    """

    def __init__(
        self, stored: Callable[[str], bytes | None], current: Callable[[str], str | None]
    ) -> None:
        self._stored = stored
        self._current = current
        self._near: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._below: dict[str, frozenset[str]] = {}
        self._lock = Lock()

    def resolve(self, id: str) -> str | None:
        """The current id of a finding, or None."""
        if not id.startswith("HP:"):
            return None
        with self._lock:
            if self._neighbours(id) is not None:
                return id
        current = self._current(id)
        with self._lock:
            return current if current and self._neighbours(current) is not None else None

    def ancestors(self, id: str) -> frozenset[str]:
        """`id` itself and everything above it."""
        with self._lock:
            return self._closure(id, 0, self._above)

    def descendants(self, id: str) -> frozenset[str]:
        """`id` itself and everything below it."""
        with self._lock:
            return self._closure(id, 1, self._below)

    def _neighbours(self, id: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The terms directly above and directly below."""
        if id not in self._near:
            stored = self._stored(id)
            if stored is None:
                return None  # not kept: somebody may ask about anything
            record = _TERM.decode(zlib.decompress(stored))
            parents = tuple(each.term for each in record.parents)
            self._near[id] = parents, tuple(each.term for each in record.children)
        return self._near[id]

    def _closure(self, id: str, way: int, kept: dict[str, frozenset[str]]) -> frozenset[str]:
        found = kept.get(id)
        if found is None:
            reached, queue = {id}, [id]
            while queue:
                near = self._neighbours(queue.pop())
                new = set(near[way]) - reached if near is not None else set()
                reached |= new
                queue += new
            found = kept[id] = frozenset(reached)
        return found
