"""What an entry rests on: its claims, its references with what rests on them, its words."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking import claims as asking
from nosograph.asking.claims import ClaimsAnswer
from nosograph.model.entries import Audience
from nosograph.render.changes import changes_page
from nosograph.render.environment import render
from nosograph.render.glossary import glossary_page, terms_of
from nosograph.render.trust import STYLE_NAMES, claims_page, references_page
from nosograph.render.view import entry_view
from nosograph.serving import responses
from nosograph.serving.requests import (
    RefusedError,
    language,
    library,
    page_number,
    phrases,
    shell,
    site,
)
from nosograph.web.addressed import disease


async def claims(request: Request) -> Response:
    """Every claim of an entry."""
    return shown_claims(request, _claims(request), "/d")


def shown_claims(request: Request, found: ClaimsAnswer, folder: str) -> Response:
    """The page of all claims of what stands below an address."""
    title = f"{phrases(request)['claims']}: {found.disease.name}"
    frame = shell(request, title, f"{folder}/{found.disease.slug}/claims/")
    page = claims_page(
        found.disease,
        found.entry,
        found.claims,
        found.report,
        language(request),
        page=page_number(request),
    )
    return responses.page(request, render("claims.html", frame, page))


async def claims_as_document(request: Request) -> Response:
    """Every claim of an entry, and its report, as JSON."""
    return told_claims(request, _claims(request))


def told_claims(request: Request, found: ClaimsAnswer) -> Response:
    """All claims, and their report, as JSON."""
    told = {
        "slug": found.disease.slug,
        "release": site(request).version,
        "report": found.report,
        "claims": [{**msgspec.to_builtins(each), "support": each.support} for each in found.claims],
    }
    return responses.document(request, msgspec.to_builtins(told))


async def references(request: Request) -> Response:
    """The references of an entry in a citation style, each with the claims that rest on it."""
    style = request.path_params.get("style", "vancouver")
    rest = "references/" + ("" if style == "vancouver" else f"{style}/")
    claimed = _claims(request)
    found, entry = claimed.disease, claimed.entry
    if style not in STYLE_NAMES:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    tag = language(request)
    cited = entry_view(found, Audience.PROFESSIONAL, tag, site(request)).references
    page = references_page(found, entry, cited, style, tag)
    title = phrases(request)["references_of"].format(name=found.name)
    frame = shell(request, title, f"/d/{found.slug}/{rest}")
    return responses.page(request, render("references.html", frame, page))


async def glossary(request: Request) -> Response:
    """The findings of a disease in everyday words."""
    found = disease(request)
    records = (library(request).finding(term, limit=0) for term in terms_of(found))
    page = glossary_page(found, (each for each in records if each), language(request))
    title = f"{phrases(request)['glossary']}: {found.name}"
    frame = shell(request, title, f"/d/{found.slug}/glossary/")
    return responses.page(request, render("glossary.html", frame, page))


async def changes(request: Request) -> Response:
    """What changed in an entry with each release."""
    found = disease(request)
    page = changes_page(found, library(request).changes(found.slug), language(request))
    title = phrases(request)["changes_of"].format(name=found.name)
    frame = shell(request, title, f"/d/{found.slug}/changes/")
    return responses.page(request, render("changes.html", frame, page))


async def changes_as_document(request: Request) -> Response:
    """What changed in an entry with each release, as JSON."""
    slug = disease(request).slug
    told = {"slug": slug, "releases": msgspec.to_builtins(library(request).changes(slug))}
    return responses.document(request, told)


def _claims(request: Request) -> ClaimsAnswer:
    """What the editors' entry rests on, or a refusal."""
    found = disease(request)
    answer = asking.claims(found)
    if answer is None:
        text = phrases(request)["claims_none"]
        raise RefusedError(404, "not_found_title", text, near=found.name)
    return answer
