"""Times as records write them, as the days that they may mean.

Rule 1. A month or a year is all of its days; no day is made up. A time of day is dropped.
Rule 2. A text that is no date has none: `01.02.2020` could be two days, and is neither.
Rule 3. A day that systems write where they know none is none: nothing happened on it.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

TIME = (
    r"(?:[T ](?:[01][0-9]|2[0-3])(?::?[0-5][0-9](?::?(?:[0-5][0-9]|60)(?:[.,][0-9]+)?)?)?"
    r"\s*(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?|UTC)?)?"
)
"""A time of day and its zone, for Python and for SQL. 24:00 is the next day or none: FHIR forbids it."""
_WRITTEN = re.compile(rf"(\d{{4}})(?:-(\d{{2}})(?:-(\d{{2}}){TIME})?)?", re.ASCII)
NO_DAYS = frozenset({date(1, 1, 1), date(1753, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1970, 1, 1)})  # fmt: skip
"""What databases, spreadsheets and clocks count from, and so write where a day is missing."""


class Days(NamedTuple):
    """The first and the last day that are possible; None where a side is open."""

    first: date | None = None
    last: date | None = None

    @property
    def exact(self) -> date | None:
        """The day, where there is just one."""
        return self.first if self.first == self.last else None

    @classmethod
    def before(cls, last: "Days") -> "Days":
        """Any day up to the end of these."""
        return cls(None, last.last)

    def until(self, other: "Days") -> "Days":
        """From the first of these to the last of the others."""
        return Days(self.first, other.last)


UNDATED = Days()


@lru_cache(maxsize=65536)
def days_of(text: str) -> Days:
    """The days that `2020`, `2020-03`, `2020-03-01` or a time of such a day may mean.

    Raises:
        ValueError: it is none of these, or no day of the calendar.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"no date such as 2026-11-23: {text[:40]!r}")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        found = date(year, month, day)
        return Days(found, found)
    if month:
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Days(date(year, 1, 1), date(year, 12, 31))
