"""The differential diagnosis' arrays, made in a process of their own while pages are made.

Rule. That process reads the sources again, because handing them over takes longer.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from nosograph.build.annotations import build_annotations
from nosograph.sources.catalog import Sources, collector_paused, load_sources
from nosograph.sources.twins import groups


@contextmanager
def annotating(
    sources: Sources, config: Path, folder: Path, *, workers: int
) -> Iterator[Callable[[], None]]:
    """Write the arrays into the release at `folder`; calling what this yields waits for them."""
    if workers < 1:
        yield lambda: _write(sources, folder)
        return
    # Not forked, for the same reason as the workers that render pages.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        done = pool.submit(_read_and_write, config, folder)
        yield done.result


def _read_and_write(config: Path, folder: Path) -> None:
    with collector_paused():
        _write(load_sources(config), folder)


def _write(sources: Sources, folder: Path) -> None:
    found = groups(sources.annotated.diseases, sources.mondo)
    version = sources.annotated.version
    build_annotations(folder, sources.ontology, found, sources.genes, version)
