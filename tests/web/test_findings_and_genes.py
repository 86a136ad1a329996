"""Pages of findings and genes."""

import pytest


def test_a_finding_says_what_it_is_and_who_shows_it(client):
    text = client.get("/t/HP:0001083").text

    assert "<h1>Ectopia lentis</h1>" in text
    assert "What it is" in text
    assert "Diseases that show it" in text
    assert 'href="/d/marfan-syndrome/"' in text


def test_a_finding_links_to_those_above_and_below(client):
    text = client.get("/de/t/HP:0001251").text

    assert "Allgemeiner" in text
    assert 'href="/de/t/HP:' in text


@pytest.mark.parametrize("spelling", ["hp:0001251", "HP_0001251", "hpo:1251"])
def test_other_spellings_lead_to_the_finding(client, spelling):
    answer = client.get(f"/t/{spelling}")

    assert answer.status_code == 308
    assert answer.headers["location"] == "/t/HP:0001251"


@pytest.mark.parametrize(
    "term", ["HP:9999999", "nonsense", "HP:", "ORPHA:1183", "%00", "%F0%9F%91%80"]
)
def test_an_unknown_finding_is_not_there(client, term):
    answer = client.get(f"/t/{term}")

    assert answer.status_code in (308, 404)
    if answer.status_code == 404:
        assert "Traceback" not in answer.text
        assert "Diseases from A to Z" in answer.text


def test_a_gene_lists_its_diseases(client):
    text = client.get("/g/FBN1").text

    assert "<h1>FBN1</h1>" in text
    assert 'href="/d/marfan-syndrome/"' in text
    assert "ncbi.nlm.nih.gov/gene/2200" in text


def test_capitals_of_a_gene_are_put_right(client):
    assert client.get("/de/g/fbn1").headers["location"] == "/de/g/FBN1"


def test_an_unknown_gene_is_not_there(client):
    assert client.get("/g/NOTAGENE").status_code == 404
