"""Pages, rendered in worker processes and handed on in order.

Rule 1. A worker gets diseases as they are stored and returns bytes; it shares nothing with the
build.
Rule 2. A worker whose build is gone ends by itself, because its end of the pipe closes.
"""

import gzip
import hashlib
import multiprocessing
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Event
from typing import Protocol

import msgspec

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.render.site import LANGUAGES, SiteInfo

BATCH = 48
"""Diseases that a worker gets at once: enough to keep the pipe from mattering."""

WORTH_WORKERS = 400
"""Fewer diseases are rendered sooner than workers are started."""

PATIENCE = 0.1
"""Seconds between two looks at what has been rendered meanwhile."""

COMPRESSION = 6
"""Of gzip: nine takes twice the time for one part in a hundred."""


class RenderPage(Protocol):
    """What makes a page; a function at the top of a module, so that workers can find it."""

    def __call__(
        self, disease: Disease, *, audience: Audience, language: str, site: SiteInfo
    ) -> str:
        """The whole HTML page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is stored."""

    number: int
    """Of its disease."""
    audience: str
    language: str
    etag: str
    body: bytes
    """HTML, gzipped."""


Record = tuple[int, bytes]
"""Number and stored JSON of a disease."""


def pages(
    records: Sequence[Record], render_page: RenderPage, site: SiteInfo, *, workers: int
) -> Iterator[list[Page]]:
    """The pages of each disease, in the order of `records`."""
    if workers < 1 or len(records) < WORTH_WORKERS:
        for record in records:
            yield _rendered(record, render_page, site)
        return
    with closing(_in_workers(_batches(records), render_page, site, workers)) as batches:
        yield from chain.from_iterable(batches)


@contextmanager
def rendering(
    records: Sequence[Record], render_page: RenderPage, site: SiteInfo, *, workers: int
) -> Iterator["Rendering"]:
    """Pages that are rendered while the build does other things."""
    with ThreadPoolExecutor(1, thread_name_prefix="pages") as background:
        stopped = Event()
        each = pages(records, render_page, site, workers=workers)
        found = Rendering(each, stopped)
        found.all = background.submit(found.run)
        try:
            yield found
        finally:
            stopped.set()


class Rendering:
    """Pages of one release on their way."""

    def __init__(self, each: Iterator[list[Page]], stopped: Event) -> None:
        self._each = each
        self._stopped = stopped
        self._done: list[list[Page]] = []
        self.all: Future[None]

    def run(self) -> None:
        """Render until everything is done or nobody wants it any more."""
        for several in self._each:
            self._done.append(several)
            if self._stopped.is_set():
                return

    def results(self) -> Iterator[list[Page]]:
        """The pages of one disease after the other, waiting for those that are not done."""
        taken = 0
        finished = False
        while not finished:
            finished = self.all.done()
            while taken < len(self._done):
                yield self._done[taken]
                taken += 1
            if not finished:
                wait_for([self.all], timeout=PATIENCE)
        self.all.result()


def wanted(disease: Disease) -> Iterator[tuple[Audience, str]]:
    """Which pages of a disease the build renders; a server renders the others on demand."""
    yield Audience.PROFESSIONAL, LANGUAGES[0]
    written = disease.entry.patient if disease.entry else {}
    for language in LANGUAGES:
        if language in written:
            yield Audience.PATIENT, language


_DISEASE = msgspec.json.Decoder(Disease)


def _rendered(record: Record, render_page: RenderPage, site: SiteInfo) -> list[Page]:
    number, stored = record
    disease = _DISEASE.decode(stored)
    found = []
    for audience, language in wanted(disease):
        html = render_page(disease, audience=audience, language=language, site=site)
        body = gzip.compress(html.encode(), COMPRESSION, mtime=0)
        etag = hashlib.sha256(body).hexdigest()[:20]
        found.append(Page(number, str(audience), language, etag, body))
    return found


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    each = iter(records)
    while batch := list(islice(each, BATCH)):
        yield batch


def _in_workers(
    batches: Iterator[list[Record]], render_page: RenderPage, site: SiteInfo, workers: int
) -> Generator[list[list[Page]], None, None]:
    """Batches of pages in the order of `batches`, whichever worker is done first."""
    started = [_start(render_page, site) for _ in range(workers)]
    pipes = [pipe for _, pipe in started]
    busy: dict[Connection, int] = {}
    done: dict[int, list[list[Page]]] = {}
    given = handed = 0
    try:
        for pipe in pipes:
            given += _give(pipe, batches, given, busy)
        while busy:
            answered = wait(list(busy))
            for pipe in [each for each in busy if each in answered]:
                done[busy.pop(pipe)] = pipe.recv()
                given += _give(pipe, batches, given, busy)
            while handed in done:
                yield done.pop(handed)
                handed += 1
    except EOFError:
        raise RuntimeError("a worker that renders pages ended before its work was done") from None
    finally:
        for process, pipe in started:
            pipe.close()
            process.join()


def _give(
    pipe: Connection, batches: Iterator[list[Record]], number: int, busy: dict[Connection, int]
) -> int:
    batch = next(batches, None)
    if batch is None:
        return 0
    pipe.send(batch)
    busy[pipe] = number
    return 1


def _start(render_page: RenderPage, site: SiteInfo) -> tuple[BaseProcess, Connection]:
    # Not forked: the search engine keeps threads, and a fork would double the build's memory.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, render_page, site), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _work(pipe: Connection, render_page: RenderPage, site: SiteInfo) -> None:
    try:
        while True:
            pipe.send([_rendered(record, render_page, site) for record in pipe.recv()])
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return
