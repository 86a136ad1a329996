"""The directory in FHIR R4: PractitionerRole by specialty, near a position, and what belongs to it.

Rule. A listing is read by the id that a search has given; who is not listed any more is not found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from nosograph.formats.fhir.coding import NUCC, UCUM
from nosograph.formats.fhir.roles import WRITERS, listing_id, listing_number
from nosograph.formats.fhir.shapes import Resource, issue
from nosograph.interop.fhir.answers import OutcomeError, answered, base
from nosograph.interop.fhir.asked import Pairs, searched
from nosograph.interop.fhir.searching import (
    PAGING,
    SUBSETS,
    bundle,
    paging,
    read,
    shortened,
    supported,
)
from nosograph.model.directory import Position, PractitionerRole
from nosograph.serving.doctors import doctors

if TYPE_CHECKING:  # Arrow takes a third of a second, which only a search has to wait for
    from nosograph.directory.reader import Answer, Directory, Hit

DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"
KILOMETRES = {"km": 1.0, "": 1.0, "m": 0.001, "mi": 1.609344, "[mi_i]": 1.609344}
FARTHEST_FOR_ANY = 50.0
"""Kilometres; beyond them everybody is too many to count, and a specialty has to be named."""
FARTHEST = 2000.0
"""Kilometres; whoever is farther away is not near."""
MOST_SPECIALTIES = 50
MOST_LISTED = 1000
"""Listings that can be paged through, nearest first."""
DIRECTORY_TYPES = tuple(WRITERS)
ROLE = "PractitionerRole"
NEAR = "location.near"
INCLUDES = {
    f"{ROLE}:practitioner": "Practitioner",
    f"{ROLE}:organization": "Organization",
    f"{ROLE}:location": "Location",
}
"""What may be included with a role → its type."""


@dataclass(frozen=True, slots=True)
class _Search:
    """A search that can be answered."""

    codes: tuple[str, ...]
    near: Position
    km: float
    count: int
    offset: int
    included: tuple[str, ...]
    """Types."""
    used: Pairs
    """The parameters that are."""
    issues: list[Resource]


def read_listing(request: Request, type: str, id: str) -> Response:
    """One resource of a listing."""
    role = _directory(request).listing(listing_number(id))
    found = WRITERS[type](role) if role is not None and listing_id(role) == id else None
    return read(request, found, type, id)


async def search_roles(request: Request) -> Response:
    """A searchset bundle, nearest first."""
    opened = _directory(request)
    asked = _search(await searched(request), request)
    wanted = asked.offset + asked.count
    answer = opened.find(asked.codes, asked.near, k=wanted or 1, radius_km=asked.km)
    counted = opened.count(asked.codes, asked.near, asked.km)
    issues = list(asked.issues)
    if opened.is_fictional:
        text = "EXAMPLE data: nobody in this answer exists"
        issues.append(issue("warning", "informational", text))
    entries = _entries(request, asked, answer)
    told = bundle(
        request, ROLE, asked.used, entries, issues, counted.providers, asked.offset, asked.count
    )
    return answered(request, told)


def _directory(request: Request) -> "Directory":
    found = doctors(request)
    if found is None:
        raise OutcomeError(404, "not-found", "this server has no directory of practitioners")
    return found.directory


def _entries(request: Request, asked: _Search, answer: "Answer") -> list[Resource]:
    told, server = dict(asked.used), base(request)
    page = answer.hits[asked.offset : asked.offset + asked.count]
    hits = [hit for hit in page if hit.distance_km <= asked.km]
    if told.get("_summary") == "count":
        return []
    matches = [_match(hit, server, told) for hit in hits]
    return [*matches, *(each for hit in hits for each in _included(hit.role, asked, server))]


def _match(hit: "Hit", server: str, told: dict[str, str]) -> Resource:
    distance = {"value": hit.distance_km, "unit": "km", "code": "km", "system": UCUM}
    extension = [{"url": DISTANCE, "valueDistance": distance}]
    resource = WRITERS[ROLE](hit.role)
    return {
        "fullUrl": f"{server}/{ROLE}/{listing_id(hit.role)}",
        "resource": shortened(resource or {}, told),
        "search": {"mode": "match", "extension": extension},
    }


def _included(role: PractitionerRole, asked: _Search, server: str) -> Iterator[Resource]:
    for type in asked.included:
        resource = WRITERS[type](role)
        if resource is not None:
            yield {
                "fullUrl": f"{server}/{type}/{listing_id(role)}",
                "resource": resource,
                "search": {"mode": "include"},
            }


def _search(asked: Pairs, request: Request) -> _Search:
    used, issues = supported(request, asked, _is_supported)
    # The same value twice says nothing more; another one would have to hold as well.
    used = list(dict.fromkeys(used))
    single = [pair for pair in used if pair[0] != "_include"]
    told = dict(single)
    if len(told) < len(single):
        text = "a repeated parameter means “and”, which is not supported: for “or” use commas"
        raise OutcomeError(400, "not-supported", text)
    near, km = _near(told.get(NEAR, ""))
    codes = _codes(told.get("specialty", ""))
    if km > FARTHEST_FOR_ANY and not any(codes):
        text = f"beyond {FARTHEST_FOR_ANY:.0f} km a specialty is needed"
        raise OutcomeError(400, "too-costly", text)
    if km > FARTHEST:
        raise OutcomeError(400, "too-costly", f"at most {FARTHEST:.0f} km around a position")
    if len(codes) > MOST_SPECIALTIES:
        text = f"at most {MOST_SPECIALTIES} specialties are searched at once"
        raise OutcomeError(400, "too-costly", text)
    count, offset = paging(told)
    if offset + count > MOST_LISTED:
        text = (
            f"{MOST_LISTED} listings at most can be paged through: ask nearer, or for one specialty"
        )
        raise OutcomeError(422, "too-costly", text)
    included = tuple(dict.fromkeys(_types(value) for name, value in used if name == "_include"))
    types = tuple(type for group in included for type in group)
    return _Search(codes, near, km, count, offset, tuple(dict.fromkeys(types)), used, issues)


def _is_supported(name: str, value: str) -> bool:
    if name == "_sort":
        return value in (NEAR, "near")
    if name == "_include":
        return bool(_types(value))
    return name in ("specialty", NEAR, *PAGING, *SUBSETS)


def _types(value: str) -> tuple[str, ...]:
    """The types that an include names; none where it is not supported."""
    if value == "*" or value == f"{ROLE}:*":
        return tuple(INCLUDES.values())
    for include, type in INCLUDES.items():
        if value in (include, f"{include}:{type}"):
            return (type,)
    return ()


def _near(text: str) -> tuple[Position, float]:
    if not text:
        text = f"{NEAR} is needed: latitude|longitude|distance|unit"
        raise OutcomeError(400, "required", text)
    parts = [*text.split("|"), "", "", ""]
    try:
        near = Position(float(parts[0]), float(parts[1]))
        km = float(parts[2] or 50) * KILOMETRES[parts[3]]
    except (ValueError, KeyError):
        km, near = -1.0, Position(0, 0)
    # Written so that not-a-number is refused, too.
    if not 0 <= km < 1e6 or any(parts[4:]):
        text = f"{NEAR} is latitude|longitude|distance|unit with the unit km, m or [mi_i]"
        raise OutcomeError(400, "value", text)
    return near, km


def _codes(text: str) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for word in filter(None, text.split(",")):
        system, bar, code = word.rpartition("|")
        if bar and system not in ("", NUCC):
            raise OutcomeError(400, "value", f"specialty is a code of {NUCC}")
        codes[code] = None
    return tuple(codes)
