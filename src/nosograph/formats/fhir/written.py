"""A case as a FHIR R4 bundle: a patient, conditions and observations.

Rule 1. What is written reads back as the same case.
Rule 2. What the form has no place for is left out by name, never turned into something near it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from nosograph.formats.packets_written import Written
from nosograph.formats.systems import SYSTEMS, split
from nosograph.model.cases import Case, Statement, Status

UCUM = "http://unitsofmeasure.org"
_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_GENDERS = {"MALE": "male", "FEMALE": "female", "OTHER": "other"}


def as_bundle(case: Case, label: Callable[[str], str]) -> Written:
    """The case as a collection bundle; `label` names a code, an empty text where it cannot."""
    left = [*_left(case)]
    resources: list[dict[str, Any]] = [
        {"resourceType": "Patient", "id": "patient", "gender": _GENDERS.get(case.sex, "unknown")}
    ]
    for number, each in enumerate(case.statements, start=1):
        why = _no_place(each, case.calendar)
        if why:
            left.append(f"{each.finding}: {why}")
        else:
            resources.append(_resource(each, f"s{number}", case.calendar, label))
    entries = [
        {"fullUrl": f"urn:nosograph:{each['resourceType']}:{each['id']}", "resource": each}
        for each in resources
    ]
    return Written({"resourceType": "Bundle", "type": "collection", "entry": entries}, tuple(left))


def _left(case: Case) -> Iterator[str]:
    if case.age is not None:
        yield "the age: a FHIR patient has a date of birth"
    if case.began is not None or case.began_class or case.day_one is not None:
        yield "when the illness began"
    if case.references:
        yield "publications"


def _no_place(statement: Statement, calendar: str) -> str:
    """Why a statement cannot be written; empty when it can."""
    if ":" not in statement.code:
        return "an item without a code"
    if not _uri(statement.code):
        return "a code of a system without an address"
    if statement.explained_by_other:
        return "present, but put down to another cause"
    if statement.between is not None or statement.comparator == "~":
        return "a value or a day that is only near"
    if calendar != "dates" and (statement.date is not None or statement.end is not None):
        return "a day that is no date"
    if statement.sample:
        return "the sample that a result comes from"
    return ""


def _uri(code: str) -> str:
    """The address of a code's system."""
    spelt = SYSTEMS.get(split(code)[0], ())
    return next((each for each in spelt if each.startswith(("http://", "urn:"))), "")


def _resource(
    each: Statement, id: str, calendar: str, label: Callable[[str], str]
) -> dict[str, Any]:
    bare = each.code if each.code.startswith("HP:") else split(each.code)[1]
    coding = {"system": _uri(each.code), "code": bare, "display": label(each.code) or each.label}
    told: dict[str, Any] = {
        "id": id,
        "code": {"coding": [{key: value for key, value in coding.items() if value}]},
        "subject": {"reference": "Patient/patient"},
    }
    day = None if each.date is None else date.fromordinal(each.date).isoformat()
    if each.status is Status.MEASURED:
        told |= {"resourceType": "Observation", "status": "final", **_value(each)}
        return told | ({"effectiveDateTime": day} if day else {})
    present = each.status is Status.PRESENT
    ended = None if each.end is None else date.fromordinal(each.end).isoformat()
    told |= {
        "resourceType": "Condition",
        "verificationStatus": _concept(_VERIFICATION, "confirmed" if present else "refuted"),
    }
    if present:
        told["clinicalStatus"] = _concept(_CLINICAL, "resolved" if ended else "active")
    told |= {"onsetDateTime": day} if day else {}
    return told | ({"abatementDateTime": ended} if ended else {})


def _concept(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def _value(each: Statement) -> dict[str, Any]:
    if not isinstance(each.value, Decimal):
        return {"valueString": str(each.value)}
    whole = each.value == each.value.to_integral_value()
    quantity = {
        "value": int(each.value) if whole else float(each.value),
        "comparator": each.comparator,
        "unit": each.unit,
        "system": UCUM if each.unit else "",
        "code": each.unit,
    }
    return {"valueQuantity": {key: value for key, value in quantity.items() if value != ""}}
