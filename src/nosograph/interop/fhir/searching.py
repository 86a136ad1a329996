"""Artefacts read and searched: by id, URL, title, status, and what they are about.

Rule 1. A parameter that is not supported is answered, never dropped: with an error, or with a
warning in the bundle where the client prefers lenient handling.
Rule 2. What can be asked by GET can be asked by POST to `_search`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from nosograph.formats.fhir.shapes import Resource, filled, issue, outcome
from nosograph.interop.fhir.answers import OutcomeError, answered, base
from nosograph.interop.fhir.asked import Pairs, query, searched
from nosograph.serving.responses import REVALIDATE

MOST = 100
"""Resources on a page at most."""
USUAL = 20
FARTHEST = 10**6
PAGING = ("_count", "_offset", "_total")
SUBSETS = ("_format", "_pretty", "_summary", "_elements")
SUMMARIES = ("true", "false", "count", "data", "text")
DETAILS = frozenset({
    "text", "item", "action", "concept", "compose", "group", "content", "relatedArtifact",
    "purpose", "usage", "copyright", "property", "participant", "useContext",
})  # fmt: skip
"""Elements that a summary leaves out."""
MANDATORY = frozenset({
    "resourceType", "id", "meta", "status", "url", "type", "content", "characteristic",
    "practitioner", "organization",
})  # fmt: skip
_COMMA = re.compile(r"(?<!\\),")

Test = Callable[[Resource, str], bool]


def _begins(key: str) -> Test:
    return lambda resource, value: (
        str(resource.get(key, "")).casefold().startswith(value.casefold())
    )


def _contains(key: str) -> Test:
    return lambda resource, value: value.casefold() in str(resource.get(key, "")).casefold()


def _equals(key: str) -> Test:
    return lambda resource, value: resource.get(key) == value


def _is_code(key: str) -> Test:
    """A token whose system is fixed by the element."""
    return lambda resource, value: resource.get(key) == value.rpartition("|")[2]


def _about(resource: Resource, value: str) -> bool:
    """Whether a token is among the codes of what an artefact is about."""
    system, bar, code = value.rpartition("|")
    return any(
        (not code or each.get("code") == code) and (not bar or each.get("system", "") == system)
        for context in resource.get("useContext", [])
        for each in context["valueCodeableConcept"].get("coding", [])
    )


PARAMETERS: Mapping[str, tuple[str, Test]] = {
    "_id": ("token", _equals("id")),
    "url": ("uri", _equals("url")),
    "version": ("token", _is_code("version")),
    "status": ("token", _is_code("status")),
    "name": ("string", _begins("name")),
    "title": ("string", _begins("title")),
    "context": ("token", _about),
}
"""Search parameter → its type, and whether a resource fits one value."""
_MODIFIED: Mapping[str, Test] = {
    f"{name}:{modifier}": test
    for name in ("name", "title")
    for modifier, test in (("contains", _contains(name)), ("exact", _equals(name)))
}


def read(request: Request, found: Resource | None, type: str, id: str) -> Response:
    """One resource."""
    if request.method not in ("GET", "HEAD"):
        raise OutcomeError(405, "not-supported", "this server is read-only: use GET")
    told = dict(query(request))
    others = sorted({*told} - {*SUBSETS})
    if others:
        raise OutcomeError(
            400, "not-supported", f"a read has no parameters {', '.join(others)[:200]}"
        )
    if found is None:
        raise OutcomeError(404, "not-found", f"no {type} has the id {id[:64]!r}")
    return answered(request, shortened(found, told), cache=REVALIDATE)


async def search(request: Request, type: str, resources: Iterable[Resource]) -> Response:
    """A searchset of artefacts."""
    asked = await searched(request)
    known = {*PARAMETERS, *_MODIFIED, *PAGING, *SUBSETS}
    used, issues = supported(request, asked, lambda name, _: name in known)
    found = list(resources)
    for name, value in used:
        if name in (*PAGING, *SUBSETS):
            continue
        test = _MODIFIED.get(name) or PARAMETERS[name][1]
        either = [each.replace("\\,", ",") for each in _COMMA.split(value)]
        found = [each for each in found if any(test(each, value) for value in either)]
    told = dict(used)
    count, offset = paging(told)
    page = found[offset : offset + count]
    matches = [
        {
            "fullUrl": f"{base(request)}/{type}/{each['id']}",
            "resource": shortened(each, told),
            "search": {"mode": "match"},
        }
        for each in page
    ]
    if told.get("_summary") == "count":
        matches, count = [], 0
    return answered(
        request, bundle(request, type, used, matches, issues, len(found), offset, count)
    )


def supported(
    request: Request, asked: Pairs, known: Callable[[str, str], bool]
) -> tuple[Pairs, list[Resource]]:
    """The parameters that are supported, and warnings about the others.

    Raises:
        OutcomeError: there are others, and the client has not asked to be lenient.
    """
    used = [pair for pair in asked if known(*pair) and pair[1]]
    unused = sorted({name[:60] for name, value in asked if not known(name, value)})
    if unused and "handling=lenient" not in request.headers.get("prefer", "").replace(" ", ""):
        text = f"not supported: {', '.join(unused)}; with Prefer: handling=lenient left out"
        raise OutcomeError(400, "not-supported", text)
    warn = "the parameter {} is not supported and not used"
    return used, [issue("warning", "not-supported", warn.format(each)) for each in unused]


def paging(told: Mapping[str, str]) -> tuple[int, int]:
    """How many resources a page has, and how many stand before it."""
    count = _whole(told, "_count", USUAL)
    offset = _whole(told, "_offset", 0)
    if offset > FARTHEST:
        raise OutcomeError(400, "too-costly", f"_offset is at most {FARTHEST}")
    if told.get("_summary", "false") not in SUMMARIES:
        raise OutcomeError(400, "value", f"_summary is one of {', '.join(SUMMARIES)}")
    return min(count, MOST), offset


def _whole(told: Mapping[str, str], name: str, otherwise: int) -> int:
    text = told.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise OutcomeError(400, "value", f"{name} is a whole number")
    return int(text)


def bundle(
    request: Request, type: str, used: Pairs, entries: list[Resource], issues: list[Resource],
    total: int, offset: int, count: int,
) -> Resource:  # fmt: skip
    """A searchset with its links."""
    rest = [pair for pair in used if pair[0] not in ("_offset", "_count", "_format", "_pretty")]
    shown = len([each for each in entries if each["search"]["mode"] == "match"])

    def link(relation: str, start: int) -> Resource:
        more = [("_count", str(count))] if dict(used).get("_count") or start else []
        more += [("_offset", str(start))] if start else []
        asked = urlencode([*rest, *more])
        return {
            "relation": relation,
            "url": f"{base(request)}/{type}" + (f"?{asked}" if asked else ""),
        }

    links = [link("self", offset)]
    if count:
        links.append(link("first", 0))
        if offset:
            links.append(link("previous", max(offset - count, 0)))
        if offset + shown < total and shown:
            links.append(link("next", offset + shown))
    if issues:
        entries = [*entries, {"resource": outcome(*issues), "search": {"mode": "outcome"}}]
    return filled(
        {"resourceType": "Bundle", "type": "searchset", "link": links, "entry": entries}
    ) | {"total": total}


def shortened(resource: Resource, told: Mapping[str, Any]) -> Resource:
    """The elements of a resource that were asked for, marked as not all of them."""
    summary = told.get("_summary", "false")
    elements = [each.strip() for each in told.get("_elements", "").split(",") if each.strip()]
    if elements:
        kept = {key: value for key, value in resource.items() if key in {*MANDATORY, *elements}}
    elif summary == "true":
        kept = {k: v for k, v in resource.items() if k not in DETAILS or k in MANDATORY}
    elif summary == "text":
        kept = {key: value for key, value in resource.items() if key in {*MANDATORY, "text"}}
    elif summary == "data":
        kept = {key: value for key, value in resource.items() if key != "text"}
    else:
        return resource
    tag = {
        "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
        "code": "SUBSETTED",
    }
    return {**kept, "meta": {**resource.get("meta", {}), "tag": [tag]}}
