"""Why a result is one, in words; results, counts and centres as documents.

Rule. A reason is a fact about the record or about the question, never praise.
"""

from typing import Any

from msgspec import Struct

from nosograph.directory.reader import Answer, Counts, Hit
from nosograph.model.directory import ExpertCentre, Known, Precision
from nosograph.model.entries import Organisation
from nosograph.reasoning.referral import Suggestion
from nosograph.render.care import why
from nosograph.render.languages import specialty_name, words
from nosograph.render.site import LANGUAGES

_STATES = {Known.YES: "yes", Known.NO: "no", Known.UNKNOWN: "not known"}
_FROM = {Precision.ADDRESS: "the address", Precision.POSTAL: "the middle of the postal code"}


def reasons(hit: Hit, codes: tuple[str, ...]) -> list[str]:
    """Why a provider is shown."""
    shared = [specialty_name(code, LANGUAGES[0]) for code in hit.role.specialty if code in codes]
    found = [f"registered for {', '.join(shared)}"] if shared else []
    found.append(f"{hit.distance_km} km from {_FROM[hit.role.location.precision]}")
    found += [f"{wish}: {_STATES[state]}" for wish, state in hit.states.items()]
    told = hit.role.provenance
    found.append(
        f"{told.source}, last verified {told.last_verified}"
        if told.last_verified
        else f"{told.source}, no date of verification"
    )
    return found


class CodeRecord(Struct, frozen=True):
    """A specialty that somebody is registered for."""

    code: str
    """Of the NUCC's provider taxonomy."""
    name: str


class ClinicianRecord(Struct, frozen=True):
    """Somebody who is near."""

    npi: str
    name: str
    specialty: list[CodeRecord]
    distance_km: float
    precision: str
    why: list[str]
    last_verified: str | None
    source: str
    address: str
    city: str
    postal_code: str
    telephone: str
    languages: list[str]
    hours: str


class CountRecord(Struct, frozen=True, omit_defaults=True):
    """Providers around a position, each counted once."""

    providers: int
    within_km: float
    within_radius: int
    without_position: int
    accepting: dict[str, int] = {}
    """How many say yes, no, or nothing, where the filter is set; so with the others."""
    telehealth: dict[str, int] = {}
    language: dict[str, int] = {}
    network: dict[str, int] = {}


class NearbyRecord(Struct, frozen=True):
    """The nearest providers, and the counts around them."""

    results: list[ClinicianRecord]
    widened_to_km: float | None
    counts: CountRecord
    fictional: bool
    """Whether nobody in the answer exists."""


def clinician_record(hit: Hit, codes: tuple[str, ...]) -> ClinicianRecord:
    """A provider for machines."""
    role, where, told = hit.role, hit.role.location, hit.role.provenance
    return ClinicianRecord(
        role.id.partition("-")[0],
        role.name,
        [CodeRecord(code, specialty_name(code, LANGUAGES[0])) for code in role.specialty],
        hit.distance_km,
        str(where.precision),
        reasons(hit, codes),
        told.last_verified or None,
        told.source,
        where.address,
        where.city,
        where.postal_code,
        role.telecom,
        list(role.communication or ()),
        role.hours,
    )


def nearby_record(
    found: Answer, counts: Counts, codes: tuple[str, ...], *, fictional: bool
) -> NearbyRecord:
    """The nearest providers and the counts around them, for machines."""
    return NearbyRecord(
        [clinician_record(hit, codes) for hit in found.hits],
        found.widened_to_km,
        CountRecord(
            counts.providers, found.reach_km, found.within_radius, found.unplaced, **counts.answers
        ),
        fictional,
    )


class SpecialtyRecord(Struct, frozen=True):
    """A specialty for a disease."""

    code: str
    """Of the NUCC's provider taxonomy."""
    name: str
    why: str
    basis: str
    share: float | None


def specialty_record(each: Suggestion) -> SpecialtyRecord:
    """A specialty for a disease, for machines."""
    return SpecialtyRecord(
        each.code,
        specialty_name(each.code, LANGUAGES[0]),
        why(each, words(LANGUAGES[0])),
        str(each.basis),
        None if each.share is None else round(each.share, 3),
    )


def organisation_as_document(each: Organisation) -> dict[str, Any]:
    """An expert centre or network that an entry names, for machines."""
    return {
        "name": each.name,
        "kind": each.kind,
        "place": each.place,
        "url": each.url,
        "sources": list(each.sources),
        "local": each.local.hospital if each.local else "",
    }


def centre_as_document(centre: ExpertCentre) -> dict[str, Any]:
    """An expert centre for machines."""
    service = centre.service
    place = ", ".join(filter(None, (service.location.city, service.location.country)))
    return {
        "name": service.organization.name,
        "kind": "centre",
        "place": place,
        "url": centre.url,
        "expertise": centre.expertise,
        "sources": [centre.provenance.source],
        "last_verified": centre.provenance.last_verified or None,
    }
