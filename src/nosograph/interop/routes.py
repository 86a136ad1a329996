"""The addresses that machines ask."""

from starlette.routing import Route

from nosograph.interop import fhir_directory
from nosograph.serving.later import later
from nosograph.serving.pool import Lane, question

ROUTES = [
    *fhir_directory.ROUTES,
    Route(
        "/infobutton",
        question(later("nosograph.interop.infobutton", "infobutton"), Lane.QUICK),
        methods=["GET", "POST"],
    ),
]
