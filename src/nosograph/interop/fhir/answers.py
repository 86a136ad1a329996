"""How FHIR answers leave: as resources, refusals too.

Rule. What answers a question of somebody's is kept nowhere; an artefact may be kept and asked
after.
"""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from nosograph.formats.fhir.shapes import FHIR_JSON, Resource, issue, outcome
from nosograph.interop.machines import Page, for_browsers, what_is_allowed
from nosograph.serving import responses
from nosograph.serving.pool import Lane, question
from nosograph.serving.requests import RefusedError, asked_at

BASE = "/fhir/R4"
_CODES = {503: "throttled", 408: "timeout", 413: "too-long", 415: "not-supported"}
"""Status of what cannot be taken in → its code of `issue-type`."""
ALLOWED = ("GET", "HEAD", "POST", "OPTIONS")


class OutcomeError(Exception):
    """A question that is answered with an OperationOutcome alone."""

    def __init__(self, status: int, code: str, text: str, at: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.status, self.code, self.text, self.at = status, code, text, at


def base(request: Request) -> str:
    """The address of the facade, for answers to whoever asks."""
    return asked_at(request) + BASE


def answered(
    request: Request, resource: Resource, *, status: int = 200, cache: str = responses.KEEP_NOTHING
) -> Response:
    """A resource."""
    if b"_pretty=true" in request.scope["query_string"]:
        text = json.dumps(resource, ensure_ascii=False, indent=2, default=_exact)
    else:
        text = json.dumps(resource, ensure_ascii=False, separators=(",", ":"), default=_exact)
    type = f"{FHIR_JSON}; charset=utf-8"
    return responses.body(
        request, text.encode("utf-8", "replace"), type, status=status, cache=cache
    )


def _exact(value: Any) -> float:
    """A number that was read exactly and goes back as it came."""
    return float(value)


def door(page: Page, lane: Lane = Lane.QUICK) -> Page:
    """A page that runs in a lane, for pages of other sites as far as these may ask; where it cannot
    run, an OperationOutcome says so."""

    asked = question(page, lane)

    async def outer(request: Request) -> Response:
        response = await bounded(request)
        response.headers.update(for_browsers(request, ALLOWED))
        return response

    async def bounded(request: Request) -> Response:
        if request.method == "OPTIONS":
            return what_is_allowed(ALLOWED)
        try:
            return await asked(request)
        except RefusedError as error:
            code = _CODES.get(error.status, "processing")
            response = refusal(request, OutcomeError(error.status, code, error.text))
            if error.again_after:
                response.headers["retry-after"] = str(error.again_after)
            return response

    return outer


def refusal(request: Request, error: OutcomeError) -> Response:
    """An OperationOutcome."""
    told = issue("error", error.code, error.text)
    if error.at:
        told["expression"] = list(error.at)
    response = answered(request, outcome(told), status=error.status)
    if error.status == 405:
        response.headers["allow"] = ", ".join(ALLOWED)
    return response
