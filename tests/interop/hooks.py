"""Calls of CDS services, and what the specification asks of every answer."""

import os
import re
from pathlib import Path

from fhirpathpy import evaluate

HPO = "http://human-phenotype-ontology.org"
SNOMED = "http://snomed.info/sct"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
PATIENT = {"resourceType": "Patient", "id": "pt-1", "birthDate": "2025-03-01", "gender": "female"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def condition(code="", system=HPO, display="", *, text="", id="c", **more):
    """A condition of the patient's."""
    coding = (
        {"coding": [{"system": system, "code": code, "display": display or "x"}]} if code else {}
    )
    return {
        "resourceType": "Condition",
        "id": f"{id}-{code or 'text'}",
        "subject": {"reference": "Patient/pt-1"},
        "code": coding | ({"text": text} if text else {}),
        **more,
    }


def bundle(*resources):
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": each, "search": {"mode": "match"}} for each in resources],
    }


def view(conditions=None, observations=None, *, patient=PATIENT, **more):
    """A call of patient-view."""
    prefetch = {"patient": patient, "conditions": conditions, "observations": observations}
    return {
        "hook": "patient-view",
        "hookInstance": INSTANCE,
        "context": {"userId": "Practitioner/1", "patientId": "pt-1"},
        "prefetch": {key: value for key, value in prefetch.items() if value is not None},
        **more,
    }


def adding(*conditions, **more):
    """A call of problem-list-item-create."""
    context = {
        "userId": "Practitioner/1",
        "patientId": "pt-1",
        "conditions": bundle(*conditions) | {"type": "collection"},
    }
    return {
        "hook": "problem-list-item-create",
        "hookInstance": INSTANCE,
        "context": context,
        **more,
    }


def outcome(word="overridden", **more):
    """One piece of feedback."""
    return {
        "card": INSTANCE,
        "outcome": word,
        "outcomeTimestamp": "2026-11-30T10:00:00Z",
        **more,
    }


def empties(value, path="$"):
    """Where a document holds null or an empty value."""
    if value in (None, "", [], {}):
        return [path]
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [found for key, each in inner for found in empties(each, f"{path}.{key}")]


_CARD = {"uuid", "summary", "detail", "indicator", "source", "links", "overrideReasons"}


def mistakes(answer):
    """What is wrong with the answer to a call."""
    found = [] if set(answer) == {"cards"} else ["more or less than cards"]
    for card in answer["cards"]:
        found += [f"unknown {key}" for key in set(card) - _CARD]
        found += empties(card)
        found += [] if UUID.fullmatch(card["uuid"]) else ["uuid"]
        found += (
            [] if 0 < len(card["summary"]) < 140 and "\n" not in card["summary"] else ["summary"]
        )
        found += [] if card["indicator"] == "info" else ["indicator"]
        found += [] if card["source"]["label"] and _absolute(card["source"]["url"]) else ["source"]
        found += [
            "link"
            for each in card["links"]
            if set(each) != {"label", "url", "type"}
            or each["type"] != "absolute"
            or not _absolute(each["url"])
        ]
        found += ["reason" for each in card["overrideReasons"]
                  if set(each) != {"system", "code", "display"}]  # fmt: skip
        found += [name for name, holds in invariants(card).items() if holds is not True]
    return found


def _absolute(url):
    return re.fullmatch(r"https?://[^\s/]+/\S*", url) is not None


_AT = {
    "cds-resp-1": ("card", ()), "cds-resp-3": ("link", ("links",)),
    "cds-resp-4": ("reasons", ("overrideReasons",)), "cds-resp-6": ("card", ()),
}  # fmt: skip


def invariants(card):
    """HL7's invariants of a card that has no suggestions, by name, and whether they hold.

    They are read where `NOSOGRAPH_CONFORMANCE` names a folder with `cds-hooks/invariants`.
    """
    folder = Path(os.environ.get("NOSOGRAPH_CONFORMANCE", "none")) / "cds-hooks" / "invariants"
    if not folder.is_dir():
        return {}
    told = {}
    for name, (_, path) in _AT.items():
        text = (folder / f"{name}.fsh").read_text("utf-8")
        expression = re.search(r'^\* expression = "(.*)"$', text, re.M)[1]
        places = card[path[0]] if path else [card]
        nodes = [places] if name == "cds-resp-4" else [[each] for each in places]
        told[name] = all(evaluate(node, expression) == [True] for node in nodes)
    return told
