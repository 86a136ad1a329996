"""The interfaces in OpenAPI 3.1, made from the types that are asked and answered.

Rule. Nothing is described by hand that a type says; every status that can be answered is here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from nosograph import __version__
from nosograph.formats.cds_hooks import Cards, Feedback, HookCall, Services
from nosograph.formats.infobutton import PARAMETERS, RESPONSE_TYPE
from nosograph.interop.questions import QUESTIONS
from nosograph.render.clinician_files import NearbyRecord
from nosograph.render.languages import words
from nosograph.render.search_files import SearchRecord

JSON, FORM, HTML = "application/json", "application/x-www-form-urlencoded", "text/html"
_FEEDS = ("text/xml", "application/atom+xml", JSON)
_TEMPLATE = "#/components/schemas/{name}"


class Refusal(Struct, frozen=True):
    """Why a question was not answered."""

    error: str
    hint: str
    """What to mend."""


class SuggestionRecord(Struct, frozen=True):
    """A line under the search box."""

    name: str
    href: str
    type: str
    note: str


class SuggestionsRecord(Struct, frozen=True):
    """What a beginning may become."""

    query: str
    results: list[SuggestionRecord]


@dataclass(frozen=True, slots=True)
class Described:
    """One address asked in one way."""

    method: str
    path: str
    summary: str
    answer: Any
    """The type of the answer; None where it is no record."""
    body: Any = None
    """The type of the body in JSON."""
    parameters: tuple[str, ...] = ()
    """Of the address, or of a form."""
    further: str = ""
    """Pattern of names of a form that are not known beforehand."""
    needed: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    """What the part of the address may be."""
    refused: tuple[int, ...] = ()
    """Further statuses of refusals in JSON."""
    pages: tuple[int, ...] = ()
    """Statuses answered with a page for people."""
    professional: bool = False


_BUSY = (408, 413, 415, 503)
SERVICES = ("criteria", "entries")
"""Of CDS Hooks."""
_SEARCH = ("q", "kind", "system", "limit", "page")
_FIND = (
    "specialty", "postal", "position", "accepting", "telehealth", "language", "network", "hide",
)  # fmt: skip


def operations() -> Iterable[Described]:
    """Everything that is described."""
    for name, question in QUESTIONS.items():
        if name != "search":
            yield Described(
                "post", f"/api/{name.replace('_', '-')}", question.description, question.answer,
                question.arguments, refused=(400, 404, *_BUSY), professional=question.for_professionals,
            )  # fmt: skip
    search = (QUESTIONS["search"].description, SearchRecord)
    suggest = ("What a beginning may become.", SuggestionsRecord)
    for method in ("get", "post"):
        yield Described(method, "/api/search", *search, parameters=_SEARCH, refused=(400, *_BUSY))
        yield Described(method, "/api/suggest", *suggest, parameters=("q", "limit"), refused=_BUSY)
    yield Described(
        "post", "/api/find", "Who is near, for specialties and a postal code or position.",
        NearbyRecord, parameters=_FIND, further=r"^s\.", refused=(404, 422, *_BUSY),
    )  # fmt: skip
    yield Described(
        "get", "/cds-services", "CDS Hooks: the services.", Services, refused=(401, *_BUSY)
    )
    for path, summary, answer, body in (
        ("/cds-services/{id}", "CDS Hooks: the cards of a service.", Cards, HookCall),
        (
            "/cds-services/{id}/feedback",
            "CDS Hooks: what became of cards.",
            dict[str, Any],
            Feedback,
        ),
    ):
        yield Described(
            "post", path, summary, answer, body, needed=("id",), choices=SERVICES,
            refused=(400, 401, 404, 412, *_BUSY), professional=True,
        )  # fmt: skip
    for method in ("get", "post"):
        yield Described(
            method, "/infobutton", "Infobutton: pages about a record's code.", None,
            parameters=(*PARAMETERS, RESPONSE_TYPE), needed=("mainSearchCriteria.v.c",),
            pages=(300, 303, 400, 404, 406, *_BUSY),
        )  # fmt: skip


@lru_cache(8)
def description(address: str, *, with_tools: bool) -> Mapping[str, Any]:
    """The document, for a site at an address."""
    listed = [each for each in operations() if with_tools or not each.professional]
    types = [t for each in listed for t in (each.answer, each.body) if t is not None]
    types = [*dict.fromkeys([*types, Refusal])]
    schemas, components = msgspec.json.schema_components(types, ref_template=_TEMPLATE)
    schema_of = dict(zip(types, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for each in listed:
        paths.setdefault(each.path, {})[each.method] = _operation(each, schema_of)
    t = words("en")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": t["site_name"],
            "summary": t["tagline"],
            "description": t["footer_disclaimer"],
            "version": __version__,
        },
        **({"servers": [{"url": address}]} if address else {}),
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(each: Described, schema_of: Mapping[Any, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": f"{each.method}{each.path.replace('/', '_').translate(_NO_BRACES)}",
        "summary": each.summary,
        "responses": _responses(each, schema_of),
    }
    in_path = [_parameter(name, "path", True) for name in each.needed if f"{{{name}}}" in each.path]
    for part in in_path:
        part["schema"]["enum"] = list(each.choices)
    in_query = [_parameter(name, "query", name in each.needed) for name in each.parameters]
    if each.method == "get" and in_path + in_query:
        told["parameters"] = in_path + in_query
    elif in_path:
        told["parameters"] = in_path
    if each.body is not None:
        told["requestBody"] = {
            "required": True,
            "content": {JSON: {"schema": schema_of[each.body]}},
        }
    elif each.method == "post":
        form: dict[str, Any] = {
            "type": "object",
            "properties": {name: {"type": "string"} for name in each.parameters},
            "required": list(each.needed),
        }
        if each.further:
            form["patternProperties"] = {each.further: {"type": "string"}}
        told["requestBody"] = {"required": True, "content": {FORM: {"schema": form}}}
    return told


_NO_BRACES = str.maketrans({"{": "", "}": "", "-": "_"})


def _parameter(name: str, place: str, required: bool) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required, "schema": {"type": "string"}}


def _responses(each: Described, schema_of: Mapping[Any, Any]) -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    if each.answer is None:
        shown: dict[str, Any] = {
            **dict.fromkeys(_FEEDS, text),
            JSON: {"schema": {"type": "object"}},
        }
    else:
        shown = {JSON: {"schema": schema_of[each.answer]}}
    refusal = {"content": {JSON: {"schema": schema_of[Refusal]}}}
    return (
        {"200": {"description": "The answer.", "content": shown}}
        | {str(status): {"description": _WHY[status], **refusal} for status in each.refused}
        | {
            str(status): {
                "description": _WHY[status],
                "content": {HTML: text, JSON: {"schema": schema_of[Refusal]}},
            }
            for status in each.pages
        }
    )


_WHY = {
    300: "Several pages may be meant.",
    303: "The page that is meant.",
    400: "The question cannot be understood.",
    401: "The caller is not known.",
    404: "What is named is not there.",
    406: "There is no such form of the answer.",
    408: "The question came too slowly.",
    412: "What the question should bring is missing.",
    413: "The question is too long.",
    415: "The question is compressed in another way than with gzip.",
    422: "What is asked for is not known or not said.",
    503: "Too many questions wait.",
}
