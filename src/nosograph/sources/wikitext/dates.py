"""Dates of citations, as Help:Citation Style 1 allows them and as people write them.

Rule 1. A date is read where it can mean one day, month, season or year only; what the wiki's
own rules refuse and what is still clear is mended, and said to be.
Rule 2. `07/04/2020` is April or July: the year is certain, and no more is taken from it.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}


def _month_names() -> dict[str, int]:
    found: dict[str, int] = {}
    for names in _MONTHS:
        found |= {name: number for number, name in enumerate(names.split(), 1)}
    # Three letters tell months apart in English and German, and not in French.
    for names in _MONTHS[:2]:
        for number, name in enumerate(names.split(), 1):
            found.setdefault(name[:3], number)
    return found | {"sept": 9}


_MONTH = _month_names()
_WORD = r"([^\W\d_]+)\.?"
_YEAR = r"(\d{4})[a-z]?"
_TO = r"\s*[-–—/]\s*"


def _forms(told: Mapping[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Ways to write a date, each with the order of its parts."""
    return tuple((re.compile(form), order) for form, order in told.items())


_FORMS = _forms({
    r"(\d{4})-(\d\d)-(\d\d)": "y-m-d",
    rf"{_YEAR}": "y",
    rf"(\d{{1,2}})\s+{_WORD},?\s+{_YEAR}": "d m y",
    rf"{_WORD}\s+(\d{{1,2}}),?\s+{_YEAR}": "m d y",
    rf"{_WORD},?\s+{_YEAR}": "m y",
    rf"(?:\d{{1,2}}\s+)?{_WORD}(?:\s+\d{{1,2}})?{_TO}(?:\d{{1,2}}\s+)?{_WORD}(?:\s+\d{{1,2}})?,?\s+{_YEAR}": "m - m y",
    rf"(\d{{1,2}}){_TO}\d{{1,2}}\s+{_WORD},?\s+{_YEAR}": "d m y",
    rf"{_WORD}\s+(\d{{1,2}}){_TO}\d{{1,2}},?\s+{_YEAR}": "m d y",
    rf"(\d{{4}}){_TO}(?:\d{{4}}|\d\d)": "y - y",
})  # fmt: skip
"""What the wiki's own rules allow."""

_MENDED = _forms({
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?": "y-m-d",
    r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})": "y-m-d",
    r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:\d{6})?": "y-m-d",
    rf"(\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s*(?:of\s+|de\s+)?{_WORD},?\s*(?:de\s+)?{_YEAR}": "d m y",
    rf"{_WORD}\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s*{_YEAR}": "m d y",
    rf"{_YEAR},?\s+{_WORD}\.?\s+(\d{{1,2}})": "y m d",
    rf"{_YEAR},?\s+{_WORD}": "y m",
    r"(\d{4})-(\d{1,2})": "y-m",
})  # fmt: skip
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ANY_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_NOTHING = re.compile(r"n\.?\s?d\.?|undated|unknown|none", re.IGNORECASE)
_ABOUT = re.compile(r"(?:c\.|ca\.|circa)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date as CSL has it, and what it took to read it."""

    issued: dict[str, Any] | None
    doubt: str = ""
    """`date`, `unclear-date`, `unread-date`, or empty for one in order."""

    @property
    def shown(self) -> str:
        """What was made of it, for people."""
        parts = (self.issued or {}).get("date-parts", [[]])[0]
        return "-".join(f"{part:02d}" for part in parts)


def read_date(text: str) -> ReadDate:
    """What a citation's date says."""
    text = " ".join(text.split()).strip(" ,;")
    if not text or _NOTHING.fullmatch(text):
        return ReadDate(None)
    about = _ABOUT.match(text)
    body = text[about.end() :] if about else text
    if issued := _first(_FORMS, body):
        return ReadDate(issued | ({"circa": True} if about else {}))
    if issued := _first(_MENDED, body):
        return ReadDate(issued, "date")
    if numbers := _NUMBERS.fullmatch(body):
        one, two, year = map(int, numbers.groups())
        if one > 12 or two > 12 or one == two:
            day, month = max(one, two), min(one, two)
            if made := _parts(year, month, day):
                return ReadDate(made, "date")
        return ReadDate({"date-parts": [[year]]}, "unclear-date")
    years = {year[0] for year in _ANY_YEAR.finditer(body)}
    if len(years) == 1:
        return ReadDate({"date-parts": [[int(years.pop())]]}, "unclear-date")
    return ReadDate(None, "unread-date")


def _first(forms: tuple[tuple[re.Pattern[str], str], ...], text: str) -> dict[str, Any] | None:
    for pattern, order in forms:
        if (found := pattern.fullmatch(text)) and (made := _made(order, found.groups())):
            return made
    return None


def _made(order: str, groups: tuple[str, ...]) -> dict[str, Any] | None:
    match order, groups:
        case "y" | "y - y", (year, *_):
            return _parts(int(year))
        case "y-m-d", (year, month, day):
            return _parts(int(year), int(month), int(day))
        case "y-m", (year, month):
            return _parts(int(year), int(month))
        case "d m y", (day, month, year):
            return _named(year, month, day)
        case "m d y", (month, day, year):
            return _named(year, month, day)
        case "y m d", (year, month, day):
            return _named(year, month, day)
        case "m y", (month, year):
            return _named(year, month)
        case "y m", (year, month):
            return _named(year, month)
        case "m - m y", (first, last, year):
            return _named(year, first) if _named(year, last) else None
        case _:
            return None


def _named(year: str, month: str, day: str = "") -> dict[str, Any] | None:
    word = month.casefold()
    if not day and word in _SEASONS:
        return {"date-parts": [[int(year)]], "season": _SEASONS[word]}
    number = _MONTH.get(word)
    return _parts(int(year), number, int(day) if day else 0) if number else None


def _parts(year: int, month: int = 0, day: int = 0) -> dict[str, Any] | None:
    if month > 12 or (day and not (month and day <= calendar.monthrange(year or 4, month)[1])):
        return None
    return {"date-parts": [[part for part in (year, month, day) if part]]}
