"""What entries' pages tell search engines in schema.org's words, held to shapes."""

import json
import re
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph

from tests.web.visitor import Visitor

# The library of graphs warns of its own older classes, which the one of shapes uses.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SHAPES = Graph().parse(Path(__file__).with_name("shapes.ttl"))
PAGES = (
    "/d/example-syndrome/",
    "/d/example-syndrome/patient/",
    "/de/d/example-syndrome/patient/",
    "/d/marfan-syndrome/",
    "/d/opsoclonus-myoclonus-syndrome/",
)


def linked(client, address):
    answer = client.get(address, headers={"accept": "application/ld+json"})
    assert answer.headers["content-type"] == "application/ld+json"
    return answer.json()


def mistakes(told):
    """What the shapes say of a record; its context is named, and not fetched."""
    assert told["@context"] == "https://schema.org"
    local = told | {"@context": {"@vocab": "https://schema.org/"}}
    graph = Graph().parse(data=json.dumps(local), format="json-ld")
    assert len(graph) > 5
    conforms, _, text = validate(graph, shacl_graph=SHAPES)
    return "" if conforms else text


@pytest.mark.parametrize("address", PAGES)
def test_a_page_tells_what_the_shapes_allow(client, address):
    assert mistakes(linked(client, address)) == ""


def test_the_shapes_find_what_is_wrong(client):
    told = linked(client, PAGES[0])

    assert mistakes(told | {"name": ""})
    assert mistakes(told | {"reviewedBy": "somebody"})
    assert mistakes(told | {"about": told["about"] | {"code": [{"@type": "MedicalCode"}]}})
    assert mistakes(told | {"price": 1})


def test_a_page_holds_the_same_record(site):
    client = Visitor(site)
    html = client.get(PAGES[0], headers={"accept": "text/html"}).text
    (held,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)

    assert json.loads(held) == linked(client, PAGES[0])


def test_criteria_are_guidelines_and_nobody_reviewed_what_nobody_reviewed(client):
    told = linked(client, PAGES[0])
    (guideline,) = told["about"]["guideline"]

    assert guideline["name"] == "Example syndrome, 2001"
    assert guideline["url"] == "/d/example-syndrome/criteria/example-2001"
    assert not {"reviewedBy", "lastReviewed"} & set(linked(client, PAGES[3]))
