"""Ages as people write them, and what is no age."""

import pytest

from nosograph.model.ages import Age
from nosograph.model.cases import sex_of


@pytest.mark.parametrize(
    "text",
    ["20mo", "20 months", "20 Monate", "1y8m", "1y 8mo", "1 year, 8 months", "1 Jahr und 8 Monate",
     "P20M", "p1y8m", "20 mo.", " 1 J. 8 M. "],
)  # fmt: skip
def test_one_age_has_many_spellings(text):
    assert Age.read(text) == Age(20)


@pytest.mark.parametrize(
    ("text", "age"),
    [("3", Age(36)), ("1,5 Jahre", Age(18)), ("10d", Age(0, 10)), ("2w3d", Age(0, 17)),
     ("1y 2mo 3d", Age(14, 3))],
)  # fmt: skip
def test_years_months_weeks_and_days_add_up(text, age):
    assert Age.read(text) == age


@pytest.mark.parametrize(
    "text",
    ["", "x", "-3", "3 4", "8m1y", "1y1y", "1.5y 3m", "1y8", "7 years old", "P", "1h", "١٢"],
)
def test_what_may_mean_several_ages_is_none(text):
    with pytest.raises(ValueError, match="not an"):
        Age.read(text)


def test_a_sex_is_read_in_any_capitals_and_nothing_is_guessed():
    assert [sex_of(each) for each in ("male", "FEMALE", "Other_Sex", "unknown", "")] == [
        "MALE", "FEMALE", "OTHER", "", "",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="not a sex"):
        sex_of("2")
