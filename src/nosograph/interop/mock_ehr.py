"""A mock record, for development: every interface, called from a page with an invented chart.

Rule. It is there only where the settings switch it on; the person on it does not exist.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.release import OpenRelease
from nosograph.formats.fhir.coding import HPO
from nosograph.render.environment import render
from nosograph.serving import responses
from nosograph.serving.requests import RefusedError, phrases, release, shell
from nosograph.serving.settings import settings

ADDRESS = "/mock-ehr"
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_UUID = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
_SUBJECT = {"subject": {"reference": "Patient/example"}}
_PATIENT = {"resourceType": "Patient", "id": "example", "birthDate": "2025-03-01"}
_CHART = (
    ("HP:0001251", "Ataxia"),
    ("HP:0002360", "Sleep disturbance"),
    ("HP:0000737", "Irritability"),
)
"""A toddler with ataxia, lost sleep and irritability; nobody's."""


@dataclass(frozen=True, slots=True)
class Launch:
    """One interface, and what is sent to it."""

    label: str
    path: str
    body: str = ""
    """Empty for what is asked by GET."""
    type: str = _JSON


@dataclass(frozen=True, slots=True)
class EhrPage:
    """The mock record."""

    launches: tuple[Launch, ...]
    script: str


def launches(opened: OpenRelease) -> Iterator[Launch]:
    """Every interface, about the first entry of the release that has criteria."""
    slugs = (slug for _, slug in opened.library.criteria_sets())
    found = next(filter(None, map(opened.library.disease, slugs)), None)
    slug, code = (found.slug, found.codes[0].code) if found and found.codes else ("", None)
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [*_entries()]}
    context = {"userId": "Practitioner/example", "patientId": "example"}
    view = {"hook": "patient-view", "hookInstance": _UUID, "context": context,
            "prefetch": {"patient": _PATIENT, "conditions": bundle}}  # fmt: skip
    adding = {"hook": "problem-list-item-create", "hookInstance": _UUID,
              "context": context | {"conditions": bundle}}  # fmt: skip
    outcome = {"card": _UUID, "outcome": "overridden", "outcomeTimestamp": "2026-01-01T00:00:00Z"}
    yield Launch("CDS Hooks: discovery", "/cds-services")
    yield _post("CDS Hooks: patient-view", "/cds-services/criteria", view)
    yield _post("CDS Hooks: problem-list-item-create", "/cds-services/entries", adding)
    yield _post("CDS Hooks: feedback", "/cds-services/criteria/feedback", {"feedback": [outcome]})
    if code is not None:
        asked = f"mainSearchCriteria.v.c={code.value}&mainSearchCriteria.v.cs={code.system}"
        yield Launch("Infobutton: Atom", f"/infobutton?{asked}")
        yield Launch(
            "Infobutton: JSON", f"/infobutton?{asked}&knowledgeResponseType=application/json"
        )
        yield Launch("Infobutton: POST", "/infobutton", f"{asked}&informationRecipient=PAT", _FORM)
        yield Launch("Code", f"/c/{code.system}/{code.value}")
        yield _post("API: code", "/api/code", {"code": str(code)})
    present = [label for _, label in _CHART]
    yield _post("API: differential", "/api/differential", {"present": present, "age": "20mo"})
    for set_id, _ in opened.library.criteria_sets()[:1]:
        case = {"set": set_id, "case": bundle | {"entry": [{"resource": _PATIENT}, *_entries()]}}
        yield _post("API: criteria", "/api/evaluate-criteria", case)
    yield Launch("API: search", "/api/search?q=ataxia")
    yield Launch("OpenAPI", "/api/openapi.json")
    yield Launch("FHIR: capabilities", "/fhir/R4/metadata")
    yield Launch("FHIR: pathways and criteria", "/fhir/R4/PlanDefinition")
    if slug:
        yield Launch("Entry as Markdown", f"/d/{slug}/entry.md")
        yield Launch("Changes", f"/d/{slug}/changes.atom")


def _entries() -> Iterator[dict[str, Any]]:
    for number, (code, display) in enumerate(_CHART):
        coding = {"system": HPO, "code": code, "display": display}
        concept = {"coding": [coding]}
        yield {
            "resource": {
                "resourceType": "Condition",
                "id": f"c{number}",
                **_SUBJECT,
                "code": concept,
            }
        }


def _post(label: str, path: str, body: dict[str, Any]) -> Launch:
    return Launch(label, path, json.dumps(body, indent=1))


@cache
def _script() -> bytes:
    return (Path(__file__).parent / "static" / "ehr.js").read_bytes()


async def page(request: Request) -> Response:
    """The mock record."""
    _check(request)
    frame = shell(request, phrases(request)["ehr_title"], ADDRESS, indexed=False)
    shown = EhrPage(tuple(launches(release(request))), f"{ADDRESS}.js")
    return responses.page(request, render("ehr.html", frame, shown), cache=responses.KEEP_NOTHING)


async def script(request: Request) -> Response:
    """The page's script."""
    _check(request)
    return responses.body(request, _script(), "text/javascript; charset=utf-8")


def _check(request: Request) -> None:
    if not settings(request).mock_ehr:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
