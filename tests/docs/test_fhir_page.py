"""The page about FHIR lists what the server declares, and its requests are answered."""

import re
from pathlib import Path

import pytest

from nosograph.interop.fhir.directory import INCLUDES, NEAR
from nosograph.interop.fhir.operations import OPERATIONS
from nosograph.interop.fhir.searching import PAGING, PARAMETERS, SUBSETS
from nosograph.site import application
from tests.directories import made, person
from tests.docs.requests import read
from tests.docs.test_connect_an_ehr import PAGE as HOW_TO
from tests.docs.test_connect_an_ehr import TINY
from tests.web.visitor import Visitor

PAGE = (Path(__file__).parents[2] / "docs/reference/fhir.md").read_text("utf-8")
LINES = re.findall(r"^curl .*$", PAGE, re.M)


def tiny(text):
    for real, own in TINY.items():
        text = text.replace(real, own)
    return text


@pytest.fixture(scope="module")
def client(tiny_release, tmp_path_factory):
    doctors = made(tmp_path_factory.mktemp("doctors") / "d", [person(1, 41.77, -72.70)])
    return Visitor(application(tiny_release, directory=doctors))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    here = tmp_path_factory.mktemp("fhir")
    (text,) = re.findall(r'^```json title="response.json"\n(.*?)^```', HOW_TO, re.M | re.S)
    (here / "response.json").write_text(tiny(text), "utf-8")
    return here


def rows(heading):
    """The first cells of the first table under a heading, word by word."""
    table = PAGE.partition(f"## {heading}\n")[2].partition("\n| ")[2].partition("\n\n")[0]
    cells = [line.partition(" | ")[0] for line in table.splitlines()[2:]]
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("line", LINES)
def test_every_request_that_is_shown_is_answered(line, client, folder):
    answer = read(tiny(line), folder).ask(client)

    assert answer.status_code == 200, answer.text[:500]
    assert answer.json()["resourceType"] != "OperationOutcome"


def test_the_page_lists_the_types_that_are_declared(client):
    [rest] = client.get("/fhir/R4/metadata").json()["rest"]

    assert rows("What there is") == {each["type"] for each in rest["resource"]}


def test_the_page_lists_the_operations():
    told = rows("Terminology") | set(re.findall(r"`(\w+/\$(?:evaluate|apply))`", PAGE))

    assert told == {f"{type}/${name}" for type, name in OPERATIONS}


def test_the_page_lists_the_parameters():
    known = {*PARAMETERS, *PAGING, *SUBSETS, "specialty", NEAR, "_include"}

    assert rows("Reading and searching") == known
    assert all(each.partition(":")[2] in PAGE for each in INCLUDES)
