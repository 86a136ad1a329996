"""An entry on somebody else's page: what the box shows, and who may show it."""

import pytest

from nosograph.site import application
from tests.web.visitor import Visitor

PORTAL = {"origin": "https://portal.example"}


@pytest.fixture(scope="module")
def site(tiny_release, tmp_path_factory):
    file = tmp_path_factory.mktemp("site") / "site.toml"
    file.write_text('[widget]\norigins = ["https://portal.example"]\n')
    return application(tiny_release, settings=file)


@pytest.fixture
def client(site):
    return Visitor(site)


def box(client, **asked):
    return client.get("/widget/entry", params=asked, headers=PORTAL)


def test_a_listed_site_gets_the_script_and_the_entry(client):
    script = client.get("/widget.js", headers=PORTAL)

    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["access-control-allow-origin"] == "https://portal.example"
    assert "innerHTML" not in script.text
    assert box(client, code="ORPHA:1183").status_code == 200


def test_another_site_gets_neither(client):
    for path in ("/widget.js", "/widget/entry?code=ORPHA:1183"):
        answer = client.get(path, headers={"origin": "https://evil.example"})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


def test_without_a_list_nobody_may_embed(tiny_release):
    client = Visitor(application(tiny_release))

    assert client.get("/widget.js", headers=PORTAL).status_code == 404
    assert box(client, code="ORPHA:1183").status_code == 404


def test_the_box_has_the_first_words_the_facts_and_a_link(client):
    told = box(client, code="ORPHA:558").json()

    assert told["name"] == "Marfan syndrome"
    assert told["href"] == "http://test/d/marfan-syndrome/"
    assert "FBN1" in dict(map(tuple, told["facts"]))["Genes"]
    assert told["relation"] == ""
    assert "does not replace medical advice" in told["notice"]


def test_families_get_plain_words_in_their_language(client):
    told = box(client, code="ORPHA:9999991", audience="patient", lang="de-AT").json()

    assert told["href"] == "http://test/de/d/example-syndrome/patient/"
    assert told["language"] == "de"
    assert told["facts"] == []
    assert told["link"] == "Mehr mit Quellen in Nosograph"


def test_a_code_that_does_not_fit_exactly_says_so(client):
    assert "belongs" in box(client, code="ICD-10-CM:B05.81").json()["lead"]
    assert box(client, code="ICD-10-CM:A99.999").status_code == 404
    assert box(client, code="").status_code == 404
