"""Entries: the stored page where there is one, the same page rendered where there is none."""

from starlette.requests import Request
from starlette.responses import Response

from nosograph.model.codes import SYSTEMS, Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.render.environment import render
from nosograph.render.pages import entry_page
from nosograph.render.show import as_json
from nosograph.render.site import path
from nosograph.render.text import as_text
from nosograph.web import responses
from nosograph.web.requests import RefusedError, clean, language, library, phrases, shell, site
from nosograph.web.rows import Row, disease_rows


async def professional(request: Request) -> Response:
    """A disease, for professionals."""
    return _entry(request, Audience.PROFESSIONAL, "")


async def patient(request: Request) -> Response:
    """A disease, for patients and families."""
    return _entry(request, Audience.PATIENT, "patient/")


def _entry(request: Request, audience: Audience, rest: str) -> Response:
    slug, tag = request.path_params["slug"], language(request)
    found = library(request).page(slug, audience, tag)
    if found is not None:
        return responses.stored(request, found)
    disease = library(request).disease(slug)
    if disease is None:
        return moved(request, slug, rest)
    text = entry_page(disease, audience=audience, language=tag, site=site(request))
    return responses.page(request, text)


def moved(request: Request, slug: str, rest: str) -> Response:
    """Where a former address of an entry leads now; a refusal when there was none."""
    target = library(request).redirect(slug)
    if target is None:
        raise RefusedError(
            404, "not_found_title", phrases(request)["not_found"], near=slug.replace("-", " ")
        )
    return responses.redirect(path(language(request), f"/d/{target}/{rest}"), 308)


async def without_slash(request: Request) -> Response:
    """The address of an entry, written without its final slash."""
    slug = request.path_params["slug"]
    if library(request).listed(slug) is None:
        return moved(request, slug, "")
    return responses.redirect(path(language(request), f"/d/{slug}/"), 308)


async def patient_without_slash(request: Request) -> Response:
    """The address of a patient page, written without its final slash."""
    slug = request.path_params["slug"]
    if library(request).listed(slug) is None:
        return moved(request, slug, "patient/")
    return responses.redirect(path(language(request), f"/d/{slug}/patient/"), 308)


def _disease(request: Request) -> Disease | None:
    return library(request).disease(request.path_params["slug"])


async def as_document(request: Request) -> Response:
    """An entry as JSON."""
    disease = _disease(request)
    if disease is None:
        return moved(request, request.path_params["slug"], "entry.json")
    shown = as_json(disease, Audience.PROFESSIONAL, library(request).sources())
    return responses.document(request, shown)


async def as_plain_text(request: Request) -> Response:
    """An entry as plain text."""
    disease = _disease(request)
    if disease is None:
        return moved(request, request.path_params["slug"], "entry.txt")
    text = as_text(disease, Audience.PROFESSIONAL, language(request))
    return responses.body(request, text.encode(), "text/plain; charset=utf-8")


async def code(request: Request) -> Response:
    """From a code to its entry."""
    written = clean(f"{request.path_params['system']}:{request.path_params['code']}")[:80]
    try:
        found = Code.parse(written)
    except ValueError:
        raise RefusedError(404, "code_unknown_title", phrases(request)["code_bad"]) from None
    tag = language(request)
    if found.system == SYSTEMS["HP"].id:
        return responses.redirect(path(tag, f"/t/{found}"), 303)
    slugs = library(request).slugs_for(found)
    if not slugs:
        text = phrases(request)["code_unknown"].format(code=found)
        raise RefusedError(404, "code_unknown_title", text, near=str(found))
    if len(slugs) == 1:
        return responses.redirect(path(tag, f"/d/{slugs[0]}/"), 303)
    listed = [each for slug in slugs if (each := library(request).listed(slug)) is not None]
    return _several(request, found, disease_rows(listed, tag))


def _several(request: Request, found: Code, rows: tuple[Row, ...]) -> Response:
    frame = shell(request, phrases(request)["code_several_title"], "", indexed=False)
    lead = phrases(request)["code_several"].format(code=found)
    text = render("several.html", frame, {"lead": lead, "diseases": rows})
    return responses.page(request, text, status=300)
