import json

GOLD = {"id": 1, "text": "Ataxias, no seizure.", "mentions": [
    {"start": 0, "end": 7, "hpo": "HP:0001251"}, {"start": 12, "end": 19, "hpo": "HP:0001250"},
]}  # fmt: skip


def test_systems_are_measured_on_the_same_notes(nosograph, tiny_release, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    told = nosograph(
        "benchmark", "recognition", "--gold", gold, "--json", "--release", tiny_release
    )

    rows = {row["system"]: row for row in told.json}
    assert set(rows) == {"nosograph, nested", "nosograph, longest", "plain dictionary"}
    assert rows["nosograph, nested"]["mention"] == {"right": 2, "given": 2, "expected": 2}
    assert rows["plain dictionary"]["document"] == {"right": 1, "given": 1, "expected": 2}


def test_the_table_shows_every_measure(nosograph, tiny_release, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    told = nosograph("benchmark", "recognition", "--gold", gold, "--release", tiny_release)

    assert "| plain dictionary | 1.000 | 0.500 | 0.667 |" in told.out


def test_a_file_without_notes_is_refused(nosograph, tiny_release, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text("[]\n", encoding="utf-8")

    assert nosograph("benchmark", "recognition", "--gold", gold).code == 1
