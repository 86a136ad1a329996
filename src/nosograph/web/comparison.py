"""Two diseases side by side: the page, the same as text and JSON, and the way to it."""

from starlette.requests import Request
from starlette.responses import Response

from nosograph.library.search import SearchResult
from nosograph.model.diseases import Disease
from nosograph.reasoning.comparison import Comparison, compared
from nosograph.render.comparison import address, comparison_page
from nosograph.render.comparison_files import as_json, as_text
from nosograph.render.environment import render
from nosograph.render.site import path
from nosograph.web import responses
from nosograph.web.requests import (
    RefusedError,
    clean,
    language,
    library,
    phrases,
    shell,
    site,
)


def _disease(request: Request, name: str) -> tuple[Disease, bool]:
    """The disease at a slug, and whether that is still its address."""
    slug = request.path_params[name]
    disease = library(request).disease(slug)
    if disease is not None:
        return disease, True
    now = library(request).redirect(slug)
    moved = library(request).disease(now) if now else None
    if moved is None:
        near = slug.replace("-", " ")
        raise RefusedError(404, "not_found_title", phrases(request)["cmp_not_found"], near=near)
    return moved, False


def _asked(request: Request) -> tuple[Comparison, bool]:
    here, own = _disease(request, "slug")
    there, others = _disease(request, "other")
    if here.slug == there.slug:
        raise RefusedError(404, "not_found_title", phrases(request)["cmp_itself"], near=here.name)
    found = compared(here, there, library(request).ontology.ancestors)
    return found, own and others


async def page(request: Request) -> Response:
    """Both diseases on one page."""
    found, current = _asked(request)
    own, tag = address(found.here.slug, found.there.slug), language(request)
    if not current:
        return responses.redirect(path(tag, own), 308)
    content = comparison_page(found, tag, site(request))
    return responses.page(
        request, render("comparison.html", shell(request, content.title, own), content)
    )


async def asked(request: Request) -> Response:
    """From a name or an address, as a form sends it, to the page."""
    here, _ = _disease(request, "slug")
    wanted = clean(request.query_params.get("with", ""))
    slug = wanted if library(request).listed(wanted) else _named(request, wanted)
    if slug is None:
        raise RefusedError(404, "not_found_title", phrases(request)["cmp_not_found"], near=wanted)
    return responses.redirect(path(language(request), address(here.slug, slug)), 303)


def _named(request: Request, name: str) -> str | None:
    """The disease that has that very name."""
    hits = library(request).search.suggest(name, 8) if name else ()
    own = (hit for hit in hits if hit.type == "disease")
    return next((hit.slug for hit in own if name.casefold() in _names(hit)), None)


def _names(hit: SearchResult) -> tuple[str, str]:
    return hit.name.casefold(), hit.matched.casefold()


async def as_plain_text(request: Request) -> Response:
    """Both diseases as text."""
    found, _ = _asked(request)
    return responses.body(request, as_text(found).encode(), "text/plain; charset=utf-8")


async def as_document(request: Request) -> Response:
    """Both diseases as JSON."""
    found, _ = _asked(request)
    return responses.document(request, as_json(found))
