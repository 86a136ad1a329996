import shutil

import pytest

from tests.conftest import TINY_DICTIONARY

SLUG = "example-syndrome"


@pytest.fixture
def dictionary(tmp_path):
    return shutil.copytree(TINY_DICTIONARY, tmp_path / "dictionary")


def reworded(dictionary):
    path = dictionary / SLUG / "professional.md"
    path.write_text(path.read_text("utf-8").replace("Nobody has it", "Few have it"), "utf-8")


def test_the_report_counts_claims_by_what_supports_them(nosograph, dictionary):
    told = nosograph("claims", SLUG, "--dictionary", dictionary, "--json")

    assert told.code == 0
    assert told.json["support"]["secondary"] == 2
    assert sum(told.json["support"].values()) == told.json["claims"]
    assert told.json["unsourced"] == []
    assert {each["status"] for each in told.json["sections"]} == {"confirmed"}


def test_the_report_can_be_read(nosograph, dictionary):
    told = nosograph("claims", SLUG, "--dictionary", dictionary)

    assert "33 direct, 2 secondary" in told.out
    assert "what-is-it: confirmed 2026-01-15" in told.out


def test_a_retracted_work_fails_the_report(nosograph, dictionary):
    path = dictionary / SLUG / "references.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"read": "abstract"', '"retracted": "for its history"'), "utf-8")
    told = nosograph("claims", SLUG, "--dictionary", dictionary)

    assert told.code == 1
    assert "example2001 (" in told.out


def test_a_section_is_stale_until_it_is_confirmed_again(nosograph, dictionary):
    reworded(dictionary)
    stale = nosograph("claims", SLUG, "--dictionary", dictionary, "--json").json
    done = nosograph("confirm", SLUG, "--dictionary", dictionary, "--by", "A. Reader")
    fresh = nosograph("claims", SLUG, "--dictionary", dictionary, "--json").json

    assert {each["status"] for each in stale["sections"]} == {"stale"}
    assert "4 sections confirmed by A. Reader" in done.err
    assert {each["status"] for each in fresh["sections"]} == {"confirmed"}


def test_one_section_in_one_language_can_be_confirmed(nosograph, dictionary):
    reworded(dictionary)
    nosograph("confirm", SLUG, "what-is-it", "--language", "de", "--dictionary", dictionary)
    told = nosograph("claims", SLUG, "--dictionary", dictionary, "--json").json
    confirmed = [
        (e["language"], e["section"]) for e in told["sections"] if e["status"] == "confirmed"
    ]

    assert confirmed == [("de", "what-is-it")]


def test_a_number_for_families_that_no_claim_has_is_named(nosograph, dictionary):
    path = dictionary / SLUG / "patient.en.md"
    path.write_text(path.read_text("utf-8").replace("Nobody has it", "17 of 120 have it"), "utf-8")
    told = nosograph("claims", SLUG, "--dictionary", dictionary)

    assert "numbers in no claim: 17, 120" in told.out


def test_what_was_confirmed_is_written_as_the_checker_wants_it(nosograph, dictionary, tiny_config):
    reworded(dictionary)
    nosograph("confirm", SLUG, "--dictionary", dictionary, "--today", "2026-01-20")
    told = nosograph(
        "check", dictionary, "--sources", tiny_config, "--today", "2026-02-01", "--json"
    )

    assert not {"stale-section", "not-canonical"} & {each["slug"] for each in told.json["problems"]}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["claims", "nothing"], 1),
        (["confirm", "nothing"], 1),
        (["confirm", SLUG, "no-such-section"], 1),
        (["confirm", SLUG, "--today", "tomorrow"], 2),
    ],
)
def test_what_cannot_be_done_is_refused(nosograph, dictionary, words, code):
    assert nosograph(*words, "--dictionary", dictionary).code == code


def test_numbers_of_the_patient_text_belong_to_a_claim_rounded_as_families_are_told(
    nosograph, dictionary
):
    professional = dictionary / SLUG / "professional.md"
    text = professional.read_text("utf-8").replace(
        "Nobody has it", "94.4 % walk again, nobody has it"
    )
    professional.write_text(text, "utf-8")
    patient = dictionary / SLUG / "patient.en.md"
    told = "94 of 100 people walk again; 41 of 57 do not. Nobody has it."
    patient.write_text(patient.read_text("utf-8").replace("Nobody has it.", told), "utf-8")

    sections = nosograph("claims", SLUG, "--dictionary", dictionary, "--json").json["sections"]

    english = {tuple(s["loose_numbers"]) for s in sections if s["language"] == "en"}
    assert english == {(), ("41", "57")}
