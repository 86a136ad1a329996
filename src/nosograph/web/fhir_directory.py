"""The directory in FHIR R4: PractitionerRole by specialty, near a position.

Rule 1. A parameter that is not supported is answered, never dropped: with a warning in the
bundle, or with an error where the client prefers strict handling.
Rule 2. What can be asked by GET can be asked by POST to `_search`; answers are kept nowhere.
"""

import asyncio
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nosograph.model.directory import Known, Position, PractitionerRole
from nosograph.web import responses
from nosograph.web.doctors import doctors
from nosograph.web.requests import MOST_BYTES, RefusedError, phrases

BASE = "/fhir/R4/PractitionerRole"
FHIR_JSON = "application/fhir+json; charset=utf-8"
TAXONOMY = "http://nucc.org/provider-taxonomy"
NPI = "http://hl7.org/fhir/sid/us-npi"
DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"
NEW_PATIENTS = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/newpatients"
ACCEPTING = "http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/AcceptingPatientsCS"
KILOMETRES = {"km": 1.0, "": 1.0, "m": 0.001, "mi": 1.609344, "[mi_i]": 1.609344}
MOST = 100
SUPPORTED = ("specialty", "location.near", "_count", "_format", "_sort")


class _UnusableError(Exception):
    """A parameter whose value cannot be used."""


async def search(request: Request) -> Response:
    """A searchset bundle, or an OperationOutcome."""
    found = doctors(request)
    if found is None:
        return _outcome(request, 404, "not-found", "this server has no directory of practitioners")
    parameters = await _parameters(request)
    unsupported = [name for name, value in parameters if not _is_supported(name, value)]
    strict = "handling=strict" in request.headers.get("prefer", "")
    if unsupported and strict:
        return _outcome(request, 400, "not-supported", f"not supported: {', '.join(unsupported)}")
    told = {name: value for name, value in parameters if _is_supported(name, value)}
    try:
        codes, near, km, count = _question(told)
    except _UnusableError as error:
        return _outcome(request, 400, "invalid", str(error))
    answer = await asyncio.to_thread(found.directory.find, codes, near, k=count, radius_km=km)
    inside = [hit for hit in answer.hits if hit.distance_km <= km]
    entries: list[dict[str, Any]] = []
    for hit in inside:
        distance = {
            "value": hit.distance_km,
            "unit": "km",
            "code": "km",
            "system": "http://unitsofmeasure.org",
        }
        entries.append(
            {
                "fullUrl": f"urn:nosograph:practitioner-role:{hit.role.id}",
                "resource": as_resource(hit.role),
                "search": {
                    "mode": "match",
                    "extension": [{"url": DISTANCE, "valueDistance": distance}],
                },
            }
        )
    issues = [
        _issue(
            "warning", "not-supported", f"the parameter {name} is not supported and was not used"
        )
        for name in unsupported
    ]
    if found.directory.is_fictional:
        issues.append(
            _issue("warning", "informational", "EXAMPLE data: nobody in this answer exists")
        )
    if issues:
        outcome = {"resourceType": "OperationOutcome", "issue": issues}
        entries.append({"resource": outcome, "search": {"mode": "outcome"}})
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": entries}
    return _fhir(request, bundle, 200)


def _is_supported(name: str, value: str) -> bool:
    return name in SUPPORTED and (name != "_sort" or value in ("location.near", "near"))


async def _parameters(request: Request) -> list[tuple[str, str]]:
    pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if request.method == "POST":
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise RefusedError(413, "too_large_title", phrases(request)["too_large"])
        pairs += parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return pairs


def _question(told: dict[str, str]) -> tuple[tuple[str, ...], Position, float, int]:
    if "location.near" not in told:
        raise _UnusableError("location.near is needed: latitude|longitude|distance|unit")
    parts = [*told["location.near"].split("|"), "", "", ""][:4]
    try:
        near = Position(float(parts[0]), float(parts[1]))
        km = float(parts[2] or 50) * KILOMETRES[parts[3]]
        count = int(told.get("_count", "20"))
    except (ValueError, KeyError):
        raise _UnusableError(
            "location.near is latitude|longitude|distance|unit with the unit km or [mi_i]; "
            "_count is a whole number"
        ) from None
    if not 0 <= km < 1e6:
        raise _UnusableError("the distance is not usable")
    codes = []
    for word in filter(None, told.get("specialty", "").split(",")):
        system, bar, code = word.rpartition("|")
        if bar and system not in ("", TAXONOMY):
            raise _UnusableError(f"specialty is a code of {TAXONOMY}")
        codes.append(code)
    return tuple(codes), near, km, min(max(count, 0), MOST) or 1


def as_resource(role: PractitionerRole) -> dict[str, Any]:
    """A listing as a PractitionerRole with what it refers to inside."""
    contained: list[dict[str, Any]] = []
    resource: dict[str, Any] = {
        "resourceType": "PractitionerRole",
        "id": role.id[:64],
        "active": True,
    }
    where = role.location
    address = {
        "line": [where.address] if where.address else None,
        "city": where.city,
        "state": where.state,
        "postalCode": where.postal_code,
        "country": where.country,
    }
    place: dict[str, Any] = {"resourceType": "Location", "id": "place", "address": _filled(address)}
    if where.position is not None:
        place["position"] = {
            "longitude": where.position.longitude,
            "latitude": where.position.latitude,
        }
    contained.append(place)
    resource["location"] = [{"reference": "#place"}]
    if role.practitioner is not None:
        person = role.practitioner
        contained.append(
            _filled(
                {
                    "resourceType": "Practitioner",
                    "id": "who",
                    "identifier": [_identifier(person.id)],
                    "name": [{"text": person.name}],
                    "communication": [
                        {"coding": [{"system": "urn:ietf:bcp:47", "code": each}]}
                        for each in person.communication or ()
                    ],
                }
            )
        )
        resource["practitioner"] = {"reference": "#who", "display": person.name}
    if role.organization is not None:
        resource["organization"] = {"display": role.organization.name}
    resource["specialty"] = [
        {"coding": [{"system": TAXONOMY, "code": code}]} for code in role.specialty
    ]
    resource["telecom"] = [{"system": "phone", "value": role.telecom}] if role.telecom else None
    resource["extension"] = _new_patients(role.new_patients)
    resource["meta"] = _filled({"source": f"urn:nosograph:source:{_token(role.provenance.source)}"})
    resource["contained"] = contained
    return _filled(resource)


def _token(text: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in text)


def _identifier(own: str) -> dict[str, str]:
    if len(own) == 10 and own.isdigit():
        return {"system": NPI, "value": own}
    return {"value": own}


def _new_patients(known: Known) -> list[dict[str, Any]]:
    """The extension; nothing where it is not known."""
    if known is Known.UNKNOWN:
        return []
    code = "newpt" if known is Known.YES else "nopt"
    concept = {"coding": [{"system": ACCEPTING, "code": code}]}
    part = {"url": "acceptingPatients", "valueCodeableConcept": concept}
    return [{"url": NEW_PATIENTS, "extension": [part]}]


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def _issue(severity: str, code: str, text: str) -> dict[str, Any]:
    return {"severity": severity, "code": code, "diagnostics": text}


def _outcome(request: Request, status: int, code: str, text: str) -> Response:
    outcome = {"resourceType": "OperationOutcome", "issue": [_issue("error", code, text)]}
    return _fhir(request, outcome, status)


def _fhir(request: Request, resource: dict[str, Any], status: int) -> Response:
    response = responses.document(request, resource, status=status, cache=responses.KEEP_NOTHING)
    response.headers["content-type"] = FHIR_JSON
    return response


ROUTES = [
    Route(BASE, search),
    Route(f"{BASE}/_search", search, methods=["POST"]),
]
