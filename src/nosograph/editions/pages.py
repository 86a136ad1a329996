"""Every page of an edition, found by following the site's own links from the first page.

Rule 1. What no page leads to is not in the edition, and every link in it leads to a page of it.
Rule 2. Workers share nothing: each opens the release for itself and returns whole files.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nosograph.editions.addresses import file_of, has_file, media_type, way
from nosograph.editions.asking import Answer, ask, site_over
from nosograph.editions.rewriting import Edition, relative
from nosograph.library.reader import Library
from nosograph.render.environment import standing_alone
from nosograph.render.site import path
from nosograph.serving.frame import Site

BATCH = 64
"""Pages that a worker gets at once."""

STARTS = ("/", "/search", "/favicon.svg")


@dataclass(frozen=True, slots=True)
class File:
    """One file of an edition."""

    address: str
    name: str
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of some addresses."""

    files: tuple[File, ...]
    leads_to: frozenset[str]
    missing: tuple[str, ...]
    """Addresses that the site's pages name and the site does not answer."""
    asked: int


def made(site: Site, addresses: Sequence[str], edition: Edition) -> Batch:
    """The files at those addresses."""
    files: list[File] = []
    leads_to: set[str] = set()
    missing: list[str] = []
    for answer in ask(site, addresses):
        name = file_of(answer.address)
        if answer.status in (301, 302, 303, 307, 308) and has_file(
            answer.location, edition.languages
        ):
            files.append(File(answer.address, name, "text/html", _moved(name, answer)))
            leads_to.add(answer.location)
            continue
        if answer.status != 200:
            missing.append(answer.address)
        # A page that is not there says so in its own words.
        if answer.status == 200 or name.endswith(".html"):
            body, found = _fitted(answer, name, edition)
            files.append(File(answer.address, name, media_type(name), body))
            leads_to |= found
    return Batch(tuple(files), frozenset(leads_to), tuple(missing), len(addresses))


def _fitted(answer: Answer, name: str, edition: Edition) -> tuple[bytes, frozenset[str]]:
    if name.endswith(".html"):
        page, found = relative(answer.body.decode(), answer.address, edition)
        return page.encode(), found
    if name.endswith(".js"):
        # Modules have their names to themselves; scripts of a page share them.
        return b"(() => {\n" + answer.body + b"\n})();\n", frozenset()
    if name.endswith(".css"):
        return answer.body + b".still{border:0;margin:0;padding:0;min-width:0}", frozenset()
    return answer.body, frozenset()


def _moved(name: str, answer: Answer) -> bytes:
    return standing_alone("moved.html", way(name, answer.location)).encode()


def pages(
    release: Path,
    edition: Edition,
    *,
    workers: int,
    seen: Callable[[int, int], None],
    missing: list[str],
) -> Iterator[File]:
    """Every file that the site has, each once; `seen` is told how many are done, and known, so far."""
    todo = [path(each, start) for each in edition.languages for start in STARTS[:2]]
    todo += STARTS[2:]
    known = set(todo)
    names: set[str] = set()
    done = 0
    with _makers(release, edition, workers) as make:
        for batch in make(todo, known):
            done += batch.asked
            missing.extend(batch.missing)
            seen(done, len(known))
            for file in batch.files:
                # The first page of a list has two addresses: with its number, and without.
                if file.name not in names:
                    names.add(file.name)
                    yield file


Make = Callable[[list[str], set[str]], Iterator[Batch]]


@contextmanager
def _makers(release: Path, edition: Edition, workers: int) -> Iterator[Make]:
    """What follows the links: here, or in so many workers."""
    if workers < 2:
        site = site_over(release, edition.base_url)
        try:
            yield lambda todo, known: _followed_here(site, edition, todo, known)
        finally:
            site.releases.close()
        return
    Library.open(release).close()  # what is wrong with it is said here, not by every worker
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (release, edition)) as pool:
        yield lambda todo, known: _followed_in(pool, workers, todo, known)


def _followed_here(
    site: Site, edition: Edition, todo: list[str], known: set[str]
) -> Iterator[Batch]:
    while todo:
        batch = made(site, todo[:BATCH], edition)
        todo = todo[BATCH:] + _new(batch.leads_to, known)
        yield batch


def _followed_in(
    pool: ProcessPoolExecutor, workers: int, todo: list[str], known: set[str]
) -> Iterator[Batch]:
    running: set[Future[Batch]] = set()
    while todo or running:
        while todo and len(running) < 2 * workers:
            running.add(pool.submit(_make, todo[:BATCH]))
            todo = todo[BATCH:]
        ready, running = wait(running, return_when=FIRST_COMPLETED)
        for each in ready:
            batch = each.result()
            todo += _new(batch.leads_to, known)
            yield batch


def _new(found: Iterable[str], known: set[str]) -> list[str]:
    fresh = sorted(set(found) - known)
    known.update(fresh)
    return fresh


_worker: tuple[Site, Edition] | None = None


def _begin(release: Path, edition: Edition) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = (site_over(release, edition.base_url), edition)


def _end_with_parent() -> None:
    # A parent that is killed tells nobody, and a worker would wait for it for ever.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _make(addresses: list[str]) -> Batch:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    return made(_worker[0], addresses, _worker[1])
