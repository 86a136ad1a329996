"""A case as a GA4GH phenopacket, version 2.

Rule 1. What is written reads back as the same case.
Rule 2. What the form has no place for is left out by name, never turned into something near it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nosograph.model.cases import Case, Statement, Status

VERSION = "2.0"
_RESOURCES = {
    "HP": ("hp", "Human Phenotype Ontology", "http://purl.obolibrary.org/obo/hp.owl",
           "http://purl.obolibrary.org/obo/HP_"),
    "LOINC": ("loinc", "Logical Observation Identifiers Names and Codes", "https://loinc.org",
              "https://loinc.org/"),
    "UCUM": ("ucum", "Unified Code for Units of Measure", "https://ucum.org", "https://ucum.org/"),
    "NCIT": ("ncit", "NCI Thesaurus", "http://purl.obolibrary.org/obo/ncit.owl",
             "http://purl.obolibrary.org/obo/NCIT_"),
}  # fmt: skip
"""Prefix → id, name, address and beginning of addresses of a resource."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document, and what of the case it has no place for."""

    document: dict[str, Any]
    left: tuple[str, ...]


def as_phenopacket(
    case: Case, created: datetime, label: Callable[[str], str], versions: Callable[[str], str]
) -> Written:
    """The case as a phenopacket.

    `label` names a code (an empty text where it is not known), `versions` the release of a
    vocabulary by its prefix.
    """
    left = [*_left(case)]
    features, measured = [], []
    for each in case.statements:
        why = _no_place(each, case.calendar)
        if why:
            left.append(f"{each.finding}: {why}")
        elif each.status is Status.MEASURED:
            measured.append(_measurement(each, case.calendar, label))
        else:
            features.append(_feature(each, case.calendar, label))
    now = created.strftime("%Y-%m-%dT%H:%M:%SZ")
    document = {
        "id": case.id or "case",
        "subject": {
            "id": case.id or "person",
            "timeAtLastEncounter": {"age": {"iso8601duration": str(case.age)}}
            if case.age
            else None,
            "sex": {"OTHER": "OTHER_SEX"}.get(case.sex, case.sex),
        },
        "phenotypicFeatures": features,
        "measurements": measured,
        "metaData": {
            "created": now,
            "createdBy": "nosograph",
            "resources": [*_resources(features, measured, versions)],
            "phenopacketSchemaVersion": VERSION,
            "updates": [*_told(left, now)],
            "externalReferences": [{"id": each} for each in case.references],
        },
    }
    return Written(_filled(document), tuple(left))


def _told(left: list[str], now: str) -> Iterator[dict[str, str]]:
    """What is left out, for whoever gets the file alone."""
    if left:
        comment = "Left out, as a phenopacket has no place for it: " + "; ".join(left)
        yield {"timestamp": now, "updatedBy": "nosograph", "comment": comment}


def _left(case: Case) -> Iterator[str]:
    """What of the case, beside its statements, has no place."""
    if case.began is not None or case.began_class or case.day_one is not None:
        yield "when the illness began: a phenopacket states it of a diagnosis alone"


def _no_place(statement: Statement, calendar: str) -> str:
    """Why a statement cannot be written; empty when it can."""
    if ":" not in statement.code:
        return "an item without a code"
    if statement.explained_by_other:
        return "present, but put down to another cause"
    if statement.comparator or statement.between is not None:
        return "a value or a day that is only bounded"
    if calendar == "days" and (statement.date is not None or statement.end is not None):
        return "a day of the illness, which no date and no age tells"
    if statement.sample:
        return "the sample that a result comes from"
    measured = statement.status is Status.MEASURED
    if measured and not isinstance(statement.value, Decimal):
        return "a word as the result of a measurement"
    return "" if measured or statement.value is None else "a value of a finding"


def _feature(each: Statement, calendar: str, label: Callable[[str], str]) -> dict[str, Any]:
    return {
        "type": _class(each, label),
        "excluded": True if each.status is Status.ABSENT else None,
        "onset": _when(each.onset, calendar),
        "resolution": _when(each.end, calendar),
    }


def _measurement(each: Statement, calendar: str, label: Callable[[str], str]) -> dict[str, Any]:
    unit = f"UCUM:{each.unit or '1'}"
    return {
        "assay": _class(each, label),
        "value": {
            "quantity": {"unit": {"id": unit, "label": each.unit or "1"}, "value": _number(each)}
        },
        "timeObserved": _when(each.date, calendar),
    }


def _number(statement: Statement) -> int | float:
    value = Decimal(statement.value or 0)
    return int(value) if value == value.to_integral_value() else float(value)


def _class(each: Statement, label: Callable[[str], str]) -> dict[str, str]:
    return {"id": each.code, "label": label(each.code) or each.label or each.code}


def _when(day: int | None, calendar: str) -> dict[str, Any] | None:
    if day is None:
        return None
    if calendar == "dates":
        return {"timestamp": f"{date.fromordinal(day).isoformat()}T00:00:00Z"}
    return {"age": {"iso8601duration": f"P{day}D"}}


def _resources(
    features: list[dict[str, Any]], measured: list[dict[str, Any]], versions: Callable[[str], str]
) -> Iterator[dict[str, str]]:
    ids = [each["type"]["id"] for each in features] + [each["assay"]["id"] for each in measured]
    ids += ["UCUM:"] if measured else []
    for prefix in dict.fromkeys(["HP", *(id.partition(":")[0] for id in ids)]):
        id, name, url, iri = _RESOURCES.get(prefix, (prefix.lower(), prefix, "", ""))
        yield {
            "id": id,
            "name": name,
            "url": url or f"https://bioregistry.io/{prefix.lower()}",
            "version": versions(prefix) or "not stated",
            "namespacePrefix": prefix,
            "iriPrefix": iri or f"https://bioregistry.io/{prefix.lower()}:",
        }


def _filled(value: Any) -> Any:
    """`value` without empty elements, which the form does not want."""
    if isinstance(value, dict):
        kept = {key: _filled(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, "", [], {})}
    return [_filled(each) for each in value] if isinstance(value, list) else value
