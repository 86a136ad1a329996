"""The site, asked without a network: one request in, one answer out.

Rule. Every page of an edition is the page that the server would send.
"""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from nosograph.serving.frame import Site
from nosograph.site import application


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site said."""

    address: str
    status: int
    body: bytes
    location: str
    """Where a redirect leads."""


def site_over(release: Path, base_url: str = "") -> Site:
    """The site over a release.

    Raises:
        LibraryError: the release cannot be read.
    """
    return application(release, base_url=base_url)


def ask(site: Site, addresses: Iterable[str]) -> list[Answer]:
    """What the site answers at those addresses, in their order."""
    # In a thread of its own, because the caller's may have a loop that is running.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(_ask_all(site, list(addresses)))).result()


async def _ask_all(site: Site, addresses: list[str]) -> list[Answer]:
    return [await _ask(site, each) for each in addresses]


async def _ask(site: Site, address: str) -> Answer:
    parts = urlsplit(address)
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [],
        "client": None,
        "server": None,
    }
    said: dict[str, Any] = {"status": 0, "headers": []}
    body = bytearray()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            said.update(message)
        else:
            body.extend(message.get("body", b""))

    await site(scope, receive, send)
    headers = dict(said["headers"])
    return Answer(address, said["status"], bytes(body), headers.get(b"location", b"").decode())
