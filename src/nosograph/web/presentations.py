"""Presentations: what to do, what may be behind it, and a form that carries into the tools.

Rule. The answers travel in the body of a POST to the tool that is asked, and are kept nowhere.
"""

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.claims import ClaimsAnswer
from nosograph.asking.claims import claims as claims_made
from nosograph.asking.presentations import PresentationAnswer
from nosograph.asking.presentations import presentation as asked
from nosograph.render.environment import render
from nosograph.render.presentation import as_disease, family_page, name_in, presentation_page
from nosograph.render.presentation_files import as_json, as_text
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import language, phrases, release, shell, site
from nosograph.web.addressed import not_found
from nosograph.web.trust import shown_claims, told_claims


def presented(request: Request) -> PresentationAnswer:
    """The presentation at the address.

    Raises:
        RefusedError: there is none.
    """
    slug = request.path_params["slug"]
    found = asked(release(request), slug)
    if found is None:
        raise not_found(request, slug)
    return found


async def professional(request: Request) -> Response:
    """A presentation, for professionals."""
    found, tag = presented(request), language(request)
    page = presentation_page(found.entry, found.told, found.criteria, tag, site(request))
    frame = shell(request, page.head.name, f"/p/{found.entry.slug}/")
    return responses.page(request, render("presentation.html", frame, page))


async def patient(request: Request) -> Response:
    """A presentation, for families."""
    entry, tag = presented(request).entry, language(request)
    title = phrases(request)["patient_title"].format(name=name_in(entry, tag)[0])
    frame = shell(request, title, f"/p/{entry.slug}/patient/")
    page = family_page(entry, tag, site(request))
    return responses.page(request, render("presentation_patient.html", frame, page))


async def without_slash(request: Request) -> Response:
    """The address of a presentation, written without its final slash."""
    rest = "patient/" if request.url.path.endswith("/patient") else ""
    address = f"/p/{presented(request).entry.slug}/{rest}"
    return responses.redirect(path(language(request), address), 308)


async def as_document(request: Request) -> Response:
    """A presentation as JSON, in every language that it is written in."""
    found = presented(request)
    return responses.document(request, as_json(found.entry, found.told))


async def as_plain_text(request: Request) -> Response:
    """A presentation as plain text."""
    found, tag = presented(request), language(request)
    page = presentation_page(found.entry, found.told, found.criteria, tag, site(request))
    text = as_text(page, found.entry, tag)
    return responses.body(request, text.encode(), "text/plain; charset=utf-8")


async def claims(request: Request) -> Response:
    """Every claim of a presentation."""
    return shown_claims(request, _claims(request), "/p")


async def claims_as_document(request: Request) -> Response:
    """Every claim of a presentation, and its report, as JSON."""
    return told_claims(request, _claims(request))


def _claims(request: Request) -> ClaimsAnswer:
    entry = presented(request).entry
    found = claims_made(as_disease(entry))
    if found is None:
        raise not_found(request, entry.slug)
    return found
