"""Questions run beside the event loop: in a thread a lane, behind a queue with an end.

Rule 1. What is read from a release as it stands never waits for what is worked out.
Rule 2. Whoever would wait too long is told so at once, with a time to come again.
"""

import asyncio
import zlib
from codecs import BOM_UTF8
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from threading import Lock
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from nosograph.serving.requests import RefusedError, phrases

T = TypeVar("T")
Page = Callable[[Request], Awaitable[Response]]

MOST_BYTES = 1024 * 1024
"""Of a body; pages allow less where they need less."""

BODY_WITHIN = 20.0
"""Seconds that a body may take to arrive."""

AGAIN_AFTER = 5
"""Seconds after which a refused client may come again."""


class Lane(StrEnum):
    """Questions that may hold one another up."""

    QUICK = "quick"
    """Searches and lists: some milliseconds."""
    QUESTION = "question"
    """Answers about a case: up to a second."""
    LEAFLET = "leaflet"
    """Typesetting: a third of a second, and memory."""


# One thread a lane: under the interpreter's lock two would not be faster, and would crowd out
# the loop. For more cores there are more workers.
WAITING = {Lane.QUICK: 128, Lane.QUESTION: 32, Lane.LEAFLET: 8}
"""Questions that may wait in a lane; at its pace the last waits some seconds."""


class BusyError(Exception):
    """A lane is full."""


class Pool:
    """The lanes of one process."""

    def __init__(self, waiting: dict[Lane, int] = WAITING) -> None:
        self.waiting = waiting
        self.held = dict.fromkeys(Lane, 0)
        """Questions that run or wait, by lane."""
        self._lock = Lock()
        self._threads = {
            each: ThreadPoolExecutor(1, thread_name_prefix=f"nosograph-{each}") for each in Lane
        }

    async def ask(self, lane: Lane, question: Callable[..., T], *about: Any) -> T:
        """The answer of `question(*about)`, which runs in a thread.

        Raises:
            BusyError: too many wait already.
        """
        self._count(lane, 1)
        asked = self._threads[lane].submit(question, *about)
        # Counted until it has ended, whether or not anybody still waits for it.
        asked.add_done_callback(lambda _: self._count(lane, -1))
        return await asyncio.wrap_future(asked)

    def _count(self, lane: Lane, change: int) -> None:
        with self._lock:
            if change > 0 and self.held[lane] > self.waiting[lane]:
                raise BusyError(lane)
            self.held[lane] += change

    def close(self) -> None:
        """Let go of the threads; what waits is given up."""
        for each in self._threads.values():
            each.shutdown(wait=False, cancel_futures=True)


def question(page: Page, lane: Lane = Lane.QUESTION, *, most: int = MOST_BYTES) -> Page:
    """`page` as one that runs in a lane, after its request has come in whole."""

    async def asked(request: Request) -> Response:
        pool: Pool = request.scope["nosograph.pool"]
        body = await _body(request, most)
        try:
            return await pool.ask(lane, _answered, page, Request(request.scope, _given(body)))
        except BusyError:
            text = phrases(request)["busy"].format(seconds=AGAIN_AFTER)
            raise RefusedError(503, "busy_title", text, again_after=AGAIN_AFTER) from None

    return asked


async def _body(request: Request, most: int) -> bytes:
    """The body, or so much of it that the page sees that it is too long."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_WITHIN):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    break
    except TimeoutError:
        text = phrases(request)["slow"].format(seconds=round(BODY_WITHIN))
        raise RefusedError(408, "slow_title", text) from None
    return _unpacked(request, bytes(body), most)


def _unpacked(request: Request, body: bytes, most: int) -> bytes:
    """A body as it was before it was compressed, as much of it as the page has to see."""
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip"):
        try:
            body = _gunzipped(body, most)
        except zlib.error:
            coding = "damaged"
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise RefusedError(415, "coding_title", phrases(request)["coding"])
    return body.removeprefix(BOM_UTF8)


def _gunzipped(packed: bytes, most: int) -> bytes:
    found = b""
    while packed and len(found) <= most:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        found += member.decompress(packed, most + 1 - len(found))
        if not member.eof and len(found) <= most:
            raise zlib.error("cut short")
        packed = member.unused_data
    return found


def _given(body: bytes) -> Callable[[], Awaitable[Message]]:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _answered(
    page: Callable[[Request], Coroutine[Any, Any, Response]], request: Request
) -> Response:
    """What a page answers whose request is there: it waits for nothing, so it ends at one go."""
    running = page(request)
    try:
        running.send(None)
    except StopIteration as ended:
        answer: Response = ended.value
        return answer
    finally:
        running.close()
    raise RuntimeError("a page that runs in a lane may wait for nothing: call, do not await")
