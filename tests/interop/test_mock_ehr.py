"""The mock record: it launches every interface, and only where the settings say so."""

import re

import pytest

from nosograph.asking.release import OpenRelease
from nosograph.interop.mock_ehr import launches
from nosograph.interop.routes import CRAWLED, EMBEDDED, MOCK, ROUTES
from nosograph.model.failures import SettingsError
from nosograph.site import application
from tests.web.visitor import Visitor


@pytest.fixture(scope="module")
def started(tiny_release):
    with OpenRelease.open(tiny_release) as opened:
        return list(launches(opened))


@pytest.fixture(scope="module")
def site(tiny_release, tmp_path_factory):
    file = tmp_path_factory.mktemp("site") / "site.toml"
    file.write_text("[development]\nmock-ehr = true\n")
    return application(tiny_release, settings=file)


def test_every_launch_is_answered(site, started):
    client = Visitor(site)
    for each in started:
        head = {"content-type": each.type}
        answer = (
            client.post(each.path, content=each.body, headers=head)
            if each.body
            else client.get(each.path)
        )
        assert answer.status_code in (200, 303), (each.label, answer.text[:200])


def test_every_interface_is_launched(started):
    ours = {each.path for each in ROUTES} - {each.path for each in (*CRAWLED, *EMBEDDED, *MOCK)}
    called = [each.path.partition("?")[0] for each in started]

    for address in sorted(path for path in ours if not path.startswith("/fhir")):
        pattern = re.sub(r"\{\w+\}", "[^/]+", address)
        assert any(re.fullmatch(pattern, each) for each in called), address
    assert any(each.startswith("/fhir/R4/") for each in called)


def test_the_page_shows_the_launches_and_its_script(site, started):
    text = Visitor(site).get("/mock-ehr").text

    assert "The person on it does not exist." in text
    assert text.count("<details>") == sum(bool(each.body) for each in started)
    assert Visitor(site).get("/mock-ehr.js").status_code == 200
    assert Visitor(site).get("/de/mock-ehr").status_code == 200


def test_it_is_not_there_unless_it_is_switched_on(client_of_a_bare_site):
    assert client_of_a_bare_site.get("/mock-ehr").status_code == 404
    assert client_of_a_bare_site.get("/mock-ehr.js").status_code == 404


@pytest.fixture
def client_of_a_bare_site(tiny_release):
    return Visitor(application(tiny_release))


def test_a_setting_of_another_kind_stops_the_start(tiny_release, tmp_path):
    (tmp_path / "site.toml").write_text('[development]\nmock-ehr = "yes"\n')

    with pytest.raises(SettingsError):
        application(tiny_release, settings=tmp_path / "site.toml")
