import pytest


def test_it_finds_a_disease_by_a_misspelt_name(nosograph, tiny_release):
    told = nosograph("search", "opsoclonus mioclonus", "--release", tiny_release)

    assert told.code == 0
    assert "opsoclonus-myoclonus-syndrome" in told.out


def test_it_prints_one_json_document(nosograph, tiny_release):
    told = nosograph("search", "ORPHA:1183", "--json", "--limit", 1, "--release", tiny_release)

    (result,) = told.json["results"]
    assert told.json["query"] == "ORPHA:1183"
    assert result["slug"] == "opsoclonus-myoclonus-syndrome"
    assert result["kind"] == "annotated"
    assert "ORPHA:1183" in result["codes"]
    assert set(result) >= {"type", "slug", "name", "kind", "codes", "match", "matched", "score"}
    assert told.json["took_ms"] >= 0


@pytest.mark.parametrize("json", [(), ("--json",)], ids=["text", "json"])
def test_it_ends_with_one_when_nothing_is_found(nosograph, tiny_release, json):
    told = nosograph("search", "zzqqxx", "--release", tiny_release, *json)

    assert told.code == 1
    assert "nothing found" in told.err


@pytest.mark.parametrize("text", ["", " ", "\x00\x07", "a" * 10_000, '"(:*^~', "🤷"], ids=repr)
def test_it_answers_whatever_is_typed(nosograph, tiny_release, text):
    assert nosograph("search", text, "--release", tiny_release).code in {0, 1}


def test_it_ends_with_three_when_there_is_no_release(nosograph, tmp_path):
    told = nosograph("search", "ataxia", "--release", tmp_path / "none")

    assert told.code == 3
    assert "run `nosograph build` first" in told.err


def test_it_ends_with_two_when_it_is_called_wrongly(nosograph):
    assert nosograph("search").code == 2
    assert nosograph("search", "x", "--limit", "none").code == 2
