"""What the index does not answer is read as a note is."""

import pytest

from nosograph.asking.release import OpenRelease
from nosograph.asking.search import SearchQuestion, findings, search

ATAXIA, DYSTONIA = "HP:0001251", "HP:0001332"


@pytest.fixture(scope="module")
def release(tiny_release):
    with OpenRelease.open(tiny_release) as held:
        yield held


def test_words_are_searched_as_the_findings_that_they_name(release):
    answer = search(release, SearchQuestion("dystonic and ataxic"))

    assert [each.kind for each in answer.notes] == ["read-as"]
    assert answer.results[0].type == "disease"
    assert [each.slug for each in answer.results if each.type == "finding"] == [DYSTONIA, ATAXIA]
    assert not answer.named


@pytest.mark.parametrize(
    "text", ["neither dystonic nor ataxic", "dystonic and qqqqqq", "Marfan", "opsoclnous"]
)
def test_what_is_denied_misspelt_or_something_else_is_not_read_so(release, text):
    answer = search(release, SearchQuestion(text))

    assert "read-as" not in {each.kind for each in answer.notes}


def test_the_box_for_findings_reads_words_too(release):
    assert [each.slug for each in findings(release, "she is ataxic", 5)] == [ATAXIA]


@pytest.mark.parametrize(
    ("text", "aside"), [("ataxia of 3.5", "of 3.5"), ("ataxia über 3", "über 3")]
)
def test_a_number_behind_a_name_is_set_aside_and_told(release, text, aside):
    answer = search(release, SearchQuestion(text))

    assert answer.results[0].slug == ATAXIA
    assert [each.words for each in answer.notes if each.kind == "set-aside"] == [(aside,)]


@pytest.mark.parametrize("text", ["what is marfan", "Marfan symptoms", "Was ist Marfan"])
def test_words_of_a_question_are_set_aside(release, text):
    answer = search(release, SearchQuestion(text))

    assert answer.results[0].name == "Marfan syndrome"
    assert "set-aside" in {each.kind for each in answer.notes}
