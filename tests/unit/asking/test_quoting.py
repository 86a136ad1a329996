"""A question answered by statements, quoted whole."""

import pytest

from nosograph.asking.quoting import LONGEST_QUESTION, quoted
from nosograph.asking.release import OpenRelease


@pytest.fixture(scope="module")
def release(tiny_release):
    with OpenRelease.open(tiny_release) as held:
        yield held


def test_statements_are_those_of_the_disease_that_is_named(release):
    answer = quoted(release, "How is ataxia seen in Example syndrome?")

    assert answer.disease.slug == "example-syndrome"
    assert answer.quotes
    assert {each.disease.slug for each in answer.quotes} == {"example-syndrome"}
    assert all(0.6 <= each.share <= 1 for each in answer.quotes)


def test_a_statement_is_quoted_whole(release):
    text = release.library.disease("example-syndrome")
    from nosograph.prose.claims import claims_of

    stated = {each.text for each in claims_of(text.entry)}
    answer = quoted(release, "How is ataxia seen in Example syndrome?")

    assert {each.claim.text for each in answer.quotes} <= stated


def test_a_disease_without_statements_has_no_answer(release):
    answer = quoted(release, "How is Opsoclonus-myoclonus syndrome treated?")

    assert answer.quotes == ()
    assert answer.disease is None
    assert answer.other.slug == "opsoclonus-myoclonus-syndrome"


@pytest.mark.parametrize(
    "question", ["What is the capital of France?", "", "?", "the of and", "💥"]
)
def test_what_nothing_answers_is_not_answered(release, question):
    assert quoted(release, question).quotes == ()


def test_a_question_that_is_too_long_is_refused(release):
    with pytest.raises(ValueError, match="at most"):
        quoted(release, "why " * LONGEST_QUESTION)
