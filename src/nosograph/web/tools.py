"""Where the tools stand: forms that answer about one case, imported when first asked for."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nosograph.serving.kept import kept
from nosograph.serving.later import later
from nosograph.serving.pool import Page, question
from nosograph.serving.requests import RefusedError, phrases


def _asked(module: str, name: str) -> Page:
    return question(later(f"nosograph.web.{module}", name))


def _read(module: str, name: str) -> Page:
    return kept(later(f"nosograph.web.{module}", name))


def _saved(page: str) -> list[tuple[str, str, list[str]]]:
    """The case of a page as a file, in the form that the address names."""
    return [(f"{page}/{name}", "saved", ["POST"]) for name in ("case.json", "phenopacket.json")]


_CRITERIA = "/d/{slug}/criteria/{set}"
_DIFFERENTIAL = "/differential"
_RECOGNISE = "/recognise"
_SCALE = "/d/{slug}/scales/{id}"

ROUTES = [
    *(
        Route(address, _asked("criteria", name), methods=methods)
        for address, name, methods in (
            (_CRITERIA, "page", ["GET", "POST"]),
            (f"{_CRITERIA}/open", "opened", ["POST"]),
            *_saved(_CRITERIA),
            (f"{_CRITERIA}/differential", "ranked", ["POST"]),
            (f"{_CRITERIA}/note", "from_note", ["POST"]),
        )
    ),
    *(
        Route(address, _asked("differential", name), methods=methods)
        for address, name, methods in (
            (_DIFFERENTIAL, "page", ["GET", "POST"]),
            (f"{_DIFFERENTIAL}/open", "opened", ["POST"]),
            *_saved(_DIFFERENTIAL),
            (f"{_DIFFERENTIAL}/findings", "findings", ["POST"]),
        )
    ),
    Route(_RECOGNISE, _asked("recognise", "page"), methods=["GET", "POST"]),
    Route(f"{_RECOGNISE}/differential", _asked("recognise", "ranked"), methods=["POST"]),
    *(
        Route(address, _asked("recognise", name), methods=methods)
        for address, name, methods in _saved(_RECOGNISE)
    ),
    *(
        Route(address, _asked("scales", name), methods=methods)
        for address, name, methods in (
            (f"{_SCALE}/open", "opened", ["POST"]),
            *_saved(_SCALE),
            (f"{_SCALE}/course", "course", ["POST"]),
            (f"{_SCALE}.txt", "as_plain_text", ["GET"]),
            (f"{_SCALE}.json", "as_document", ["GET"]),
            (_SCALE, "page", ["GET", "POST"]),
        )
    ),
]


async def _off(request: Request) -> Response:
    raise RefusedError(404, "tools_off_title", phrases(request)["tools_off"])


SWITCHED_OFF = [Route(each.path, _off, methods=["GET", "POST"]) for each in ROUTES]
"""The same addresses on a site for the public."""

_PATHWAY = "/d/{slug}/pathways/{id}"

PATHWAYS = [
    Route(address, _read("pathways", name))
    for address, name in (
        (f"{_PATHWAY}.svg", "as_picture"),
        (f"{_PATHWAY}.txt", "as_plain_text"),
        (f"{_PATHWAY}.json", "as_document"),
        (_PATHWAY, "page"),
    )
]
"""Care pathways: for reading, so they stay where tools are switched off."""

_WORKUP = "/d/{slug}/workup"

WORKUPS = [
    Route(address, _read("workup", name))
    for address, name in (
        (f"{_WORKUP}.txt", "as_plain_text"),
        (f"{_WORKUP}.json", "as_document"),
        (_WORKUP, "page"),
    )
]
"""Work-ups: for reading too."""

_COMPARE = "/d/{slug}/compare"

COMPARISONS = [
    Route(address, _read("comparison", name))
    for address, name in (
        (_COMPARE, "asked"),
        (f"{_COMPARE}/{{other}}.txt", "as_plain_text"),
        (f"{_COMPARE}/{{other}}.json", "as_document"),
        (f"{_COMPARE}/{{other}}", "page"),
    )
]
"""Two diseases side by side: for reading too."""
