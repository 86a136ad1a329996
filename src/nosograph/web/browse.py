"""Lists of diseases: by first letter, by organ system."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.diseases import own_names
from nosograph.asking.lists import Begins, Narrowing, narrowed
from nosograph.library.records import Listed, ListedInSystem
from nosograph.model.sources import Source
from nosograph.render.environment import render
from nosograph.render.languages import counted, number, system_title
from nosograph.render.paging import Pages, pages
from nosograph.render.presentation import PresentationLink, presentation_link
from nosograph.render.site import other, path
from nosograph.serving import responses
from nosograph.serving.requests import (
    RefusedError,
    language,
    library,
    page_number,
    phrases,
    release,
    shell,
    site,
)
from nosograph.web.rows import PER_PAGE, Row, disease_rows
from nosograph.web.search import examples

DIGITS = "0-9"
"""How an address spells the letter `#`."""


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A letter of A–Z."""

    label: str
    href: str
    count: str
    current: bool


@dataclass(frozen=True, slots=True)
class SystemLink:
    """An organ system, or a part of one."""

    title: str
    href: str
    count: str
    language: str = ""
    """Of the title; empty when it is the page's own."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page."""

    presentations: tuple[PresentationLink, ...]
    curated: tuple[Row, ...]
    numbers: tuple[tuple[str, str], ...]
    letters: tuple[LetterLink, ...]
    systems: tuple[SystemLink, ...]
    examples: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of diseases."""

    heading: str
    lead: str
    letters: tuple[LetterLink, ...]
    systems: tuple[SystemLink, ...]
    diseases: tuple[Row, ...]
    pages: Pages | None
    sources: tuple[Source, ...]
    action: str = ""
    """Where a narrowing is asked for; empty where nothing is listed that could be narrowed."""
    narrowing: Narrowing = field(default_factory=Narrowing)
    bands: tuple[tuple[str, str], ...] = ()
    """When diseases begin: value and title."""


async def home(request: Request) -> Response:
    """The first page; a record's question that was put to it is led to where it is answered."""
    if any(key.casefold().startswith("mainsearchcriteria") for key in request.query_params):
        place = path(language(request), "/infobutton")
        return responses.redirect(f"{place}?{request.url.query}", 307)
    held = release(request)
    t, tag = phrases(request), language(request)
    counts = held.library.manifest.counts
    page = HomePage(
        tuple(presentation_link(each, tag) for each in held.library.presentations),
        disease_rows(held.curated, tag, held.derived(own_names)),
        tuple(
            (number(counts[key], tag), t[f"home_{key}"])
            for key in ("diseases", "findings", "genes")
            if key in counts
        ),
        _letters(request, ""),
        _systems(request),
        examples(request),
        held.site.sources,
    )
    frame = shell(request, t["home_title"], "/")
    return responses.page(request, render("home.html", frame, page))


async def letters(request: Request) -> Response:
    """All letters; narrowed, all diseases that are left."""
    heading, by = phrases(request)["letters_title"], _asked_narrowing(request)
    shelf = library(request)
    # Without a narrowing the letters alone are shown, so no disease is read.
    found = [row for each in shelf.letters() if by for row in shelf.browse_letter(each.letter)]
    return _list(request, heading, "/browse/", found, letters=_letters(request, ""))


async def letter(request: Request) -> Response:
    """The diseases under one letter."""
    asked = request.path_params["letter"].upper()
    key = "#" if asked == DIGITS else asked
    found = library(request).browse_letter(key)
    if not found:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    heading = phrases(request)["letter_title"].format(letter=_label(key, request))
    rest = f"/browse/{DIGITS if key == '#' else key}"
    return _list(request, heading, rest, found, letters=_letters(request, key))


async def systems(request: Request) -> Response:
    """All organ systems."""
    t = phrases(request)
    heading = t["systems_title"]
    page = ListPage(
        heading, t["systems_lead"], (), _systems(request), (), None, site(request).sources
    )
    return responses.page(request, render("list.html", shell(request, heading, "/systems/"), page))


async def system(request: Request) -> Response:
    """The diseases with findings in one organ system."""
    term = request.path_params["term"].upper()
    if library(request).system(term) is None:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    heading = system_title(term, site(request).labels, language(request))
    return _list(
        request, heading, f"/systems/{term}", library(request).browse_system(term),
        parts=_parts(request, term),
    )  # fmt: skip


def _list(
    request: Request,
    heading: str,
    rest: str,
    rows: Sequence[Listed | ListedInSystem],
    *,
    letters: tuple[LetterLink, ...] = (),
    parts: tuple[SystemLink, ...] = (),
) -> Response:
    """A page of the rows that the narrowing leaves."""
    by, tag, held = _asked_narrowing(request), language(request), release(request)
    left = narrowed(held, rows, by)
    place = pages(path(tag, rest), page_number(request), len(left), PER_PAGE, _spelled(by))
    first = (place.number - 1) * PER_PAGE
    page = ListPage(
        heading,
        _count(request, len(left)) if rows else "",
        letters,
        parts,
        disease_rows(left[first : first + PER_PAGE], tag, held.derived(own_names)),
        place if left else None,
        site(request).sources,
        path(tag, rest),
        by,
        tuple((each, phrases(request)[f"begins_{each}"]) for each in Begins),
    )
    frame = shell(request, heading, rest, indexed=place.number == 1 and not by)
    return responses.page(request, render("list.html", frame, page))


def _asked_narrowing(request: Request) -> Narrowing:
    """What the address asks for; a band that is none narrows nothing."""
    asked = request.query_params
    begins = next((each for each in Begins if each == asked.get("begins")), None)
    return Narrowing(begins, complete="complete" in asked, urgent="urgent" in asked)


def _spelled(by: Narrowing) -> str:
    fields = (("begins", by.begins), ("complete", by.complete), ("urgent", by.urgent))
    return urlencode(
        [(key, value if value is by.begins else "1") for key, value in fields if value]
    )


def _parts(request: Request, term: str) -> tuple[SystemLink, ...]:
    """What lies right below an organ system, the most frequent first."""
    tag, shelf = language(request), library(request)
    found = shelf.finding(term, limit=0)
    records = (shelf.finding(each.term, limit=0) for each in (found.children if found else ()))
    below = sorted((each for each in records if each and each.total), key=lambda each: -each.total)
    return tuple(
        SystemLink(
            own or each.label,
            path(tag, f"/t/{each.term}"),
            number(each.total, tag),
            "" if own else other("en", tag),
        )
        for each in below
        for own in (next(iter(each.names.get(tag, ())), ""),)
    )


def _count(request: Request, count: int) -> str:
    return counted("disease_count", count, language(request))


def _label(key: str, request: Request) -> str:
    return phrases(request)["letter_digits"] if key == "#" else key


def _letters(request: Request, current: str) -> tuple[LetterLink, ...]:
    tag = language(request)
    return tuple(
        LetterLink(
            _label(each.letter, request),
            path(tag, f"/browse/{DIGITS if each.letter == '#' else each.letter}"),
            _count(request, each.diseases),
            each.letter == current,
        )
        for each in library(request).letters()
    )


def _systems(request: Request) -> tuple[SystemLink, ...]:
    tag, labels = language(request), site(request).labels
    links = (
        SystemLink(
            system_title(each.term, labels, tag) if each.term in labels else each.label,
            path(tag, f"/systems/{each.term}"),
            number(each.diseases, tag),
        )
        for each in library(request).systems()
    )
    return tuple(sorted(links, key=lambda each: each.title))
