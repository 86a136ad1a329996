"""The addresses that machines ask."""

from collections.abc import Sequence

from starlette.routing import Route

from nosograph.interop.fhir import routes as fhir
from nosograph.interop.machines import machine
from nosograph.serving.later import later
from nosograph.serving.pool import Lane, question

CALL = 4 * 1024 * 1024
"""Bytes of a CDS Hooks call: a chart with some thousand resources."""
_API, _HOOKS = "nosograph.interop.api", "nosograph.interop.cds_hooks"


def _quick(address: str, module: str, name: str, methods: Sequence[str] = ("GET",)) -> Route:
    page = question(later(f"nosograph.interop.{module}", name), Lane.QUICK)
    return Route(address, page, methods=methods)


def _embedded(address: str, name: str) -> Route:
    page = later("nosograph.interop.widget", name)
    return machine(address, page, ["GET"], lane=Lane.QUICK, origins=lambda told: told.embedders)


MOCK = [_quick("/mock-ehr", "mock_ehr", "page"), _quick("/mock-ehr.js", "mock_ehr", "script")]
"""For development."""

EMBEDDED = [_embedded("/widget.js", "script"), _embedded("/widget/entry", "entry")]
"""For pages of other sites."""

CRAWLED = [
    _quick("/robots.txt", "crawlers", "robots"),
    _quick("/sitemap.xml", "crawlers", "sitemap"),
    _quick("/sitemap/{part}.xml", "crawlers", "part"),
    _quick("/changes.atom", "crawlers", "changes"),
    _quick("/d/{slug}/changes.atom", "crawlers", "changes_of"),
]
"""For search engines and feed readers."""

ROUTES = [
    *CRAWLED,
    *EMBEDDED,
    *MOCK,
    *fhir.ROUTES,
    _quick("/infobutton", "infobutton", "infobutton", ["GET", "POST"]),
    machine("/api/openapi.json", later(_API, "described"), ["GET"], lane=Lane.QUICK),
    machine("/api/{question}", later(_API, "ask"), ["POST"]),
    machine("/cds-services", later(_HOOKS, "discovery"), ["GET"], lane=Lane.QUICK),
    machine("/cds-services/{id}", later(_HOOKS, "service"), ["POST"], most=CALL),
    machine("/cds-services/{id}/feedback", later(_HOOKS, "feedback"), ["POST"], lane=Lane.QUICK),
]
