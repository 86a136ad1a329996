"""The pages' own words."""

import re
import string
from datetime import date
from pathlib import Path

import pytest

import nosograph.editions
import nosograph.render
import nosograph.web
from nosograph.model.annotations import FREQUENCY_CLASSES, Frequency
from nosograph.render.languages import (
    NATIVE_NAMES,
    SYSTEM_TITLES,
    day,
    frequency_text,
    number,
    system_title,
    words,
)
from nosograph.render.phrases import PHRASES, TABLES
from nosograph.render.site import LANGUAGES

FOLDERS = [
    Path(each.__file__).parent for each in (nosograph.editions, nosograph.render, nosograph.web)
]
BUILT_FROM_PARTS = (
    "block_", "criteria_re", "dx_", "frequency_", "home_", "kind_", "match_", "name_", "organisation_", "phase_",
    "population_", "sex_", "support_", "twin_", "change_", "cmp_", "part_", "select_",
    "type_", "verdict_", "workup_",
)  # fmt: skip
"""Beginnings of keys that the code completes."""


def used_keys():
    found = set()
    for folder in FOLDERS:
        for path in [*folder.glob("*.py"), *folder.glob("templates/*.html")]:
            text = path.read_text()
            found |= set(re.findall(r"\bt\.([a-z_]+)", text))
            found |= set(re.findall(r"""["']([a-z_]{3,})["']""", text)) & set(PHRASES)
    return found


def test_no_key_stands_in_two_tables():
    assert sum(map(len, TABLES)) == len(PHRASES)


def test_every_phrase_has_every_language():
    assert all(len(texts) == len(LANGUAGES) and all(texts) for texts in PHRASES.values())
    assert set(NATIVE_NAMES) == set(LANGUAGES)


def test_every_phrase_that_pages_use_exists_and_every_phrase_is_used():
    used = used_keys()

    assert used <= set(PHRASES)
    assert {key for key in PHRASES if not key.startswith(BUILT_FROM_PARTS)} <= used


@pytest.mark.parametrize("key", PHRASES)
def test_translations_have_the_same_blanks(key):
    blanks = [
        sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)
        for text in PHRASES[key]
    ]

    assert all(each == blanks[0] for each in blanks)


def test_every_frequency_class_has_a_phrase():
    assert all(
        f"frequency_{name.replace(' ', '_')}" in PHRASES
        for name, _, _ in FREQUENCY_CLASSES.values()
    )


def test_a_language_that_we_do_not_have_gets_the_first():
    assert words("xx") is words("en")


def test_days_and_numbers_are_written_as_people_write_them():
    assert day(date(2026, 3, 1), "en") == "1 March 2026"
    assert day(date(2026, 3, 1), "de") == "1. März 2026"
    assert number(12687, "en") == "12,687"
    assert number(12687, "de") == "12.687"


@pytest.mark.parametrize(
    ("frequency", "text"),
    [
        (Frequency.counted(14, 16), "14 of 16 (88 %)"),
        (Frequency.counted(1, 3000), "1 of 3000 (0.03 %)"),
        (Frequency(0.3, 0.79, name="frequent"), "frequent (30–79 %)"),
        (Frequency(0.45, 0.45), "45 %"),
    ],
)
def test_a_frequency_is_said_in_words(frequency, text):
    assert frequency_text(frequency, "en").replace("\N{NO-BREAK SPACE}", " ") == text


def test_a_frequency_is_said_in_german():
    text = frequency_text(Frequency.counted(14, 16), "de")
    assert text.replace("\N{NO-BREAK SPACE}", " ") == "14 von 16 (88 %)"


def test_an_organ_system_without_a_title_of_ours_keeps_its_label():
    assert (
        system_title("HP:0012345", {"HP:0012345": "Abnormality of things"}, "de")
        == "Abnormality of things"
    )
    assert system_title("", {}, "en") == "Other findings"
    assert all(len(titles) == len(LANGUAGES) for titles in SYSTEM_TITLES.values())
