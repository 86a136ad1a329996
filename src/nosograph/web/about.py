"""About the site: its data and their licences, its keys, its state, its files."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from nosograph.render.assets import asset
from nosograph.render.environment import render
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import RefusedError, language, phrases, release, shell, site
from nosograph.serving.settings import settings


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What the site says of itself on one matter."""

    said: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    """Title and address."""
    lines: tuple[str, ...] = ()
    """Who runs the site, as whoever runs it has set it."""


MATTERS = ("site", "privacy", "accessibility", "legal", "report")
"""What the site tells about itself, each on a page of its own; the first at `/about/`."""


def _told(request: Request, matter: str, *more: str, lines: tuple[str, ...] = ()) -> Response:
    t, place = phrases(request), f"/about/{'' if matter == MATTERS[0] else matter}"
    keys = (f"about_{matter}_{number}" for number in range(1, 9))
    rest = ((t[f"about_{each}"], f"/about/{each}") for each in MATTERS[1:] if each != matter)
    sources = (t["about_sources"], "/about/sources")
    contact = settings(request).contact
    page = AboutPage(
        (*(t[key] for key in keys if key in t), *more),
        (
            *(((contact.removeprefix("mailto:"), contact),) if contact and lines else ()),
            *((title, path(language(request), href)) for title, href in (sources, *rest)),
        ),
        lines,
    )
    frame = shell(request, t[f"about_{matter}"], place)
    return responses.page(request, render("about.html", frame, page))


async def itself(request: Request) -> Response:
    """Who writes it, who has checked it, how the ranking was measured."""
    return _told(request, "site")


async def privacy(request: Request) -> Response:
    """What is kept of a visit."""
    return _told(request, "privacy")


async def accessibility(request: Request) -> Response:
    """What the pages are meant to meet, how that was tested, and known gaps."""
    return _told(request, "accessibility")


async def legal(request: Request) -> Response:
    """Who runs the site, as set."""
    told = settings(request)
    if not told.publisher:
        return _told(request, "legal", phrases(request)["legal_none"])
    return _told(request, "legal", lines=(told.publisher, *told.address))


async def report(request: Request) -> Response:
    """How to tell of an error on the page one comes from."""
    t, told = phrases(request), settings(request)
    version, came = site(request).version, urlsplit(request.headers.get("referer", ""))
    where = t["report_release"].format(release=version)
    if came.path and came.netloc == request.headers.get("host"):
        where = t["report_page"].format(address=came.path, release=version)
    if not told.contact:
        return _told(request, "report", where, t["report_none"])
    return _told(request, "report", where, lines=(told.publisher or t["report_to"],))


async def sources(request: Request) -> Response:
    """Sources and licences."""
    frame = shell(request, phrases(request)["about_sources"], "/about/sources")
    return responses.page(request, render("sources.html", frame, site(request).sources))


async def keys(request: Request) -> Response:
    """Keyboard shortcuts and their switch."""
    frame = shell(request, phrases(request)["about_keys"], "/about/keys")
    return responses.page(request, render("keys.html", frame))


async def health(request: Request) -> Response:
    """Whether the server has a release, and which."""
    held = release(request)
    told = {
        "status": "ok",
        "release": held.site.version,
        "counts": dict(held.library.manifest.counts),
    }
    return responses.document(request, told, cache=responses.KEEP_NOTHING)


async def ready(request: Request) -> Response:
    """Whether the server can answer: 503 while it starts, and when its release is damaged."""
    held, serving = release(request), request.scope["nosograph.site"]
    state = serving.releases.state
    told = {
        "status": "damaged" if state.damaged else "ready" if state.ready else "starting",
        "release": held.site.version,
        "refused": {Path(name).name: why for name, why in state.refused.items()},
        "waiting": serving.pool.held,
    }
    status = 200 if state.ready else 503
    return responses.document(request, told, status=status, cache=responses.KEEP_NOTHING)


async def metrics(request: Request) -> Response:
    """What the server counts of itself, for whoever asks from the same machine."""
    if request.client is None or request.client.host not in ("127.0.0.1", "::1"):
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    held, serving = release(request), request.scope["nosograph.site"]
    text, type = serving.metrics.text(
        waiting={str(lane): count for lane, count in serving.pool.held.items()},
        ready=serving.releases.state.ready,
        version=held.site.version,
    )
    return responses.body(request, text, type, cache=responses.KEEP_NOTHING)


async def icon(request: Request) -> Response:
    """The icon in the browser's tab."""
    found = asset("icon.svg")
    return responses.body(request, found.body, found.type)


async def static(request: Request) -> Response:
    """The style sheet and the script."""
    try:
        found = asset(request.path_params["name"])
    except KeyError:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"]) from None
    fits = request.path_params["hash"] == found.hash
    cache = responses.FOREVER if fits else responses.REVALIDATE
    return responses.body(request, found.body, found.type, cache=cache)
