"""A note is pasted, read, corrected and handed on, without scripts and without a trace."""

import json
import logging
import re

import pytest

ATAXIA, SEIZURE = "HP:0001251", "HP:0001250"
PACKET = json.dumps(
    {
        "id": "p",
        "subject": {"id": "p"},
        "phenotypicFeatures": [{"type": {"id": id, "label": ""}} for id in (ATAXIA, SEIZURE)],
        "metaData": {"phenopacketSchemaVersion": "2.0"},
    }
)
NOTE = "Ataxia since 2 years of age; no seizures. His mother has nystagmus."


@pytest.fixture
def read(client):
    return client.post("/recognise", data={"text": NOTE}).text


def checked(html, term):
    (value,) = re.findall(rf'name="f\.{term}" value="(\w+)" checked', html)
    return value


def test_the_empty_page_asks_for_a_text(client):
    html = client.get("/recognise").text

    assert "<textarea" in html
    assert 'id="answer"' not in html


def test_findings_are_marked_with_what_is_said(read):
    assert '<mark class="said-present">Ataxia<span class="hidden"> (Ataxia, present)' in read
    assert '<mark class="said-absent">seizures' in read
    assert '<mark class="said-family">nystagmus' in read
    assert "onset P2Y" in read


def test_what_is_not_the_patients_is_not_stated(read):
    assert checked(read, ATAXIA) == "present"
    assert checked(read, SEIZURE) == "absent"
    assert checked(read, "HP:0000639") == "unknown"


def test_what_the_reader_says_goes_before_what_was_read(client):
    fields = {"text": NOTE, f"f.{ATAXIA}": "absent", f"f.{SEIZURE}": "nonsense"}
    html = client.post("/recognise", data=fields).text

    assert checked(html, ATAXIA) == "absent"
    assert checked(html, SEIZURE) == "absent"


def test_a_finding_may_be_made_more_general(client):
    html = client.post("/recognise", data={"text": "Gait ataxia", "r.HP:0002066": ATAXIA}).text

    assert f'href="/t/{ATAXIA}"' in html


def test_the_findings_are_ranked(client):
    html = client.post("/recognise/differential", data={"text": "Ataxia, Opsoclonus"}).text

    assert f'name="f.{ATAXIA}" value="present" checked' in html
    assert "Opsoclonus-myoclonus" in html


def test_the_findings_go_into_criteria(client):
    html = client.post("/recognise", data={"text": NOTE}).text
    address = "/d/example-syndrome/criteria/example-2001/note"
    assert f'formaction="{address}"' in html

    answer = client.post(address, data={"text": NOTE}).text
    assert "HP:0001251" in answer
    assert "HP:0000639" not in answer


@pytest.mark.parametrize(
    "text",
    [
        f"{ATAXIA}\n{SEIZURE}",
        "Ataxia, Seizure",
        PACKET,
    ],
    ids=["ids", "labels", "phenopacket"],
)
def test_lists_and_phenopackets_are_read_too(client, text):
    html = client.post("/recognise", data={"text": text}).text

    assert checked(html, ATAXIA) == checked(html, SEIZURE) == "present"


@pytest.mark.parametrize("text", ["{", "{}", "\x00", "<script>x</script> ataxia", "ß" * 90_000])
def test_any_text_gets_an_answer(client, text):
    answer = client.post("/recognise", data={"text": text})

    assert answer.status_code in (200, 413)
    assert "<script>x" not in answer.text


def test_a_german_page_says_the_same(client):
    html = client.post("/de/recognise", data={"text": "Keine Ataxie."}).text

    assert checked(html, ATAXIA) == "absent"
    assert "Was gelesen wurde" in html


def test_the_text_is_neither_logged_nor_kept(client, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/recognise", data={"text": "secretword ataxia"})

    assert "secretword" not in caplog.text
    assert "no-store" in answer.headers["cache-control"]
