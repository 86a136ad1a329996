"""Why a result is one, in words; results, counts and centres as documents.

Rule. A reason is a fact about the record or about the question, never praise.
"""

from collections.abc import Iterable
from typing import Any

from nosograph.directory.filters import Wanted
from nosograph.directory.reader import Directory, Hit
from nosograph.directory.specialties import name
from nosograph.model.directory import ExpertCentre, Known, Position, Precision

_STATES = {Known.YES: "yes", Known.NO: "no", Known.UNKNOWN: "not known"}
_FROM = {Precision.ADDRESS: "the address", Precision.POSTAL: "the middle of the postal code"}


def reasons(hit: Hit, codes: tuple[str, ...]) -> list[str]:
    """Why a provider is shown."""
    shared = [name(code) for code in hit.role.specialty if code in codes]
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
            "specialty": [{"code": c, "name": name(c)} for c in hit.role.specialty],
            "distance_km": hit.distance_km,
            "precision": str(hit.role.location.precision),
            "why": reasons(hit, codes),
            "last_verified": hit.role.provenance.last_verified or None,
            "source": hit.role.provenance.source,
            "address": hit.role.location.address,
            "city": hit.role.location.city,
            "postal_code": hit.role.location.postal_code,
            "telephone": hit.role.telecom,
        }
        for hit in hits
    ]


def search_as_document(
    opened: Directory, codes: tuple[str, ...], near: Position, wanted: Wanted, k: int, km: float
) -> dict[str, Any]:
    """The nearest providers and the counts around them, for machines."""
    found = opened.find(codes, near, wanted, k=k, radius_km=km)
    counted = opened.count(codes, near, found.reach_km, wanted)
    return {
        "results": hits_as_documents(found.hits, codes),
        "widened_to_km": found.widened_to_km,
        "counts": {
            "providers": counted.providers,
            "within_km": found.reach_km,
            "within_radius": found.within_radius,
            "without_position": found.unplaced,
            **counted.answers,
        },
        "fictional": opened.is_fictional,
    }


def found_as_document(centre: ExpertCentre) -> dict[str, Any]:
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
