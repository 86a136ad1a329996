"""Ages: completed years, months and days, compared exactly.

Rule 1. An age between two dates is counted as birthdays are: whoever is born on 29 February
completes a year on 1 March where there is no 29 February.

Rule 2. An age given in days or weeks alone becomes months by the mean month of UCUM, because
nothing says in which months those days lie.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

MEAN_MONTH = Fraction(487, 16)
"""Days of a month, `mo_j` in UCUM: a Julian year of 365.25 days in twelve parts."""

_MOST_MONTHS = 12 * 10_000
"""The calendar is not longer."""

_PERIOD = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}S)?)?",
    re.ASCII,
)

_MONTHS = {"a": Fraction(12), "mo": Fraction(1), "wk": 7 / MEAN_MONTH, "d": 1 / MEAN_MONTH}
"""Months in a unit of age, by UCUM code, the largest first."""

UNITS_SPELT = {
    "": "a", "a": "a", "y": "a", "yr": "a", "yrs": "a", "year": "a", "years": "a", "jahr": "a",
    "jahre": "a", "j": "a", "mo": "mo", "m": "mo", "month": "mo", "months": "mo", "monat": "mo",
    "monate": "mo", "wk": "wk", "w": "wk", "week": "wk", "weeks": "wk", "woche": "wk",
    "wochen": "wk", "d": "d", "day": "d", "days": "d", "tag": "d", "tage": "d",
}  # fmt: skip
"""What people write after a number of an age → its unit in UCUM; a bare number counts years."""

_AMOUNT = re.compile(
    r"(\d{1,5}(?:[.,]\d{1,3})?)\s*([A-Za-zäöü]*)\.?(?:\s*(?:,|and|und)\s)?\s*", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Age:
    """A person's age; days are fewer than a month."""

    months: int
    days: int = 0

    @property
    def parts(self) -> int:
        """A whole number that compares as the age does: 487 a month, 16 a day."""
        return self.months * MEAN_MONTH.numerator + self.days * MEAN_MONTH.denominator

    @property
    def exact(self) -> Fraction:
        """The age in months."""
        return Fraction(self.parts, MEAN_MONTH.numerator)

    def __lt__(self, other: "Age") -> bool:
        return self.parts < other.parts

    def __le__(self, other: "Age") -> bool:
        return self.parts <= other.parts

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        parts = [(years, "Y"), (months, "M"), (self.days, "D")]
        return "P" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0D")

    @classmethod
    def parse(cls, period: str) -> "Age":
        """The age that an ISO 8601 period such as `P1Y6M` spells; hours and less are dropped.

        Raises:
            ValueError: `period` is no ISO 8601 period.
        """
        months, days = _counts(period)
        return cls._in_all(Fraction(months), days)

    @classmethod
    def read(cls, text: str) -> "Age":
        """An age as people write it: `20mo`, `1y8m`, `20 months`, `1 Jahr 8 Monate`, `P1Y8M`, `3`.

        Raises:
            ValueError: it is none.
        """
        text = text.strip()
        if text[:1] in ("P", "p"):
            return cls.parse(text.upper())
        amounts = _AMOUNT.findall(text)
        units = [UNITS_SPELT.get(unit.casefold(), "") for _, unit in amounts]
        if not amounts or "" in units or _AMOUNT.sub("", text):
            raise ValueError(f"not an age: {text!r}")
        if len(amounts) == 1:
            return cls.of(amounts[0][0].replace(",", "."), units[0])
        order = [list(_MONTHS).index(unit) for unit in units]
        if order != sorted(set(order)) or not all(
            number.isdecimal() and unit for number, unit in amounts
        ):
            raise ValueError(f"not an age: {text!r}")
        counts = dict(zip(units, (int(number) for number, _ in amounts), strict=True))
        months = counts.get("a", 0) * 12 + counts.get("mo", 0)
        return cls._in_all(Fraction(months), counts.get("wk", 0) * 7 + counts.get("d", 0))

    @classmethod
    def of(cls, value: Fraction | int | float | str, unit: str) -> "Age":
        """`value` in years (`a`), months (`mo`), weeks (`wk`) or days (`d`).

        Raises:
            ValueError: the unit is none of these, or the value is no age.
        """
        if unit not in _MONTHS:
            raise ValueError(f"not a unit of age: {unit!r}")
        number = Fraction(str(value))
        if number < 0:
            raise ValueError(f"not an age: {value!r}")
        if unit in {"wk", "d"}:
            return cls._in_all(Fraction(0), int(number * (7 if unit == "wk" else 1)))
        months = number * _MONTHS[unit]
        return cls._in_all(Fraction(int(months)), int((months - int(months)) * MEAN_MONTH))

    @classmethod
    def between(cls, birth: date, day: date) -> "Age":
        """The age on `day` of someone born on `birth`.

        Raises:
            ValueError: the day lies before the birth.
        """
        if day < birth:
            raise ValueError(f"{day} lies before the birth on {birth}")
        months = (day.year - birth.year) * 12 + day.month - birth.month
        if day.day >= birth.day:
            return cls(months, day.day - birth.day)
        year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
        last = monthrange(year, month)[1]
        # A birthday that the month does not have is kept on the first of the next (Rule 1).
        return cls(months - 1, day.day - 1 + max(last - birth.day, 0) + (birth.day <= last))

    def after(self, birth: date) -> date:
        """The day on which someone born on `birth` reaches this age.

        Raises:
            ValueError, OverflowError: the calendar ends before.
        """
        year, month = divmod(birth.year * 12 + birth.month - 1 + self.months, 12)
        missing = max(birth.day - monthrange(year, month + 1)[1], 0)
        # A birthday that the month does not have is kept on the first of the next (Rule 1).
        first = date(year, month + 1, birth.day - missing) + timedelta(days=missing > 0)
        return first + timedelta(days=self.days)

    @classmethod
    def _in_all(cls, months: Fraction, days: int) -> "Age":
        if months > _MOST_MONTHS or days > _MOST_MONTHS * 31:
            raise ValueError("older than the calendar")
        carried, rest = (0, days) if days < 29 else divmod(Fraction(days), MEAN_MONTH)
        return cls(int(months) + int(carried), int(rest))


def days_in(period: str) -> int:
    """The days that an ISO 8601 period such as `P1Y40D` spells; months are mean months.

    Raises:
        ValueError: `period` is no ISO 8601 period.
    """
    months, days = _counts(period)
    return int(months * MEAN_MONTH) + days


def _counts(period: str) -> tuple[int, int]:
    """Months and days of an ISO 8601 period."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"not an ISO 8601 period: {period[:40]!r}")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return years * 12 + months, weeks * 7 + days
