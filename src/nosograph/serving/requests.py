"""What a request says, made safe to use: its language, its release, its search words.

Rule. Whatever a visitor sends becomes a value that the rest may use without doubt, or a
`RefusedError` with a page that says what to do.
"""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import Request

from nosograph.asking.release import OpenRelease
from nosograph.library.reader import Library
from nosograph.render.environment import Shell
from nosograph.render.languages import Words, words
from nosograph.render.site import SiteInfo

MOST_CHARACTERS = 300
"""Of a query that are searched; the longest disease name has fewer than half."""

MOST_BYTES = 64 * 1024
"""Of a form; many times what a search can use."""


_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")


class RefusedError(Exception):
    """A request that gets a page about itself instead of what it asked for."""

    def __init__(
        self, status: int, title: str, text: str, *, near: str = "", again_after: int = 0
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        """Key of the phrase that heads the page."""
        self.text = text
        """What to say, in the request's language."""
        self.near = near
        """Words to suggest entries for."""
        self.again_after = again_after
        """Seconds after which it may be asked again; 0 where that changes nothing."""


class MovedError(Exception):
    """A request for what now stands at another address."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def release(request: Request) -> OpenRelease:
    """The release that answers this request."""
    found: OpenRelease = request.scope["nosograph.release"]
    return found


def library(request: Request) -> Library:
    """The library that answers this request."""
    return release(request).library


def site(request: Request) -> SiteInfo:
    """What pages tell about the release."""
    return release(request).site


def language(request: Request) -> str:
    """The language that the address asks for."""
    tag: str = request.scope["nosograph.language"]
    return tag


def phrases(request: Request) -> Words:
    """The phrases of the request's language."""
    return words(language(request))


NEAR = ("localhost", "127.0.0.1", "[::1]")
"""Names by which a machine calls itself."""


def called(request: Request) -> str:
    """The name by which the visitor has called the site, without a port."""
    host = request.headers.get("host", "").casefold()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def own_address(request: Request) -> str:
    """The site's address as it is set, or as a visitor may call it; empty where neither is known.

    What a visitor calls it is believed where it is one of the site's names: printed on a leaflet,
    another would lead whoever reads it elsewhere.
    """
    host, names = request.headers.get("host", ""), request.scope["nosograph.hosts"] or NEAR
    known = called(request) in names and _HOST.fullmatch(host)
    return site(request).base_url or (f"{request.url.scheme}://{host}" if known else "")


def printed_address(request: Request) -> str:
    """The site's address for paper: as it is set, never the name of the machine that prints."""
    return own_address(request) if request.scope["nosograph.hosts"] else site(request).base_url


def asked_at(request: Request) -> str:
    """The site's address as it is set, or as whoever asks calls it: for answers that go back to
    them alone and are kept nowhere."""
    host = request.headers.get("host", "")
    return site(request).base_url or (
        f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""
    )


def shell(
    request: Request, title: str, path: str, *, query: str = "", indexed: bool = True
) -> Shell:
    """The frame of a page."""
    return Shell(site(request), language(request), title, path, indexed=indexed, query=query)


def clean(text: str) -> str:
    """`text` on one line, without control characters and doubled spaces."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


async def body_of(request: Request, *, most: int = MOST_BYTES) -> bytes:
    """What a request carries, of at most so many bytes.

    Raises:
        RefusedError: it is larger.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise RefusedError(413, "too_large_title", phrases(request)["too_large"])
    return bytes(body)


async def form(request: Request, *, most: int = MOST_BYTES) -> Mapping[str, str]:
    """What a request asks, from its address or, by POST, from its body of at most so many bytes.

    Raises:
        RefusedError: the body is larger than any search.
    """
    if request.method != "POST":
        return request.query_params
    body = await body_of(request, most=most)
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=None, errors="replace")
    return {key: values[0] for key, values in fields.items()}


def page_number(request: Request) -> int:
    """The page of a long list that the address asks for."""
    asked = request.query_params.get("page", "")
    return whole_number(asked, least=1, most=100_000, otherwise=1)


def whole_number(text: str, *, least: int, most: int, otherwise: int) -> int:
    """The number that `text` spells, kept between two others."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return otherwise
    return min(max(int(text), least), most)
