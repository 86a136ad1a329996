"""Pathways as pages and files."""

import pytest

PAGE = "/d/example-syndrome/pathways/first-visit"


def test_the_page_draws_and_lists_the_pathway(client):
    page = client.get(PAGE)

    assert page.status_code == 200
    assert "<svg" in page.text
    assert 'id="step-decide"' in page.text
    assert "1 of 3 lines are inferred" in page.text
    assert "in the hands of a specialist centre" in page.text


def test_the_german_page_has_german_words(client):
    assert "Schritt für Schritt" in client.get(f"/de{PAGE}").text


@pytest.mark.parametrize(
    ("end", "type"),
    [(".svg", "image/svg+xml"), (".txt", "text/plain"), (".json", "application/json")],
)
def test_the_files_beside_it(client, end, type):
    answer = client.get(PAGE + end)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(type)


def test_the_entry_leads_to_it(client):
    assert f'href="{PAGE}"' in client.get("/d/example-syndrome/").text


@pytest.mark.parametrize("address", [f"{PAGE}x", "/d/marfan-syndrome/pathways/first-visit.svg"])
def test_an_unknown_pathway_is_not_found(client, address):
    assert client.get(address).status_code == 404
