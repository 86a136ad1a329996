"""What a FHIR client asks, from the address, a form or a Parameters resource; read as a whole.

Rule. What cannot be read is refused with an OperationOutcome that says what would be right.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from nosograph.asking.validity import Said
from nosograph.asking.value_sets import TerminologyError
from nosograph.formats.fhir.shapes import FHIR_VERSION
from nosograph.formats.maps import CodeMaps
from nosograph.interop.fhir.answers import OutcomeError
from nosograph.serving.pool import MOST_BYTES
from nosograph.serving.requests import MOST_BYTES as MOST_FORM
from nosograph.serving.settings import settings

FORM = "application/x-www-form-urlencoded"
JSON_FORMATS = ("json", "text/json", "application/json", "application/fhir+json")
DEEPEST = 60
"""Objects and arrays inside one another; FHIR's own resources have a fifth of that."""
MOST_PARAMETERS = 100
CONTROL = ("_format", "_pretty")
SENT = ("tx-resource", "codeSystem")
"""Parameters of terminology operations that bring what is not known here."""

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")

Pairs = list[tuple[str, str]]
STATUSES = {"not-found": 404, "too-costly": 422}


def refused(error: TerminologyError) -> OutcomeError:
    """The refusal that a question about terminology gets."""
    return OutcomeError(STATUSES.get(error.code, 400), error.code, str(error))


def query(request: Request) -> Pairs:
    """The parameters of the address."""
    return pairs(request.scope["query_string"])


def pairs(text: bytes) -> Pairs:
    """Parameters as an address or a form has them."""
    if not text:
        return []
    try:
        return parse_qsl(
            text.decode("utf-8"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except ValueError:
        words = f"at most {MOST_PARAMETERS} parameters are name=value, joined by &, percent-encoded UTF-8"
        raise OutcomeError(400, "structure", words) from None


async def searched(request: Request) -> Pairs:
    """The parameters of a search, those of a form by POST included."""
    found = query(request)
    if request.method == "POST":
        if media_type(request, FORM) != FORM:
            raise OutcomeError(415, "not-supported", f"the body of a search is {FORM}")
        body = await request.body()
        if len(body) > MOST_FORM:
            text = f"the body of a search has at most {MOST_FORM} bytes"
            raise OutcomeError(413, "too-long", text)
        found += pairs(body)
        check_format(dict(found).get("_format", ""), "")
    return found


def media_type(request: Request, otherwise: str) -> str:
    """The type of the body, without what is said about it."""
    return request.headers.get("content-type", otherwise).partition(";")[0].strip().lower()


def check_format(asked: str, accepted: str) -> None:
    """Whether the client takes what is answered here."""
    types = [asked.replace(" ", "+")] if asked else accepted.split(",")
    known = JSON_FORMATS if asked else (*JSON_FORMATS, "*/*", "application/*", "")
    for each in types:
        type, *about = (part.strip().lower() for part in each.split(";"))
        versions = [part[12:].strip('"') for part in about if part.startswith("fhirversion=")]
        if type in known and all(version in ("4.0", FHIR_VERSION) for version in versions):
            return
    raise OutcomeError(406, "not-supported", "answers are application/fhir+json; fhirVersion=4.0")


async def resource(request: Request) -> Any:
    """The JSON of a body."""
    if media_type(request, "application/fhir+json") not in JSON_FORMATS:
        raise OutcomeError(415, "not-supported", "the body is application/fhir+json")
    body = await request.body()
    if len(body) > MOST_BYTES:
        raise OutcomeError(413, "too-long", f"a body has at most {MOST_BYTES} bytes")
    return read_json(body)


def read_json(body: bytes) -> Any:
    """JSON with exact numbers, no key twice, and not deeper than anything that FHIR has."""
    if _is_deep(body):
        raise OutcomeError(400, "structure", f"the JSON is more than {DEEPEST} levels deep")
    try:
        return json.loads(
            body.decode("utf-8-sig"), parse_float=_number, parse_int=_whole, parse_constant=_none,
            object_pairs_hook=_object,
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise OutcomeError(400, "structure", f"the body is not JSON: {error}"[:300]) from None


def _is_deep(body: bytes) -> bool:
    """Whether more brackets stand open at once than may."""
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", body)):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _number(text: str) -> Decimal:
    if len(text) > 40:
        raise ValueError("a number of more than 40 characters")
    return Decimal(text)


def _whole(text: str) -> int:
    return int(_number(text))


def _none(text: str) -> None:
    raise ValueError(f"{text} is no JSON")


def _object(told: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(told)
    if len(found) < len(told):
        raise ValueError("an object has a key twice")
    return found


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of an operation: texts from an address, values and resources from a body."""

    told: tuple[tuple[str, Any], ...]
    maps: CodeMaps = field(default_factory=CodeMaps)
    """The site's own, for codes in somebody's record."""
    spoken: str = ""
    """The languages that the client prefers."""

    def all(self, name: str) -> list[Any]:
        """Every value of a parameter."""
        return [value for key, value in self.told if key == name]

    def one(self, name: str) -> Any:
        """The value of a parameter; None where there is none.

        Raises:
            OutcomeError: there are several.
        """
        found = self.all(name)
        if len(found) > 1 and any(each != found[0] for each in found):
            raise OutcomeError(400, "invalid", f"{name} is given twice")
        return found[0] if found else None

    def text(self, name: str, *, needed: bool = False) -> str:
        """A parameter as a text."""
        value = self.one(name)
        if value in (None, ""):
            if needed:
                raise OutcomeError(400, "required", f"{name} is needed")
            return ""
        if not isinstance(value, str):
            raise OutcomeError(400, "value", f"{name} is a text")
        return value

    def truth(self, name: str) -> bool:
        """A parameter as yes or no."""
        value = self.one(name)
        if value in (None, False, "false"):
            return False
        if value in (True, "true"):
            return True
        raise OutcomeError(400, "value", f"{name} is true or false")

    def number(self, name: str, otherwise: int) -> int:
        """A parameter as a whole number that is not negative."""
        value = self.one(name)
        if value is None:
            return otherwise
        text = "" if isinstance(value, bool) else str(value)
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise OutcomeError(400, "value", f"{name} is a whole number, 0 or more")
        return int(text)

    def object(self, name: str) -> Mapping[str, Any] | None:
        """A parameter as an object."""
        value = self.one(name)
        if value is not None and not isinstance(value, dict):
            raise OutcomeError(400, "value", f"{name} is an object, in the body of a POST")
        return value

    def resources(self, *names: str) -> list[Mapping[str, Any]]:
        """The resources that parameters bring."""
        found = [value for name, value in self.told if name in names]
        if not all(isinstance(each, dict) for each in found):
            raise OutcomeError(400, "value", f"{' or '.join(names)} is a resource")
        return found

    def only(self, *names: str) -> None:
        """Refuse what is not supported: an answer without it would be to another question."""
        others = sorted({key for key, _ in self.told} - {*names, *CONTROL})
        if others:
            listed = ", ".join(each[:60] for each in others[:10])
            text = f"not supported: {listed}; supported are {', '.join(names)}"
            raise OutcomeError(400, "not-supported", text)

    def said(
        self, code: str = "code", coding: str = "coding", system: str = "system"
    ) -> list[Said]:
        """The codes that are asked about: `code` and `system`, a `coding`, a `codeableConcept`."""
        found = []
        if self.text(code):
            version = self.text("version") if system == "system" else ""
            found.append(_said(self.text(system), self.text(code), self.text("display"), version))
        own = self.object(coding)
        if own is not None:
            found.append(said(own, coding, "Coding."))
        concept = self.object("codeableConcept") if coding == "coding" else None
        if concept is not None:
            codings = concept.get("coding", [])
            if not isinstance(codings, list) or not all(isinstance(e, dict) for e in codings):
                raise OutcomeError(400, "value", "codeableConcept has a list of codings")
            found += [
                said(each, "codeableConcept.coding", f"CodeableConcept.coding[{n}].")
                for n, each in enumerate(codings[:50])
            ]
        return found

    def canonicals(self, name: str) -> dict[str, str]:
        """The versions that a parameter names, by URI: `uri|version`."""
        found = {}
        for each in self.all(name):
            uri, _, version = each.rpartition("|") if isinstance(each, str) else ("", "", "")
            if not uri or not version:
                raise OutcomeError(400, "value", f"{name} is uri|version")
            found[uri] = version
        return found

    def since(self, name: str, first: str) -> None:
        """See that a day is not before the first that this server can speak about."""
        day = self.text(name)
        if day and day[:10] < first[: len(day[:10])]:
            raise OutcomeError(400, "not-supported", f"{name}: nothing before {first} is kept here")


def said(value: Mapping[str, Any], name: str, at: str = "") -> Said:
    """A Coding."""
    system, code, display, version = (
        value.get(key, "") for key in ("system", "code", "display", "version")
    )
    if not all(isinstance(each, str) for each in (system, code, display, version)) or not code:
        raise OutcomeError(400, "value", f"{name} has a system and a code")
    return _said(system, code, display, version, at)


def _said(system: str, code: str, display: str, version: str, at: str = "") -> Said:
    uri, _, named = system.partition("|")
    return Said(uri, code, display, version or named, at)


async def parameters(request: Request, *, whole: str = "") -> Parameters:
    """The parameters of an operation; a body that is a resource itself is the one named `whole`."""
    told: list[tuple[str, Any]] = list(query(request))
    if request.method == "POST" and await request.body():
        if media_type(request, "application/fhir+json") == FORM:
            told += pairs(await request.body())
        else:
            body = await resource(request)
            told += _told(body, whole)
    preferred = request.headers.get("accept-language", "")
    return Parameters(tuple(told), settings(request).maps, preferred)


def _told(body: Any, whole: str) -> Iterator[tuple[str, Any]]:
    kind = body.get("resourceType") if isinstance(body, dict) else None
    if kind != "Parameters":
        if whole and isinstance(kind, str):
            yield whole, body
            return
        raise OutcomeError(400, "structure", "the body is a Parameters resource")
    listed = body.get("parameter", [])
    if not isinstance(listed, list) or len(listed) > 1000:
        raise OutcomeError(400, "structure", "parameter is a list of at most 1000")
    for each in listed:
        if not isinstance(each, dict) or not isinstance(each.get("name"), str):
            raise OutcomeError(400, "structure", "every parameter has a name")
        values = [v for key, v in each.items() if key.startswith("value") or key == "resource"]
        if len(values) != 1:
            raise OutcomeError(
                400, "structure", f"{each['name'][:60]} has one value[x] or resource"
            )
        yield each["name"], values[0]
