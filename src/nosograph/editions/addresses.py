"""Addresses of the site as names of files, and the way from one file to another.

Rule 1. A name works on every file system: no colon, no question mark, and a page is told by
its ending.
Rule 2. What depends on what a visitor types has no file.
"""

import posixpath
import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

from nosograph.render.site import LANGUAGES

SEARCH = "/search"

ENDINGS = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/svg+xml",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
"""Of addresses that are files already, with their media types."""

_NOT_IN_A_NAME = re.compile(r'[:*?"<>|\\\x00-\x1f]')
_SERVED_ONLY = re.compile(
    r"/(?:api|fhir|cds-services|infobutton|healthz|readyz|metrics|robots\.txt|favicon\.ico|c|v)(?:/|$)"
    r"|/(?:d/[^/]+/criteria/[^/]+|differential|find)/.+"
)
"""What only a server can answer: interfaces for machines, codes, and the parts of forms."""


def split_language(path: str) -> tuple[str, str]:
    """The language of a path, and the path without it."""
    first, _, rest = path[1:].partition("/")
    return (first, "/" + rest) if first in LANGUAGES[1:] else (LANGUAGES[0], path)


def has_file(address: str, languages: tuple[str, ...]) -> bool:
    """Whether an address of the site (`/…`) has a file in an edition in those languages."""
    parts = urlsplit(address)
    language, rest = split_language(parts.path)
    if language not in languages or _SERVED_ONLY.match(rest):
        return False
    if rest == SEARCH:
        return True
    return not parts.query or set(parse_qs(parts.query)) == {"page"}


def file_of(address: str) -> str:
    """The name of an address's file, from the root of the edition.

    >>> file_of("/d/marfan-syndrome/"), file_of("/t/HP:0001251"), file_of("/browse/A?page=2")
    ('d/marfan-syndrome/index.html', 't/HP_0001251.html', 'browse/A-2.html')
    """
    parts = urlsplit(address)
    name = _NOT_IN_A_NAME.sub("_", unquote(parts.path)).lstrip("/")
    if not name or name.endswith("/"):
        name += "index.html"
    elif posixpath.splitext(name)[1] not in ENDINGS:
        pages = parse_qs(parts.query).get("page", ["1"])
        suffix = "" if pages == ["1"] or split_language(parts.path)[1] == SEARCH else f"-{pages[0]}"
        name += f"{suffix}.html"
    return name


def media_type(name: str) -> str:
    """The media type of a file of an edition."""
    return ENDINGS[posixpath.splitext(name)[1]]


def way(start: str, target: str) -> str:
    """The relative address that leads from one file to an address of the site."""
    parts = urlsplit(target)
    to = posixpath.relpath(file_of(target), posixpath.dirname(start) or ".")
    asked = parts.query if split_language(parts.path)[1] == SEARCH else ""
    return (
        quote(to)
        + ("?" + asked if asked else "")
        + ("#" + parts.fragment if parts.fragment else "")
    )
