"""What goes wrong: a page that says what to do, never a trace."""

import pytest

from nosograph.site import application
from tests.web.visitor import Visitor

PATHS = [
    "/nothing", "/d/", "/d//", "/d/..%2f..%2fetc%2fpasswd/", "/../../etc/passwd", "/%2e%2e/x", "/d/%00/",
    "/d/a\\b/", "/static/../../pyproject.toml", "/%ff%fe", "/d/" + "a" * 5000 + "/", "/de/nothing", "/xx/",
    "/t/", "/g/", "/c/ORPHA/", "/d/example-syndrome/criteria", "/wp-login.php", "/.env",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_an_address_without_a_page_says_so_and_points_on(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert 'href="/browse/"' in answer.text or 'href="/de/browse/"' in answer.text
    assert "Traceback" not in answer.text
    assert "content-security-policy" in answer.headers


def test_a_near_miss_gets_a_suggestion(client):
    assert 'href="/d/marfan-syndrome/"' in client.get("/marfan").text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_can_only_be_read(client, method):
    answer = client.request(method, "/d/example-syndrome/")

    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "can only be read" in answer.text


def test_the_languages_without_prefix_leave_it_out(client):
    assert client.get("/en/d/example-syndrome/").headers["location"] == "/d/example-syndrome/"
    assert client.get("/en").headers["location"] == "/"


@pytest.mark.parametrize(
    "path",
    ["/en//evil.example/", "/en/%5Cevil.example/", "/en///evil.example", "/en/%2Fevil.example"],
)
def test_no_redirect_leads_away_from_the_site(client, path):
    location = client.get(path).headers["location"]

    assert location.startswith("/")
    assert location[1:2] not in ("/", "\\")


def test_a_failure_inside_is_a_page_without_a_trace(tiny_release, caplog):
    broken = application(tiny_release)
    broken.releases.close()  # questions to it fail from now on
    answer = Visitor(broken).get("/de/g/FBN1")

    assert answer.status_code == 500
    assert "Etwas ist schiefgegangen" in answer.text
    assert "closed database" not in answer.text
    assert "content-security-policy" in answer.headers
    assert "closed database" in caplog.text
