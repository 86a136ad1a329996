"""Leaflets as files, and the addresses that paper names: those of one release.

Rule. An address with a version never shows the text of another release as if it were that one.
"""

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.model.failures import EditionError
from nosograph.render.presentation import as_disease
from nosograph.render.site import SiteInfo, path
from nosograph.serving import responses
from nosograph.serving.requests import (
    RefusedError,
    clean,
    language,
    phrases,
    printed_address,
    release,
    site,
)
from nosograph.web.addressed import disease
from nosograph.web.presentations import presented

PDF = "application/pdf"


async def professional(request: Request) -> Response:
    """The leaflet for professionals."""
    return await _leaflet(request, Audience.PROFESSIONAL)


async def patient(request: Request) -> Response:
    """The leaflet for patients and families."""
    return await _leaflet(request, Audience.PATIENT)


async def presentation(request: Request) -> Response:
    """The leaflet of a presentation, for families."""
    entry = presented(request).entry
    return _printed(request, as_disease(entry), Audience.PATIENT)


async def _leaflet(request: Request, audience: Audience) -> Response:
    return _printed(request, disease(request), audience)


async def handout(request: Request) -> Response:
    """What families take home on one page."""
    found, kept = disease(request), release(request).leaflets
    return _answered(request, found, lambda about: kept.handout(found, language(request), about))


def _printed(request: Request, found: Disease, audience: Audience) -> Response:
    tag, kept = language(request), release(request).leaflets
    return _answered(request, found, lambda about: kept.pdf(found, audience, tag, about))


def _answered(request: Request, found: Disease, make: Callable[[SiteInfo], bytes]) -> Response:
    about = replace(site(request), base_url=printed_address(request))
    try:
        pdf = make(about)
    except EditionError:
        text = phrases(request)["leaflet_none"]
        raise RefusedError(404, "not_found_title", text, near=found.name) from None
    return responses.body(request, pdf, PDF)


async def versioned(request: Request) -> Response:
    """A page of one release: the present one's, or word that the release has gone."""
    version, rest = request.path_params["version"], request.path_params["rest"]
    if version == site(request).version:
        return responses.redirect(path(language(request), f"/d/{rest}"), 307)
    text = phrases(request)["version_gone"].format(version=clean(version)[:40])
    near = rest.split("/")[0].replace("-", " ")
    raise RefusedError(404, "version_gone_title", text, near=near)
