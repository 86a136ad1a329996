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


def test_rows_of_omop_go_there_and_back(nosograph, tiny_release, tmp_path):
    rows = {
        "person": [{"person_id": 7, "gender_concept_id": 8532, "person_source_value": "x",
                    "year_of_birth": 2019, "month_of_birth": 3, "day_of_birth": 1}],
        "condition_occurrence": [
            {"person_id": 7, "condition_concept_id": 99, "condition_start_date": "2021-05-01"},
            {"person_id": 7, "condition_concept_id": 98, "condition_start_date": "2021-05-01"},
            {"person_id": 7, "condition_concept_id": 99, "condition_start_date": "2021-05-02",
             "condition_status_concept_id": 32899},
        ],
        "observation": [{"person_id": 7, "observation_source_value": "HP:0001250",
                         "observation_date": "2021-05-02", "value_as_string": "No"}],
        "measurement": [{"person_id": 7, "measurement_source_value": "LOINC:777-3", "value_as_number": 90,
                         "operator_concept_id": 4171756, "unit_source_value": "10*3/uL",
                         "measurement_date": "2021-05-03"}],
        "concept": [{"concept_id": 99, "vocabulary_id": "ICD10CM", "concept_code": "G25.3"}],
    }  # fmt: skip
    first, second = tmp_path / "rows.json", tmp_path / "case.json"
    first.write_text(json.dumps(rows))
    items = nosograph("phenopacket", "convert", first, "--to", "items", "--release", tiny_release)
    second.write_text(json.dumps(items.json))
    ask = ("--to", "omop", "--born", "2019-03-01", "--release", tiny_release)
    again = nosograph("phenopacket", "convert", second, *ask)
    folder = tmp_path / "cdm"
    folder.mkdir()
    for table, written in rows.items():
        columns = list(dict.fromkeys(key for row in written for key in row))
        lines = [",".join(columns)] + [
            ",".join(str(r.get(c, "")) for c in columns) for r in written
        ]
        (folder / f"{table.upper()}.csv").write_text("\n".join(lines))
    tables = nosograph("phenopacket", "convert", folder, "--to", "items", "--release", tiny_release)

    found = {(each.get("hpo") or each["code"], each["status"]) for each in items.json["findings"]}
    assert found == {
        ("ICD10CM:G25.3", "present"),
        ("HP:0001250", "absent"),
        ("LOINC:777-3", "measured"),
    }
    assert items.json["age"] == "P2Y2M2D"
    assert "no code that is known" in items.err
    assert "preliminary" in items.err
    assert tables.json == items.json
    assert again.code == 0
    assert again.json["person"][0]["year_of_birth"] == 2019
    assert again.json["measurement"][0]["operator_concept_id"] == 4171756
    assert again.json["observation"][0]["value_as_string"] == "absent"


def test_what_omop_has_no_place_for_is_named(nosograph, packet, tiny_release):
    told = nosograph("phenopacket", "convert", packet, "--to", "omop", "--release", tiny_release)
    bad = nosograph("phenopacket", "convert", packet, "--born", "soon", "--release", tiny_release)

    assert told.code == 1
    assert "left out: the year of birth" in told.err
    assert "every event of OMOP has a date" in told.err
    assert bad.code == 2
