"""A listing of the directory as FHIR R4: PractitionerRole, Practitioner, Organization, Location.

Rule. What no source says is left out: an absent element is not a no, and no array is empty.
"""

from typing import Any

from nosograph.formats.fhir.coding import NUCC
from nosograph.formats.fhir.shapes import Resource, coded, filled, narrative
from nosograph.model.directory import Known, PractitionerRole, Precision

NPI = "http://hl7.org/fhir/sid/us-npi"
_PLAN_NET = "http://hl7.org/fhir/us/davinci-pdex-plan-net"
NEW_PATIENTS = f"{_PLAN_NET}/StructureDefinition/newpatients"
ACCEPTING = f"{_PLAN_NET}/CodeSystem/AcceptingPatientsCS"
LONGEST_OWN = 40
"""Characters of a register's identifier in an id, which has 64 at most."""


def listing_id(role: PractitionerRole) -> str:
    """The id of a listing's resources: what the register calls it, and its number."""
    own, _, number = role.id.rpartition("-")
    return f"{_token(own)[:LONGEST_OWN]}-{number}"


def listing_number(id: str) -> int:
    """The number in the id of a listing; -1 where there is none."""
    number = id.rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 11 else -1


def as_role(role: PractitionerRole) -> Resource:
    """The PractitionerRole."""
    id, found = listing_id(role), _head("PractitionerRole", role)
    found |= {
        "extension": _new_patients(role.new_patients),
        "active": True,
        "specialty": [{"coding": [coded(NUCC, code)]} for code in role.specialty],
        "location": [{"reference": f"Location/{id}"}],
        "telecom": _telecom(role),
    }
    if role.practitioner is not None:
        who = {"reference": f"Practitioner/{id}", "display": role.practitioner.name}
        found["practitioner"] = who
    if role.organization is not None:
        where = {"reference": f"Organization/{id}", "display": role.organization.name}
        found["organization"] = where
    return filled(found)


def as_practitioner(role: PractitionerRole) -> Resource | None:
    """The person; None where an organisation is listed in its own name."""
    person = role.practitioner
    if person is None:
        return None
    languages = [
        {"coding": [coded("urn:ietf:bcp:47", each)]} for each in person.communication or ()
    ]
    qualification = {"code": {"text": person.qualification}} if person.qualification else {}
    return filled(
        _head("Practitioner", role)
        | {
            "identifier": [_identifier(person.id)],
            "name": [{"text": person.name}],
            "communication": languages,
            "qualification": [qualification] if qualification else [],
        }
    )


def as_organization(role: PractitionerRole) -> Resource | None:
    """The organisation; None where none is named."""
    where = role.organization
    if where is None:
        return None
    # A person's row names the organisation and gives it no identifier.
    known = [_identifier(where.id)] if role.practitioner is None else []
    return filled(_head("Organization", role) | {"identifier": known, "name": where.name})


def as_location(role: PractitionerRole) -> Resource:
    """The place."""
    where, at = role.location, role.location.position
    address = {
        "line": [where.address] if where.address else None,
        "city": where.city,
        "state": where.state,
        "postalCode": where.postal_code,
        "country": where.country,
    }
    position = {"longitude": at.longitude, "latitude": at.latitude} if at is not None else None
    precise = where.precision in (Precision.ADDRESS, Precision.NONE)
    found = _head("Location", role) | {
        "description": "" if precise else f"The position is the middle of the {where.precision}.",
        "telecom": _telecom(role),
        "address": filled(address),
        "position": position,
    }
    if role.organization is not None:
        found["managingOrganization"] = {"reference": f"Organization/{listing_id(role)}"}
    return filled(found)


WRITERS = {
    "PractitionerRole": as_role,
    "Practitioner": as_practitioner,
    "Organization": as_organization,
    "Location": as_location,
}
"""Type → how a listing is written as one."""


def _head(type: str, role: PractitionerRole) -> dict[str, Any]:
    told = role.provenance
    # FHIR R4 has no element for a register's date.
    verified = f"last verified {told.last_verified}" if told.last_verified else "no date"
    return {
        "resourceType": type,
        "id": listing_id(role),
        "meta": {"source": f"urn:nosograph:source:{_token(told.source)}"},
        "text": narrative(f"{role.name}. {told.source}, {verified}. Call first."),
    }


def _telecom(role: PractitionerRole) -> list[Resource]:
    return [{"system": "phone", "value": role.telecom}] if role.telecom else []


def _token(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in text)


def _identifier(own: str) -> Resource:
    if len(own) == 10 and own.isdigit():
        return {"system": NPI, "value": own}
    return {"value": own}


def _new_patients(known: Known) -> list[Resource]:
    """The extension; nothing where it is not known."""
    if known is Known.UNKNOWN:
        return []
    code = "newpt" if known is Known.YES else "nopt"
    part = {
        "url": "acceptingPatients",
        "valueCodeableConcept": {"coding": [coded(ACCEPTING, code)]},
    }
    return [{"url": NEW_PATIENTS, "extension": [part]}]
