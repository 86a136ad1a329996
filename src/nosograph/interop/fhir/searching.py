"""Artefacts read and searched: by id, URL, title, status, and what they are about.

Rule 1. A parameter that is not supported is answered, never dropped: with an error, or with a
warning in the bundle where the client prefers lenient handling.
Rule 2. What can be asked by GET can be asked by POST to `_search`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from nosograph.formats.fhir.shapes import Resource, filled, issue, outcome
from nosograph.formats.times import Days, days_of
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
Criterion = Callable[[Resource], bool]
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda told, asked: asked.first <= told.first and told.last <= asked.last,
    "ne": lambda told, asked: not (asked.first <= told.first and told.last <= asked.last),
    "gt": lambda told, asked: told.last > asked.last,
    "lt": lambda told, asked: told.first < asked.first,
    "ge": lambda told, asked: told.last >= asked.first,
    "le": lambda told, asked: told.first <= asked.last,
    "sa": lambda told, asked: told.first > asked.last,
    "eb": lambda told, asked: told.last < asked.first,
    "ap": lambda told, asked: told.first <= asked.last and told.last >= asked.first,
}
"""How the days of a resource are compared with those that are asked for."""


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


def _dated(key: str) -> Test:
    """A day, a month or a year, with how it is compared before it."""

    def fits(resource: Resource, value: str) -> bool:
        how, text = (value[:2], value[2:]) if value[:2] in _COMPARED else ("eq", value)
        (first, last), told = _days(text), _days(resource[key])
        return first is not None and _COMPARED[how](told, Days(first, last))

    return fits


def _days(text: str) -> Days:
    try:
        return days_of(text)
    except ValueError as error:
        raise OutcomeError(400, "value", str(error)) from None


def _about(resource: Resource, value: str) -> bool:
    """Whether a token is among the codes of what an artefact is about."""
    system, bar, code = value.rpartition("|")
    return any(
        (not code or each.get("code") == code) and (not bar or each.get("system", "") == system)
        for context in resource.get("useContext", [])
        for each in context["valueCodeableConcept"].get("coding", [])
    )


@dataclass(frozen=True, slots=True)
class Parameter:
    """A search parameter."""

    type: str
    element: str
    test: Test
    """Whether a resource fits one value."""

    def criterion(self, modifier: str, values: Sequence[str]) -> Criterion | None:
        """Whether a resource fits one of the values; None where it is not modified so."""
        test = self.test
        match self.type, modifier:
            case _, "":
                pass
            case "string", "contains":
                test = _contains(self.element)
            case "string", "exact":
                test = _equals(self.element)
            case "token", "not":
                return lambda resource: not any(test(resource, value) for value in values)
            case _, "missing":
                if not {"true", "false"}.issuperset(values):
                    raise OutcomeError(400, "value", "whether something is missing: true or false")
                return lambda resource: ["false", "true"][self.element not in resource] in values
            case _:
                return None
        return lambda resource: any(test(resource, value) for value in values)


PARAMETERS: Mapping[str, Parameter] = {
    "_id": Parameter("token", "id", _equals("id")),
    "_lastUpdated": Parameter("date", "date", _dated("date")),
    "url": Parameter("uri", "url", _equals("url")),
    "version": Parameter("token", "version", _is_code("version")),
    "status": Parameter("token", "status", _is_code("status")),
    "date": Parameter("date", "date", _dated("date")),
    "name": Parameter("string", "name", _begins("name")),
    "title": Parameter("string", "title", _begins("title")),
    "description": Parameter("string", "description", _begins("description")),
    "publisher": Parameter("string", "publisher", _begins("publisher")),
    "context": Parameter("token", "useContext", _about),
}


def _criterion(name: str, values: Sequence[str]) -> Criterion | None:
    """What a parameter with its modifier asks of a resource; None where it is not supported."""
    plain, _, modifier = name.partition(":")
    found = PARAMETERS.get(plain)
    return found.criterion(modifier, values) if found else None


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
    response = answered(request, shortened(found, told), cache=REVALIDATE)
    return _dated_answer(request, response, found.get("date", ""))


def _dated_answer(request: Request, response: Response, day: str) -> Response:
    """The answer with the day of what it holds; an empty one where the client has that."""
    if not day:
        return response
    changed = datetime.fromisoformat(f"{day[:10]}T00:00:00Z")
    since = request.headers.get("if-modified-since", "")
    if since and "if-none-match" not in request.headers and _moment(since) >= changed:
        kept = {key: response.headers[key] for key in ("etag", "cache-control", "vary")}
        response = Response(status_code=304, headers=kept)
    response.headers["last-modified"] = format_datetime(changed, usegmt=True)
    return response


def _moment(text: str) -> datetime:
    """The moment that a header names; the earliest where it names none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)


async def search(request: Request, type: str, resources: Iterable[Resource]) -> Response:
    """A searchset of artefacts."""
    asked = await searched(request)
    control = (*PAGING, *SUBSETS)
    used, issues = supported(
        request, asked, lambda name, _: name in control or _criterion(name, ()) is not None
    )
    found = list(resources)
    for name, value in used:
        either = [each.replace("\\,", ",") for each in _COMMA.split(value)]
        fits = None if name in control else _criterion(name, either)
        found = [each for each in found if fits is None or fits(each)]
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
