"""The differential diagnosis' arrays, made in a process of their own while pages are made.

Rule. That process reads the sources by itself, because handing them over takes longer than that,
and begins before anybody knows whether the build will go on.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nosograph.build.annotations import build_annotations
from nosograph.model.failures import SourceError
from nosograph.sources.catalog import Sources, collector_paused, load_sources
from nosograph.sources.twins import groups


@contextmanager
def annotating(config: Path, folder: Path, *, workers: int) -> Iterator[Callable[[Sources], None]]:
    """Write the arrays into the release at `folder`; calling what this yields waits for them."""
    if workers < 1:
        yield lambda sources: _write(sources, folder)
        return
    # Not forked, for the same reason as the workers that render pages.
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_read_and_write, args=(config, folder), daemon=True)
    process.start()

    def finish(_: Sources) -> None:
        process.join()
        if process.exitcode:
            raise RuntimeError(
                "the process that arranges annotations ended before its work was done"
            )

    try:
        yield finish
    finally:
        process.terminate()
        process.join()


def _read_and_write(config: Path, folder: Path) -> None:
    with collector_paused():
        try:
            sources = load_sources(config)
        except SourceError:
            raise SystemExit(1) from None  # the build itself meets it too, and says so
        _write(sources, folder)


def _write(sources: Sources, folder: Path) -> None:
    found = groups(sources.annotated.diseases, sources.mondo)
    version = sources.annotated.version
    build_annotations(folder, sources.ontology, found, sources.genes, version)
