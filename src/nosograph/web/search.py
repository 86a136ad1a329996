"""The search page, and the search box's answers for scripts and machines.

Rule. The same by GET and by POST; nothing that was typed is stored, cached or logged.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.diseases import own_names
from nosograph.asking.quoting import LONGEST_QUESTION, Quoted, is_question, quoted
from nosograph.asking.search import SearchQuestion, search, suggestions
from nosograph.library.answers import SearchAnswer, SearchResult
from nosograph.model.entries import Kind
from nosograph.render.environment import render
from nosograph.render.languages import counted, number, system_title
from nosograph.render.presentation import presentation_link
from nosograph.render.quotes import ShownQuote, shown_quote
from nosograph.render.search import gloss, matched, told
from nosograph.render.search_files import search_record
from nosograph.render.site import path, result_href
from nosograph.serving import responses
from nosograph.serving.requests import (
    MOST_CHARACTERS,
    clean,
    form,
    language,
    library,
    phrases,
    release,
    shell,
    site,
    whole_number,
)

SHOWN = 50
"""Results on a page."""
MOST_PAGES = 40
"""Pages that can be turned; who needs more is helped more by another word."""
MOST_SYSTEMS = 8
"""Organ systems offered for narrowing down, those with most results."""
KINDS = frozenset(Kind)
EXAMPLES = ("dancing eyes", "ataxia", "ORPHA:1183", "PHOX2B")


@dataclass(frozen=True, slots=True)
class ShownResult:
    """One line of the results."""

    name: str
    href: str
    type: str
    codes: str
    matched: str
    curated: bool
    gloss: str
    """What it is, in one line."""
    patient: str
    """Address of the page in plain language; empty when there is none."""
    language: str = "en"
    """Of the name."""
    definition: str = ""
    """With what the line begins in English, whatever the page's language."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A button that narrows the results down."""

    name: str
    value: str
    label: str
    pressed: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the results page shows."""

    query: str
    method: str
    heading: str
    message: str
    """Counts, or what to do when there is nothing."""
    warning: str
    notes: tuple[str, ...]
    """What the answer says about itself."""
    quotes: tuple[ShownQuote, ...]
    """What editors state in answer to a question."""
    unanswered: str
    """Where it is a question and they state nothing."""
    results: tuple[ShownResult, ...]
    filters: tuple[Filter, ...]
    kind: str
    system: str
    examples: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, int], ...]
    """Labels and numbers of the page before and the page after."""


def _asked(fields: Mapping[str, str], request: Request, limit: int) -> SearchQuestion:
    kind, system = fields.get("kind", ""), fields.get("system", "")
    return SearchQuestion(
        clean(fields.get("q", ""))[:MOST_CHARACTERS].rstrip(),
        kind if kind in KINDS else None,
        system if system in site(request).labels else None,
        whole_number(fields.get("limit", ""), least=1, most=200, otherwise=limit),
        _page(fields) * limit - limit,
        language(request),
    )


def _page(fields: Mapping[str, str]) -> int:
    return whole_number(fields.get("page", ""), least=1, most=MOST_PAGES, otherwise=1)


async def results(request: Request) -> Response:
    """The page of results."""
    fields = await form(request)
    asked = _asked(fields, request, SHOWN)
    cut = len(clean(fields.get("q", ""))) > MOST_CHARACTERS
    answer = search(release(request), asked) if asked.text else None
    t = phrases(request)
    heading = t["search_results"].format(query=asked.text) if asked.text else t["search_title"]
    found = answer.results if answer else ()
    # Some names are as long as a question.
    said = _quoted(request, asked.text) if answer and not answer.named else None
    page = SearchPage(
        query=asked.text,
        method=request.method.lower() if request.method == "POST" else "get",
        heading=heading,
        message="" if said and said.quotes and not found else _message(request, asked, answer),
        warning=t["search_too_long"].format(limit=MOST_CHARACTERS) if cut else "",
        notes=told(answer, language(request)) if answer else (),
        quotes=tuple(
            shown_quote(each.disease, each.claim, each.number, each.chapter, language(request))
            for each in (said.quotes if said else ())
        ),
        unanswered=t["quotes_none"] if said and not said.quotes else "",
        results=tuple(_shown(each, request) for each in found),
        filters=_filters(request, asked, answer),
        kind=asked.kind or "",
        system=asked.system or "",
        examples=examples(request),
        pages=_pages(request, _page(fields), answer.total if answer else 0),
    )
    frame = shell(request, heading[:120], "/search", query=asked.text, indexed=False)
    return responses.page(request, render("search.html", frame, page), cache=responses.KEEP_NOTHING)


def _quoted(request: Request, text: str) -> Quoted | None:
    """What answers a question; None where nobody asks one."""
    tag = language(request)
    if len(text) > LONGEST_QUESTION or not is_question(text, tag):
        return None
    return quoted(release(request), text, tag)


def examples(request: Request) -> tuple[tuple[str, str], ...]:
    """Queries to try, with their addresses."""
    address = path(language(request), "/search")
    return tuple((each, f"{address}?q={each.replace(' ', '+')}") for each in EXAMPLES)


def _message(request: Request, asked: SearchQuestion, answer: SearchAnswer | None) -> str:
    t, tag = phrases(request), language(request)
    if answer is None:
        return t["search_empty"]
    if not answer.results:
        return t["search_none"].format(query=asked.text[:80]) + " " + t["search_none_help"]
    count = max(answer.total, len(answer.results))
    text = counted("search_count", count, tag)
    if count > len(answer.results):
        text += ", " + t["search_shown"].format(shown=len(answer.results))
    return text


def _shown(result: SearchResult, request: Request) -> ShownResult:
    t, tag = phrases(request), language(request)
    name, spoken, line = _named(result, request)
    href = result_href(result, tag)
    return ShownResult(
        name,
        href,
        t[f"type_{result.type}"],
        " · ".join(result.codes[:4]),
        matched(result, tag),
        result.kind == Kind.CURATED,
        line,
        f"{href}patient/" if result.patient else "",
        spoken,
        "" if tag == "en" or not line.startswith(result.gloss) else result.gloss,
    )


def _named(result: SearchResult, request: Request) -> tuple[str, str, str]:
    """What a line calls its page, in which language, and what it says about it."""
    tag = language(request)
    entry = library(request).presentation(result.slug) if result.type == "presentation" else None
    if entry is None:
        own = release(request).derived(own_names).get((tag, result.slug))
        name, spoken = (own, tag) if own and result.type == "disease" else (result.name, "en")
        return name, spoken, gloss(result, site(request).labels, tag)
    shown = presentation_link(entry, tag)
    return shown.name, shown.language or tag, shown.summary


def _pages(request: Request, page: int, total: int) -> tuple[tuple[str, int], ...]:
    t = phrases(request)
    turned = [(t["pages_previous"], page - 1), (t["pages_next"], page + 1)]
    last = min(MOST_PAGES, -(-total // SHOWN))
    return tuple((label, number) for label, number in turned if 1 <= number <= last)


def _filters(
    request: Request, asked: SearchQuestion, answer: SearchAnswer | None
) -> tuple[Filter, ...]:
    if answer is None or not (answer.results or asked.kind or asked.system):
        return ()
    t, tag = phrases(request), language(request)
    kinds, systems = answer.facets.kinds, answer.facets.systems
    if len(kinds) < 2 and len(systems) < 2 and not (asked.kind or asked.system):
        return ()
    shown = [Filter("", "", t["search_filter_all"], not (asked.kind or asked.system))]
    for kind in (Kind.CURATED, Kind.ANNOTATED, Kind.CLASSIFIED):
        if kinds.get(kind) or asked.kind == kind:
            label = f"{t[f'kind_{kind}']} ({number(kinds.get(kind, 0), tag)})"
            shown.append(Filter("kind", kind, label, asked.kind == kind))
    most = sorted(systems, key=lambda term: -systems[term])[:MOST_SYSTEMS]
    if asked.system and asked.system not in most:
        most.append(asked.system)
    for term in most:
        title = system_title(term, site(request).labels, tag)
        label = f"{title} ({number(systems.get(term, 0), tag)})"
        shown.append(Filter("system", term, label, asked.system == term))
    return tuple(shown)


async def suggest(request: Request) -> Response:
    """Suggestions under the search box, as JSON."""
    asked = _asked(await form(request), request, 8)
    found = suggestions(release(request), asked.text, min(asked.limit, 20), asked.language)
    t = phrases(request)
    lines = [
        {
            "name": _named(each, request)[0],
            "href": result_href(each, language(request)),
            "type": each.type,
            "note": matched(each, asked.language)
            or ("" if each.type == "disease" else t[f"type_{each.type}"]),
        }
        for each in found
    ]
    document = {"query": asked.text, "results": lines}
    return responses.document(request, document, cache=responses.KEEP_NOTHING)


async def as_document(request: Request) -> Response:
    """Results for machines, as JSON."""
    asked = _asked(await form(request), request, 20)
    if not asked.text:
        return responses.problem(request, 400, "the query is empty", "ask for /api/search?q=ataxia")
    started = time.perf_counter()
    answer = search(release(request), asked)
    took = (time.perf_counter() - started) * 1000
    told = search_record(answer, asked.language, took)
    return responses.document(request, told, cache=responses.KEEP_NOTHING)
