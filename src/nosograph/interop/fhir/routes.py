"""Where the FHIR facade stands; its pages are imported when first asked for."""

from starlette.routing import Route

from nosograph.interop.fhir.answers import BASE, door
from nosograph.interop.machines import ANY
from nosograph.serving.later import later
from nosograph.serving.pool import Lane

ROUTES = [
    Route(address, door(later("nosograph.interop.fhir.pages", name), lane), methods=ANY)
    for address, name, lane in (
        (f"{BASE}/metadata", "metadata", Lane.QUICK),
        (f"{BASE}/{{type}}", "of_type", Lane.QUICK),
        (f"{BASE}/{{type}}/_search", "of_type", Lane.QUICK),
        (f"{BASE}/{{type}}/{{id}}", "named", Lane.QUESTION),
        (f"{BASE}/{{type}}/{{id}}/{{operation}}", "on_instance", Lane.QUESTION),
        (f"{BASE}/{{rest:path}}", "elsewhere", Lane.QUICK),
        (BASE, "elsewhere", Lane.QUICK),
    )
]
