"""What every FHIR resource that is written here has in common.

Rule. What nobody says is left out: FHIR has no nulls, no empty texts, arrays or objects.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import Any, TypeAlias

Resource: TypeAlias = dict[str, Any]

FHIR_VERSION = "4.0.1"
FHIR_JSON = "application/fhir+json"

_NO_ID = re.compile(r"[^A-Za-z0-9.-]+")
_LONGEST_ID = 64


def filled(fields: Resource) -> Resource:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def resource_id(*names: str) -> str:
    """The id of a resource: the names with dots between them, told apart by a sum where that is
    too long or a letter had to go."""
    plain = ".".join(names)
    id = _NO_ID.sub("-", plain.replace("_", "-"))
    if len(id) <= _LONGEST_ID and id == plain.replace("_", "-"):
        return id
    return f"{id[: _LONGEST_ID - 9]}-{sha256(plain.encode()).hexdigest()[:8]}"


def canonical(type: str, id: str) -> str:
    """What a resource is called wherever it is kept: the name says nothing of the server."""
    return f"urn:nosograph:{type}:{id}"


def narrative(*paragraphs: str) -> Resource:
    """The words that people read in place of the data."""
    told = "".join(f"<p>{escape(each)}</p>" for each in paragraphs if each)
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{told}</div>'}


def concept(text: str, codings: Iterable[Resource] = ()) -> Resource:
    """A concept in words, with its codes."""
    return filled({"coding": list(codings), "text": text})


def coded(system: str, code: str, display: str = "") -> Resource:
    """A coding."""
    return filled({"system": system, "code": code, "display": display})


def issue(severity: str, code: str, text: str) -> Resource:
    """One thing that an OperationOutcome tells."""
    return {"severity": severity, "code": code, "details": {"text": text}, "diagnostics": text}


def outcome(*issues: Resource) -> Resource:
    """An OperationOutcome."""
    return {"resourceType": "OperationOutcome", "issue": list(issues)}


def parameters(*parts: Resource) -> Resource:
    """The answer of an operation."""
    return filled({"resourceType": "Parameters", "parameter": list(parts)})


def parameter(name: str, **value: Any) -> Resource:
    """One parameter: `valueString="x"`, or `part=[…]`."""
    return {"name": name, **value}
