"""Infobutton and MedlinePlus Connect: from a code in a record to what can be read about it.

Rule 1. GET and POST say the same; nothing that was asked is kept or logged.
Rule 2. Nothing found is an empty feed; only a request without a concept is refused.
"""

from dataclasses import replace
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.knowledge import Topic, chapter_wanted, topics_of
from nosograph.formats.feeds import ATOM, Feed, as_atom, as_feed_json
from nosograph.formats.infobutton import KnowledgeRequest, read_request
from nosograph.interop.knowledge import Shown, feed, place, relation
from nosograph.render.environment import render
from nosograph.render.languages import words
from nosograph.render.site import LANGUAGES
from nosograph.serving import responses
from nosograph.serving.negotiation import preferred
from nosograph.serving.requests import (
    RefusedError,
    asked_at,
    body_of,
    clean,
    language,
    phrases,
    release,
    shell,
    site,
)
from nosograph.serving.settings import settings

_XML, _ATOM, _JSON, _HTML = "text/xml", "application/atom+xml", "application/json", "text/html"
_TYPES = {
    "text/xml": _XML, "application/xml": _XML, "application/atom+xml": _ATOM,
    "application/json": _JSON, "text/json": _JSON, "text/html": _HTML, "application/xhtml+xml": _HTML,
}  # fmt: skip
_THREE_LETTERS = {"eng": "en", "ger": "de", "deu": "de"}
"""ISO 639-2, which some records send in place of BCP 47."""


async def infobutton(request: Request) -> Response:
    """The pages about what a record names."""
    try:
        return await _answered(request)
    except RefusedError as refused:
        if preferred(request, (_JSON, _HTML)) == _HTML:
            raise  # a page says so
        title = phrases(request)[refused.title]
        return responses.problem(request, refused.status, title, refused.text)


async def _answered(request: Request) -> Response:
    pairs = list(request.query_params.multi_items())
    if request.method == "POST":
        body = (await body_of(request)).decode("utf-8", "replace")
        pairs += parse_qsl(body, keep_blank_values=True, errors="replace")
    asked = read_request((name, clean(value)) for name, value in pairs)
    if not asked.search:
        raise RefusedError(400, "infobutton_title", phrases(request)["infobutton_nothing"])
    wanted = Shown(
        asked.audience,
        _spoken(asked, request),
        chapter_wanted(asked),
        settings(request).with_tools,
        any(name.startswith("locationOfInterest") for name, _ in asked.given),
    )
    found = topics_of(release(request), asked.search, settings(request).maps)
    type_ = _type(asked, request)
    if type_ == _HTML:
        return _page(request, found, wanted, asked)
    about = replace(site(request), base_url=asked_at(request))
    return _sent(request, feed(found, asked.given, wanted, about), type_)


def _sent(request: Request, answer: Feed, type_: str) -> Response:
    if type_ == _JSON:
        return responses.document(request, as_feed_json(answer), cache=responses.KEEP_NOTHING)
    content = as_atom(answer, namespace=ATOM if type_ == _ATOM else "")
    return responses.body(request, content, f"{type_}; charset=utf-8", cache=responses.KEEP_NOTHING)


def _type(asked: KnowledgeRequest, request: Request) -> str:
    """The media type of the answer: as the request says, else as its header does."""
    if asked.response_type:
        named = asked.response_type.partition(";")[0].strip().casefold()
        if named not in _TYPES:
            text = phrases(request)["infobutton_type"].format(types=", ".join(_TYPES))
            raise RefusedError(406, "infobutton_title", text)
        return _TYPES[named]
    return _TYPES[preferred(request, (_XML, *_TYPES))]


def _spoken(asked: KnowledgeRequest, request: Request) -> str:
    for each in asked.languages:
        tag = each.replace("_", "-").partition("-")[0].casefold()
        tag = _THREE_LETTERS.get(tag, tag)
        if tag in LANGUAGES:
            return tag
    return language(request)


def _page(
    request: Request, found: tuple[Topic, ...], wanted: Shown, asked: KnowledgeRequest
) -> Response:
    """Straight to the one page that is meant, or the list of those that may be."""
    t = words(wanted.language)
    if len(found) == 1 and found[0].relation in ("exact", "above", "named"):
        return responses.redirect(place(found[0], wanted)[0], 303)
    called = asked.search[0].display or asked.search[0].original or asked.search[0].code
    if not found:
        text = t["code_unknown"].format(code=called[:80])
        raise RefusedError(404, "code_unknown_title", text, near=called)
    rows = tuple((each.name, place(each, wanted)[0], relation(each, t)) for each in found)
    frame = replace(
        shell(request, t["code_several_title"], "", indexed=False), language=wanted.language
    )
    content = {"lead": t["infobutton_several"].format(code=called[:80]), "options": rows}
    return responses.page(request, render("several.html", frame, content), status=300,
                          cache=responses.KEEP_NOTHING)  # fmt: skip
