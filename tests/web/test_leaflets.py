"""Leaflets by their addresses, and the addresses that they name."""

import io

import pytest
from pypdf import PdfReader


def test_a_leaflet_is_a_pdf_for_each_audience(client):
    for rest in ("", "patient/"):
        answer = client.get(f"/d/example-syndrome/{rest}leaflet.pdf")

        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


def test_its_page_names_it(client):
    assert 'href="/d/example-syndrome/leaflet.pdf"' in client.get("/d/example-syndrome/").text
    page = client.get("/de/d/example-syndrome/patient/").text
    assert 'href="/de/d/example-syndrome/patient/leaflet.pdf"' in page


def test_a_generated_entry_has_none_and_says_so(client):
    answer = client.get("/d/marfan-syndrome/leaflet.pdf")

    assert answer.status_code == 404
    assert "no leaflet" in answer.text
    assert "leaflet.pdf" not in client.get("/d/marfan-syndrome/").text


def test_a_former_address_leads_to_the_leaflet(client):
    answer = client.get("/d/sample-disease/patient/leaflet.pdf")

    assert answer.headers["location"] == "/d/example-syndrome/patient/leaflet.pdf"


def test_the_address_of_the_present_release_leads_to_its_page(client, site):
    with site.releases.lease() as release:
        version = release.site.version

    answer = client.get(f"/de/v/{version}/d/example-syndrome/patient/")

    assert answer.status_code == 307
    assert answer.headers["location"] == "/de/d/example-syndrome/patient/"


def test_another_release_is_not_passed_off_as_this_one(client):
    answer = client.get("/v/2020.01.01-aaaaaaaa/d/example-syndrome/")

    assert answer.status_code == 404
    assert "2020.01.01-aaaaaaaa" in answer.text
    assert 'href="/d/example-syndrome/"' in answer.text


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "Call for help if a test turns red."), ("/de", "Niemand hat es.")],
)
def test_a_handout_is_one_page_that_begins_with_what_cannot_wait(client, prefix, words):
    answer = client.get(f"{prefix}/d/example-syndrome/patient/handout.pdf")

    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert answer.headers["content-type"] == "application/pdf"
    assert len(pages) == 1
    assert words in pages[0].extract_text()


def test_there_is_no_handout_without_a_text_for_families(client):
    assert client.get("/d/marfan-syndrome/patient/handout.pdf").status_code == 404
