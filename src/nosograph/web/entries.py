"""Entries: the stored page where there is one, the same page rendered where there is none."""

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.diseases import disease_at
from nosograph.model.entries import Audience
from nosograph.render.pages import entry_page
from nosograph.render.show import as_json
from nosograph.render.site import path
from nosograph.render.text import as_text
from nosograph.serving import responses
from nosograph.serving.pool import Lane, question
from nosograph.serving.requests import (
    language,
    library,
    release,
    site,
)
from nosograph.web.addressed import disease, not_found


async def professional(request: Request) -> Response:
    """A disease, for professionals."""
    return await _entry(request, Audience.PROFESSIONAL)


async def patient(request: Request) -> Response:
    """A disease, for patients and families."""
    return await _entry(request, Audience.PATIENT)


async def _entry(request: Request, audience: Audience) -> Response:
    stored = library(request).page(request.path_params["slug"], audience, language(request))
    if stored is not None:
        return responses.stored(request, stored)

    async def rendered(request: Request) -> Response:
        shown, tag = disease(request), language(request)
        text = entry_page(shown, audience=audience, language=tag, site=site(request))
        return responses.page(request, text)

    return await question(rendered, Lane.QUICK)(request)


async def without_slash(request: Request) -> Response:
    """The address of an entry, written without its final slash."""
    return _with_slash(request, "")


async def patient_without_slash(request: Request) -> Response:
    """The address of a patient page, written without its final slash."""
    return _with_slash(request, "patient/")


def _with_slash(request: Request, rest: str) -> Response:
    slug = request.path_params["slug"]
    found = disease_at(release(request), slug)
    if found is None:
        raise not_found(request, slug)
    return responses.redirect(path(language(request), f"/d/{found.slug}/{rest}"), 308)


async def as_document(request: Request) -> Response:
    """An entry as JSON."""
    shown = as_json(disease(request), Audience.PROFESSIONAL, library(request).sources())
    return responses.document(request, shown)


async def as_plain_text(request: Request) -> Response:
    """An entry as plain text."""
    text = as_text(disease(request), Audience.PROFESSIONAL, language(request))
    return responses.body(request, text.encode(), "text/plain; charset=utf-8")
