"""Somebody who asks the site, without a network between them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx


def awaited(coroutine):
    """What comes of a coroutine, run in a thread of its own: a browser leaves a loop in ours."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, coroutine).result()


class Visitor:
    """Asks an application and follows no redirect by himself."""

    def __init__(self, site):
        self._site = site

    def request(self, method, path, **more):
        """The answer to one request."""
        return awaited(self._ask(method, path, more))

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def head(self, path, **more):
        return self.request("HEAD", path, **more)

    def post(self, path, **more):
        return self.request("POST", path, **more)

    def packed(self, path, **headers):
        """The answer to a GET, and its body as it was sent."""
        return awaited(self._ask_packed(path, headers))

    def _client(self):
        transport = httpx.ASGITransport(self._site, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://test")

    async def _ask(self, method, path, more):
        async with self._client() as client:
            return await client.request(method, path, **more)

    async def _ask_packed(self, path, headers):
        async with self._client() as client, client.stream("GET", path, headers=headers) as answer:
            return answer, b"".join([part async for part in answer.aiter_raw()])
