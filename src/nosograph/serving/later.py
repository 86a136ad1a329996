"""Pages whose modules take long to import: loaded when first asked for, or when there is time.

Rule. The server answers before it has imported what only tools need.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module

from starlette.requests import Request
from starlette.responses import Response

_MODULES: set[str] = set()


def later(module: str, name: str) -> Callable[[Request], Awaitable[Response]]:
    """The page function `name` of `module`, imported at its first call."""
    _MODULES.add(module)

    async def page(request: Request) -> Response:
        answer: Response = await getattr(import_module(module), name)(request)
        return answer

    return page


def load() -> None:
    """Import everything that was put off."""
    for module in sorted(_MODULES):
        import_module(module)
