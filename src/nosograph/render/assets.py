"""The files that pages need beside their HTML: a style sheet, a script and an icon, a sheet for
entries, and a sheet and a script for tools.

Rule. An address carries the hash of the file's content, so that browsers may keep it for good;
the server answers an address with another hash too, so that pages written by an older build
stay dressed.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"

TYPES = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "entry.css": "text/css; charset=utf-8",
    "tools.css": "text/css; charset=utf-8",
    "tools.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""Every file there is, with its media type."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file."""

    body: bytes
    type: str
    hash: str


_LOOSE = re.compile(r'("[^"]*")|/\*.*?\*/|\s*([{};,])\s*|(:)\s+|\s+', re.DOTALL)


def squeezed(sheet: str) -> str:
    """A style sheet without comments and needless space; quoted strings stay as they are."""
    short = _LOOSE.sub(lambda found: found[1] or found[2] or found[3] or " ", sheet)
    short = short.replace(";}", "}").replace("} ", "}").strip()
    return re.sub(r"(?<![\w.])0\.(?=\d)", ".", short)


@cache
def asset(name: str) -> Asset:
    """The file called `name`.

    Raises:
        KeyError: there is no such file.
    """
    body = (FOLDER / name).read_bytes() if name in TYPES else b""
    if name.endswith(".css"):
        body = squeezed(body.decode()).encode()
    return Asset(body, TYPES[name], hashlib.sha256(body).hexdigest()[:12])


@cache
def asset_url(name: str) -> str:
    """The address of a file."""
    return f"/static/{asset(name).hash}/{name}"
