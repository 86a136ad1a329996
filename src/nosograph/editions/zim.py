"""The ZIM edition: one file for Kiwix, with its own full-text search.

Rule 1. The library that writes the file is under the GPL, so it stays in an optional extra and
in this module.
Rule 2. Other names of a disease are titles too, so that Kiwix's search box knows them.
Rule 3. Of a disease its search finds the two texts, from which the rest is a link away;
comparisons, references and changes, whose titles hold the same names, would crowd these out.
"""

import html
import os
import re
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nosograph.editions.addresses import file_of
from nosograph.editions.pages import File
from nosograph.editions.rewriting import Edition
from nosograph.editions.static import Written, edition_files
from nosograph.library.reader import Library
from nosograph.model.failures import EditionError
from nosograph.render.languages import three_letters
from nosograph.render.site import path

if TYPE_CHECKING:
    from libzim.writer import Creator, Item

MISSING = (
    "ZIM files need a library that is under the GPL, in the extra `zim`: "
    "pip install 'nosograph[zim]'"
)

_BELOW = re.compile(r"(?:[a-z]{2}/)?d/[^/]+/(?!(?:patient/)?index\.html$)([a-z]+)")
"""A page below a disease that is not one of its two texts; group 1 is what kind."""

_OF_ITS_OWN = {"criteria", "pathways", "scales", "workup"}
"""Kinds that have titles of their own, by which they are looked for."""

_ICON_SIZE = 48
_ICON_COLOUR = bytes((0x0B, 0x5D, 0x5E))


def write_zim(
    release: Path,
    out: Path,
    edition: Edition,
    *,
    workers: int = 0,
    seen: Callable[[int, int], None],
) -> Written:
    """Write the edition of a release to the file `out`.

    Raises:
        EditionError: the place is taken by a folder, or the library is not installed.
        LibraryError: the release cannot be read.
    """
    if find_spec("libzim") is None:
        raise EditionError(MISSING)
    if out.is_dir():
        raise EditionError(f"{out} is a folder: name a file, such as nosograph.zim")
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.draft")
    draft.unlink(missing_ok=True)
    try:
        files, missing = _filled(release, draft, edition, workers, seen)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    return Written(out, files, out.stat().st_size, missing)


def _filled(
    release: Path, draft: Path, edition: Edition, workers: int, seen: Callable[[int, int], None]
) -> tuple[int, tuple[str, ...]]:
    from libzim.writer import Creator, Hint

    files = 0
    missing: list[str] = []
    creator = Creator(draft).config_indexing(True, three_letters(edition.languages[0]))
    creator.set_mainpath(path(edition.languages[0], "/index.html").lstrip("/"))
    names: set[str] = set()
    with Library.open(release) as library, _silent(), creator:
        for file in edition_files(release, edition, workers=workers, seen=seen, missing=missing):
            creator.add_item(_item(file))
            names.add(file.name)
            files += 1
        for place, (title, target) in enumerate(_other_names(library, names)):
            creator.add_redirection(f"names/{place}", title, target, {Hint.FRONT_ARTICLE: 1})
        _describe(creator, library, edition)
    return files, tuple(missing)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep off standard output what the library says of itself: the output is the command's."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _item(file: File) -> "Item":
    from libzim.writer import Hint, Item, StringProvider

    page = file.type == "text/html"
    below = _BELOW.match(file.name)
    suggested = page and (below is None or below[1] in _OF_ITS_OWN)
    searched = page and below is None

    class Page(Item):  # type: ignore[misc, unused-ignore]
        def get_path(self) -> str:
            return file.name

        def get_title(self) -> str:
            return title_of(file)

        def get_mimetype(self) -> str:
            return file.type

        def get_contentprovider(self) -> Any:
            return StringProvider(file.body)

        def get_hints(self) -> dict[Any, int]:
            return {Hint.FRONT_ARTICLE: int(suggested), Hint.COMPRESS: 1}

    class Unsearched(Page):
        def get_indexdata(self) -> None:
            return None

    return Page() if searched else Unsearched()


def title_of(file: File) -> str:
    """The title of a page without the site's name; empty for other files."""
    if file.type != "text/html":
        return ""
    _, _, rest = file.body.partition(b"<title>")
    title = html.unescape(rest.partition(b"</title>")[0].decode())
    return title.rpartition(" · ")[0] or title


def _other_names(library: Library, files: set[str]) -> Iterator[tuple[str, str]]:
    """Every other name of a disease or presentation, and exact code, with its file."""
    for slug in library.slugs():
        target = file_of(f"/d/{slug}/")
        disease = library.disease(slug)
        if disease is None or target not in files:
            continue
        named = [name.text for name in disease.names]
        named += [str(link.code) for link in disease.codes if link.match == "exact"]
        for title in sorted(set(named) - {disease.name}):
            yield title, target
    for entry in library.presentations:
        target = file_of(f"/p/{entry.slug}/")
        if target in files:
            yield from ((name.text, target) for name in entry.names)


def _describe(creator: "Creator", library: Library, edition: Edition) -> None:
    manifest = library.manifest
    licences = sorted({source.licence for source in library.sources() if source.licence})
    told = {
        "Title": "Nosograph",
        "Description": "A dictionary of rare diseases, with sources",
        "Language": ",".join(map(three_letters, edition.languages)),
        "Name": "nosograph_" + "-".join(edition.languages),
        "Creator": "The Nosograph contributors",
        "Publisher": "Nosograph",
        "Date": manifest.built.isoformat(),
        "License": "; ".join(licences),
        "Source": edition.base_url or f"Nosograph {manifest.version}",
        "Tags": "medicine;rare diseases;_ftindex:yes",
    }
    for name, text in told.items():
        creator.add_metadata(name, text)
    creator.add_illustration(_ICON_SIZE, _icon())


def _icon() -> bytes:
    """A plain square: the format wants a picture of this size."""
    row = b"\0" + _ICON_COLOUR * _ICON_SIZE
    head = struct.pack(">IIBBBBB", _ICON_SIZE, _ICON_SIZE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(row * _ICON_SIZE, 9)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
