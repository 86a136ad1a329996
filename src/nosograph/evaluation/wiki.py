"""How faithfully and how fast pages of a wiki are read.

Rule. Every page counts, each alone; a page that cannot be read is a failure and is named.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from nosograph.formats.files import UnreadableError, texts_of
from nosograph.sources.wikitext.fidelity import fidelity
from nosograph.sources.wikitext.page import Provenance, WikiPage
from nosograph.sources.wikitext.read import read_page

RECALL = 0.995
"""The share of its words that every page has to keep, in their order."""


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """A page and what was kept of it."""

    title: str
    words: int
    recall: float
    counts: dict[str, tuple[int, int]]
    """Part → how many the source has, and how many were read."""
    left: int
    doubts: int
    seconds: float
    """Of the processor, for reading alone."""
    failure: str = ""
    agreed: bool = True
    """Whether two other parsers see the same headings and references, if they were asked."""

    @property
    def kept(self) -> bool:
        """Whether it was read, with its words and with all its parts."""
        counted = all(had <= read for had, read in self.counts.values())
        return not self.failure and self.recall >= RECALL and counted and self.agreed


def pages_of(path: Path) -> Iterator[tuple[str, str]]:
    """Title and wikitext of each line of a file of JSON objects, which may be compressed.

    Raises:
        UnreadableError: the file cannot be read, or a line has no title and text.
    """
    for name, line in texts_of(path):
        try:
            page = json.loads(line)
            yield str(page["title"]), str(page["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableError(f"{name}: no title and text ({error})") from None


def measured_pages(
    pages: Iterable[tuple[str, str]], *, twice: bool = False
) -> Iterator[MeasuredPage]:
    """Each page with what was kept of it; `twice` asks two other parsers, too."""
    for title, text in pages:
        begun = process_time()
        try:
            page = read_page(text, Provenance(title))
        except Exception as error:  # a benchmark tells what fails instead of failing
            yield MeasuredPage(title, 0, 0.0, {}, 0, 0, process_time() - begun, repr(error))
            continue
        seconds = process_time() - begun
        told = fidelity(text, page)
        yield MeasuredPage(
            title, told.words, told.recall, told.counts, told.left, told.doubts, seconds,
            agreed=not twice or _agreed(text, page),
        )  # fmt: skip


def _agreed(text: str, page: WikiPage) -> bool:
    from nosograph.sources.wikitext.consensus import consensus

    return consensus(text, page).agreed
