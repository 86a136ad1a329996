"""Days as registers write them, as ISO dates.

Rule 1. A register or a mapping that states its order of day and month is read in that order;
elsewhere a day that could be two is none.
Rule 2. A month, a year, a year of two digits or a number of days is no day.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from babel import Locale

NOTHING = frozenset({
    "", "null", "none", "nil", "nan", "nat", "n/a", "na", "k.a.", "keine angabe", "\\n", "-", "--",
    "<unavail>", "00/00/0000", "0000-00-00", "00.00.0000",
})  # fmt: skip
"""What files write where they say nothing, in lower case; NPPES has `<UNAVAIL>`."""


class Order(StrEnum):
    """In which order a file writes day and month."""

    NOT_TOLD = ""
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}.{0,30})?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_TOGETHER = re.compile(rf"(\d{{4}})()(\d{{2}})(\d{{2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_DAY_NAMED = re.compile(rf"(\d{{1,2}})[ .-]*([^\W\d]{{3,}})[ .,-]*(\d{{4}}){_TIME}")
_MONTH_NAMED = re.compile(rf"([^\W\d]{{3,}})[ .-]*(\d{{1,2}})[ .,-]+(\d{{4}}){_TIME}")
_YEARS = range(1900, 2101)


def is_nothing(text: str) -> bool:
    """Whether a cell says nothing."""
    return text.strip().casefold() in NOTHING


@lru_cache(maxsize=65536)
def day_of(text: str, order: Order = Order.NOT_TOLD) -> str:
    """The ISO date that a text spells; empty where it says nothing.

    Raises:
        ValueError: it spells none, or could be two.
    """
    text = text.strip()
    if is_nothing(text):
        return ""
    year, month, day = _parts(text, order)
    if year not in _YEARS:
        raise ValueError(f"not a year of ours: {year}")
    return date(year, month, day).isoformat()


def _parts(text: str, order: Order) -> tuple[int, int, int]:
    if found := _YEAR_FIRST.fullmatch(text) or _TOGETHER.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _YEAR_LAST.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        if found[2] == "." and order is Order.MONTH_FIRST:
            order = Order.NOT_TOLD  # nobody who writes the month first writes dots
        return int(found[4]), *_month_and_day(first, second, order)
    if found := _DAY_NAMED.fullmatch(text):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_NAMED.fullmatch(text):
        return int(found[3]), _month(found[1]), int(found[2])
    raise ValueError(f"no day: {text!r}")


def _month_and_day(first: int, second: int, order: Order) -> tuple[int, int]:
    if order is Order.MONTH_FIRST or (order is Order.NOT_TOLD and second > 12):
        return first, second
    if order is Order.DAY_FIRST or first > 12 or first == second:
        return second, first
    raise ValueError("could be two days")


def _month(name: str) -> int:
    found = _months().get(name.casefold().rstrip("."))
    if found is None:
        raise ValueError(f"no month: {name!r}")
    return found


@cache
def _months() -> Mapping[str, int]:
    """Names of months and their first three letters, in English and German."""
    found: dict[str, int] = {}
    for tag in ("en", "de"):
        for number, name in Locale(tag).months["format"]["wide"].items():
            found |= dict.fromkeys((name.casefold(), name.casefold()[:3]), number)
    return found
