"""Where the tools stand: forms that answer about one case, imported when first asked for."""

from starlette.routing import Route

from nosograph.web.later import later

_CRITERIA = "/d/{slug}/criteria/{set}"
_DIFFERENTIAL = "/differential"

ROUTES = [
    *(
        Route(address, later("nosograph.web.criteria", name), methods=methods)
        for address, name, methods in (
            (_CRITERIA, "page", ["GET", "POST"]),
            (f"{_CRITERIA}/open", "opened", ["POST"]),
            (f"{_CRITERIA}/case.json", "saved", ["POST"]),
        )
    ),
    *(
        Route(address, later("nosograph.web.differential", name), methods=methods)
        for address, name, methods in (
            (_DIFFERENTIAL, "page", ["GET", "POST"]),
            (f"{_DIFFERENTIAL}/open", "opened", ["POST"]),
            (f"{_DIFFERENTIAL}/case.json", "saved", ["POST"]),
            (f"{_DIFFERENTIAL}/findings", "findings", ["POST"]),
        )
    ),
]
