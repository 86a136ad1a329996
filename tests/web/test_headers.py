"""A baseline scan: what every answer of every address carries, and what none does.

Rule. The addresses are those that the site has; refusals, redirects and answers to odd methods are
answers too.
"""

import itertools
import re

import pytest

from nosograph.serving.frame import POLICY
from nosograph.site import application
from tests.directories import made, person
from tests.web.test_no_trace import SETTINGS, paths
from tests.web.visitor import Visitor, awaited

MUST = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
TYPES = {
    "text/html", "text/plain", "text/markdown", "text/css", "text/javascript", "text/xml", "image/svg+xml", "font/woff2",
    "application/json", "application/fhir+json", "application/pdf", "application/xml", "application/atom+xml",
    "application/ld+json",
}  # fmt: skip
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style\b|<[a-z][^<>]*\s(?:style|on[a-z]+)=|=.javascript:|<iframe|<base\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory, tiny_release):
    """Every answer, by method and address."""
    folder = tmp_path_factory.mktemp("scan")
    (folder / "site.toml").write_text(SETTINGS)
    made(folder / "directory", [person(n, 41.7, -72.6, postal="06105") for n in range(3)])
    site = application(tiny_release, directory=folder / "directory", settings=folder / "site.toml")
    awaited(site.releases.warm())
    visitor, found = Visitor(site), {}
    fields = {"q": "<script>alert(1)</script>", "text": "\"'><img src=x onerror=alert(1)>"}
    for route in site._router.routes:
        for path, method in itertools.product(paths(route), ("GET", "POST", "OPTIONS", "TRACE")):
            more = {"data": fields} if method == "POST" else {"params": fields}
            found[method, path] = visitor.request(method, path, **more)
    for path in ("/", "/d/example-syndrome/", "/recognise", "/search"):
        found["GET", f"/de{path}"] = visitor.get(f"/de{path}")
    yield found
    site.pool.close()
    site.releases.close()


def test_every_answer_carries_the_headers_once(scanned):
    for asked, answer in scanned.items():
        for name, value in MUST.items():
            assert answer.headers.get_list(name) == [value], (asked, name)
        assert "server" not in answer.headers, asked
        assert "set-cookie" not in answer.headers, asked
        assert "x-powered-by" not in answer.headers, asked


def test_no_answer_is_a_fault_or_tells_how_the_inside_looks(scanned):
    for asked, answer in scanned.items():
        assert answer.status_code < 500, (asked, answer.text[:300])
        text = answer.text if "pdf" not in answer.headers.get("content-type", "") else ""
        assert "Traceback" not in text, asked
        assert "site-packages" not in text, asked
        assert "/src/nosograph" not in text, asked


def test_every_body_says_what_it_is(scanned):
    for asked, answer in scanned.items():
        if not answer.content:
            continue
        kind, _, rest = answer.headers["content-type"].partition(";")
        assert kind in TYPES, asked
        assert not kind.startswith("text/") or "charset=utf-8" in rest, asked


def test_no_page_has_anything_inline_or_what_was_sent_as_markup(scanned):
    for asked, answer in scanned.items():
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert not INLINE.search(answer.text), (asked, INLINE.search(answer.text)[0])
            assert "<script>alert" not in answer.text, asked
            assert "<img src=x" not in answer.text, asked


def test_what_was_asked_by_post_is_kept_nowhere(scanned):
    for (method, path), answer in scanned.items():
        if method == "POST" and answer.status_code == 200 and "/static/" not in path:
            assert answer.headers["cache-control"] == "no-store", path


def test_no_redirect_leads_away(scanned):
    for asked, answer in scanned.items():
        if location := answer.headers.get("location"):
            assert re.match(r"/(?![/\\])", location), (asked, location)


def test_no_answer_lets_any_site_read_it_with_a_cookie(scanned):
    for asked, answer in scanned.items():
        assert "access-control-allow-credentials" not in answer.headers, asked
