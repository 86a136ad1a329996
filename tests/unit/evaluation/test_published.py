"""Published cases in the forms in which collections hand them out."""

import gzip
import json

import pytest

from nosograph.evaluation.published import read_published

FIRST = {
    "id": "PMID:27672653-family-II:1",
    "subject": {"id": "II:1", "ageAtCollection": {"age": "P9Y"}, "sex": "FEMALE"},
    "phenotypicFeatures": [
        {"type": {"id": "HP:0001250"}},
        {"type": {"id": "HP:0001251"}, "negated": True},
    ],
    "diseases": [
        {"term": {"id": "OMIM:231670"}, "ageOfOnset": {"age": "P3Y"}},
        {"term": {"id": "OMIM:607208"}},
        {"term": {"id": "ORPHA:25"}},
    ],
    "metaData": {"createdBy": "someone"},
}
SNAKE = {
    "id": "one",
    "subject": {"time_at_last_encounter": {"age": {"iso8601duration": "P9Y"}}, "sex": "FEMALE"},
    "phenotypic_features": [
        {"type": {"id": "HP:0001250"}},
        {
            "type": {"id": "HP:0001251"},
            "excluded": True,
            "evidence": [{"reference": {"id": "pmid:27672653"}}],
        },
    ],
    "diseases": [{"term": {"id": "OMIM:231670"}, "onset": {"age": {"iso8601duration": "P3Y"}}}],
    "meta_data": {"external_references": [{"id": "DOI:10.1000/27"}]},
}
CODED = ("HP:0001250",), ("HP:0001251",), "OMIM:231670", "PMID:27672653"


def read(tmp_path, text, name="cases.json"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return list(read_published(file))


def told(case):
    return case.question.present, case.question.absent, case.diagnosis, case.publication


@pytest.mark.parametrize(
    "packet",
    [
        FIRST,
        SNAKE,
        {"proband": FIRST, "pedigree": {}},
        {"phenopacket": SNAKE},
        {"members": [SNAKE]},
    ],
    ids=["version 1", "snake case", "family", "wrapped", "cohort"],
)
def test_a_packet_is_read_in_any_version_spelling_and_wrapping(tmp_path, packet):
    [case] = read(tmp_path, json.dumps(packet))

    assert told(case) == CODED
    assert (case.question.age.months, case.question.onset.months) == (108, 36)
    assert case.question.sex == "FEMALE"


def test_the_diagnosis_in_another_terminology_counts_and_a_second_disease_does_not(tmp_path):
    [case] = read(tmp_path, json.dumps(FIRST))

    assert case.also == ("ORPHA:25",)


@pytest.mark.parametrize(
    "listed",
    [
        {"hpo_ids": ["HP:0001250"], "negatedHpoIds": ["HP:0001251"], "disease": "OMIM:231670",
         "pmid": 27672653},
        {"Phenotypes": "HP:0001250 (Seizure)", "excluded": "HP_0001251", "omim_id": 231670,
         "PubMed": "https://pubmed.ncbi.nlm.nih.gov/27672653/"},
        {"observed": [{"id": "HP:0001250", "label": "Seizure"}], "absent": [{"hpo_id": "HP:0001251"}],
         "Diagnosis": {"id": "MIM:231670", "label": "Glutaric acidemia I"}, "PMID": "PMID:27672653"},
        {"phenotypicFeatures": ["HP:0001250"], "not_observed": ["hp:0001251"],
         "diseases": ["OMIM 231670"], "reference": "PMID_27672653"},
    ],
    ids=["numbers", "texts", "objects", "names of packets"],
)  # fmt: skip
def test_a_list_is_read_whatever_its_keys_are_called(tmp_path, listed):
    [case] = read(tmp_path, json.dumps([listed]))

    assert told(case) == CODED


@pytest.mark.parametrize(
    "table",
    [
        "id\thpo_terms\texcluded\tdisease\tpmid\n1\tHP:0001250\tHP:0001251\tOMIM:231670\t27672653\n",
        "pmid,absent,present,omim\n27672653,HP:0001251,HP:0001250,231670\n",
        "﻿HPO;Negated;Diagnosis;Publication\nHP:0001250|HP:0001250;HP:0001251;MIM 231670;PMID 27672653",
    ],
    ids=["tabs", "commas", "semicolons"],
)
def test_a_table_is_read_by_its_heading(tmp_path, table):
    [case] = read(tmp_path, table, "cases.tsv")

    assert (set(case.question.present), *told(case)[1:]) == (set(CODED[0]), *CODED[1:])


@pytest.mark.parametrize(
    "line",
    ["HP:0001250,HP:0000006\tOMIM:231670\tPMID:27672653", "OMIM:231670 HP:0001250;HP:0000006 PMID:27672653"],
)  # fmt: skip
def test_a_table_without_a_heading_is_read_by_the_systems_of_its_codes(tmp_path, line):
    [case] = read(tmp_path, f"# a comment\n{line}\n\n", "cases.txt")

    assert told(case) == (("HP:0001250", "HP:0000006"), (), "OMIM:231670", "PMID:27672653")


def test_a_folder_holds_packets_lists_and_tables_side_by_side(tmp_path):
    (tmp_path / "packets").mkdir()
    (tmp_path / "packets" / "one.json").write_text(json.dumps(FIRST))
    (tmp_path / "rows.tsv").write_text("HP:0001250\tOMIM:231670\n")
    with gzip.open(tmp_path / "lines.jsonl.gz", "wt") as file:
        file.write(json.dumps([["HP:0001250"], ["OMIM:231670"]]) + "\n")

    assert {each.source for each in read_published(tmp_path)} == {"packets", "rows", "lines"}


@pytest.mark.parametrize("text", ["a table, of nothing\n1, 2\n", '{"name": "x"}', "[1]"])
def test_what_holds_no_case_is_refused(tmp_path, text):
    with pytest.raises(ValueError, match=r"case|table"):
        read(tmp_path, text)


def test_what_has_no_diagnosis_is_no_case(tmp_path):
    assert read(tmp_path, json.dumps(SNAKE | {"diseases": []})) == []
    assert read(tmp_path, "present,disease\nHP:0001250,\n") == []
