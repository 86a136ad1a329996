"""The pages' own words: catalogues, and what CLDR says about a language."""

import re
import string
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import nosograph.editions
import nosograph.interop
import nosograph.render
import nosograph.serving
import nosograph.web
from nosograph.criteria.wording import ENGLISH as RULES
from nosograph.directory.specialties import NAMED
from nosograph.model.annotations import FREQUENCY_CLASSES, Frequency
from nosograph.render.criteria import phrases_of
from nosograph.render.languages import (
    counted,
    day,
    for_script,
    frequency_text,
    native_name,
    number,
    specialty_name,
    system_title,
    three_letters,
    words,
)
from nosograph.render.site import CATALOGUES, LANGUAGES

FOLDERS = [
    Path(each.__file__).parent
    for each in (
        nosograph.editions,
        nosograph.interop,
        nosograph.render,
        nosograph.serving,
        nosograph.web,
    )
]
BUILT_FROM_PARTS = (
    "about_", "begins_", "rule_", "block_", "criteria_re", "dx_", "evidence_", "find_why_", "frequency_", "home_", "hook_", "kind_", "match_", "name_", "organisation_", "phase_",
    "population_", "sex_", "specialty_", "note_", "code_is_", "place_", "joined_", "support_", "system_", "twin_", "change_", "cmp_", "part_", "recognise_", "select_",
    "age_", "danger_", "often_", "presentation_", "type_", "verdict_", "workup_", "concern_", "scale_misfit_",
)  # fmt: skip
"""Beginnings of keys that the code completes."""


def messages(language):
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return [each for each in read_po(file, abort_invalid=True) if each.context]


ENGLISH = {each.context: each for each in messages("en")}


def texts(said):
    return [said] if isinstance(said, str) else list(said)


def blanks(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def used_keys():
    found = set()
    for folder in FOLDERS:
        for path in [*folder.glob("*.py"), *folder.glob("templates/*.html")]:
            text = path.read_text()
            found |= set(re.findall(r"\bt\.([a-z_]+)\b(?!\()", text))
            found |= set(re.findall(r"""["']([a-z_]{3,})["']""", text)) & set(ENGLISH)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_phrase_once_from_the_same_english(language):
    keys = re.findall(r'^msgctxt "(.*)"', (CATALOGUES / f"{language}.po").read_text(), re.M)

    assert len(keys) == len(set(keys))
    assert {each.context: each.id for each in messages(language)} == {
        key: each.id for key, each in ENGLISH.items()
    }


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_phrase_is_translated_and_read_over(language):
    assert not [
        each.context for each in messages(language) if each.fuzzy or not all(texts(each.string))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_the_same_blanks_in_every_language(language):
    for each in messages(language):
        said = blanks(texts(ENGLISH[each.context].id)[-1])
        assert all(blanks(text) == said for text in texts(each.string) if text), each.context


def test_every_phrase_that_pages_use_exists_and_every_phrase_is_used():
    used = used_keys()

    assert used <= set(ENGLISH)
    assert {key for key in ENGLISH if not key.startswith(BUILT_FROM_PARTS)} <= used


def test_the_english_of_rules_is_that_of_the_catalogue():
    assert dict(phrases_of("en")) == RULES


def test_every_frequency_class_has_a_phrase():
    assert all(
        f"frequency_{name.replace(' ', '_')}" in ENGLISH
        for name, _, _ in FREQUENCY_CLASSES.values()
    )


def test_a_language_that_we_do_not_have_gets_the_first():
    assert words("xx") is words("en")


def test_days_and_numbers_are_written_as_people_write_them():
    assert day(date(2026, 3, 1), "en") == "1 March 2026"
    assert day(date(2026, 3, 1), "de") == "1. März 2026"
    assert number(12687, "en") == "12,687"
    assert number(12687, "de") == "12.687"
    assert number(0.25, "en") == "0.2"
    assert number(1234.5, "de") == "1.234,5"
    assert number(8.0, "de") == "8"


def test_a_phrase_takes_the_form_of_its_count():
    assert counted("search_count", 1, "en") == "1 result"
    assert counted("search_count", 0, "de") == "0 Ergebnisse"
    assert counted("more_names", 1200, "de") == "1.200 weitere Namen"
    assert for_script(["search", "search_count"], "en") == {
        "search": "Search",
        "search_count": {"one": "{count} result", "other": "{count} results"},
    }


def test_a_language_says_what_it_is_called():
    assert [native_name(each) for each in ("en", "de", "fr")] == ["English", "Deutsch", "français"]
    assert [three_letters(each) for each in ("en", "de", "fr")] == ["eng", "deu", "fra"]


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
    label = {"HP:0012345": "Abnormality of things"}

    assert system_title("HP:0012345", label, "de") == "Abnormality of things"
    assert system_title("", {}, "en") == "Other findings"
    assert system_title("HP:0000478", {}, "de") == "Augen"


def test_a_specialty_has_a_name_of_ours_or_its_code():
    assert {key for key in ENGLISH if key.startswith("specialty_")} == {
        f"specialty_{code}" for code in NAMED
    }
    assert specialty_name("207RH0000X", "de") == "Hämatologie"
    assert specialty_name("000000000X", "en") == "000000000X"
