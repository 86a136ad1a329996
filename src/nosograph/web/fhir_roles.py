"""A listing of the directory as a FHIR R4 PractitionerRole.

Rule. What no source says is left out: an absent element is not a no, and no array is empty.
"""

from typing import Any

from nosograph.model.directory import Known, PractitionerRole

TAXONOMY = "http://nucc.org/provider-taxonomy"
NPI = "http://hl7.org/fhir/sid/us-npi"
NEW_PATIENTS = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/newpatients"
ACCEPTING = "http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/AcceptingPatientsCS"


def as_resource(role: PractitionerRole) -> dict[str, Any]:
    """A listing as a PractitionerRole with what it refers to inside."""
    contained: list[dict[str, Any]] = []
    resource: dict[str, Any] = {
        "resourceType": "PractitionerRole",
        "id": _token(role.id)[:64],
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
    contained.append(_filled(place))
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
