"""The frame of a site, one ASGI application: languages, headers, errors, the log.

Rule 1. Every answer carries the security headers; no page needs an exception from them.
Rule 2. The log names the route, never the address: queries, findings and visitors stay out.
Rule 3. What goes wrong inside is logged here and shown as a page that says what to do.
"""

import asyncio
import json
import logging
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Message, Receive, Scope, Send

from nosograph.render.environment import render
from nosograph.render.site import LANGUAGES, result_href
from nosograph.serving import responses
from nosograph.serving.doctors import Doctors, OpenDoctors
from nosograph.serving.metrics import Metrics
from nosograph.serving.pool import Pool
from nosograph.serving.rates import Rates
from nosograph.serving.releases import Releases
from nosograph.serving.requests import (
    MOST_CHARACTERS,
    MovedError,
    RefusedError,
    called,
    clean,
    language,
    library,
    phrases,
    shell,
)
from nosograph.serving.settings import Settings

log = logging.getLogger("nosograph.serving")

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(self), microphone=(), browsing-topics=()"),
]
HSTS = (b"strict-transport-security", b"max-age=31536000")
"""Where the visitor came over TLS, as the server or a trusted proxy says."""

OPERATORS = ("/healthz", "/readyz", "/metrics")
"""Addresses for whoever runs the site, who calls it by any name."""
PROGRAMS = ("/api/", "/cds-services", "/fhir/")
"""Beginnings of addresses that programs ask, whose refusals are documents."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
DAMAGED_AGAIN = 30
"""Seconds after which a damaged release may have been put right."""

_ID = re.compile(rb"[0-9a-f-]{16,64}")


def _request_id(scope: Scope) -> tuple[bytes, bytes]:
    """The id by which a proxy and this log know a request; another's words are not taken over."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _ID.fullmatch(value):
            return name, value
    return b"x-request-id", secrets.token_hex(8).encode()


async def _nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    raise HTTPException(404)


class Site:
    """The ASGI application over a release: routes in a frame."""

    def __init__(
        self,
        routes: Iterable[Route],
        releases: Releases,
        doctors: Doctors | None = None,
        settings: Settings | None = None,
        *,
        hosts: tuple[str, ...] = (),
        rate: int = 0,
    ) -> None:
        """`routes` are tried in their order; `hosts` are the names the site may be called by,
        none for any; `rate` is how often a client may ask a minute, 0 for any number."""
        self._rates = Rates(rate) if rate else None
        self._hosts = frozenset(hosts)
        self.metrics = Metrics()
        self._settings = settings or Settings()
        self.releases = releases
        self.pool = Pool()
        self.doctors = doctors
        self._router = Router([*routes], redirect_slashes=False, default=_nowhere)
        self._following: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._following = [asyncio.create_task(self.releases.follow())]
                if self.doctors is not None:
                    self._following.append(asyncio.create_task(self.doctors.follow()))
                await send({"type": "lifespan.startup.complete"})
            else:
                for each in self._following:
                    each.cancel()
                self.pool.close()
                self.releases.close()
                if self.doctors is not None:
                    self.doctors.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = [*HEADERS, HSTS] if scope["scheme"] == "https" else HEADERS
                message["headers"] = [*message["headers"], *own, id]
            await send(message)

        scope = dict(scope)
        id = _request_id(scope)
        scope["nosograph.site"] = self
        with self.releases.lease() as release, self._lent_doctors() as doctors:
            scope["nosograph.release"] = release
            scope["nosograph.doctors"] = doctors
            scope["nosograph.pool"] = self.pool
            scope["nosograph.settings"] = self._settings
            scope["nosograph.hosts"] = self._hosts
            scope["nosograph.language"] = _take_language(scope)
            # Starlette's routes raise what they refuse only when an application is named.
            scope["app"] = self
            await self._answered(scope, receive, send_with_headers, has_begun=lambda: status > 0)
        took = time.perf_counter() - began
        route = getattr(scope.get("route"), "path", "-")
        method = scope["method"] if scope["method"] in METHODS else "-"
        self.metrics.answered(route, method, status, took)
        if log.isEnabledFor(logging.INFO):
            told = {"route": route, "method": method, "status": status, "id": id[1].decode()}
            told |= {"ms": round(took * 1000, 1)}
            log.info("%s %s %d %.1f ms", method, route, status, took * 1000, extra={"told": told})

    def _check(self, request: Request) -> None:
        """See that the site is called by a name of its own, and can answer.

        Raises:
            RefusedError: one of them is not so.
        """
        path, t = request.scope["path"], phrases(request)
        if path in OPERATORS:
            return
        if self._hosts and called(request) not in self._hosts:
            raise RefusedError(421, "host_title", t["host"])
        client = request.client.host if request.client else ""
        again = self._rates.wait(client) if self._rates and not path.startswith("/static/") else 0
        if again:
            text = t["often"].format(seconds=again)
            raise RefusedError(429, "often_title", text, again_after=again)
        if self.releases.state.damaged and not path.startswith("/static/"):
            raise RefusedError(503, "damaged_title", t["damaged"], again_after=DAMAGED_AGAIN)

    def _lent_doctors(self) -> AbstractContextManager[OpenDoctors | None]:
        return nullcontext() if self.doctors is None else self.doctors.lease()

    async def _answered(
        self, scope: Scope, receive: Receive, send: Send, *, has_begun: Callable[[], bool]
    ) -> None:
        request = Request(scope, receive)
        try:
            self._check(request)
            if scope["nosograph.language"] == "":
                await _to_plain_language(scope)(scope, receive, send)
            else:
                await self._router(scope, receive, send)
        except MovedError as moved:
            await responses.redirect(moved.location, 308)(scope, receive, send)
        except RefusedError as refused:
            await _refusal(request, refused)(scope, receive, send)
        except HTTPException as error:
            await _refused(request, error)(scope, receive, send)
        except Exception:
            self.releases.doubt()
            log.exception("failed: %s", getattr(scope.get("route"), "path", "-"))
            if has_begun():
                raise  # half an answer has left; only closing the connection says so
            await _broken(request)(scope, receive, send)


def _take_language(scope: Scope) -> str:
    """Take the language off the address; empty when it names the one that has no prefix."""
    first, _, rest = scope["path"][1:].partition("/")
    if first not in LANGUAGES:
        return LANGUAGES[0]
    scope["path"] = "/" + rest
    return "" if first == LANGUAGES[0] else first


def _to_plain_language(scope: Scope) -> Response:
    scope["nosograph.language"] = LANGUAGES[0]
    # One slash only: two would name another host.
    return responses.redirect("/" + quote(scope["path"].lstrip("/\\"), safe="/:@-._~"), 308)


def _refused(request: Request, error: HTTPException) -> Response:
    if error.status_code == 405:
        refused = RefusedError(405, "method_title", phrases(request)["method"])
    else:
        # The last words of an address often say what was looked for.
        words = [part for part in request.scope["path"].replace("-", " ").split("/") if part]
        near = " ".join(words[-1:])
        refused = RefusedError(404, "not_found_title", phrases(request)["not_found"], near=near)
    response = _refusal(request, refused)
    response.headers.update(error.headers or {})
    return response


def _refusal(request: Request, refused: RefusedError) -> Response:
    """What is wrong and where to go: a page, or a document for programs."""
    near = clean(refused.near)[:MOST_CHARACTERS]
    found = library(request).search.suggest(near, 6) if near else ()
    shown = [{"name": each.name, "href": result_href(each, language(request))} for each in found]
    response = _message(request, refused.status, refused.title, refused.text, shown)
    if refused.again_after:
        response.headers["retry-after"] = str(refused.again_after)
    return response


def _broken(request: Request) -> Response:
    """The page for what should not happen; it asks the library nothing more."""
    return _message(request, 500, "broken_title", phrases(request)["broken"])


def _message(
    request: Request, status: int, title: str, said: str, near: Sequence[Mapping[str, str]] = ()
) -> Response:
    heading = phrases(request)[title]
    if request.scope["path"].startswith(PROGRAMS):
        return responses.problem(request, status, heading, said)
    frame = shell(request, heading, "", indexed=False)
    text = render("message.html", frame, {"heading": heading, "text": said, "near": near})
    return responses.page(request, text, status=status, cache=responses.KEEP_NOTHING)


class JsonLines(logging.Formatter):
    """A record a line, as a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {"at": self.formatTime(record), "level": record.levelname.casefold()}
        own = getattr(record, "told", None)
        told |= own if own is not None else {"message": record.getMessage()}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told)


def log_to_stderr(level: int = logging.INFO, form: str = "text") -> None:
    """Write the log of routes to standard error, as `text` or `json`."""
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S")
    handler.setFormatter(JsonLines() if form == "json" else text)
    log.handlers[:] = [handler]
    log.setLevel(level)
    log.propagate = False
