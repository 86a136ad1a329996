"""What an entry rests on: its claims, its references with what rests on them, its words."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Entry, Kind
from nosograph.prose.claims import claims_of
from nosograph.render.changes import changes_page
from nosograph.render.claim_report import claim_report
from nosograph.render.environment import render
from nosograph.render.glossary import glossary_page, terms_of
from nosograph.render.trust import STYLE_NAMES, claims_page, references_page
from nosograph.render.view import entry_view
from nosograph.web import responses
from nosograph.web.entries import moved
from nosograph.web.requests import RefusedError, language, library, phrases, shell, site


async def claims(request: Request) -> Response:
    """Every claim of an entry."""
    found = _curated(request, "claims/")
    if isinstance(found, Response):
        return found
    disease, entry = found
    title = f"{phrases(request)['claims']}: {disease.name}"
    frame = shell(request, title, f"/d/{disease.slug}/claims/")
    page = claims_page(disease, entry, language(request))
    return responses.page(request, render("claims.html", frame, page))


async def claims_as_document(request: Request) -> Response:
    """Every claim of an entry, and its report, as JSON."""
    found = _curated(request, "claims.json")
    if isinstance(found, Response):
        return found
    disease, entry = found
    told = {
        "slug": disease.slug,
        "release": site(request).version,
        "report": claim_report(entry),
        "claims": [
            {**msgspec.to_builtins(each), "support": each.support} for each in claims_of(entry)
        ],
    }
    return responses.document(request, msgspec.to_builtins(told))


async def references(request: Request) -> Response:
    """The references of an entry in a citation style, each with the claims that rest on it."""
    style = request.path_params.get("style", "vancouver")
    rest = "references/" + ("" if style == "vancouver" else f"{style}/")
    found = _curated(request, rest)
    if isinstance(found, Response):
        return found
    if style not in STYLE_NAMES:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    disease, entry = found
    tag = language(request)
    cited = entry_view(disease, Audience.PROFESSIONAL, tag, site(request)).references
    page = references_page(disease, entry, cited, style, tag)
    title = phrases(request)["references_of"].format(name=disease.name)
    frame = shell(request, title, f"/d/{disease.slug}/{rest}")
    return responses.page(request, render("references.html", frame, page))


async def glossary(request: Request) -> Response:
    """The findings of a disease in everyday words."""
    disease = library(request).disease(request.path_params["slug"])
    if disease is None:
        return moved(request, request.path_params["slug"], "glossary/")
    found = (library(request).finding(term, limit=0) for term in terms_of(disease))
    page = glossary_page(disease, (each for each in found if each), language(request))
    title = f"{phrases(request)['glossary']}: {disease.name}"
    frame = shell(request, title, f"/d/{disease.slug}/glossary/")
    return responses.page(request, render("glossary.html", frame, page))


async def changes(request: Request) -> Response:
    """What changed in an entry with each release."""
    disease = library(request).disease(request.path_params["slug"])
    if disease is None:
        return moved(request, request.path_params["slug"], "changes/")
    page = changes_page(disease, library(request).changes(disease.slug), language(request))
    title = phrases(request)["changes_of"].format(name=disease.name)
    frame = shell(request, title, f"/d/{disease.slug}/changes/")
    return responses.page(request, render("changes.html", frame, page))


async def changes_as_document(request: Request) -> Response:
    """What changed in an entry with each release, as JSON."""
    slug = request.path_params["slug"]
    if library(request).listed(slug) is None:
        return moved(request, slug, "changes.json")
    told = {"slug": slug, "releases": msgspec.to_builtins(library(request).changes(slug))}
    return responses.document(request, told)


def _curated(request: Request, rest: str) -> tuple[Disease, Entry] | Response:
    """The entry that editors have written; where it has gone; or a refusal."""
    slug = request.path_params["slug"]
    disease = library(request).disease(slug)
    if disease is None:
        return moved(request, slug, rest)
    if disease.entry is None or disease.kind is not Kind.CURATED:
        text = phrases(request)["claims_none"]
        raise RefusedError(404, "not_found_title", text, near=disease.name)
    return disease, disease.entry
