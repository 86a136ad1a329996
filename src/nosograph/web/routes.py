"""The addresses of the pages."""

from starlette.routing import Route

from nosograph.serving.later import later
from nosograph.serving.pool import Lane, Page, question
from nosograph.web import (
    about,
    browse,
    classified,
    codes,
    entries,
    presentations,
    search,
    terms,
    tools,
    trust,
)


def _worked_out(page: Page) -> Page:
    return question(page, Lane.QUICK)


def _leaflet(name: str) -> Page:
    return question(later("nosograph.web.leaflets", name), Lane.LEAFLET)


_BOTH = ["GET", "POST"]

# The most asked for come first, because routes are tried in order.
ROUTES = [
    Route("/d/icd-10-cm-{place}/", _worked_out(classified.page)),
    Route("/d/{slug}/", entries.professional),
    Route("/d/{slug}/patient/", entries.patient),
    Route("/p/{slug}/", _worked_out(presentations.professional)),
    Route("/p/{slug}/patient/", _worked_out(presentations.patient)),
    Route("/static/{hash}/{name}", about.static),
    Route("/api/suggest", search.suggest, methods=_BOTH),
    Route("/search", _worked_out(search.results), methods=_BOTH),
    Route("/", browse.home),
    Route("/t/{term}", _worked_out(terms.finding)),
    Route("/g/{symbol}", _worked_out(terms.gene)),
    Route("/c/{system}/{code}", codes.code),
    Route("/c/{written:path}", codes.written),
    *tools.PATHWAYS,
    *tools.WORKUPS,
    *tools.COMPARISONS,
    Route("/browse/", _worked_out(browse.letters)),
    Route("/browse/{letter}", _worked_out(browse.letter)),
    Route("/classification/", _worked_out(classified.chapters)),
    Route("/d/icd-10-cm-{place}", classified.without_slash),
    Route("/systems/", _worked_out(browse.systems)),
    Route("/systems/{term}", _worked_out(browse.system)),
    Route("/d/{slug}/entry.json", _worked_out(entries.as_document)),
    Route("/d/{slug}/entry.txt", _worked_out(entries.as_plain_text)),
    Route("/d/{slug}/entry.md", _worked_out(entries.as_markdown_file)),
    Route("/d/{slug}/patient/entry.md", _worked_out(entries.patient_as_markdown_file)),
    Route("/d/{slug}/claims/", _worked_out(trust.claims)),
    Route("/d/{slug}/claims.json", _worked_out(trust.claims_as_document)),
    Route("/d/{slug}/changes/", _worked_out(trust.changes)),
    Route("/d/{slug}/changes.json", _worked_out(trust.changes_as_document)),
    Route("/d/{slug}/glossary/", _worked_out(trust.glossary)),
    Route("/d/{slug}/references/", _worked_out(trust.references)),
    Route("/d/{slug}/references/{style}/", _worked_out(trust.references)),
    Route("/d/{slug}/leaflet.pdf", _leaflet("professional")),
    Route("/d/{slug}/patient/leaflet.pdf", _leaflet("patient")),
    Route("/v/{version}/d/{rest:path}", later("nosograph.web.leaflets", "versioned")),
    Route("/p/{slug}/presentation.json", _worked_out(presentations.as_document)),
    Route("/p/{slug}/presentation.txt", _worked_out(presentations.as_plain_text)),
    Route("/p/{slug}", presentations.without_slash),
    Route("/p/{slug}/patient", presentations.without_slash),
    Route("/d/{slug}", entries.without_slash),
    Route("/d/{slug}/patient", entries.patient_without_slash),
    Route("/api/search", _worked_out(search.as_document), methods=_BOTH),
    Route("/find", _worked_out(later("nosograph.web.find", "page")), methods=_BOTH),
    Route(
        "/find/clinicians", question(later("nosograph.web.clinicians", "page")), methods=["POST"]
    ),
    Route(
        "/api/find", question(later("nosograph.web.clinicians", "as_document")), methods=["POST"]
    ),
    Route("/about/sources", about.sources),
    Route("/about/keys", about.keys),
    Route("/healthz", about.health),
    Route("/readyz", about.ready),
    Route("/metrics", about.metrics),
    Route("/favicon.svg", about.icon),
    Route("/favicon.ico", about.icon),
]
