"""Connections that have an end: a time for headers, bodies and reading, a size, and a number.

Rule. Whoever is slow gives way to whoever asks: at the bound the connection that has waited
longest without a request is closed.
"""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN, BODY_WITHIN, READ_WITHIN = 10.0, 30.0, 60.0
"""Seconds for the headers of a request, for its body, and for a client to go on reading."""
MOST_HEADERS = 64 * 1024
"""Bytes of an address with its headers; a query in an address has less than half."""


def _refusal(status: str) -> bytes:
    return f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode()


SLOW, LARGE = _refusal("408 Request Timeout"), _refusal("431 Request Header Fields Too Large")


class Bounded(HttpToolsProtocol):
    """One connection to a client."""

    most = 1000
    """Connections of a process."""
    idle: ClassVar[dict["Bounded", None]] = {}
    """Those without a request, the longest waiting first."""

    _timer: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None
    _headers: int | None = 0
    """Bytes of headers that have come; None once they are whole."""
    _arriving = False
    """Whether a request has not come whole, which may be answered all the same: its body is too
    long, and what comes of it later are no headers."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, in place of an idle one where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            next(iter(self.idle), self).transport.abort()
        self.idle[self] = None
        self._within(HEADERS_WITHIN, SLOW)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self.idle.pop(self, None)
        for timer in (self._timer, self._reading):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, unless it is more than headers have."""
        if self._headers is not None:
            self._headers += len(data)
        super().data_received(data)
        if self._headers is not None and self._headers > MOST_HEADERS:
            self._end(LARGE)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._arriving = True
        self.idle.pop(self, None)
        self._headers = self._headers or 0
        self._within(HEADERS_WITHIN, SLOW)

    def on_headers_complete(self) -> None:
        """The headers are there."""
        self._headers = None
        self._within(BODY_WITHIN, b"")
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is there."""
        if self._timer is not None:
            self._timer.cancel()
        self._arriving = False
        super().on_message_complete()
        if self.cycle.response_complete:
            self._rest()

    def on_response_complete(self) -> None:
        """The answer has left."""
        super().on_response_complete()
        if not self._arriving:
            self._rest()

    def _rest(self) -> None:
        """Wait for the next request, where none waits already."""
        if not self.transport.is_closing() and not self.pipeline:
            self._headers = 0
            self.idle[self] = None

    def pause_writing(self) -> None:
        """The client does not read."""
        super().pause_writing()
        self._reading = self.loop.call_later(READ_WITHIN, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        if self._reading is not None:
            self._reading.cancel()

    def _within(self, seconds: float, said: bytes) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self._end, said)

    def _end(self, said: bytes) -> None:
        if self.transport.is_closing():
            return
        if said:
            self.transport.write(said)
        self.transport.close()
