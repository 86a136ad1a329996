"""The directory in FHIR R4: PractitionerRole by specialty, near a position.

Rule 1. A parameter that is not supported is answered, never dropped: with an error, or with a
warning in the bundle where the client prefers lenient handling.
Rule 2. What can be asked by GET can be asked by POST to `_search`; answers are kept nowhere.
Rule 3. Every answer is a resource: refusals are OperationOutcomes.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nosograph.directory.reader import Answer, Hit
from nosograph.formats.fhir.roles import TAXONOMY, as_resource
from nosograph.model.directory import Position
from nosograph.serving import responses
from nosograph.serving.doctors import doctors
from nosograph.serving.pool import question
from nosograph.serving.requests import MOST_BYTES, site

BASE = "/fhir/R4/PractitionerRole"
FHIR_JSON = "application/fhir+json; charset=utf-8"
FORM = "application/x-www-form-urlencoded"
DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"
KILOMETRES = {"km": 1.0, "": 1.0, "m": 0.001, "mi": 1.609344, "[mi_i]": 1.609344}
JSON_FORMATS = ("json", "text/json", "application/json", "application/fhir+json")
MOST = 100
FARTHEST_FOR_ANY = 50.0
"""Kilometres; beyond them everybody is too many to count, and a specialty has to be named."""
FARTHEST = 2000.0
"""Kilometres; whoever is farther away is not near."""
MOST_SPECIALTIES = 50
MOST_PARAMETERS = 100
SUPPORTED = ("specialty", "location.near", "_count", "_format", "_sort")

Pairs = list[tuple[str, str]]


class _OutcomeError(Exception):
    """A search that is answered with an OperationOutcome alone."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


@dataclass(frozen=True, slots=True)
class _Search:
    """A search that can be answered."""

    codes: tuple[str, ...]
    near: Position
    km: float
    count: int
    used: tuple[tuple[str, str], ...]
    """The parameters that are."""
    unused: tuple[str, ...]


async def search(request: Request) -> Response:
    """A searchset bundle, or an OperationOutcome."""
    try:
        return await _answered(request)
    except _OutcomeError as error:
        outcome = _outcome(_issue("error", error.code, error.text))
        return _fhir(request, outcome, error.status)


async def elsewhere(request: Request) -> Response:
    """What else a client may try beside a search."""
    outcome = _outcome(_issue("error", "not-supported", "only searches are answered here"))
    return _fhir(request, outcome, 404)


async def _answered(request: Request) -> Response:
    allowed = ("POST",) if request.url.path.endswith("/_search") else ("GET", "HEAD")
    if request.method not in allowed:
        raise _OutcomeError(405, "not-supported", f"use {allowed[0]} here")
    found = doctors(request)
    if found is None:
        text = "this server has no directory of practitioners"
        raise _OutcomeError(404, "not-found", text)
    asked = _search(await _parameters(request), request)
    opened = found.directory
    answer = opened.find(asked.codes, asked.near, k=asked.count or 1, radius_km=asked.km)
    counted = opened.count(asked.codes, asked.near, asked.km)
    issues = [
        _issue("warning", "not-supported", f"the parameter {each} is not supported and not used")
        for each in asked.unused
    ]
    if opened.is_fictional:
        text = "EXAMPLE data: nobody in this answer exists"
        issues.append(_issue("warning", "informational", text))
    bundle = _bundle(asked, answer, counted.providers, issues, site(request).base_url)
    return _fhir(request, bundle, 200)


def _bundle(
    asked: _Search, answer: Answer, total: int, issues: list[dict[str, Any]], base_url: str
) -> dict[str, Any]:
    entries = [_match(hit) for hit in answer.hits[: asked.count] if hit.distance_km <= asked.km]
    if issues:
        entries.append({"resource": _outcome(*issues), "search": {"mode": "outcome"}})
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": [{"relation": "self", "url": f"{base_url}{BASE}?{urlencode(asked.used)}"}],
    }
    # FHIR has no empty arrays.
    return bundle | ({"entry": entries} if entries else {})


def _match(hit: Hit) -> dict[str, Any]:
    distance = {
        "value": hit.distance_km,
        "unit": "km",
        "code": "km",
        "system": "http://unitsofmeasure.org",
    }
    extension = [{"url": DISTANCE, "valueDistance": distance}]
    resource = as_resource(hit.role)
    return {
        "fullUrl": f"urn:nosograph:practitioner-role:{resource['id']}",
        "resource": resource,
        "search": {"mode": "match", "extension": extension},
    }


async def _parameters(request: Request) -> Pairs:
    pairs = _pairs(request.scope["query_string"])
    if request.method == "POST":
        type = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
        if type != FORM:
            raise _OutcomeError(415, "not-supported", f"the body of a search is {FORM}")
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                text = f"the body of a search has at most {MOST_BYTES} bytes"
                raise _OutcomeError(413, "too-long", text)
        pairs += _pairs(bytes(body))
    return pairs


def _pairs(text: bytes) -> Pairs:
    if not text:
        return []
    try:
        return parse_qsl(
            text.decode("utf-8"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except ValueError:
        words = f"at most {MOST_PARAMETERS} parameters are name=value, joined by &, percent-encoded UTF-8"
        raise _OutcomeError(400, "structure", words) from None


def _search(pairs: Pairs, request: Request) -> _Search:
    unused = tuple(name for name, value in pairs if not _is_supported(name, value))
    if unused and "handling=lenient" not in request.headers.get("prefer", "").replace(" ", ""):
        text = f"not supported: {', '.join(unused)}; with Prefer: handling=lenient left out"
        raise _OutcomeError(400, "not-supported", text)
    # The same value twice says nothing more; another one would have to hold as well.
    used = tuple(dict.fromkeys(pair for pair in pairs if _is_supported(*pair) and pair[1]))
    told = dict(used)
    if len(told) < len(used):
        text = "a repeated parameter means “and”, which is not supported: for “or” use commas"
        raise _OutcomeError(400, "not-supported", text)
    _check_format(told.get("_format", ""), request.headers.get("accept", ""))
    near, km = _near(told.get("location.near", ""))
    codes = _codes(told.get("specialty", ""))
    if km > FARTHEST_FOR_ANY and not any(codes):
        text = f"beyond {FARTHEST_FOR_ANY:.0f} km a specialty is needed"
        raise _OutcomeError(400, "too-costly", text)
    if km > FARTHEST:
        raise _OutcomeError(400, "too-costly", f"at most {FARTHEST:.0f} km around a position")
    if len(codes) > MOST_SPECIALTIES:
        text = f"at most {MOST_SPECIALTIES} specialties are searched at once"
        raise _OutcomeError(400, "too-costly", text)
    return _Search(codes, near, km, _count(told), used, unused)


def _is_supported(name: str, value: str) -> bool:
    return name in SUPPORTED and (name != "_sort" or value in ("location.near", "near"))


def _check_format(asked: str, accepted: str) -> None:
    if asked:
        fits = asked.partition(";")[0].strip().lower().replace(" ", "+") in JSON_FORMATS
    else:
        types = [each.partition(";")[0].strip().lower() for each in accepted.split(",")]
        known = (*JSON_FORMATS, "*/*", "application/*", "")
        fits = any(each in known for each in types)
    if not fits:
        raise _OutcomeError(406, "not-supported", "answers are application/fhir+json only")


def _near(text: str) -> tuple[Position, float]:
    if not text:
        text = "location.near is needed: latitude|longitude|distance|unit"
        raise _OutcomeError(400, "required", text)
    parts = [*text.split("|"), "", "", ""]
    try:
        near = Position(float(parts[0]), float(parts[1]))
        km = float(parts[2] or 50) * KILOMETRES[parts[3]]
    except (ValueError, KeyError):
        km, near = -1.0, Position(0, 0)
    # Written so that not-a-number is refused, too.
    if not 0 <= km < 1e6 or any(parts[4:]):
        text = "location.near is latitude|longitude|distance|unit with the unit km, m or [mi_i]"
        raise _OutcomeError(400, "value", text)
    return near, km


def _count(told: dict[str, str]) -> int:
    text = told.get("_count", "20")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise _OutcomeError(400, "value", "_count is a whole number")
    return min(int(text), MOST)


def _codes(text: str) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for word in filter(None, text.split(",")):
        system, bar, code = word.rpartition("|")
        if bar and system not in ("", TAXONOMY):
            raise _OutcomeError(400, "value", f"specialty is a code of {TAXONOMY}")
        codes[code] = None
    return tuple(codes)


def _issue(severity: str, code: str, text: str) -> dict[str, Any]:
    return {"severity": severity, "code": code, "diagnostics": text}


def _outcome(*issues: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "OperationOutcome", "issue": list(issues)}


def _fhir(request: Request, resource: dict[str, Any], status: int) -> Response:
    response = responses.document(request, resource, status=status, cache=responses.KEEP_NOTHING)
    response.headers["content-type"] = FHIR_JSON
    return response


_ANY = ["GET", "POST", "PUT", "PATCH", "DELETE"]

ROUTES = [
    Route(BASE, question(search), methods=_ANY),
    Route(f"{BASE}/_search", question(search), methods=_ANY),
    Route(f"{BASE}/{{rest:path}}", elsewhere, methods=_ANY),
]
