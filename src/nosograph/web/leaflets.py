"""Leaflets as files, and the addresses that paper names: those of one release.

Rule. An address with a version never shows the text of another release as if it were that one.
"""

import asyncio
import re
from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.model.failures import EditionError
from nosograph.render.leaflet import leaflet
from nosograph.render.site import SiteInfo, path
from nosograph.serving import responses
from nosograph.serving.requests import RefusedError, clean, language, phrases, site
from nosograph.web.addressed import disease

PDF = "application/pdf"
MOST_KEPT = 64
"""Leaflets kept in memory; each takes some tens of kilobytes, and a third of a second to make."""

_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")


async def professional(request: Request) -> Response:
    """The leaflet for professionals."""
    return await _leaflet(request, Audience.PROFESSIONAL)


async def patient(request: Request) -> Response:
    """The leaflet for patients and families."""
    return await _leaflet(request, Audience.PATIENT)


async def _leaflet(request: Request, audience: Audience) -> Response:
    found = disease(request)
    about = replace(site(request), base_url=_own_address(request))
    try:
        pdf = await asyncio.to_thread(_KEPT.pdf, found, audience, language(request), about)
    except EditionError:
        text = phrases(request)["leaflet_none"]
        raise RefusedError(404, "not_found_title", text, near=found.name) from None
    return responses.body(request, pdf, PDF)


class _Kept:
    """The leaflets asked for last; one is made at a time, so that making them cannot tie up
    the server."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._one_at_a_time = Lock()

    def pdf(self, disease: Disease, audience: Audience, tag: str, about: SiteInfo) -> bytes:
        key = (about.version, about.base_url, disease.slug, audience, tag)
        with self._one_at_a_time:
            if key not in self._kept:
                self._kept[key] = leaflet(disease, audience, tag, about).pdf
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


_KEPT = _Kept()


def _own_address(request: Request) -> str:
    """The site's address as it is set, or as the visitor has called it."""
    host = request.headers.get("host", "")
    called = f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""
    return site(request).base_url or called


async def versioned(request: Request) -> Response:
    """A page of one release: the present one's, or word that the release has gone."""
    version, rest = request.path_params["version"], request.path_params["rest"]
    if version == site(request).version:
        return responses.redirect(path(language(request), f"/d/{rest}"), 307)
    text = phrases(request)["version_gone"].format(version=clean(version)[:40])
    near = rest.split("/")[0].replace("-", " ")
    raise RefusedError(404, "version_gone_title", text, near=near)
