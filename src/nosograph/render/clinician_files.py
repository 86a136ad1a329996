"""Why a result is one, in words; results, counts and centres as documents.

Rule. A reason is a fact about the record or about the question, never praise.
"""

from collections.abc import Iterable
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


def hits_as_documents(hits: Iterable[Hit], codes: tuple[str, ...]) -> list[dict[str, Any]]:
    """Providers for machines, the nearest first."""
    return [
        {
            "npi": hit.role.id.partition("-")[0],
            "name": hit.role.name,
            "specialty": [
                {"code": c, "name": specialty_name(c, LANGUAGES[0])} for c in hit.role.specialty
            ],
            "distance_km": hit.distance_km,
            "precision": str(hit.role.location.precision),
            "why": reasons(hit, codes),
            "last_verified": hit.role.provenance.last_verified or None,
            "source": hit.role.provenance.source,
            "address": hit.role.location.address,
            "city": hit.role.location.city,
            "postal_code": hit.role.location.postal_code,
            "telephone": hit.role.telecom,
            "languages": list(hit.role.communication or ()),
            "hours": hit.role.hours,
        }
        for hit in hits
    ]


def nearby_as_document(
    found: Answer, counts: Counts, codes: tuple[str, ...], *, fictional: bool
) -> dict[str, Any]:
    """The nearest providers and the counts around them, for machines."""
    return {
        "results": hits_as_documents(found.hits, codes),
        "widened_to_km": found.widened_to_km,
        "counts": {
            "providers": counts.providers,
            "within_km": found.reach_km,
            "within_radius": found.within_radius,
            "without_position": found.unplaced,
            **counts.answers,
        },
        "fictional": fictional,
    }


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
