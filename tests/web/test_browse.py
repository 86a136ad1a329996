"""The first page and the lists."""

import re

import pytest

from nosograph.render.paging import pages


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


def names(page):
    return re.findall(r'<li><a href="/d/([a-z0-9-]+)/"', page.text)


def test_lists_are_narrowed_by_when_diseases_begin(client):
    every = names(client.get("/browse/M"))
    adult = names(client.get("/browse/M", params={"begins": "adult"}))
    child = names(client.get("/browse/?begins=childhood"))

    assert set(adult) < set(every)
    assert child == sorted(child)
    assert not set(names(client.get("/browse/?begins=late"))) & set(child)


def test_lists_are_narrowed_to_what_is_written_and_cannot_wait(client):
    assert names(client.get("/browse/?complete=1")) == ["example-syndrome"]
    assert names(client.get("/systems/HP:0000478?complete=1&urgent=1")) == []


def test_what_is_narrowed_keeps_its_narrowing_when_pages_are_turned():
    turned = pages("/browse/", 2, 900, 300, "begins=late")

    assert turned.previous == "/browse/?begins=late&page=1"
    assert turned.next == "/browse/?begins=late&page=3"


@pytest.mark.parametrize("begins", ["", "never", "%00", "birth&begins=late"])
def test_an_odd_narrowing_answers(client, begins):
    assert client.get(f"/browse/?begins={begins}").status_code == 200


def test_an_organ_system_leads_to_its_parts(client):
    assert 'href="/t/HP:' in client.get("/systems/HP:0000707").text


def test_all_tools_stand_on_one_page(client):
    text = client.get("/tools/").text

    for place in ("criteria/example-2001", "pathways/first-visit", "scales/three-things", "workup"):
        assert f'href="/d/example-syndrome/{place}"' in text
    assert 'href="/differential"' in text
    assert 'href="/tools/"' in client.get("/").text
