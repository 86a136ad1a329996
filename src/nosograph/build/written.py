"""Every entry's references in every citation style, written while other things are made.

Rule. The styles take milliseconds for each reference, so they are written once, in the build.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from nosograph.model.entries import Entry
from nosograph.render.bibliography import written

WORTH_WORKERS = 100
"""Fewer references are written sooner than workers are started."""


@contextmanager
def writing_references(
    entries: Sequence[Entry], workers: int
) -> Iterator[Callable[[], tuple[Entry, ...]]]:
    """Calling what this yields gives the entries in the same order, their references written."""
    if workers < 1 or sum(len(entry.references) for entry in entries) < WORTH_WORKERS:
        yield lambda: tuple(map(written, entries))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        # The longest lists first, so that no worker is left alone with one at the end.
        longest = sorted(entries, key=lambda entry: -len(entry.references))
        promised = {each.slug: pool.submit(written, each) for each in longest}
        yield lambda: tuple(promised[each.slug].result() for each in entries)
