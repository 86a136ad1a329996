"""Every page with a case gives it as a phenopacket, too."""

import json

import pytest

from nosograph.formats.cases import read_cases
from nosograph.formats.fields import documents
from nosograph.formats.packet_checks import check_packet
from nosograph.model.problems import Problems

FINDINGS = {"f.HP:0001251": "present", "f.HP:0001250": "absent"}
CRITERIA = "/d/example-syndrome/criteria/example-2001"
NOTE = {"text": "Ataxia, no seizures.", "f.HP:0001251": "present", "f.HP:0001250": "absent"}


@pytest.mark.parametrize(
    ("page", "data"),
    [
        (CRITERIA, {"s.ataxia": "present", "rest": json.dumps({"findings": [
            {"hpo": "HP:0001250", "status": "absent"}]})}),
        ("/differential", FINDINGS), ("/de/differential", FINDINGS), ("/recognise", NOTE),
    ],
)  # fmt: skip
def test_a_case_is_saved_as_a_phenopacket(client, page, data):
    answer = client.post(f"{page}/phenopacket.json", data=data)
    problems = Problems()
    for spot in documents(answer.text, "case", problems):
        check_packet(spot)
    (case,) = read_cases(answer.text, "case", problems)

    assert answer.headers["content-disposition"] == 'attachment; filename="phenopacket.json"'
    assert answer.headers["cache-control"] == "no-store"
    assert problems.found == []
    assert {(each.code, str(each.status)) for each in case.statements} == {
        ("HP:0001251", "present"), ("HP:0001250", "absent"),
    }  # fmt: skip
    shown = client.post(page, data=data).text
    assert f'formaction="{page}/phenopacket.json"' in shown


def test_what_a_phenopacket_has_no_place_for_is_told_in_it(client):
    data = {"s.ataxia": "present", "d.ataxia": "3", "s.duration": ""}
    told = client.post(f"{CRITERIA}/phenopacket.json", data=data).json()

    [update] = told["metaData"]["updates"]
    assert "a day of the illness" in update["comment"]


def test_a_note_is_saved_as_a_case(client):
    saved = client.post("/recognise/case.json", data=NOTE)

    assert {each["hpo"] for each in saved.json()["findings"]} == {"HP:0001251", "HP:0001250"}
