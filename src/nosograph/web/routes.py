"""The addresses of the pages."""

from starlette.routing import Route

from nosograph.serving.kept import kept
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
    tools_index,
    trust,
)


def _asked(page: Page) -> Page:
    return question(page, Lane.QUICK)


def _leaflet(name: str) -> Page:
    return question(later("nosograph.web.leaflets", name), Lane.LEAFLET)


_BOTH = ["GET", "POST"]

# The most asked for come first, because routes are tried in order.
ROUTES = [
    Route("/d/icd-10-cm-{place}/", kept(classified.page)),
    Route("/d/{slug}/", entries.professional),
    Route("/d/{slug}/patient/", entries.patient),
    Route("/p/{slug}/", kept(presentations.professional)),
    Route("/p/{slug}/patient/", kept(presentations.patient)),
    Route("/static/{hash}/{name}", about.static),
    Route("/api/suggest", _asked(search.suggest), methods=_BOTH),
    Route("/search", _asked(search.results), methods=_BOTH),
    Route("/", kept(browse.home)),
    Route("/t/{term}", kept(terms.finding)),
    Route("/g/{symbol}", kept(terms.gene)),
    Route("/c/{system}/{code}", codes.code),
    Route("/c/{written:path}", codes.written),
    *tools.PATHWAYS,
    *tools.WORKUPS,
    *tools.COMPARISONS,
    Route("/browse/", kept(browse.letters)),
    Route("/browse/{letter}", kept(browse.letter)),
    Route("/classification/", kept(classified.chapters)),
    Route("/d/icd-10-cm-{place}", classified.without_slash),
    Route("/tools/", kept(tools_index.page)),
    Route("/systems/", kept(browse.systems)),
    Route("/systems/{term}", kept(browse.system)),
    Route("/d/{slug}/entry.json", kept(entries.as_document)),
    Route("/d/{slug}/entry.txt", kept(entries.as_plain_text)),
    Route("/d/{slug}/entry.md", kept(entries.as_markdown_file)),
    Route("/d/{slug}/patient/entry.md", kept(entries.patient_as_markdown_file)),
    Route("/d/{slug}/claims/", kept(trust.claims)),
    Route("/d/{slug}/claims.json", kept(trust.claims_as_document)),
    Route("/d/{slug}/changes/", kept(trust.changes)),
    Route("/d/{slug}/changes.json", kept(trust.changes_as_document)),
    Route("/d/{slug}/glossary/", kept(trust.glossary)),
    Route("/d/{slug}/references/", kept(trust.references)),
    Route("/d/{slug}/references/{style}/", kept(trust.references)),
    Route("/d/{slug}/leaflet.pdf", _leaflet("professional")),
    Route("/d/{slug}/patient/leaflet.pdf", _leaflet("patient")),
    Route("/d/{slug}/patient/handout.pdf", _leaflet("handout")),
    Route("/v/{version}/d/{rest:path}", later("nosograph.web.leaflets", "versioned")),
    Route("/p/{slug}/claims/", kept(presentations.claims)),
    Route("/p/{slug}/claims.json", kept(presentations.claims_as_document)),
    Route("/p/{slug}/patient/leaflet.pdf", _leaflet("presentation")),
    Route("/p/{slug}/presentation.json", kept(presentations.as_document)),
    Route("/p/{slug}/presentation.txt", kept(presentations.as_plain_text)),
    Route("/p/{slug}", presentations.without_slash),
    Route("/p/{slug}/patient", presentations.without_slash),
    Route("/d/{slug}", entries.without_slash),
    Route("/d/{slug}/patient", entries.patient_without_slash),
    Route("/api/search", _asked(search.as_document), methods=_BOTH),
    Route("/find", _asked(later("nosograph.web.find", "page")), methods=_BOTH),
    Route(
        "/find/clinicians", question(later("nosograph.web.clinicians", "page")), methods=["POST"]
    ),
    Route(
        "/api/find", question(later("nosograph.web.clinicians", "as_document")), methods=["POST"]
    ),
    Route("/about/", kept(about.itself)),
    Route("/about/privacy", kept(about.privacy)),
    Route("/about/accessibility", kept(about.accessibility)),
    Route("/about/legal", kept(about.legal)),
    Route("/about/report", question(about.report, Lane.QUICK)),
    Route("/about/sources", kept(about.sources)),
    Route("/about/keys", kept(about.keys)),
    Route("/healthz", about.health),
    Route("/readyz", about.ready),
    Route("/metrics", about.metrics),
    Route("/favicon.svg", about.icon),
    Route("/favicon.ico", about.icon),
]
