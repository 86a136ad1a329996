import gzip
import json

import pytest

OMS = {
    "id": "one",
    "subject": {"sex": "FEMALE", "timeAtLastEncounter": {"age": {"iso8601duration": "P20M"}}},
    "phenotypicFeatures": [
        {"type": {"id": id}} for id in ("HP:0010543", "HP:0001336", "HP:0001251", "HP:0000737")
    ]
    + [{"type": {"id": "HP:0001250"}, "excluded": True}],
    "interpretations": [{"diagnosis": {"disease": {"id": "OMIM:607208"}}}],
    "metaData": {"externalReferences": [{"id": "PMID:1"}]},
}


@pytest.fixture
def case_file(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(OMS))
    return file


def test_it_ranks_a_phenopacket_with_reasons_that_add_up(nosograph, tiny_release, case_file):
    told = nosograph("differential", "--case", case_file, "--json", "--release", tiny_release)

    first = told.json["ranking"][0]
    assert told.code == 0
    assert told.json["case"] == "one"
    assert "ORPHA:1183" in first["ids"]
    assert sum(each["contribution"] for each in first["reasons"]) == pytest.approx(first["score"])


def test_it_takes_findings_by_id_or_name(nosograph, tiny_release):
    told = nosograph(
        "differential", "--finding", "HP:0010543", "--finding", "ataxia", "--absent", "Seizure",
        "--age", "20mo", "--sex", "female", "--pairs", "--release", tiny_release,
    )  # fmt: skip

    assert told.code == 0
    assert "psoclonus-myoclonus" in told.out
    assert "no probabilities" in told.out


def test_it_suggests_names_for_what_is_no_finding(nosograph, tiny_release):
    told = nosograph("differential", "--finding", "opsoclonu", "--release", tiny_release)

    assert told.code == 1
    assert "no finding is called" in told.err


def test_it_writes_one_line_per_case_even_for_those_with_mistakes(
    nosograph, tiny_release, tmp_path
):
    lines = [OMS, {"id": "empty", "phenotypicFeatures": []}, {"id": "bad", "phenotypicFeatures": 3}]
    cases, lists = tmp_path / "cases.jsonl.gz", tmp_path / "lists.jsonl"
    with gzip.open(cases, "wt") as file:
        file.writelines(json.dumps(each) + "\n" for each in lines)
    told = nosograph(
        "differential", "--cases", cases, "--out", lists, "--top", 3,
        "--exclude-own-publication", "--release", tiny_release,
    )  # fmt: skip
    found = [json.loads(line) for line in lists.read_text().splitlines()]

    assert told.code == 1
    assert [each["case"] for each in found] == ["one", "empty", "bad"]
    assert [len(each["ranking"]) for each in found] == [3, 0, 0]
    assert set(found[0]["ranking"][0]) == {"id", "ids", "name", "score", "rank"}
    assert not list(tmp_path.glob("*.part"))


def test_only_absent_findings_speak_for_nothing(nosograph, tiny_release):
    told = nosograph("differential", "--absent", "HP:0001250", "--json", "--release", tiny_release)

    assert told.code == 1
    assert told.json["ranking"] == []
    assert told.json["confidence"]["level"] == "none"


def test_contradictions_and_unknown_ids_are_told(nosograph, tiny_release):
    told = nosograph(
        "differential", "--finding", "HP:0001251", "--finding", "HP:9999999",
        "--absent", "HP:0001251", "--json", "--release", tiny_release,
    )  # fmt: skip

    notes = {(note["id"], note["absent"]): note["reason"] for note in told.json["notes"]}
    assert "not a term" in notes["HP:9999999", False]
    assert "present" in notes["HP:0001251", True]


def test_genes_keep_the_ranks_among_all(nosograph, tiny_release):
    told = nosograph(
        "differential", "--finding", "HP:0001250", "--genes", "SCN1A", "--json",
        "--release", tiny_release,
    )  # fmt: skip

    assert {each["id"] for each in told.json["ranking"]} == {"OMIM:607208"}


def test_a_symbol_is_read_in_any_capitals_and_an_unknown_one_is_named(nosograph, tiny_release):
    told = nosograph(
        "differential", "--finding", "HP:0001250", "--genes", "scn1a,MLL2", "--json",
        "--release", tiny_release,
    )  # fmt: skip

    assert {each["id"] for each in told.json["ranking"]} == {"OMIM:607208"}
    assert "MLL2" in told.err
    assert "scn1a" not in told.err


def test_a_list_that_a_gene_empties_says_so(nosograph, tiny_release, tmp_path):
    alone = nosograph(
        "differential", "--finding", "HP:0001250", "--genes", "NOSUCH", "--release", tiny_release
    )
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps(OMS))
    many = nosograph(
        "differential", "--cases", cases, "--out", tmp_path / "lists", "--genes", "NOSUCH",
        "--release", tiny_release,
    )  # fmt: skip

    assert alone.code == 1
    assert "NOSUCH" in alone.err
    assert "NOSUCH" in many.err


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--finding", "HP:0001251", "--case", "x.json"),
        ("--cases", "x.jsonl"),
        ("--finding", "HP:0001251", "--age", "soon"),
        ("--finding", "HP:0001251", "--sex", "x"),
        ("--case", "no such file"),
    ],
    ids=" ".join,
)
def test_it_ends_with_two_when_it_is_called_wrongly(nosograph, tiny_release, wrong):
    assert nosograph("differential", *wrong, "--release", tiny_release).code == 2


def test_the_benchmark_prints_every_track(nosograph, tiny_release, tmp_path):
    cases = tmp_path / "cases.jsonl"
    cases.write_text("".join(json.dumps(OMS | {"id": id}) + "\n" for id in "ab"))
    text = nosograph("benchmark", "differential", "--cases", cases, "--release", tiny_release)
    told = nosograph(
        "benchmark", "differential", "--cases", cases, "--json", "--release", tiny_release
    )

    assert text.code == 0
    for track in ("AS-IS", "NONLEAK", "LOPO"):
        assert f"| {track} |" in text.out
    assert told.json["tested"] == 1  # the other is a duplicate
    assert {row["findings"] for row in told.json["rows"]} >= {"present", "LIRICAL-like, present"}


def test_the_benchmark_refuses_what_is_no_case(nosograph, tiny_release, tmp_path):
    cases = tmp_path / "cases.jsonl"
    cases.write_text("[1]\n")

    assert (
        nosograph("benchmark", "differential", "--cases", cases, "--release", tiny_release).code
        == 1
    )


def test_an_id_is_known_with_a_blank_behind_it_and_in_small_letters(nosograph, tiny_release):
    told = nosograph(
        "differential", "--finding", "hp:0001250 ", "--json", "--release", tiny_release
    )

    assert told.json["notes"] == []
    assert told.json["ranking"]


def test_a_label_that_is_the_name_of_another_finding_is_remarked(nosograph, tiny_release, tmp_path):
    file = tmp_path / "case.json"
    labelled = [("HP:0001250", "Ataxia"), ("HP:0000737", "Irritable"), ("HP:0001336", "Myoclonus")]
    types = [{"type": {"id": id, "label": label}} for id, label in labelled]
    file.write_text(json.dumps(OMS | {"phenotypicFeatures": types}))
    told = nosograph("differential", "--case", file, "--json", "--release", tiny_release)

    assert [(each["term"], each["meant"]) for each in told.json["mislabelled"]] == [
        ("HP:0001250", "HP:0001251")
    ]
    assert "'Ataxia', which is HP:0001251" in told.err


def test_a_term_that_is_no_finding_is_told_from_one_that_is_not_known(nosograph, tiny_release):
    told = nosograph(
        "differential", "--finding", "HP:0003674", "--finding", "HP:9999999",
        "--finding", "HP:0001251", "--json", "--release", tiny_release,
    )  # fmt: skip

    reasons = {note["id"]: note["reason"] for note in told.json["notes"]}
    assert "another kind" in reasons["HP:0003674"]
    assert "not a term" in reasons["HP:9999999"]


@pytest.mark.parametrize("genes", ["scn1a", "SCN1A;KCNT1", "Scn1a nosuch"])
def test_genes_are_known_in_any_case_and_unknown_ones_are_told(nosograph, tiny_release, genes):
    told = nosograph(
        "differential", "--finding", "HP:0001250", "--genes", genes, "--json",
        "--release", tiny_release,
    )  # fmt: skip

    assert {each["id"] for each in told.json["ranking"]} == {"OMIM:607208"}
    assert set(told.json["unknown_genes"]) == set(genes.replace(";", " ").split()) - {
        "scn1a", "SCN1A", "Scn1a",
    }  # fmt: skip


def test_the_benchmark_takes_folders_and_lists_and_measures_each_source(
    nosograph, tiny_release, tmp_path
):
    folder = tmp_path / "packets"
    folder.mkdir()
    for id in "ab":
        packet = OMS | {"id": id, "metaData": {"externalReferences": [{"id": f"PMID:{ord(id)}"}]}}
        (folder / f"{id}.json").write_text(json.dumps(packet))
    lists = tmp_path / "lists.json"
    lists.write_text(json.dumps([[["HP:0010543", "HP:0001251"], ["CCRD:9", "ORPHA:1183"]]]))
    more = tmp_path / "more.jsonl"
    keyed = {"Phenotype": ["HP:0001250"], "RareDisease": ["OMIM:607208"], "pmid": 97}
    more.write_text(json.dumps(keyed) + "\n")
    told = nosograph(
        "benchmark", "differential", "--cases", folder, "--cases", lists, "--cases", more,
        "--json", "--release", tiny_release,
    )  # fmt: skip

    # PMID:97 is also the publication of the first packet.
    assert {source: each["tested"] for source, each in told.json["sources"].items()} == {
        "packets": 2,
        "lists": 1,
    }


def test_the_benchmark_leaves_out_publications_of_other_files(nosograph, tiny_release, tmp_path):
    cases, known = tmp_path / "cases.jsonl", tmp_path / "known.jsonl"
    other = OMS | {"id": "b", "metaData": {"externalReferences": [{"id": "PMID:2"}]}}
    cases.write_text(json.dumps(OMS) + "\n" + json.dumps(other) + "\n")
    known.write_text(json.dumps(OMS) + "\n")
    told = nosograph(
        "benchmark", "differential", "--cases", cases, "--without", known, "--json",
        "--release", tiny_release,
    )  # fmt: skip

    assert told.json["given"] == 1
