"""From a code to an entry."""

import pytest


@pytest.mark.parametrize("path", ["/c/ORPHA/9999991", "/c/orphanet/9999991", "/c/ORDO/09999991"])
def test_a_code_leads_to_its_entry(client, path):
    answer = client.get(path)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/d/example-syndrome/"


def test_a_code_keeps_the_language(client):
    assert client.get("/de/c/ORPHA/9999991").headers["location"] == "/de/d/example-syndrome/"


def test_a_findings_code_leads_to_the_finding(client):
    assert client.get("/c/HP/0001251").headers["location"] == "/t/HP:0001251"


def test_an_unknown_code_is_said_to_be_unknown(client):
    answer = client.get("/c/OMIM/999999")

    assert answer.status_code == 404
    assert "OMIM:999999" in answer.text


@pytest.mark.parametrize(
    "path", ["/c/SNOMED/1", "/c/ORPHA/x", "/c/ORPHA/%00", "/c/%3Cb%3E/1", "/c/ORPHA/" + "1" * 5000]
)
def test_what_is_no_code_is_told_how_codes_are_written(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert "/c/ORPHA/1183" in answer.text
    assert "<b>" not in answer.text
