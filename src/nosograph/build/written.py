"""Every entry's references in every citation style, several entries at once.

Rule. The styles take milliseconds for each reference, so they are written once, in the build.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from nosograph.model.entries import Entry
from nosograph.render.bibliography import written

WORTH_WORKERS = 100
"""Fewer references are written sooner than workers are started."""


def with_written_references(entries: Sequence[Entry], workers: int) -> tuple[Entry, ...]:
    """The entries in the same order, their references written out."""
    if workers < 1 or sum(len(entry.references) for entry in entries) < WORTH_WORKERS:
        return tuple(map(written, entries))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return tuple(pool.map(written, entries))
