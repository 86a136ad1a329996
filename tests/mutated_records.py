"""Records with one change each, and what the change does to the verdict: no "met" that is wrong.

Three kinds of base records meet a level of a set; each mutation says whether they still may.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

HPO = "http://purl.obolibrary.org/obo/hp.owl"
OPSOCLONUS, ATAXIA, NEUROBLASTOMA = "HP:0010543", "HP:0001251", "HP:0003006"
THREE = (OPSOCLONUS, ATAXIA, NEUROBLASTOMA)
MET, NOT = "met", "not"
"""What the person has to be: met, or anything but met."""

Resource = dict[str, Any]
Change = Callable[[Resource, Random], None]


@dataclass(frozen=True)
class Mutation:
    """One person with one change."""

    name: str
    records: list[Resource]
    expected: str


def at(path: str, value: Any) -> Change:
    """Put a value somewhere in a resource."""

    def change(resource: Resource, random: Random) -> None:
        *way, last = path.split(".")
        for step in way:
            resource = resource.setdefault(step, {})
        resource[last] = deepcopy(value)

    return change


def gone(key: str) -> Change:
    """Take a key out of a resource."""
    return lambda resource, random: resource.pop(key, None) and None


def instead(key: str, **value: Any) -> Change:
    """Other keys in place of one."""

    def change(resource: Resource, random: Random) -> None:
        resource.pop(key, None)
        resource.update(deepcopy(value))

    return change


def coded(code: str, system: str = HPO) -> Resource:
    return {"coding": [{"system": system, "code": code}]}


def verified(
    *codes: str, system: str = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
) -> Resource:
    return {
        "coding": [
            {"system": system if n else "urn:local", "code": code} for n, code in enumerate(codes)
        ]
    }


CERTAINTY = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"


def certainty(letter: str) -> list[Resource]:
    return [{"url": CERTAINTY, "valueCoding": {"code": letter}}]


CONDITION: dict[str, tuple[Change, str]] = {
    "plain": (lambda r, x: None, MET),
    "confirmed": (at("verificationStatus", verified("R", "confirmed")), MET),
    "refuted": (at("verificationStatus", verified("refuted")), NOT),
    "refuted in a second coding": (at("verificationStatus", verified("R", "refuted")), NOT),
    "refuted in words": (at("verificationStatus", {"text": "Refuted"}), NOT),
    "refuted by display": (at("verificationStatus", {"coding": [{"display": "Refuted"}]}), NOT),
    "entered in error": (at("verificationStatus", verified("x", "entered-in-error")), NOT),
    "entered in error in words": (at("verificationStatus", {"text": "entered in error"}), NOT),
    "provisional": (at("verificationStatus", verified("provisional")), NOT),
    "unconfirmed": (at("verificationStatus", verified("unconfirmed")), NOT),
    "differential": (at("verificationStatus", verified("differential")), NOT),
    "confirmed and refuted": (at("verificationStatus", verified("confirmed", "refuted")), NOT),
    "a status nobody knows": (at("verificationStatus", {"text": "ruled out by Dr X"}), NOT),
    "a status that is a list": (at("verificationStatus", [1]), NOT),
    "excluded, German": (lambda r, x: r["code"]["coding"][0].update(extension=certainty("A")), NOT),
    "suspected, German": (lambda r, x: r["code"]["coding"][0].update(extension=certainty("V")), NOT),
    "state after, German": (lambda r, x: r["code"]["coding"][0].update(extension=certainty("Z")), NOT),
    "certain, German": (lambda r, x: r["code"]["coding"][0].update(extension=certainty("G")), MET),
    "excluded on the concept": (at("code.extension", certainty("A")), NOT),
    "modifier extension": (at("modifierExtension", [{"url": "http://example.org/not", "valueBoolean": True}]), NOT),
    "implicit rules": (at("implicitRules", "http://example.org/rules"), NOT),
    "somebody else": (at("subject.reference", "Patient/other"), NOT),
    "a group": (at("subject.reference", "Group/{id}"), NOT),
    "contained": (at("subject.reference", "#p"), NOT),
    "by identifier": (at("subject", {"identifier": {"value": "{id}"}}), NOT),
    "no subject": (gone("subject"), NOT),
    "conditional reference": (at("subject.reference", "Patient?identifier={id}"), NOT),
    "an entry of another bundle": (at("subject.reference", "urn:uuid:{id}"), NOT),
    "versioned": (at("subject.reference", "Patient/{id}/_history/2"), MET),
    "absolute": (at("subject.reference", "https://fhir.example.org/r4/Patient/{id}"), MET),
    "absolute and versioned": (at("subject.reference", "https://fhir.example.org/r4/Patient/{id}/_history/9"), MET),
    "another code": (at("code", coded("HP:0000118")), NOT),
    "another system": (at("code", coded(OPSOCLONUS, "http://example.org/local")), MET),
    "a bare code in a system of somebody's": (at("code", coded("0010543", "http://example.org/local")), NOT),
    "two codings": (lambda r, x: r["code"]["coding"].insert(0, {"system": "urn:local", "code": "17"}), MET),
    "lower case": (lambda r, x: r["code"]["coding"][0].update(code=r["code"]["coding"][0]["code"].lower()), MET),
    "blank": (lambda r, x: r["code"]["coding"][0].update(code=r["code"]["coding"][0]["code"] + " "), MET),
    "codings that are none": (at("code.coding", "HP"), NOT),
    "no code": (gone("code"), NOT),
    "a date that is none": (at("onsetDateTime", "last May"), NOT),
    "a month": (at("onsetDateTime", "2020-05"), MET),
    "a day that is none": (at("onsetDateTime", "2020-02-30"), NOT),
    "the future": (at("onsetDateTime", "2999-01-01"), NOT),
    "before birth": (at("onsetDateTime", "1901-01-01"), NOT),
    "a period": (instead("onsetDateTime", onsetPeriod={"start": "2020-01-01", "end": "2020-02-01"}), MET),
    "a period backwards": (instead("onsetDateTime", onsetPeriod={"start": "2020-02-01", "end": "2020-01-01"}), NOT),
    "resolved": (at("clinicalStatus", coded("resolved")), MET),
    "entered in error, in `status`": (at("status", "entered-in-error"), NOT),
    "refuted, as the second version wrote it": (at("verificationStatus", "refuted"), NOT),
    "confirmed, as the second version wrote it": (at("verificationStatus", "confirmed"), MET),
    "a day that nobody knew": (at("onsetDateTime", "1970-01-01"), NOT),
    "an hour that is none": (at("onsetDateTime", "2020-01-01T25:00:00Z"), NOT),
    "the hour after the last": (at("onsetDateTime", "2020-01-01T24:00:00Z"), NOT),
    "a leap second": (at("onsetDateTime", "2020-01-01T23:59:60Z"), MET),
    "a date that is a list": (at("onsetDateTime", ["2020-01-01"]), NOT),
    "a period of lists": (instead("onsetDateTime", onsetPeriod={"start": [], "end": [[]]}), NOT),
    "a code that is no concept": (at("code", OPSOCLONUS), NOT),
    "as the code's address": (at("code", coded("http://purl.obolibrary.org/obo/HP_0010543")), MET),
    "code with an underscore": (at("code", coded("HP_0010543")), MET),
}  # fmt: skip

ANSWER: dict[str, tuple[Change, str]] = {
    "yes": (lambda r, x: None, MET),
    "no": (at("valueBoolean", False), NOT),
    "no value": (gone("valueBoolean"), NOT),
    "absent reason": (at("dataAbsentReason", coded("unknown")), NOT),
    "preliminary": (at("status", "preliminary"), NOT),
    "registered": (at("status", "registered"), NOT),
    "unknown": (at("status", "unknown"), NOT),
    "cancelled": (at("status", "cancelled"), NOT),
    "entered in error": (at("status", "entered-in-error"), NOT),
    "no status": (gone("status"), NOT),
    "a status of tomorrow": (at("status", "superseded"), NOT),
    "amended": (at("status", "amended"), MET),
    "corrected": (at("status", "corrected"), MET),
    "focus": (at("focus", [{"reference": "Patient/fetus"}]), NOT),
    "interpretation against": (at("interpretation", [coded("NEG")]), NOT),
    "interpretation for": (at("interpretation", [coded("POS")]), MET),
    "two values": (at("valueString", "no"), NOT),
    "modifier extension": (at("modifierExtension", [{"url": "http://example.org/x"}]), NOT),
    "a truth that is none": (at("valueBoolean", "perhaps"), NOT),
}  # fmt: skip


def valued(**value: Any) -> Change:
    """Another value in place of yes."""
    return instead("valueBoolean", **value)


WORDS: dict[str, tuple[Change, str]] = {
    "Positive (qualifier value)": (valued(valueCodeableConcept={"coding": [{"display": "Positive (qualifier value)"}]}), MET),
    "SNOMED positive": (valued(valueCodeableConcept=coded("10828004", "http://snomed.info/sct")), MET),
    "SNOMED negative": (valued(valueCodeableConcept=coded("260385009", "http://snomed.info/sct")), NOT),
    "LOINC present": (valued(valueCodeableConcept=coded("LA9633-4", "http://loinc.org")), MET),
    "LOINC absent": (valued(valueCodeableConcept=coded("LA9634-2", "http://loinc.org")), NOT),
    "present": (valued(valueString="Present"), MET),
    "nicht nachgewiesen": (valued(valueString="nicht nachgewiesen"), NOT),
    "not present": (valued(valueString="not present"), NOT),
    "no evidence of": (valued(valueString="no evidence of it"), NOT),
    "maybe": (valued(valueString="possible"), NOT),
    "positive and negative": (valued(valueCodeableConcept={"coding": [{"display": "Positive"}, {"display": "Negative"}]}), NOT),
    "negative interpretation alone": (valued(interpretation=[coded("NEG")]), NOT),
    "positive interpretation alone": (valued(interpretation=[coded("POS")]), MET),
    "a component that is absent": (valued(component=[{"code": coded(OPSOCLONUS), "valueBoolean": False}]), NOT),
}  # fmt: skip

A1C: dict[str, tuple[Change, str]] = {
    "plain": (lambda r, x: None, MET),
    "any number above": (lambda r, x: r["valueQuantity"].update(value=round(x.uniform(6.5, 14), 1)), MET),
    "any number below": (lambda r, x: r["valueQuantity"].update(value=round(x.uniform(3, 6.4), 1)), NOT),
    "less than": (at("valueQuantity.comparator", "<"), NOT),
    "at most": (at("valueQuantity.comparator", "<="), NOT),
    "about": (at("valueQuantity.comparator", "~"), NOT),
    "a comparator that is a list": (at("valueQuantity.comparator", ["<"]), NOT),
    "below what the instrument reads": (at("interpretation", [coded("<")]), NOT),
    "above what the instrument reads": (at("interpretation", [coded(">")]), MET),
    "two units, one in print": (at("valueQuantity.unit", "mmol/mol"), NOT),
    "one unit in two spellings": (at("valueQuantity.unit", "percent"), MET),
    "a share of a mass": (at("valueQuantity", {"value": 53, "unit": "mg/g"}), NOT),
    "degrees": (at("valueQuantity", {"value": 70, "code": "deg", "system": "http://unitsofmeasure.org"}), NOT),
    "thousands and decimals": (at("valueQuantity.value", "7,000"), NOT),
    "a decimal comma": (at("valueQuantity.value", "7,0"), MET),
    "sufficient to achieve": (at("valueQuantity.comparator", "ad"), NOT),
    "no unit": (lambda r, x: [r["valueQuantity"].pop(k, None) for k in ("unit", "code", "system")], NOT),
    "another unit": (at("valueQuantity", {"value": 7.0, "unit": "mmol/mol", "code": "mmol/mol"}), NOT),
    "mmol/mol": (at("valueQuantity", {"value": 53, "unit": "mmol/mol", "code": "mmol/mol"}), MET),
    "percent": (at("valueQuantity", {"value": 7.0, "unit": "percent"}), MET),
    "unit in capitals": (at("valueQuantity", {"value": 53, "unit": "MMOL/MOL"}), MET),
    "no value": (at("valueQuantity", {"unit": "%"}), NOT),
    "a value that is a word": (at("valueQuantity.value", "high"), NOT),
    "not a number": (at("valueQuantity.value", "NaN"), NOT),
    "infinite": (at("valueQuantity.value", "Infinity"), NOT),
    "beyond any number": (at("valueQuantity.value", "1e999"), NOT),
    "preliminary": (at("status", "preliminary"), NOT),
    "absent reason": (at("dataAbsentReason", coded("error")), NOT),
    "another method's code": (at("code", coded("17856-6", "http://loinc.org")), MET),
    "a local code": (at("code", coded("4548-4", "http://example.org/lab")), NOT),
    "an OID": (at("code", coded("4548-4", "urn:oid:2.16.840.1.113883.6.1")), MET),
    "a string": (instead("valueQuantity", valueString="7.2 %"), NOT),
    "a range": (instead("valueQuantity", valueRange={"low": {"value": 7}}), NOT),
    "a ratio": (instead("valueQuantity", valueRatio={"numerator": {"value": 7}}), NOT),
    "in a component": (lambda r, x: r.update(component=[{"code": r.pop("code"), "valueQuantity": r.pop("valueQuantity")}], code=coded("1-1", "http://loinc.org")), MET),
    "a component with a comparator": (lambda r, x: r.update(component=[{"code": r.pop("code"), "valueQuantity": r.pop("valueQuantity") | {"comparator": "<"}}], code=coded("1-1", "http://loinc.org")), NOT),
    "the same day as another": (at("effectiveDateTime", "2020-05-01"), NOT),
}  # fmt: skip


def patient(id: str) -> Resource:
    return {"resourceType": "Patient", "id": id, "gender": "female", "birthDate": "2018-05-05"}


def conditions(id: str) -> list[Resource]:
    return [
        {"resourceType": "Condition", "id": f"{id}-{n}", "subject": {"reference": f"Patient/{id}"},
         "code": coded(code), "onsetDateTime": f"2020-01-0{n + 1}"}
        for n, code in enumerate(THREE)
    ]  # fmt: skip


def answers(id: str) -> list[Resource]:
    return [
        {"resourceType": "Observation", "id": f"{id}-{n}", "status": "final", "valueBoolean": True,
         "subject": {"reference": f"Patient/{id}"}, "code": coded(code), "effectiveDateTime": f"2020-01-0{n + 1}"}
        for n, code in enumerate(THREE)
    ]  # fmt: skip


def results(id: str) -> list[Resource]:
    return [
        {"resourceType": "Observation", "id": f"{id}-{n}", "status": "final", "code": coded("4548-4", "http://loinc.org"),
         "subject": {"reference": f"Patient/{id}"}, "effectiveDateTime": day,
         "valueQuantity": {"value": 7.0, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"}}
        for n, day in enumerate(("2020-01-01", "2020-05-01"))
    ]  # fmt: skip


def mutations(
    make: Callable[[str], list[Resource]],
    changes: dict[str, tuple[Change, str]],
    number: int,
    seed: int,
) -> Iterator[Mutation]:
    """So many people; each has one of its records changed, the first of them, or any."""
    random = Random(seed)
    named = list(changes.items())
    for n in range(number):
        name, (change, expected) = named[n % len(named)]
        id = f"p{n}"
        records = make(id)
        # A change of the code means the first record; any other may strike any of them.
        at_place = (
            0
            if "code" in name or "another" in name or "component" in name
            else random.randrange(len(records))
        )
        change(records[at_place], random)
        told = json.loads(json.dumps(records).replace("{id}", id))
        random.shuffle(told)
        yield Mutation(name, told, expected)
