"""Pages of diseases."""

import gzip

import pytest

from tests.web.conftest import ANNOTATED, CURATED


@pytest.mark.parametrize("slug", [CURATED, ANNOTATED])
@pytest.mark.parametrize("prefix", ["", "/de"])
@pytest.mark.parametrize("rest", ["", "patient/"])
def test_every_disease_has_both_pages_in_every_language(client, slug, prefix, rest):
    answer = client.get(f"{prefix}/d/{slug}/{rest}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{prefix[1:] or "en"}">' in answer.text


def test_only_a_curated_entry_has_plain_text(client):
    assert "Nobody has it" in client.get(f"/d/{CURATED}/patient/").text
    assert "no plain-language text" in client.get(f"/d/{ANNOTATED}/patient/").text


def test_a_scale_that_cannot_be_scored_is_named_as_such_where_it_is_offered(client):
    told = client.get(f"/d/{CURATED}/").text

    assert "Scale of three things</a>" in told
    assert "(described, cannot be scored)</a>" in told


def test_a_page_is_not_sent_twice(client):
    first = client.get(f"/d/{CURATED}/")
    again = client.get(f"/d/{CURATED}/", headers={"if-none-match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


def test_a_changed_page_is_sent(client):
    answer = client.get(f"/d/{CURATED}/", headers={"if-none-match": '"other"'})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", [f"/d/{CURATED}/", f"/de/d/{ANNOTATED}/", "/", "/about/keys"])
def test_pages_are_compressed_for_those_who_can_read_it(client, path):
    answer, packed = client.packed(path, **{"accept-encoding": "gzip"})
    plain = client.get(path, headers={"accept-encoding": "identity"})

    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain.content
    assert "content-encoding" not in plain.headers
    assert answer.headers["etag"] != plain.headers["etag"]
    assert "accept-encoding" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize("refusal", ["gzip;q=0", "gzip; q=0.0", "deflate, br", ""])
def test_nobody_gets_gzip_who_refuses_it(client, refusal):
    answer = client.get(f"/d/{CURATED}/", headers={"accept-encoding": refusal})

    assert "content-encoding" not in answer.headers
    assert answer.text.startswith("<!DOCTYPE html>")


def test_the_head_of_a_page_can_be_asked_for(client):
    assert client.head(f"/d/{CURATED}/").status_code == 200


def test_the_slash_at_the_end_may_be_left_out(client):
    assert client.get(f"/d/{CURATED}").headers["location"] == f"/d/{CURATED}/"
    assert client.get(f"/de/d/{CURATED}/patient").headers["location"] == f"/de/d/{CURATED}/patient/"


def test_a_former_address_leads_to_the_current_one(client):
    answer = client.get("/d/sample-disease/patient/")

    assert answer.status_code == 308
    assert answer.headers["location"] == f"/d/{CURATED}/patient/"


def test_an_entry_comes_as_a_document(client):
    document = client.get(f"/d/{CURATED}/entry.json").json()

    assert document["slug"] == CURATED
    assert document["kind"] == "curated"
    assert document["chapters"][0]["title"] == "Key facts"
    assert all(source["licence"] for source in document["sources"])


def test_an_entry_comes_as_plain_text(client):
    answer = client.get(f"/d/{CURATED}/entry.txt")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("Example syndrome\n====")


@pytest.mark.parametrize("rest", ["", "patient/", "entry.json", "entry.txt"])
def test_a_disease_that_is_not_there_gets_suggestions(client, rest):
    answer = client.get(f"/d/exampel-syndrome/{rest}")

    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert "Example syndrome" in answer.text


def test_families_get_the_recorded_findings_in_everyday_words_and_places_to_read_on(client):
    page = client.get("/d/marfan-syndrome/patient/").text

    assert "Not written yet" in page
    assert "This list was generated from records of published cases" in page
    assert "https://medlineplus.gov/genetics/gene/fbn1/" in page
    assert "omim.org" not in page[page.index('id="missing"') : page.index('id="findings"')]


def test_the_german_page_of_a_generated_entry_calls_findings_by_german_names(client):
    page = client.get("/de/d/marfan-syndrome/").text

    assert '<a href="/de/t/HP:0001083">Linsenluxation</a>' in page
