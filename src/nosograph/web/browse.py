"""Lists of diseases: by first letter, by organ system."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.diseases import own_names
from nosograph.model.sources import Source
from nosograph.render.environment import Shell, render
from nosograph.render.languages import counted, number, system_title
from nosograph.render.paging import Pages, pages
from nosograph.render.presentation import PresentationLink, presentation_link
from nosograph.render.site import path
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
    """An organ system."""

    title: str
    href: str
    count: str


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
    """All letters."""
    heading = phrases(request)["letters_title"]
    page = ListPage(heading, "", _letters(request, ""), (), (), None, site(request).sources)
    return responses.page(request, render("list.html", shell(request, heading, "/browse/"), page))


async def letter(request: Request) -> Response:
    """The diseases under one letter."""
    asked = request.path_params["letter"].upper()
    key = "#" if asked == DIGITS else asked
    counts = {each.letter: each.diseases for each in library(request).letters()}
    if key not in counts:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    t, tag = phrases(request), language(request)
    spelled = DIGITS if key == "#" else key
    rest = f"/browse/{spelled}"
    place = _place(request, path(tag, rest), counts[key])
    found = library(request).browse_letter(key, limit=PER_PAGE, offset=_offset(place))
    heading = t["letter_title"].format(letter=_label(key, request))
    lead = _count(request, counts[key])
    page = ListPage(
        heading,
        lead,
        _letters(request, key),
        (),
        disease_rows(found, tag, release(request).derived(own_names)),
        place,
        site(request).sources,
    )
    return responses.page(
        request, render("list.html", _list_frame(request, heading, rest, place), page)
    )


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
    found = library(request).system(term)
    if found is None:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    tag = language(request)
    rest = f"/systems/{term}"
    place = _place(request, path(tag, rest), found.diseases)
    diseases = library(request).browse_system(term, limit=PER_PAGE, offset=_offset(place))
    heading = system_title(term, site(request).labels, tag)
    page = ListPage(
        heading,
        _count(request, found.diseases),
        (),
        (),
        disease_rows(diseases, tag, release(request).derived(own_names)),
        place,
        site(request).sources,
    )
    return responses.page(
        request, render("list.html", _list_frame(request, heading, rest, place), page)
    )


def _list_frame(request: Request, heading: str, rest: str, place: Pages) -> Shell:
    return shell(request, heading, rest, indexed=place.number == 1)


def _place(request: Request, address: str, total: int) -> Pages:
    return pages(address, page_number(request), total, PER_PAGE)


def _offset(place: Pages) -> int:
    return (place.number - 1) * PER_PAGE


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
