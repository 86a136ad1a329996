"""Every request on the page about electronic health records is sent to the tiny release."""

import re
from pathlib import Path

import pytest

from nosograph.model.codes import SYSTEMS
from nosograph.site import application
from tests.directories import made, person
from tests.docs.requests import read
from tests.web.visitor import Visitor

PAGE = (Path(__file__).parents[2] / "docs/how-to/connect-an-ehr.md").read_text("utf-8")
LINES = re.findall(r"^curl .*$", PAGE, re.M)
TINY = {"opsoclonus-myoclonus-syndrome": "example-syndrome", "oms-genoa-2004": "example-2001"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    here = tmp_path_factory.mktemp("record")
    for name, text in re.findall(r'^```json title="(\w+\.json)"\n(.*?)^```', PAGE, re.M | re.S):
        for real, tiny in TINY.items():
            text = text.replace(real, tiny)
        (here / name).write_text(text, "utf-8")
    return here


@pytest.fixture(scope="module")
def site(tiny_release, tmp_path_factory):
    rows = [person(1, 41.77, -72.70, phone="5550100001", accepting=2)]
    doctors = made(tmp_path_factory.mktemp("doctors") / "d", rows, fictional=True)
    return application(tiny_release, directory=doctors)


def ask(site, line, folder):
    for real, tiny in TINY.items():
        line = line.replace(real, tiny)
    return read(line, folder).ask(Visitor(site))


@pytest.mark.parametrize("line", LINES)
def test_every_request_that_is_shown_is_answered(line, site, folder):
    answer = ask(site, line, folder)

    expected = re.search(r"# (\d{3})", line)
    if "/c/" in line:
        assert answer.status_code == int(expected[1] if expected else 303)
    else:
        assert answer.status_code == 200, answer.text[:500]
        assert "could not be read" not in answer.text


def test_an_address_that_is_shown_is_where_the_code_leads(site, folder):
    shown = dict(re.findall(r"^(curl .*?) +# 303, location: (\S+[^/…])$", PAGE, re.M))

    assert shown
    for line, place in shown.items():
        assert ask(site, line, folder).headers["location"] == place


def test_the_case_of_the_page_reaches_both_tools(site, folder):
    lines = [line for line in LINES if "case.json" in line]

    assert len(lines) == 3
    for line in lines:
        answer = ask(site, line, folder)
        assert "Ataxia" in answer.text
        assert "20 months" in answer.text or "P20M" in answer.text or "P1Y8M" in answer.text
        assert answer.headers["cache-control"] == "no-store"
    ranked = ask(site, lines[0], folder).text
    assert ranked.index("Opsoclonus-myoclonus syndrome") < ranked.index("Example syndrome")


def test_the_search_for_clinicians_answers_a_bundle_both_ways(site, folder):
    got, posted = (ask(site, line, folder).json() for line in LINES if "/PractitionerRole" in line)

    assert got["resourceType"] == "Bundle"
    assert got["total"] == posted["total"] == 1


def test_the_public_profile_takes_no_case(tiny_release, folder):
    public = application(tiny_release, with_tools=False)

    for line in LINES:
        if "case.json" in line:
            assert ask(public, line, folder).status_code == 404


def test_a_server_without_a_directory_answers_404(tiny_release, folder):
    bare = application(tiny_release)

    assert {
        ask(bare, each, folder).status_code for each in LINES if "/PractitionerRole" in each
    } == {404}


def test_a_case_that_cannot_be_read_or_is_too_large_is_refused(site, tmp_path):
    (line, *_) = (each for each in LINES if "case.json" in each)

    (tmp_path / "case.json").write_text('{"phenotypicFeatures": 1}')
    assert ask(site, line, tmp_path).status_code == 422
    (tmp_path / "case.json").write_text(" " * 2**20)
    assert ask(site, line, tmp_path).status_code == 413


def test_the_page_names_every_code_system():
    table = PAGE.partition("| systems |")[2].partition("\n\n")[0]

    assert set(re.findall(r"`([A-Z][\w-]*)`", table)) == set(map(str, SYSTEMS))


def test_what_the_page_says_is_missing_is_missing(site):
    client = Visitor(site)

    for address in ("/fhir/R4/Patient", "/launch"):
        assert client.get(address).status_code == 404
    answer = client.get("/d/example-syndrome/entry.json", headers={"origin": "https://a.example"})
    assert "access-control-allow-origin" not in answer.headers
    assert "set-cookie" not in answer.headers
