"""The addresses of the pages."""

from starlette.routing import Route

from nosograph.serving.later import later
from nosograph.web import (
    about,
    browse,
    classified,
    codes,
    entries,
    search,
    terms,
    tools,
    trust,
)

_BOTH = ["GET", "POST"]

# The most asked for come first, because routes are tried in order.
ROUTES = [
    Route("/d/icd-10-cm-{place}/", classified.page),
    Route("/d/{slug}/", entries.professional),
    Route("/d/{slug}/patient/", entries.patient),
    Route("/static/{hash}/{name}", about.static),
    Route("/api/suggest", search.suggest, methods=_BOTH),
    Route("/search", search.results, methods=_BOTH),
    Route("/", browse.home),
    Route("/t/{term}", terms.finding),
    Route("/g/{symbol}", terms.gene),
    Route("/c/{system}/{code}", codes.code),
    Route("/c/{written:path}", codes.written),
    *tools.PATHWAYS,
    *tools.WORKUPS,
    *tools.COMPARISONS,
    Route("/browse/", browse.letters),
    Route("/browse/{letter}", browse.letter),
    Route("/classification/", classified.chapters),
    Route("/d/icd-10-cm-{place}", classified.without_slash),
    Route("/systems/", browse.systems),
    Route("/systems/{term}", browse.system),
    Route("/d/{slug}/entry.json", entries.as_document),
    Route("/d/{slug}/entry.txt", entries.as_plain_text),
    Route("/d/{slug}/claims/", trust.claims),
    Route("/d/{slug}/claims.json", trust.claims_as_document),
    Route("/d/{slug}/changes/", trust.changes),
    Route("/d/{slug}/changes.json", trust.changes_as_document),
    Route("/d/{slug}/glossary/", trust.glossary),
    Route("/d/{slug}/references/", trust.references),
    Route("/d/{slug}/references/{style}/", trust.references),
    Route("/d/{slug}/leaflet.pdf", later("nosograph.web.leaflets", "professional")),
    Route("/d/{slug}/patient/leaflet.pdf", later("nosograph.web.leaflets", "patient")),
    Route("/v/{version}/d/{rest:path}", later("nosograph.web.leaflets", "versioned")),
    Route("/d/{slug}", entries.without_slash),
    Route("/d/{slug}/patient", entries.patient_without_slash),
    Route("/api/search", search.as_document, methods=_BOTH),
    Route("/find", later("nosograph.web.find", "page"), methods=_BOTH),
    Route("/find/clinicians", later("nosograph.web.clinicians", "page"), methods=["POST"]),
    Route("/api/find", later("nosograph.web.clinicians", "as_document"), methods=["POST"]),
    Route("/about/sources", about.sources),
    Route("/about/keys", about.keys),
    Route("/healthz", about.health),
    Route("/robots.txt", about.robots),
    Route("/favicon.svg", about.icon),
    Route("/favicon.ico", about.icon),
]
