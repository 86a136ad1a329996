"""The addresses that machines ask."""

from starlette.routing import Route

from nosograph.interop.fhir import routes as fhir
from nosograph.interop.machines import machine
from nosograph.serving.later import later
from nosograph.serving.pool import Lane, question

CALL = 4 * 1024 * 1024
"""Bytes of a CDS Hooks call: a chart with some thousand resources."""
_API, _HOOKS = "nosograph.interop.api", "nosograph.interop.cds_hooks"


def _quick(address: str, name: str) -> Route:
    return Route(address, question(later("nosograph.interop.crawlers", name), Lane.QUICK))


def _embedded(address: str, name: str) -> Route:
    page = later("nosograph.interop.widget", name)
    return machine(address, page, ["GET"], lane=Lane.QUICK, origins=lambda told: told.embedders)


def _mock(address: str, name: str) -> Route:
    return Route(address, question(later("nosograph.interop.mock_ehr", name), Lane.QUICK))


MOCK = [_mock("/mock-ehr", "page"), _mock("/mock-ehr.js", "script")]
"""For development."""

EMBEDDED = [_embedded("/widget.js", "script"), _embedded("/widget/entry", "entry")]
"""For pages of other sites."""

CRAWLED = [
    _quick("/robots.txt", "robots"),
    _quick("/sitemap.xml", "sitemap"),
    _quick("/sitemap/{part}.xml", "part"),
    _quick("/changes.atom", "changes"),
    _quick("/d/{slug}/changes.atom", "changes_of"),
]
"""For search engines and feed readers."""

ROUTES = [
    *CRAWLED,
    *EMBEDDED,
    *MOCK,
    *fhir.ROUTES,
    Route(
        "/infobutton",
        question(later("nosograph.interop.infobutton", "infobutton"), Lane.QUICK),
        methods=["GET", "POST"],
    ),
    machine("/api/openapi.json", later(_API, "described"), ["GET"], lane=Lane.QUICK),
    machine("/api/{question}", later(_API, "ask"), ["POST"]),
    machine("/cds-services", later(_HOOKS, "discovery"), ["GET"], lane=Lane.QUICK),
    machine("/cds-services/{id}", later(_HOOKS, "service"), ["POST"], most=CALL),
    machine("/cds-services/{id}/feedback", later(_HOOKS, "feedback"), ["POST"], lane=Lane.QUICK),
]
