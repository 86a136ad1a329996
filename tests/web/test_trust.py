"""What an entry rests on, shown."""

import re

import pytest

from nosograph.build.history import authors_since
from nosograph.prose.claims import claims_of
from tests.conftest import TINY_DICTIONARY
from tests.web.conftest import ANNOTATED, CURATED


def test_every_claim_stands_on_the_page_of_claims_and_points_back(client, tiny_library):
    claims = claims_of(tiny_library.disease(CURATED).entry)
    text = client.get(f"/d/{CURATED}/claims/").text

    assert claims
    assert set(re.findall(r'<li id="(c[0-9a-f]{8}(?:-\d)?)"', text)) == {each.id for each in claims}
    assert f'href="/d/{CURATED}/#overview"' in text


def test_a_claim_tells_its_source_its_place_and_how_it_is_supported(client):
    text = client.get(f"/d/{CURATED}/claims/").text

    assert "Example 2001, p. 3</a>: stated by the source itself" in text
    assert "(read in The disease that still does not exist)</a>: read in another work" in text


def test_the_text_marks_where_each_claim_ends(client, tiny_library):
    ids = {
        each.id
        for each in claims_of(tiny_library.disease(CURATED).entry)
        if each.backings and not each.chapter.startswith("against-")
    }
    text = client.get(f"/d/{CURATED}/").text
    marked = re.findall(r'<a href="claims/#(\w+)">', text)

    assert set(marked) == ids
    assert len(marked) == len(ids)
    assert '<input type="checkbox" id="evidence">' in text


@pytest.mark.parametrize("before", ["", "/de"])
@pytest.mark.parametrize("side", [f"{CURATED}/compare/marfan-syndrome", f"marfan-syndrome/compare/{CURATED}"])  # fmt: skip
def test_what_tells_two_diseases_apart_leads_from_its_page_to_its_claim(client, before, side):
    claims = client.get(f"{before}/d/{CURATED}/claims/").text
    page = client.get(f"{before}/d/{side}").text
    marked = re.findall(r'<a class="claim" href="([^"#]*)#(\w+)"', page)

    assert len(marked) == 3
    assert {where for where, _ in marked} == {f"{before}/d/{CURATED}/claims/"}
    assert all(f'<li id="{id}"' in claims for _, id in marked)
    assert f'href="{before}/d/{CURATED}/compare/marfan-syndrome#apart"' in claims


def test_a_section_tells_who_compared_it_with_the_professional_text(client):
    text = client.get(f"/de/d/{CURATED}/claims/").text

    assert 'Mit dem Fachtext verglichen am 15. Januar 2026 (<span lang="en">Example editors' in text


def test_claims_are_a_document_too(client):
    told = client.get(f"/d/{CURATED}/claims.json").json()

    assert told["report"]["unsourced"] == []
    assert len(told["claims"]) == told["report"]["claims"]
    assert told["claims"][0]["support"] == "direct"


def test_references_are_written_in_the_style_that_is_asked_for(client):
    vancouver = client.get(f"/d/{CURATED}/references/").text
    apa = client.get(f"/d/{CURATED}/references/apa/").text

    assert "Example A. A disease that does not exist. 2001." in vancouver
    assert "Example, A. (2001). " in apa


def test_a_reference_lists_the_claims_that_rest_on_it_and_where_it_is_cited(client):
    text = client.get(f"/d/{CURATED}/references/").text

    assert re.search(r'href="../claims/#c[0-9a-f]+">Example syndrome is a disease', text)
    assert 'href="../#c1a"' in text
    assert 'href="../../#c1a"' in client.get(f"/d/{CURATED}/references/apa/").text


def test_numbers_are_those_of_the_article(client):
    article = client.get(f"/d/{CURATED}/").text
    listed = client.get(f"/d/{CURATED}/references/").text

    assert re.findall(r'<li id="r(\d+)"', article) == re.findall(r' value="(\d+)"', listed)


@pytest.mark.parametrize("rest", ["claims/", "claims.json", "references/", "references/apa/"])
def test_an_entry_that_nobody_has_written_has_no_claims(client, rest):
    assert client.get(f"/d/{ANNOTATED}/{rest}").status_code == 404


@pytest.mark.parametrize("rest", ["claims/", "claims.json", "references/", "references/apa/"])
def test_a_former_address_leads_on(client, rest):
    answer = client.get(f"/d/sample-disease/{rest}")

    assert answer.status_code == 308
    assert answer.headers["location"] == f"/d/{CURATED}/{rest}"


def test_a_style_that_we_do_not_have_is_not_found(client):
    assert client.get(f"/d/{CURATED}/references/chicago/").status_code == 404


@pytest.mark.parametrize("rest", ["claims/", "references/"])
def test_there_is_a_german_page(client, rest):
    assert '<html lang="de">' in client.get(f"/de/d/{CURATED}/{rest}").text


def test_an_entry_without_an_earlier_release_says_so(client):
    assert "No earlier release" in client.get(f"/d/{ANNOTATED}/changes/").text
    # Who wrote it is told where the tests stand in a repository.
    written = authors_since(TINY_DICTIONARY / CURATED)
    text = client.get(f"/d/{CURATED}/changes/").text
    assert ("the first with this entry" if written else "No earlier release") in text
    assert all(name in text for name in written)


def test_changes_are_a_document_too(client):
    told = client.get(f"/d/{CURATED}/changes.json").json()

    assert told["slug"] == CURATED
    assert [each["changes"] for each in told["releases"]] in ([[]], [])


@pytest.mark.parametrize("rest", ["changes/", "changes.json"])
def test_changes_of_a_former_address_are_found_at_the_new_one(client, rest):
    answer = client.get(f"/d/sample-disease/{rest}")

    assert answer.headers["location"] == f"/d/{CURATED}/{rest}"


def test_the_glossary_says_findings_in_everyday_words(client):
    english = client.get(f"/d/{CURATED}/glossary/").text
    german = client.get(f"/de/d/{CURATED}/glossary/").text

    assert '<dt><a href="/t/HP:0001251">Ataxia</a></dt>' in english
    assert "<dd>Movements are clumsy and unsteady.</dd>" in english
    assert "In everyday words: <span>wobbly walking" in english
    assert "<dd>Die Bewegungen sind unsicher.</dd>" in german


def test_every_disease_has_a_glossary(client):
    answer = client.get(f"/d/{ANNOTATED}/glossary/")

    assert answer.status_code == 200
    assert "retard" not in answer.text


def test_a_finding_says_what_it_means_in_plain_words(client):
    assert "Movements are clumsy and unsteady." in client.get("/t/HP:0001251").text
    assert "Die Bewegungen sind unsicher." in client.get("/de/t/HP:0001251").text


def test_the_patient_page_leads_to_the_glossary_and_tells_its_reading_level(client):
    text = client.get(f"/d/{CURATED}/patient/").text

    assert f'href="/d/{CURATED}/glossary/"' in text
