"""Entries: the stored page where there is one, the same page rendered where there is none."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.diseases import disease_at
from nosograph.formats.fhir.coding import DISEASES
from nosograph.formats.fhir.shapes import FHIR_JSON, resource_id
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Kind
from nosograph.render.findings import NO_NAMES
from nosograph.render.glossary import findings_called, terms_of
from nosograph.render.pages import entry_page, linked_data
from nosograph.render.show import as_json
from nosograph.render.site import LANGUAGES, path
from nosograph.render.text import as_markdown, as_text
from nosograph.serving import responses
from nosograph.serving.negotiation import preferred
from nosograph.serving.pool import Lane, question
from nosograph.serving.requests import (
    language,
    library,
    own_address,
    release,
    site,
)
from nosograph.web.addressed import disease, not_found

HTML, MARKDOWN, LINKED, JSON, FHIR = (
    "text/html",
    "text/markdown",
    "application/ld+json",
    "application/json",
    FHIR_JSON,
)
"""The forms of an entry's page, at one address for whoever asks for one of them."""


async def professional(request: Request) -> Response:
    """A disease, for professionals."""
    return await _entry(request, Audience.PROFESSIONAL)


async def patient(request: Request) -> Response:
    """A disease, for patients and families."""
    return await _entry(request, Audience.PATIENT)


async def _entry(request: Request, audience: Audience) -> Response:
    form = preferred(request, (HTML, MARKDOWN, LINKED, JSON, FHIR))
    slug, tag = request.path_params["slug"], language(request)
    stored = library(request).page(slug, audience, tag) if form == HTML else None
    if stored is not None:
        response = responses.stored(request, stored)
    else:

        async def rendered(request: Request) -> Response:
            return _rendered(request, audience, form)

        response = await question(rendered, Lane.QUICK)(request)
    response.headers["vary"] = f"accept, {responses.VARY}"
    return response


def _rendered(request: Request, audience: Audience, form: str) -> Response:
    shown, tag = disease(request), language(request)
    if form == HTML:
        names = NO_NAMES
        if audience is Audience.PATIENT or tag != LANGUAGES[0]:
            known = (library(request).finding(term, limit=0) for term in terms_of(shown))
            names = findings_called((each for each in known if each), audience, tag)
        text = entry_page(shown, audience=audience, language=tag, site=site(request), names=names)
        return responses.page(request, text)
    if form == MARKDOWN:
        return _markdown(request, audience)
    if form == FHIR:
        return responses.redirect(f"/fhir/R4/{_in_fhir(shown)}", 303)
    if form == LINKED:
        about = replace(site(request), base_url=own_address(request))
        told = linked_data(shown, audience, tag, about)
        response = responses.document(request, told)
        response.headers["content-type"] = LINKED
        return response
    return responses.document(request, as_json(shown, audience, library(request).sources(), tag))


def _in_fhir(shown: Disease) -> str:
    """Where everything of an entry is, or else what is known of the disease."""
    if shown.kind is Kind.CURATED:
        return f"Library/{resource_id('entry', shown.slug)}"
    return f"CodeSystem/$lookup?system={DISEASES}&code={shown.slug}"


def _markdown(request: Request, audience: Audience) -> Response:
    text = as_markdown(disease(request), audience, language(request))
    return responses.body(request, text.encode(), f"{MARKDOWN}; charset=utf-8")


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


async def as_markdown_file(request: Request) -> Response:
    """An entry as Markdown."""
    return _markdown(request, Audience.PROFESSIONAL)


async def patient_as_markdown_file(request: Request) -> Response:
    """A patient page as Markdown."""
    return _markdown(request, Audience.PATIENT)
