"""A page offers itself in the language that the browser prefers, and sends nobody elsewhere."""

import re

import pytest

CURATED = "/d/example-syndrome/"


@pytest.mark.parametrize("address", ["/", CURATED, f"{CURATED}patient/", "/t/HP:0001251"])
def test_a_page_offers_itself_in_german_to_whoever_prefers_it(client, address):
    answer = client.get(address, headers={"accept-language": "de-AT,de;q=0.9,en;q=0.5"})

    assert f'<a href="/de{address}" hreflang="de">Diese Seite auf Deutsch lesen</a>' in answer.text
    assert '<html lang="en">' in answer.text
    without = client.get(address, headers={"accept-language": "en"}).text
    assert re.sub(r'<aside class="offer".*?</aside>\n', "", answer.text) == without
    assert "accept-language" in answer.headers["vary"]


def test_a_german_page_offers_itself_in_english_too(client):
    page = client.get(f"/de{CURATED}", headers={"accept-language": "en"}).text

    assert f'<a href="{CURATED}" hreflang="en">Read this page in English</a>' in page


@pytest.mark.parametrize("wanted", ["", "en", "en-US,de;q=0.8", "fr", "*", "de;q=0", "en,de"])
def test_nothing_is_offered_to_whoever_is_served(client, wanted):
    page = client.get(CURATED, headers={"accept-language": wanted}).text

    assert 'class="offer"' not in page


def test_a_list_calls_a_curated_disease_by_its_german_name(client):
    page = client.get("/de/").text

    assert "Beispielsyndrom" in page
