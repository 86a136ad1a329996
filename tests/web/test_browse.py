"""The first page and the lists."""

import pytest


def test_the_first_page_searches_and_browses(client):
    text = client.get("/").text

    assert 'action="/search"' in text
    assert 'href="/d/example-syndrome/"' in text
    assert 'href="/browse/E"' in text
    assert 'href="/systems/HP:0000707"' in text


def test_a_letter_lists_its_diseases(client):
    text = client.get("/browse/E").text

    assert 'href="/d/example-syndrome/"' in text
    assert 'aria-current="page"' in text


def test_an_organ_system_lists_its_diseases(client):
    text = client.get("/de/systems/HP:0000478").text

    assert "Augen" in text
    assert 'href="/de/d/marfan-syndrome/"' in text


def test_all_letters_and_all_systems_have_a_page(client):
    assert client.get("/browse/").status_code == 200
    assert client.get("/systems/").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "2"])
def test_an_odd_page_number_is_put_right(client, page):
    answer = client.get("/browse/E", params={"page": page})

    assert answer.status_code == 200
    assert "example-syndrome" in answer.text


@pytest.mark.parametrize(
    "path", ["/browse/%23x", "/browse/EE", "/browse/%00", "/systems/HP:1", "/systems/x"]
)
def test_what_is_not_listed_is_not_there(client, path):
    assert client.get(path).status_code == 404
