"""The site as one ASGI application: addresses, languages, headers, errors, the log.

Rule 1. Every answer carries the security headers; no page needs an exception from them.
Rule 2. The log names the route, never the address: queries, findings and visitors stay out.
Rule 3. What goes wrong inside is logged here and shown as a page that says what to do.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Message, Receive, Scope, Send

from nosograph.render.environment import render
from nosograph.render.site import LANGUAGES
from nosograph.web import (
    about,
    browse,
    entries,
    fhir_directory,
    responses,
    search,
    terms,
    tools,
    trust,
)
from nosograph.web.doctors import Doctors
from nosograph.web.later import later
from nosograph.web.releases import Releases
from nosograph.web.requests import (
    MOST_CHARACTERS,
    MovedError,
    RefusedError,
    clean,
    language,
    library,
    phrases,
    shell,
)
from nosograph.web.rows import result_href

log = logging.getLogger("nosograph.web")

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

_BOTH = ["GET", "POST"]

# The most asked for come first, because routes are tried in order.
ROUTES = [
    Route("/d/{slug}/", entries.professional),
    Route("/d/{slug}/patient/", entries.patient),
    Route("/static/{hash}/{name}", about.static),
    Route("/api/suggest", search.suggest, methods=_BOTH),
    Route("/search", search.results, methods=_BOTH),
    Route("/", browse.home),
    Route("/t/{term}", terms.finding),
    Route("/g/{symbol}", terms.gene),
    Route("/c/{system}/{code}", entries.code),
    *tools.PATHWAYS,
    *tools.WORKUPS,
    *tools.COMPARISONS,
    Route("/browse/", browse.letters),
    Route("/browse/{letter}", browse.letter),
    Route("/systems/", browse.systems),
    Route("/systems/{term}", browse.system),
    Route("/d/{slug}/entry.json", entries.as_document),
    Route("/d/{slug}/entry.txt", entries.as_plain_text),
    Route("/d/{slug}/claims/", trust.claims),
    Route("/d/{slug}/claims.json", trust.claims_as_document),
    Route("/d/{slug}/changes/", trust.changes),
    Route("/d/{slug}/changes.json", trust.changes_as_document),
    Route("/d/{slug}/glossary/", trust.glossary),
    Route("/d/{slug}/references/", trust.references),
    Route("/d/{slug}/references/{style}/", trust.references),
    Route("/d/{slug}/leaflet.pdf", later("nosograph.web.leaflets", "professional")),
    Route("/d/{slug}/patient/leaflet.pdf", later("nosograph.web.leaflets", "patient")),
    Route("/v/{version}/d/{rest:path}", later("nosograph.web.leaflets", "versioned")),
    Route("/d/{slug}", entries.without_slash),
    Route("/d/{slug}/patient", entries.patient_without_slash),
    Route("/api/search", search.as_document, methods=_BOTH),
    Route("/find", later("nosograph.web.find", "page"), methods=_BOTH),
    Route("/find/clinicians", later("nosograph.web.clinicians", "page"), methods=["POST"]),
    Route("/api/find", later("nosograph.web.clinicians", "as_document"), methods=["POST"]),
    *fhir_directory.ROUTES,
    Route("/about/sources", about.sources),
    Route("/about/keys", about.keys),
    Route("/healthz", about.health),
    Route("/robots.txt", about.robots),
    Route("/favicon.svg", about.icon),
    Route("/favicon.ico", about.icon),
]


async def _nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    raise HTTPException(404)


class Site:
    """The ASGI application."""

    def __init__(
        self, releases: Releases, *, with_tools: bool = True, doctors: Doctors | None = None
    ) -> None:
        self.releases = releases
        self._doctors = doctors
        routes = [*(tools.ROUTES if with_tools else tools.SWITCHED_OFF), *ROUTES]
        self._router = Router(routes, redirect_slashes=False, default=_nowhere)
        self._following: asyncio.Task[None] | None = None

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
                self._following = asyncio.create_task(self.releases.follow())
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._following is not None:
                    self._following.cancel()
                self.releases.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        scope = dict(scope)
        with self.releases.lease() as release:
            scope["nosograph.release"] = release
            scope["nosograph.doctors"] = self._doctors
            scope["nosograph.language"] = _take_language(scope)
            # Starlette's routes raise what they refuse only when an application is named.
            scope["app"] = self
            await self._answered(scope, receive, send_with_headers, has_begun=lambda: status > 0)
        if log.isEnabledFor(logging.INFO):
            route = getattr(scope.get("route"), "path", "-")
            took = (time.perf_counter() - began) * 1000
            log.info("%s %s %d %.1f ms", scope["method"], route, status, took)

    async def _answered(
        self, scope: Scope, receive: Receive, send: Send, *, has_begun: Callable[[], bool]
    ) -> None:
        request = Request(scope, receive)
        try:
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
    """A page that says what is wrong and where to go."""
    t, tag = phrases(request), language(request)
    near = clean(refused.near)[:MOST_CHARACTERS]
    found = library(request).search.suggest(near, 6) if near else ()
    page = {
        "heading": t[refused.title],
        "text": refused.text,
        "near": [{"name": each.name, "href": result_href(each, tag)} for each in found],
    }
    frame = shell(request, t[refused.title], "", indexed=False)
    return responses.page(
        request,
        render("message.html", frame, page),
        status=refused.status,
        cache=responses.KEEP_NOTHING,
    )


def _broken(request: Request) -> Response:
    """The page for what should not happen; it asks the library nothing more."""
    t = phrases(request)
    page = {"heading": t["broken_title"], "text": t["broken"], "near": []}
    frame = shell(request, t["broken_title"], "", indexed=False)
    text = render("message.html", frame, page)
    return responses.page(request, text, status=500, cache=responses.KEEP_NOTHING)


def application(
    release: Path,
    *,
    base_url: str = "",
    with_tools: bool = True,
    directory: Path | None = None,
    postgres: str = "",
) -> Site:
    """The site over a release, or over the link to one.

    `base_url` (`https://example.org`) makes the links between languages absolute;
    `with_tools=False` switches off what is meant for professionals only, and refuses made-up
    doctors; `directory` is where doctors are found, through the server at
    `postgres` if there is one.

    Raises:
        LibraryError: the release is missing, damaged, or of another schema version.
        DirectoryError: there is no directory, or one that the site may not show.
    """
    found = None
    if directory is not None:
        found = Doctors(directory, public=not with_tools, postgres=postgres)
    return Site(Releases(release, base_url=base_url), with_tools=with_tools, doctors=found)
