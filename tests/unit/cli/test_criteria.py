"""`nosograph criteria`: what it prints, what it refuses, how it ends."""

import gzip
import json

import pytest

SET = "example-2001"
TWO_LINES = """\
{"id": "one", "findings": [{"item": "ataxia", "status": "present"}, {"item": "alternative", "status": "absent"}]}
{"id": "two", "phenotypicFeatures": [{"type": {"id": "HP:0001251", "label": "Ataxia"}, "excluded": true}]}
"""
WRONG = '{"id": "three", "findings": [{"item": "ataxia", "status": "so"}]}'
SO = '"so"'
NAMELESS = '{"findings": []}\n'


@pytest.fixture
def criteria(nosograph, tiny_release):
    return lambda *words: nosograph("criteria", *words, "--release", tiny_release)


def test_it_lists_the_sets(criteria):
    assert SET in criteria("list").out
    (row,) = criteria("list", "--json").json["criteria"]
    assert row["disease"] == "example-syndrome"
    assert row["levels"] == ["possible", "certain"]


def test_it_prints_a_set_in_words(criteria):
    told = criteria("show", SET)

    assert told.code == 0
    assert "at least 1 of:" in told.out
    assert "HP:0001251" in told.out
    assert "Not met says nothing" in told.out


def test_an_unknown_set_is_not_found_and_the_nearest_is_named(criteria):
    told = criteria("show", "example-2011")

    assert told.code == 1
    assert SET in told.err


def test_findings_can_be_given_one_by_one(criteria):
    told = criteria(
        "evaluate", SET, "--finding", "HP:0001251=present", "--finding", "alternative=absent",
        "--finding", "duration=1 wk", "--age", "18mo", "--sex", "female", "--json",
    )  # fmt: skip

    assert told.json["levels"] == {"possible": "met", "certain": "met"}
    assert told.json["set"] == SET


def test_what_is_missing_is_said_with_the_next_question(criteria):
    told = criteria("evaluate", "--set", SET, "--finding", "ataxia=present")
    record = criteria("evaluate", "--set", SET, "--finding", "ataxia=present", "--json").json

    assert "ask next: Better explanation" in told.out
    assert record["minimal_missing"]["certain"] == [["alternative", "duration"]]
    assert record["next"] == "alternative"


def test_the_explanation_shows_each_part(criteria):
    told = criteria("evaluate", SET, "--finding", "ataxia=present", "--explain")

    assert "yes: Ataxia (ataxia present)" in told.out


def test_not_met_says_what_it_does_not_exclude(criteria):
    told = criteria("evaluate", SET, "--finding", "alternative=present")
    record = criteria("evaluate", SET, "--finding", "alternative=present", "--json").json

    assert record["not_met_means"].startswith("Not met says nothing")
    assert "Possible: not met" in told.out
    assert "Not met says nothing" in told.out


def test_the_short_form_is_one_json_object(criteria):
    short = '{"present": ["HP:0001251"], "absent": ["alternative"], "age": "P20M", "sex": "MALE"}'

    assert criteria("evaluate", SET, "--short", short, "--json").json["levels"] == {
        "possible": "met",
        "certain": "undetermined",
    }


def test_many_cases_are_answered_one_a_line(criteria, tmp_path):
    cases, out = tmp_path / "cases.jsonl", tmp_path / "answers.jsonl"
    cases.write_text(TWO_LINES)

    told = criteria("evaluate", "--set", SET, "--cases", cases, "--out", out)
    answers = [json.loads(line) for line in out.read_text().splitlines()]

    assert told.code == 0
    assert [each["case"] for each in answers] == ["one", "two"]
    assert answers[0]["levels"]["possible"] == "met"


def test_a_wrong_line_is_pointed_at_and_the_others_are_answered(criteria, tmp_path):
    cases, out = tmp_path / "cases.jsonl", tmp_path / "answers.jsonl"
    cases.write_text(TWO_LINES + WRONG)

    told = criteria("evaluate", SET, "--cases", cases, "--out", out)

    assert told.code == 1
    assert f"{cases}:3:{WRONG.index(SO) + 1}: /findings/0/status" in told.err
    assert len(out.read_text().splitlines()) == 2


def test_the_cases_are_not_overwritten_by_their_answers(criteria, tmp_path):
    cases = tmp_path / "cases.jsonl"
    cases.write_text(TWO_LINES)

    told = criteria("evaluate", SET, "--cases", cases, "--out", cases)

    assert told.code == 2
    assert cases.read_text() == TWO_LINES


def test_compressed_cases_are_read_and_those_without_id_or_with_anothers_are_counted(
    criteria, tmp_path
):
    cases, out = tmp_path / "cases.jsonl.gz", tmp_path / "answers.jsonl"
    cases.write_bytes(gzip.compress(f"{TWO_LINES}{TWO_LINES}{NAMELESS}".encode()))

    told = criteria("evaluate", SET, "--cases", cases, "--out", out)

    assert told.code == 0
    assert len(out.read_text().splitlines()) == 5
    assert 'cases without "id": 1' in told.err
    assert "ids that several cases have: 2, such as 'one'" in told.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "bad-json"),
        ('{"findings": [{"itme": "ataxia", "status": "present"}]}', "/findings/0/itme"),
        ('{"findings": [{"item": "duration", "status": "measured"}]}', "/findings/0: is measured"),
        ('{"id": "p", "phenotypicFeatures": [{"type": {"id": "ataxia"}}]}', "bad-code"),
        ("[]", "0 cases"),
    ],
)
def test_a_wrong_case_is_refused_with_its_place(criteria, tmp_path, text, said):
    case = tmp_path / "case.json"
    case.write_text(text)

    told = criteria("evaluate", SET, "--case", case)

    assert told.code in {1, 2}
    assert said in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate",),
        ("evaluate", SET, "--finding", "ataxia"),
        ("evaluate", SET, "--cases", "x.jsonl"),
        ("evaluate", SET, "--case", "no-such-file.json"),
        ("evaluate", SET, "--short", "{}", "--age", "18mo"),
    ],
)
def test_a_wrong_call_is_refused(criteria, words):
    told = criteria(*words)

    assert told.code == 2
    assert told.err


def test_an_item_that_the_set_does_not_have_is_said_to_be_none(criteria):
    told = criteria("evaluate", SET, "--finding", "ataxy=present")

    assert "did you mean 'ataxia'" in told.err


def test_criteria_are_read_from_an_entry_without_any_release(nosograph, tmp_path):
    from tests.unit.entries.examples import EXAMPLES

    nowhere = tmp_path / "none"
    told = nosograph("criteria", "list", "--dictionary", EXAMPLES, "--release", nowhere)

    assert SET in told.out
    assert nosograph("criteria", "list", "--release", nowhere).code == 3
