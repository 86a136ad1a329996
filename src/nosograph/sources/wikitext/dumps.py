"""Dumps of a wiki, as MediaWiki exports them: page after page, never all of it in memory.

Rule 1. Of a page's revisions the last one counts; pages of other namespaces than the articles'
are left out unless they are asked for.
Rule 2. A dump that ends too early says so, behind the pages that were read until then.
"""

import bz2
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import mwxml

from nosograph.model.failures import SourceError
from nosograph.sources.wikitext.page import Provenance

ARTICLES: Final = 0
"""The namespace of articles."""
LONGEST: Final = 64 * 2**20
"""Bytes between two revisions; a wiki takes 2 MB of text."""
_HEAD: Final = 65_536
"""Bytes in which a dump says what wiki it is of."""
LICENCES: Final = {"wikipedia": "CC-BY-SA-4.0", "wikidoc": "CC-BY-SA-3.0"}
"""Part of a wiki's address → the terms of its text, as its own pages state them."""


@dataclass(frozen=True, slots=True)
class DumpedPage:
    """A page in a dump."""

    number: int
    """Of all pages in the dump, from 1."""
    provenance: Provenance
    text: str
    redirect: str = ""


def dumped_pages(
    path: Path, past: int = 0, *, namespace: int | None = ARTICLES
) -> Iterator[DumpedPage]:
    """The pages of a dump behind the first `past`; None asks for those of all namespaces.

    Raises:
        SourceError: the file is no dump, or ends too early.
    """
    try:
        with _opened(path) as file:
            read = _with_siteinfo(file)
            dump = mwxml.Dump.from_file(io.BufferedReader(read))
            site = dump.site_info
            for number, page in enumerate(dump, 1):
                last = None
                for revision in page:
                    last = revision
                    read.since = 0
                if number <= past or last is None or namespace not in (None, page.namespace):
                    continue
                yield DumpedPage(
                    number, _provenance(site, page, last), last.text or "", page.redirect or ""
                )
    except (OSError, EOFError) as error:
        raise SourceError(f"cannot read {path}: {error}") from error
    except (SyntaxError, mwxml.errors.MalformedXML, StopIteration, AttributeError) as error:
        raise SourceError(f"{path} is no dump of a wiki, or ends too early: {error}") from error


def _opened(path: Path) -> IO[bytes] | gzip.GzipFile:
    match path.suffix:
        case ".bz2":
            return bz2.open(path)
        case ".gz":
            return gzip.open(path)
        case _:
            return path.open("rb")


def _with_siteinfo(file: IO[bytes] | gzip.GzipFile) -> "_Chained":
    """A dump whose reader finds what it insists on, though exports of single pages may lack it."""
    head = file.read(_HEAD)
    if b"<siteinfo" not in head and (at := head.find(b"<mediawiki")) >= 0:
        end = head.find(b">", at) + 1
        head = head[:end] + b"<siteinfo><namespaces/></siteinfo>" + head[end:]
    return _Chained(head, file)


class _Chained(io.RawIOBase):
    """What was read of a file, and the rest of it, as far as revisions end within it."""

    def __init__(self, head: bytes, rest: IO[bytes] | gzip.GzipFile) -> None:
        self._head, self._rest = io.BytesIO(head), rest
        self.since = 0
        """Bytes since the last revision."""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        found = self._head.read(len(into)) or self._rest.read(len(into))
        self.since += len(found)
        if self.since > LONGEST:
            raise OSError(f"a revision of more than {LONGEST // 2**20} MB")
        into[: len(found)] = found
        return len(found)


def _provenance(site: Any, page: Any, revision: Any) -> Provenance:
    base = str(site.base or "")
    stem = base.rpartition("/")[0]
    return Provenance(
        title=page.title,
        site=str(site.name or ""),
        url=f"{stem}/{page.title.replace(' ', '_')}" if stem else "",
        revision=str(revision.id or ""),
        timestamp=str(revision.timestamp or ""),
        contributor=str(revision.user.text) if revision.user and revision.user.text else "",
        licence=next((terms for part, terms in LICENCES.items() if part in base.casefold()), ""),
    )
