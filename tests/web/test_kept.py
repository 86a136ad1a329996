"""Pages that do not depend on who asks are rendered once a release."""

import pytest

from nosograph.asking.kept import Kept
from nosograph.library.records import StoredPage
from nosograph.site import application
from tests.web.visitor import Visitor

KEPT = [
    "/",
    "/de/",
    "/t/HP:0001251",
    "/g/FBN1",
    "/browse/",
    "/systems/",
    "/tools/",
    "/about/sources",
    "/de/d/marfan-syndrome/",
]


@pytest.fixture
def own(tiny_release):
    site = application(tiny_release)
    yield site
    site.pool.close()
    site.releases.close()


def pages(site):
    with site.releases.lease() as opened:
        return set(opened.kept._pages)


@pytest.mark.parametrize("path", KEPT)
def test_the_second_answer_is_the_first(own, path):
    visitor = Visitor(own)

    first, second = visitor.get(path), visitor.get(path)

    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert visitor.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_a_client_that_takes_no_packed_pages_gets_the_same_text(own):
    visitor = Visitor(own)

    packed = visitor.get("/t/HP:0001251")
    plain = visitor.get("/t/HP:0001251", headers={"accept-encoding": "identity"})

    assert plain.text == packed.text
    assert "content-encoding" not in plain.headers


def test_languages_are_kept_apart(own):
    visitor = Visitor(own)

    assert visitor.get("/").text != visitor.get("/de/").text
    assert visitor.get("/").text != visitor.get("/de/").text


def test_nothing_that_was_typed_is_kept(own):
    visitor = Visitor(own)
    for path in (
        "/search?q=secretword",
        "/t/HP:0001251?secretword=1",
        "/secretword",
        "/t/secretword",
    ):
        visitor.get(path)
    visitor.post("/search", data={"q": "secretword"})
    visitor.post("/differential", data={"f.HP:0001251": "present"})

    assert pages(own) == set()


def test_what_is_kept_has_an_end():
    kept = Kept(most=10)
    for n in range(5):
        kept.put(("en", str(n)), StoredPage(b"1234", "x"))
    kept.put(("en", "4"), StoredPage(b"12", "x"))

    assert [kept.get(("en", str(n))) is not None for n in range(5)] == [False] * 3 + [True] * 2
    assert kept._bytes == 6
