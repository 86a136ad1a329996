"""Every page of a disease is found at its former address, too."""

import re

import pytest

from nosograph.web.routes import ROUTES
from nosograph.web.tools import ROUTES as TOOLS

PARTS = {
    "slug": "sample-disease",
    "set": "example-2001",
    "other": "marfan-syndrome",
    "style": "apa",
}
IDS = {"pathways": "first-visit", "scales": "three-things"}


def address(route):
    """The address of a route, under the former slug."""
    parts = PARTS | {"id": next((IDS[each] for each in IDS if each in route.path), "")}
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: parts[found[1]], route.path)


BELOW = [(m, r) for r in (*ROUTES, *TOOLS) if "/d/{slug}" in r.path for m in sorted(r.methods)]
ADDRESSES = sorted({(m, address(r)) for m, r in BELOW if m != "HEAD" and "/v/" not in r.path})


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_a_former_slug_leads_to_the_same_page(client, method, path):
    answer = client.request(method, f"/de{path}")

    assert answer.status_code == 308
    location = answer.headers["location"]
    present = "/de" + path.replace("sample-disease", "example-syndrome")
    assert location.rstrip("/") == present.rstrip("/")
    # The way to a comparison asks for the other disease in its query.
    assert client.request(method, location).status_code != 404 or path.endswith("/compare")


def test_both_slugs_of_a_comparison_may_be_former_ones(client):
    answer = client.get("/d/marfan-syndrome/compare/sample-disease")

    assert answer.headers["location"] == "/d/marfan-syndrome/compare/example-syndrome"


def test_what_was_asked_goes_along(client):
    answer = client.get("/d/sample-disease/compare?with=ORPHA:558")

    assert answer.headers["location"] == "/d/example-syndrome/compare?with=ORPHA:558"
    assert client.get(answer.headers["location"]).status_code == 303
