"""How answers leave: compressed, tagged, and no more often than needed.

Rule 1. An entity tag is the hash of what is shown, so that an unchanged page is never sent twice.
Rule 2. Answers to what a visitor typed are kept nowhere, not even in the browser's cache.
"""

import gzip
import hashlib
import json
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from nosograph.library.records import StoredPage
from nosograph.serving.offering import offered, with_offer

HTML = "text/html; charset=utf-8"
REVALIDATE = "no-cache"
"""Keep, but ask before use: a new release shows at once, and asking costs a few bytes."""
KEEP_NOTHING = "no-store"
FOREVER = "public, max-age=31536000, immutable"

VARY = "accept-encoding, accept-language"
"""A page offers itself in the language that is preferred."""

SMALLEST = 600
"""Bytes below which compressing gains nothing; a packet holds more."""
SENT_AGAIN, SENT_ONCE = 5, 3
"""How hard to compress; an answer that nobody keeps is not worth twice the time for a twentieth."""


def page(request: Request, text: str, *, status: int = 200, cache: str = REVALIDATE) -> Response:
    """A page that was just rendered."""
    offering = with_offer(request, text).encode("utf-8", "replace")
    return body(request, offering, HTML, status=status, cache=cache)


def body(
    request: Request, content: bytes, type: str, *, status: int = 200, cache: str = REVALIDATE
) -> Response:
    """Any content, compressed and tagged."""
    if cache == KEEP_NOTHING or status != 200:
        tag = ""
    else:
        tag = hashlib.sha256(content).hexdigest()[:20]
        if _unchanged(request, tag):
            return _not_modified(request, tag, cache)
    headers = {"content-type": type, "cache-control": cache, "vary": VARY}
    if len(content) >= SMALLEST and _accepts_gzip(request):
        level = SENT_ONCE if cache == KEEP_NOTHING else SENT_AGAIN
        content = gzip.compress(content, level, mtime=0)
        headers["content-encoding"] = "gzip"
    if tag:
        headers["etag"] = _spelled(request, tag)
    return Response(content, status, headers)


def stored(request: Request, found: StoredPage) -> Response:
    """A page that the build has rendered and compressed."""
    if offered(request):
        return page(request, gzip.decompress(found.body).decode())
    if _unchanged(request, found.etag):
        return _not_modified(request, found.etag, REVALIDATE)
    headers = {
        "content-type": HTML,
        "cache-control": REVALIDATE,
        "vary": VARY,
        "etag": _spelled(request, found.etag),
    }
    if _accepts_gzip(request):
        headers["content-encoding"] = "gzip"
        return Response(found.body, 200, headers)
    return Response(gzip.decompress(found.body), 200, headers)


def document(
    request: Request, content: Any, *, status: int = 200, cache: str = REVALIDATE
) -> Response:
    """A JSON document."""
    text = json.dumps(
        content, ensure_ascii=False, separators=(",", ":"), default=msgspec.to_builtins
    )
    encoded = text.encode("utf-8", "replace")
    return body(request, encoded, "application/json", status=status, cache=cache)


def problem(request: Request, status: int, what: str, hint: str) -> Response:
    """Why a program gets no answer, and what it can do."""
    told = {"error": what, "hint": hint}
    return document(request, told, status=status, cache=KEEP_NOTHING)


def redirect(address: str, status: int) -> Response:
    """Another address, which belongs to this site."""
    # What stands there came from an address and was decoded; a header takes ASCII alone.
    location = quote(address, safe="/:@-._~?=&%+,;!()*'#")
    return Response(status_code=status, headers={"location": location, "cache-control": REVALIDATE})


def _accepts_gzip(request: Request) -> bool:
    accepted = request.headers.get("accept-encoding", "")
    if "gzip" not in accepted and "*" not in accepted:
        return False
    for part in accepted.split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in ("gzip", "x-gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _spelled(request: Request, tag: str) -> str:
    # A strong tag names bytes, and the compressed form has others.
    return f'"{tag}-gz"' if _accepts_gzip(request) else f'"{tag}"'


def _unchanged(request: Request, tag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return bool(known) and (f'"{tag}"' in known or f'"{tag}-gz"' in known or known.strip() == "*")


def _not_modified(request: Request, tag: str, cache: str) -> Response:
    headers = {
        "etag": _spelled(request, tag),
        "cache-control": cache,
        "vary": VARY,
    }
    return Response(status_code=304, headers=headers)
