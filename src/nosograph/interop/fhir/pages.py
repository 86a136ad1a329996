"""The pages of the FHIR facade: who answers what.

Rule. The server is read-only: whatever would write, and whatever is not known, is refused with an
OperationOutcome.
"""

from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.artefacts import artefacts
from nosograph.asking.value_sets import TerminologyError
from nosograph.interop.fhir.answers import BASE, OutcomeError, answered, refusal
from nosograph.interop.fhir.asked import check_format, parameters, query, refused
from nosograph.interop.fhir.capability import Door, capability, terminology_capabilities
from nosograph.interop.fhir.directory import DIRECTORY_TYPES, ROLE, read_listing, search_roles
from nosograph.interop.fhir.operations import OPERATIONS
from nosograph.interop.fhir.searching import read, search
from nosograph.interop.machines import Page
from nosograph.serving.doctors import doctors
from nosograph.serving.requests import own_address, release
from nosograph.serving.responses import REVALIDATE
from nosograph.serving.settings import settings

READING = ("GET", "HEAD")


def refusing(page: Page) -> Page:
    """The page, with an OperationOutcome in place of whatever it cannot answer."""

    @wraps(page)
    async def answering(request: Request) -> Response:
        try:
            asked = dict(query(request)).get("_format", "")
            check_format(asked, request.headers.get("accept", ""))
            return await page(request)
        except TerminologyError as error:
            return refusal(request, refused(error))
        except OutcomeError as error:
            return refusal(request, error)

    return answering


@refusing
async def metadata(request: Request) -> Response:
    """`/metadata`: the CapabilityStatement, or what `mode` asks for."""
    _only(request, *READING)
    mode = dict(query(request)).get("mode", "full")
    told = settings(request)
    has_directory = doctors(request) is not None
    here = Door(own_address(request) + BASE, told.with_tools, has_directory, bool(told.origins))
    if mode == "terminology":
        answer = terminology_capabilities(release(request), here)
    elif mode in ("full", "normative"):
        answer = capability(release(request), here)
    else:
        raise OutcomeError(400, "value", "mode is full, normative or terminology")
    return answered(request, answer, cache=REVALIDATE)


@refusing
async def of_type(request: Request) -> Response:
    """`/{type}` and `/{type}/_search`: a search."""
    type = request.path_params["type"]
    if request.url.path.endswith("/_search"):
        _only(request, "POST")
    else:
        _only(request, *READING)
    if type == ROLE:
        return await search_roles(request)
    found = artefacts(release(request)).by_type.get(type)
    if found is None:
        raise _unknown(type)
    return await search(request, type, found.values())


@refusing
async def named(request: Request) -> Response:
    """`/{type}/{id}`: a resource, or an operation on the type."""
    type, id = request.path_params["type"], request.path_params["id"]
    if id.startswith("$"):
        return await _operated(request, type, id)
    _only(request, *READING)
    if type in DIRECTORY_TYPES:
        return read_listing(request, type, id)
    if type not in artefacts(release(request)).by_type:
        raise _unknown(type)
    return read(request, artefacts(release(request)).read(type, id), type, id)


@refusing
async def on_instance(request: Request) -> Response:
    """`/{type}/{id}/{operation}`: an operation on a resource."""
    told = request.path_params
    if not told["operation"].startswith("$"):
        raise OutcomeError(
            404, "not-supported", "there is no history here, and nothing below a resource"
        )
    found = artefacts(release(request)).read(told["type"], told["id"])
    if found is None:
        raise OutcomeError(
            404, "not-found", f"no {told['type'][:60]} has the id {told['id'][:64]!r}"
        )
    return await _operated(request, told["type"], told["operation"], told["id"])


async def _operated(request: Request, type: str, name: str, id: str = "") -> Response:
    operation = OPERATIONS.get((type, name.removeprefix("$")))
    if operation is None:
        raise OutcomeError(404, "not-supported", f"no operation {name[:60]} is answered here")
    if operation.is_tool and not settings(request).with_tools:
        raise OutcomeError(404, "not-supported", "tools for professionals are switched off here")
    _only(request, *(READING if operation.by_get else ()), "POST")
    asked = await parameters(request, whole=operation.whole)
    at = artefacts(release(request)).read(type, id) if id else None
    return answered(request, operation.answer(release(request), asked, at))


@refusing
async def elsewhere(request: Request) -> Response:
    """Everything else."""
    raise OutcomeError(404, "not-supported", "nothing is answered at this address")


def _only(request: Request, *methods: str) -> None:
    if request.method not in methods:
        raise OutcomeError(405, "not-supported", f"use {' or '.join(methods)} here")


def _unknown(type: str) -> OutcomeError:
    return OutcomeError(404, "not-supported", f"the resource type {type[:60]!r} is not served here")
