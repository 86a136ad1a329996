"""What is classified and not described: its name, its place, and where a text is found.

Rule. The page says plainly that nothing is described here; it links, and loads nothing from
anywhere else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from nosograph.model.classification import ClassLink, Place, Portal, slug_of
from nosograph.model.sources import Source
from nosograph.render.environment import render
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import language, library, phrases, shell, site
from nosograph.web.addressed import not_found

ADDRESS = "/d/icd-10-cm-"
"""Where the pages of places begin."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A link with a word about it."""

    label: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClassifiedPage:
    """A place in the classification."""

    title: str
    code: str
    above: tuple[Linked, ...]
    below: tuple[Linked, ...]
    words: tuple[str, ...]
    """What people call it, in the page's language."""
    terms: tuple[str, ...]
    excludes: tuple[str, ...]
    apart: tuple[str, ...]
    diseases: tuple[Linked, ...]
    findings: tuple[Linked, ...]
    portals: tuple[Linked, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ChaptersPage:
    """The chapters of the classification."""

    heading: str
    lead: str
    links: tuple[Linked, ...]
    sources: tuple[Source, ...]


async def page(request: Request) -> Response:
    """A place in the classification."""
    slug = "icd-10-cm-" + request.path_params["place"].lower()
    found = library(request).place(slug)
    if found is None:
        raise not_found(request, slug)
    rest = f"/d/{slug}/"
    if request.path_params["place"] != request.path_params["place"].lower():
        return responses.redirect(path(language(request), rest), 308)
    frame = shell(request, found.place.title, rest)
    return responses.page(request, render("classified.html", frame, _page(request, found)))


async def without_slash(request: Request) -> Response:
    """The address of a place, written without its final slash."""
    rest = f"{ADDRESS}{request.path_params['place'].lower()}/"
    return responses.redirect(path(language(request), rest), 308)


async def chapters(request: Request) -> Response:
    """The chapters of the classification."""
    t, tag = phrases(request), language(request)
    links = tuple(
        Linked(title, path(tag, f"/d/{slug}/")) for slug, title in library(request).chapters()
    )
    shown = ChaptersPage(t["chapters_title"], t["chapters_lead"], links, _sources(request))
    frame = shell(request, shown.heading, "/classification/")
    return responses.page(request, render("chapters.html", frame, shown))


def _page(request: Request, found: Place) -> ClassifiedPage:
    tag, place = language(request), found.place
    return ClassifiedPage(
        place.title,
        place.code,
        _places(found.above, tag),
        tuple(_below(request, *each) for each in found.below),
        tuple(text for spoken, text in found.words if spoken == tag),
        tuple(dict.fromkeys((*place.includes, *place.names))),
        place.excludes,
        place.apart,
        tuple(_linked(each, request) for each in _diseases(request, found)),
        tuple(_linked(each, request) for each in found.links if each.type == "finding"),
        tuple(_portal(each, found, tag) for each in library(request).portals(tag))
        if place.level in ("category", "subcategory")
        else (),
        _sources(request),
    )


def _diseases(request: Request, found: Place) -> Iterator[ClassLink]:
    """The diseases of the place, then those of the places that it belongs to."""
    known = {each.slug for each in found.links}
    yield from (each for each in found.links if each.type == "disease")
    for code, _ in reversed(found.above):
        above = library(request).place(slug_of(code))
        for each in above.links if above else ():
            if each.type == "disease" and each.slug not in known:
                known.add(each.slug)
                yield replace(each, relation="above")


def _below(request: Request, code: str, title: str) -> Linked:
    """A code without a page of its own is only named."""
    there = library(request).place(slug_of(code)) is not None
    return Linked(title, path(language(request), f"/d/{slug_of(code)}/") if there else "", code)


def _places(places: Iterable[tuple[str, str]], tag: str) -> tuple[Linked, ...]:
    return tuple(Linked(title, path(tag, f"/d/{slug_of(code)}/"), code) for code, title in places)


def _linked(link: ClassLink, request: Request) -> Linked:
    t, tag = phrases(request), language(request)
    rest = f"/d/{link.slug}/" if link.type == "disease" else f"/t/{link.slug}"
    return Linked(link.name, path(tag, rest), t[f"place_{link.relation}"])


def _portal(portal: Portal, found: Place, tag: str) -> Linked:
    place = found.place
    spoken = [text for language, text in found.words if language == portal.language]
    name = spoken[0] if spoken else place.title
    url = portal.url.format(
        code=place.code, slug=place.code.replace(".", "-").lower(), name=quote(name)
    )
    return Linked(portal.name, url, portal.note)


def _sources(request: Request) -> tuple[Source, ...]:
    return tuple(each for each in site(request).sources if each.id in ("icd10cm", "dictionary"))
