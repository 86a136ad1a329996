"""An entry on somebody else's page: one script from this host, and what it shows.

Rule 1. Only the sites that the settings list may embed; without a list nobody may.
Rule 2. What is shown is the page's own words with a link to the page, where the sources stand.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.knowledge import Topic, topics_of
from nosograph.formats.infobutton import Coded
from nosograph.formats.systems import split
from nosograph.interop.knowledge import Shown, feed
from nosograph.interop.machines import Refused
from nosograph.model.entries import Audience
from nosograph.render.languages import words
from nosograph.render.lead import lead
from nosograph.render.site import LANGUAGES
from nosograph.render.text import facts
from nosograph.serving import responses
from nosograph.serving.requests import asked_at, clean, language, release, site
from nosograph.serving.settings import settings

LONGEST = 120


class WidgetRecord(Struct, frozen=True):
    """What stands in the box."""

    name: str
    lead: str
    language: str
    """Of the lead."""
    relation: str
    """How the code fits, where it does not fit exactly."""
    facts: list[tuple[str, str]]
    href: str
    link: str
    notice: str


@cache
def _script() -> bytes:
    return (Path(__file__).parent / "static" / "widget.js").read_bytes()


async def script(request: Request) -> Response:
    """The script that a page includes."""
    _check(request)
    return responses.body(request, _script(), "text/javascript; charset=utf-8")


async def entry(request: Request) -> Response:
    """What the box about a code shows."""
    _check(request)
    asked = request.query_params
    tag = clean(asked.get("lang", ""))[:20].partition("-")[0].casefold()
    tag = tag if tag in LANGUAGES else language(request)
    patient = asked.get("audience") == Audience.PATIENT
    audience = Audience.PATIENT if patient else Audience.PROFESSIONAL
    system, code = split(clean(asked.get("code", ""))[:LONGEST])
    found = topics_of(release(request), [Coded(code, system)], settings(request).maps)
    if not found:
        raise Refused(404, words(tag)["code_unknown"].format(code=code))
    told = _record(request, found[0], Shown(audience, tag, "", with_tools=False))
    return responses.document(request, told)


def _check(request: Request) -> None:
    if not settings(request).embedders:
        raise Refused(404, "no site may embed entries: the settings list none")
    origin = request.headers.get("origin", "")
    if origin and origin not in settings(request).embedders:
        raise Refused(403, "this site is not on the list of those that may embed entries")


def _record(request: Request, topic: Topic, wanted: Shown) -> WidgetRecord:
    t, tag = words(wanted.language), wanted.language
    about = replace(site(request), base_url=asked_at(request))
    (shown,) = feed([topic], (), wanted, about).entries
    professional = wanted.audience is Audience.PROFESSIONAL
    link = shown.links[0]
    exact = topic.relation == "exact"
    return WidgetRecord(
        topic.name,
        lead(topic.disease, wanted.audience, tag) if topic.disease else shown.summary,
        link.language,
        "" if exact or topic.disease is None else shown.summary.partition(". ")[0] + ".",
        list(facts(topic.disease, tag)) if topic.disease and professional else [],
        link.href,
        t["widget_more"],
        t["footer_disclaimer"],
    )
