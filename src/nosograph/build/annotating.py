"""The differential diagnosis' arrays, made in a process of their own while pages are made.

Rule. That process reads the sources by itself, because handing them over takes longer than that,
and begins before anybody knows whether the build will go on.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from nosograph.build.annotations import build_annotations
from nosograph.build.edited import Edited
from nosograph.build.linkage import linked
from nosograph.model.failures import SourceError
from nosograph.sources.catalog import Sources, collector_paused, load_sources
from nosograph.sources.twins import groups


class Annotating(Protocol):
    """The work that goes on beside."""

    def begin(self, entries: Sequence[Edited]) -> None:
        """Hand over what editors state, as soon as it is known that the build goes on."""

    def finish(self, sources: Sources) -> None:
        """Wait until the arrays are written."""


class _Here:
    """The same work in the build's own process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: Sequence[Edited] = ()

    def begin(self, entries: Sequence[Edited]) -> None:
        self._entries = entries

    def finish(self, sources: Sources) -> None:
        _write(sources, self._folder, self._entries)


class _Beside:
    def __init__(self, process: multiprocessing.process.BaseProcess, told: Connection) -> None:
        self._process, self._told = process, told

    def begin(self, entries: Sequence[Edited]) -> None:
        self._told.send(tuple(entries))

    def finish(self, sources: Sources) -> None:
        self._process.join()
        if self._process.exitcode:
            raise RuntimeError(
                "the process that arranges annotations ended before its work was done"
            )


@contextmanager
def annotating(config: Path, folder: Path, *, workers: int) -> Iterator[Annotating]:
    """Write the arrays into the release at `folder`, once `begin` and `finish` have been called."""
    if workers < 1:
        yield _Here(folder)
        return
    # Not forked, for the same reason as the workers that render pages.
    context = multiprocessing.get_context("spawn")
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=_read_and_write, args=(config, folder, heard), daemon=True)
    process.start()
    try:
        yield _Beside(process, told)
    finally:
        process.terminate()
        process.join()


def _read_and_write(config: Path, folder: Path, heard: Connection) -> None:
    with collector_paused():
        try:
            sources = load_sources(config, classified=False)
        except SourceError:
            raise SystemExit(1) from None  # the build itself meets it too, and says so
        _write(sources, folder, heard.recv())


def _write(sources: Sources, folder: Path, entries: Sequence[Edited]) -> None:
    found = groups(sources.annotated.diseases, sources.mondo, linked(sources))
    version = sources.annotated.version
    build_annotations(folder, sources.ontology, found, sources.genes, version, entries)
