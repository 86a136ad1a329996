"""Phenopackets on the command line."""

import json
import re

import pytest


@pytest.fixture
def packet(nosograph, tiny_release, tmp_path):
    """A phenopacket that the program has begun."""
    ask = ("--finding", "Opsoclonus", "--absent", "Seizure", "--age", "20mo", "--sex", "female")
    told = nosograph("phenopacket", "new", *ask, "--release", tiny_release)
    path = tmp_path / "case.json"
    path.write_text(json.dumps(told.json))
    return path


def test_one_that_was_begun_is_valid(nosograph, tiny_release, packet):
    told = nosograph("phenopacket", "validate", packet, "--release", tiny_release, "--json")

    assert told.json == {"phenopackets": 1, "problems": []}


def test_a_label_that_contradicts_its_id_is_an_error(nosograph, tiny_release, packet):
    packet.write_text(packet.read_text().replace('"label": "Opsoclonus"', '"label": "Ataxia"'))

    told = nosograph("phenopacket", "validate", packet, "--release", tiny_release, "--json")

    assert told.code == 1
    assert [each["slug"] for each in told.json["problems"]] == ["wrong-label"]


def test_flaws_are_printed_with_their_places(nosograph, tiny_release, packet):
    packet.write_text('{"phenotypicFeatures": [{"type": {"id": "HP:0010543"}}]}')

    told = nosograph("phenopacket", "validate", packet, "--release", tiny_release)

    assert told.code == 1
    assert re.search(r"case\.json:1:\d\d: /phenotypicFeatures/0/type: .* 'label'", told.err)
    assert "1 phenopackets" in told.err


def test_it_becomes_fhir_and_says_what_is_left_out(nosograph, tiny_release, packet):
    told = nosograph("phenopacket", "convert", packet, "--to", "fhir", "--release", tiny_release)

    assert told.code == 1
    assert "left out: the age" in told.err
    kinds = [each["resource"]["resourceType"] for each in told.json["entry"]]
    assert kinds == ["Patient", "Condition", "Condition"]


def test_fhir_becomes_a_phenopacket(nosograph, tiny_release, packet, tmp_path):
    bundle = nosograph("phenopacket", "convert", packet, "--to", "fhir", "--release", tiny_release)
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle.json))

    told = nosograph("phenopacket", "convert", path, "--release", tiny_release)

    assert told.code == 0
    assert [each.get("excluded", False) for each in told.json["phenotypicFeatures"]] == [
        False,
        True,
    ]


def test_items_become_the_findings_that_they_are(nosograph, tiny_release, tmp_path):
    path = tmp_path / "case.json"
    path.write_text('{"findings": [{"item": "ataxia", "status": "present"}]}')

    told = nosograph("phenopacket", "convert", path, "--release", tiny_release)

    assert [each["type"]["id"] for each in told.json["phenotypicFeatures"]] == ["HP:0001251"]
