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


@pytest.mark.parametrize(
    "path",
    [
        "/c/ICD-10-CM/B05",
        "/c/icd10cm/b05",
        "/c/2.16.840.1.113883.6.90/B05",
        "/c/urn:oid:2.16.840.1.113883.6.90/B05",
        "/c/http%3A%2F%2Fhl7.org%2Ffhir%2Fsid%2Ficd-10-cm/B05",
    ],
)
def test_a_classified_code_leads_to_its_place_however_it_is_written(client, path):
    answer = client.get(path)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/d/icd-10-cm-b05/"


@pytest.mark.parametrize("code", ["B05.81", "B0581", "B05.81XA"])
def test_a_code_below_what_people_name_leads_to_the_place_above_it(client, code):
    assert client.get(f"/c/ICD-10-CM/{code}").headers["location"] == "/d/icd-10-cm-b05-8/"


def test_a_code_that_is_only_near_a_disease_offers_it_with_the_relation(client):
    answer = client.get("/c/ICD-10-CM/G25.3")

    assert answer.status_code == 300
    assert 'href="/d/icd-10-cm-g25-3/"' in answer.text
    assert "Example syndrome" in answer.text
    assert "the code is broader than the disease" in answer.text


def test_one_disease_that_is_only_near_is_offered_too_and_not_led_to(client):
    answer = client.get("/c/ICD-10/G25.3")

    assert answer.status_code == 300
    assert "only related" in answer.text


def test_the_page_of_a_place_says_that_it_describes_nothing(client):
    text = client.get("/d/icd-10-cm-b05/").text

    assert "<h1>Measles</h1>" in text
    assert "Named here, not described" in text
    assert "subacute sclerosing panencephalitis" in text
    assert 'href="/d/icd-10-cm-b00-b09/"' in text
    assert 'href="/d/icd-10-cm-b05-0/"' in text


def test_a_place_links_the_findings_and_diseases_of_its_name(client):
    assert 'href="/t/HP:0001336"' in client.get("/d/icd-10-cm-g25-3/").text


def test_chapters_lead_to_blocks_and_these_to_categories(client):
    assert 'href="/d/icd-10-cm-chapter-1/"' in client.get("/classification/").text
    assert 'href="/d/icd-10-cm-b00-b09/"' in client.get("/d/icd-10-cm-chapter-1/").text
    assert client.get("/de/d/icd-10-cm-chapter-1/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/d/icd-10-cm-zz9/", "/d/icd-10-cm-/", "/d/icd-10-cm-b05/patient/"]
)
def test_what_is_not_classified_is_not_there(client, path):
    assert client.get(path).status_code == 404
