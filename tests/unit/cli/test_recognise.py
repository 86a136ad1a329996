import json


def test_it_reads_a_note(nosograph, tiny_release):
    told = nosograph("recognise", "No ataxia; seizures.", "--json", "--release", tiny_release)

    assert told.code == 0
    assert told.json["language"] == "en"
    assert [(each["hpo"], each["status"]) for each in told.json["mentions"]] == [
        ("HP:0001251", "absent"),
        ("HP:0001250", "present"),
    ]


def test_it_prints_what_was_found(nosograph, tiny_release):
    told = nosograph("recognise", "--text", "Ataxia since birth", "--release", tiny_release)

    assert "HP:0001251  Ataxia" in told.out
    assert "present, onset HP:0003577: 'Ataxia'" in told.out


def test_it_reads_many_notes(nosograph, tiny_release, tmp_path):
    notes, to = tmp_path / "notes.jsonl", tmp_path / "found.jsonl"
    notes.write_text('{"id": "a", "text": "Ataxia"}\n\n{"id": 2, "text": ""}\n', encoding="utf-8")
    told = nosograph("recognise", "--notes", notes, "--out", to, "--release", tiny_release)

    assert told.code == 0
    first, second = map(json.loads, to.read_text("utf-8").splitlines())
    (mention,) = first["mentions"]
    assert set(mention) == {"start", "end", "text", "hpo", "label", "status", "onset"}
    assert second == {"id": 2, "mentions": []}


def test_a_line_that_is_no_note_is_named(nosograph, tiny_release, tmp_path):
    notes = tmp_path / "notes.jsonl"
    notes.write_text('{"id": 1}\n', encoding="utf-8")
    told = nosograph("recognise", "--notes", notes, "--release", tiny_release)

    assert told.code == 1
    assert "notes.jsonl:1" in told.err


def test_it_ends_with_one_when_nothing_is_found(nosograph, tiny_release):
    assert nosograph("recognise", "zzqq", "--release", tiny_release).code == 1


def test_it_ends_with_two_when_it_is_called_wrongly(nosograph, tiny_release):
    assert nosograph("recognise", "x", "--mode", "y", "--release", tiny_release).code == 2
    assert nosograph("recognise", "x", "--language", "y", "--release", tiny_release).code == 2
