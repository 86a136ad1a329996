"""About the site: its data and their licences, its keys, its state, its files."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from nosograph.render.assets import asset
from nosograph.render.environment import render
from nosograph.serving import responses
from nosograph.serving.requests import RefusedError, phrases, release, shell, site


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
