"""Addresses that programs ask: what they share.

Rule 1. Every refusal is JSON with what is wrong and what to do.
Rule 2. Browsers on other sites may ask as far as the settings allow; nothing here rests on a
cookie, so whoever may reach the server may ask.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nosograph.serving import responses
from nosograph.serving.pool import Lane, question
from nosograph.serving.requests import MOST_BYTES, RefusedError, phrases
from nosograph.serving.settings import Settings, settings

Page = Callable[[Request], Awaitable[Response]]

ANY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""What is answered by the page itself, refusals too."""
_REMEMBERED = "600"
"""Seconds for which a browser keeps what it may send."""


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A question that is answered with a refusal."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = headers or {}


def machine(
    address: str,
    page: Page,
    methods: Sequence[str],
    *,
    lane: Lane = Lane.QUESTION,
    most: int = MOST_BYTES,
    origins: Callable[[Settings], Sequence[str]] = lambda told: told.origins,
) -> Route:
    """The route of a page that programs ask by `methods`, with at most so many bytes of body;
    pages of the sites that `origins` picks from the settings may ask it in a browser."""
    allowed = (*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS")

    async def bounded(request: Request) -> Response:
        if len(await request.body()) > most:
            return refusal(request, Refused(413, f"at most {most} bytes can be sent here"))
        try:
            return await page(request)
        except Refused as refused:
            return refusal(request, refused)

    asked = question(bounded, lane, most=most)

    async def answered(request: Request) -> Response:
        if request.method == "OPTIONS":
            response = what_is_allowed(allowed)
        elif request.method not in allowed:
            told = {"allow": ", ".join(allowed)}
            response = refusal(request, Refused(405, f"use {' or '.join(methods)} here", told))
        else:
            try:
                response = await asked(request)
            except RefusedError as busy:
                again = {"retry-after": str(busy.again_after)} if busy.again_after else {}
                response = refusal(request, Refused(busy.status, busy.text, again))
        response.headers.update(for_browsers(request, allowed, origins(settings(request))))
        return response

    return Route(address, answered, methods=ANY)


def what_is_allowed(methods: Sequence[str]) -> Response:
    """The answer to OPTIONS."""
    return Response(status_code=204, headers={"allow": ", ".join(methods)})


def refusal(request: Request, refused: Refused) -> Response:
    """The refusal as JSON."""
    title = phrases(request)["refused_title"]
    response = responses.problem(request, refused.status, title, refused.text)
    response.headers.update(refused.headers)
    return response


def for_browsers(
    request: Request, allowed: Sequence[str], origins: Sequence[str] | None = None
) -> dict[str, str]:
    """What pages of other sites may do (CORS): those that the settings name, or `origins`."""
    origins = settings(request).origins if origins is None else origins
    origin = request.headers.get("origin", "")
    if not origin or not ("*" in origins or origin in origins):
        return {} if "*" in origins else {"vary": "accept-encoding, origin"}
    told = {
        "access-control-allow-origin": "*" if "*" in origins else origin,
        "access-control-expose-headers": "etag, last-modified, location, retry-after, x-request-id",
    }
    if "*" not in origins:
        told["vary"] = "accept-encoding, origin"
    if request.method == "OPTIONS":
        told |= {
            "access-control-allow-methods": ", ".join(allowed),
            "access-control-allow-headers": "authorization, content-type, accept, prefer, "
            "if-none-match, if-modified-since, x-request-id",
            "access-control-max-age": _REMEMBERED,
        }
        if request.headers.get("access-control-request-private-network") == "true":
            told["access-control-allow-private-network"] = "true"
    return told
