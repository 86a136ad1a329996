"""The pages of entries that are being written, shown again whenever they change.

Rule. It shows what the build would show of an entry, and serves nobody but the machine it runs on.
"""

import threading
from collections.abc import Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nosograph.render.assets import TYPES, asset
from nosograph.serving.server import free_socket

RELOAD = """\
const shown = document.currentScript.dataset.version;
setInterval(async () => {
  try {
    const now = await (await fetch("/preview/version")).text();
    if (now !== shown) location.reload();
  } catch { /* The preview has ended. */ }
}, 500);
"""


class Preview:
    """Pages by their addresses, replaced as a whole."""

    def __init__(self) -> None:
        self._pages: Mapping[str, str] = {}
        self._version = 0

    def show(self, pages: Mapping[str, str]) -> None:
        """Show these pages from now on; open browsers load them by themselves."""
        self._pages = pages
        self._version += 1

    def application(self) -> Starlette:
        """The preview as an ASGI application."""
        return Starlette(
            routes=[
                Route("/preview/version", self._tell_version),
                Route("/preview/reload.js", _reload),
                Route("/static/{hash}/{name}", _static),
                Route("/{rest:path}", self._page),
            ]
        )

    def start(self, port: int) -> int:
        """Serve in the background; the port that it listens on.

        Raises:
            OSError: the port is taken.
        """
        listening = free_socket("127.0.0.1", port)
        config = uvicorn.Config(
            self.application(), access_log=False, log_config=None, ws="none", lifespan="off"
        )
        server = uvicorn.Server(config)
        threading.Thread(
            target=server.run, kwargs={"sockets": [listening]}, daemon=True, name="preview"
        ).start()
        found: int = listening.getsockname()[1]
        return found

    async def _tell_version(self, request: Request) -> Response:
        return Response(str(self._version), media_type="text/plain")

    async def _page(self, request: Request) -> Response:
        address = request.url.path
        page = self._pages.get(address)
        if page is None and address == "/" and self._pages:
            return Response(status_code=303, headers={"location": next(iter(self._pages))})
        if page is None:
            return Response("not part of the preview", 404, media_type="text/plain")
        reload = f'<script src="/preview/reload.js" data-version="{self._version}"></script>\n'
        return Response(page.replace("</body>", reload + "</body>"), media_type="text/html")


async def _reload(request: Request) -> Response:
    return Response(RELOAD, media_type="text/javascript")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in TYPES:
        return Response(status_code=404)
    return Response(asset(name).body, media_type=asset(name).type)
