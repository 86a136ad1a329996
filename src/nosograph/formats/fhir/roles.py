"""A listing of the directory as a FHIR R4 PractitionerRole.

Rule. What no source says is left out: an absent element is not a no, and no array is empty.
"""

from html import escape
from typing import Any

from nosograph.model.directory import Known, Location, Practitioner, PractitionerRole

TAXONOMY = "http://nucc.org/provider-taxonomy"
NPI = "http://hl7.org/fhir/sid/us-npi"
NEW_PATIENTS = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/newpatients"
ACCEPTING = "http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/AcceptingPatientsCS"


def as_resource(role: PractitionerRole) -> dict[str, Any]:
    """A listing as a PractitionerRole with what it refers to inside."""
    resource: dict[str, Any] = {
        "resourceType": "PractitionerRole",
        "id": _token(role.id)[:64],
        "meta": {"source": f"urn:nosograph:source:{_token(role.provenance.source)}"},
        "text": _narrative(role),
        "contained": [_place(role.location)],
        "extension": _new_patients(role.new_patients),
        "active": True,
        "specialty": [{"coding": [{"system": TAXONOMY, "code": code}]} for code in role.specialty],
        "location": [{"reference": "#place"}],
    }
    if role.practitioner is not None:
        resource["contained"].append(_person(role.practitioner))
        resource["practitioner"] = {"reference": "#who", "display": role.practitioner.name}
    if role.organization is not None:
        resource["organization"] = {"display": role.organization.name}
    if role.telecom:
        resource["telecom"] = [{"system": "phone", "value": role.telecom}]
    return _filled(resource)


def _narrative(role: PractitionerRole) -> dict[str, str]:
    """What people should read beside the name; FHIR R4 has no element for a register's date."""
    told = role.provenance
    verified = f"last verified {told.last_verified}" if told.last_verified else "no date"
    text = f"{role.name}. {told.source}, {verified}. Call first."
    return {
        "status": "generated",
        "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{escape(text)}</div>',
    }


def _place(where: Location) -> dict[str, Any]:
    address = {
        "line": [where.address] if where.address else None,
        "city": where.city,
        "state": where.state,
        "postalCode": where.postal_code,
        "country": where.country,
    }
    place = {"resourceType": "Location", "id": "place", "address": _filled(address)}
    at = where.position
    position = {"longitude": at.longitude, "latitude": at.latitude} if at is not None else None
    return _filled({**place, "position": position})


def _person(person: Practitioner) -> dict[str, Any]:
    languages = [
        {"coding": [{"system": "urn:ietf:bcp:47", "code": each}]}
        for each in person.communication or ()
    ]
    return _filled(
        {
            "resourceType": "Practitioner",
            "id": "who",
            "identifier": [_identifier(person.id)],
            "name": [{"text": person.name}],
            "communication": languages,
        }
    )


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
