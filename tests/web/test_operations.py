"""What whoever runs a server sees of it, and the names by which it is called."""

import json
import logging
import shutil

import pytest

from nosograph.serving.frame import JsonLines
from nosograph.site import application
from tests.web.visitor import Visitor, awaited


@pytest.fixture
def own(tmp_path, tiny_release):
    """A site over a copy of the tiny release."""
    shutil.copytree(tiny_release, tmp_path / "first")
    (tmp_path / "current").symlink_to("first")
    site = application(tmp_path / "current", hosts=("dictionary.example",))
    yield site
    site.pool.close()
    site.releases.close()


def asked(site, path, **headers):
    return Visitor(site).get(path, headers={"host": "dictionary.example"} | headers)


def test_a_server_is_ready_when_everything_is_open(own):
    assert asked(own, "/readyz").status_code == 503
    assert asked(own, "/readyz").json()["status"] == "starting"
    awaited(own.releases.warm())

    told = asked(own, "/readyz")

    assert (told.status_code, told.json()["status"]) == (200, "ready")
    assert set(told.json()["waiting"]) == {"quick", "question", "leaflet"}


def test_nobody_is_answered_from_a_release_that_was_damaged_until_it_is_whole(
    own, tmp_path, caplog
):
    awaited(own.releases.warm())
    file = tmp_path / "first" / "library.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    awaited(own.releases.look_after())

    refused, ready = asked(own, "/d/example-syndrome/"), asked(own, "/readyz")

    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "30"
    assert "damaged" in refused.text
    assert (ready.status_code, ready.json()["status"]) == (503, "damaged")
    assert asked(own, "/healthz").status_code == 200
    assert "checksum" in caplog.text
    file.write_bytes(whole)
    own.releases.doubt()
    awaited(own.releases.look_after())
    assert asked(own, "/d/example-syndrome/").status_code == 200
    assert asked(own, "/readyz").status_code == 200


def test_files_that_were_only_touched_are_served_on(own, tmp_path):
    awaited(own.releases.warm())
    (tmp_path / "first" / "library.sqlite").touch()
    awaited(own.releases.look_after())

    assert asked(own, "/readyz").status_code == 200


def test_a_release_that_was_refused_is_named_with_the_reason(own, tmp_path):
    awaited(own.releases.warm())
    (tmp_path / "second").mkdir()
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to("second")
    awaited(own.releases.refresh())

    told = asked(own, "/readyz")

    assert told.status_code == 200
    assert "no release" in told.json()["refused"]["second"]


def test_metrics_count_by_route_and_hold_nothing_that_was_asked(own):
    asked(own, "/search?q=secretword")
    Visitor(own).request("SECRETWORD", "/", headers={"host": "dictionary.example"})
    asked(own, "/secretword")

    text = asked(own, "/metrics").text

    assert 'nosograph_requests_total{method="GET",route="/search",status="200"} 1.0' in text
    assert 'nosograph_questions_waiting{lane="quick"} 0.0' in text
    assert "secretword" not in text.casefold()


def test_metrics_are_for_the_machine_itself(own):
    async def from_elsewhere():
        import httpx

        transport = httpx.ASGITransport(own, client=("203.0.113.7", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get("/metrics")

    assert awaited(from_elsewhere()).status_code == 404


def test_a_request_has_an_id_that_a_proxy_may_give_in_digits_alone(own):
    given = asked(own, "/", **{"x-request-id": "0123456789abcdef"})
    words = asked(own, "/", **{"x-request-id": "a-patient-with-ataxia"})

    assert given.headers["x-request-id"] == "0123456789abcdef"
    assert len(words.headers["x-request-id"]) == 16
    assert "ataxia" not in words.headers["x-request-id"]


def test_a_log_line_is_an_object_where_machines_read_it(own, caplog):
    with caplog.at_level(logging.INFO, "nosograph.serving"):
        asked(own, "/search?q=secretword", **{"x-request-id": "0123456789abcdef"})

    told = json.loads(JsonLines().format(caplog.records[-1]))

    assert told["route"] == "/search"
    assert told["id"] == "0123456789abcdef"
    assert set(told) == {"at", "level", "route", "method", "status", "ms", "id"}


@pytest.mark.parametrize("host", ["evil.example", "dictionary.example.evil.example", ""])
def test_a_site_answers_to_its_own_names_alone(own, host):
    answer = asked(own, "/d/example-syndrome/", host=host)

    assert answer.status_code == 421
    assert "evil" not in answer.text


@pytest.mark.parametrize("host", ["dictionary.example", "DICTIONARY.example:8443"])
def test_a_name_is_the_same_in_capitals_and_with_a_port(own, host):
    assert asked(own, "/", host=host).status_code == 200


def test_a_leaflet_names_no_address_that_a_visitor_made_up(site, tiny_release):
    path = "/d/example-syndrome/leaflet.pdf"
    evil, near = (
        Visitor(site).get(path, headers={"host": host})
        for host in ("evil.example", "localhost:8000")
    )
    named = Visitor(application(tiny_release, base_url="https://dictionary.example")).get(path)

    # Only what is configured is printed, as a code and an address.
    assert len(evil.content) == len(near.content) < len(named.content)
