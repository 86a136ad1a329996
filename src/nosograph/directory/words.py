"""Why a result is one, in words, and centres as documents.

Rule. A reason is a fact about the record or about the question, never praise.
"""

from typing import Any

from nosograph.directory.reader import Hit
from nosograph.directory.specialties import name
from nosograph.model.directory import ExpertCentre, Known, Precision

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
