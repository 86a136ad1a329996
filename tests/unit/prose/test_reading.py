"""How hard a text is to read."""

import pytest

from nosograph.prose.reading import (
    FEWEST_WORDS,
    english_syllables,
    german_syllables,
    plain_sentences,
    reading_of,
)

EASY = "The cat sat on the mat. " * 6
HARD = (
    "Multidisciplinary rehabilitation necessitates individualised physiotherapeutic intervention "
    "and continuous neuropsychological evaluation by experienced practitioners. "
) * 3


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("table", 2), ("walked", 1), ("wanted", 2), ("movement", 2), ("ataxia", 4),
     ("neuroblastoma", 5), ("eyes", 1), ("diseases", 3), ("the", 1), ("tumour's", 2), ("being", 1)],
)  # fmt: skip
def test_english_syllables_are_counted_by_spelling(word, count):
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("Haus", 1), ("über", 2), ("Augen", 2), ("Krankheit", 2), ("Nervensystem", 4), ("größer", 2)],
)
def test_german_syllables_are_counted_by_spelling(word, count):
    assert german_syllables(word) == count


def test_the_english_grade_is_the_published_formula():
    reading = reading_of(EASY, "en")

    assert (reading.words, reading.sentences) == (36, 6)
    assert reading.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_the_german_grade_is_the_published_formula():
    reading = reading_of("Das Haus ist alt und die Wiese ist grün. " * 4, "de")
    many, long, one = 0, 0, 100 * 8 / 9

    assert reading.grade == pytest.approx(
        0.1935 * many + 0.1672 * 9 + 0.1297 * long - 0.0327 * one - 0.875
    )


def test_long_words_in_long_sentences_are_hard_and_named():
    reading = reading_of(HARD, "en")

    assert reading.is_hard
    assert "physiotherapeutic" in reading.long_words
    assert not reading_of(EASY, "en").is_hard


def test_a_few_words_and_other_languages_have_no_grade():
    assert reading_of("word " * (FEWEST_WORDS - 1), "en") is None
    assert reading_of(EASY, "fr") is None


def test_items_of_a_list_are_sentences_and_marks_are_not_words():
    text = "Signs are:\n\n- *ataxia* [@key2001]\n- see [more](#below)\n\n{{organisations}}"

    assert plain_sentences(text) == ["Signs are:", "ataxia", "see more"]
