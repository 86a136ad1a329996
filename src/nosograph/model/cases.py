"""A case: what has been stated about one person, exactly as it was stated.

Rule 1. A finding that is not stated is unknown. Nothing here reads silence as absence.

Rule 2. Statements are kept apart, dated results of one test included; who asks a question
decides which of them answer it.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nosograph.model.ages import Age

SEXES = ("FEMALE", "MALE", "OTHER")
"""What a case can say; empty where it is not known."""

_SEX_SPELT = {"": "", "unknown": "", "unknown_sex": "", "other_sex": "OTHER"} | {
    each.lower(): each for each in SEXES
}


def sex_of(word: str) -> str:
    """One of `SEXES` or empty, from what people and files write; capitals do not matter.

    Raises:
        ValueError: it is no such word.
    """
    found = _SEX_SPELT.get(word.strip().casefold())
    if found is None:
        raise ValueError(f"not a sex: {word!r}")
    return found


class Status(StrEnum):
    """What a statement says about its finding."""

    PRESENT = "present"
    ABSENT = "absent"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said about the person."""

    status: Status
    item: str = ""
    """The item of a criteria set that is meant; it goes before the code."""
    code: str = ""
    """The finding as a code: `HP:0010543`, `LOINC:777-3`."""
    value: Decimal | str | None = None
    """A number, or the word chosen where an item offers words."""
    unit: str = ""
    """UCUM, or the item's own word for what is counted."""
    onset: int | None = None
    """The day on which it began, counted on the case's own calendar."""
    end: int | None = None
    """The day on which it had gone."""
    day: int | None = None
    """The day of a measurement, counted on the case's own calendar."""
    sample: str = ""
    """Results with the same name come from one sample."""
    explained_by_other: bool = False
    """Present, but somebody has put it down to another cause."""
    comparator: str = ""
    """`<`, `<=`, `>` or `>=` where `value` only bounds what was measured, `~` where it is near it."""
    between: tuple[int, int] | None = None
    """First and last day that a date of month or year precision may mean, where `onset` or `day`,
    known to the day, would stand."""
    label: str = field(default="", compare=False)
    """What the record calls the code."""

    @property
    def date(self) -> int | None:
        """The day that the statement speaks of, if it says."""
        return self.onset if self.onset is not None else self.day

    @property
    def finding(self) -> str:
        """What it is about, for messages."""
        return self.item or self.code


@dataclass(frozen=True, slots=True)
class Case:
    """One person as a record describes them."""

    id: str = ""
    statements: tuple[Statement, ...] = ()
    age: Age | None = None
    sex: str = ""
    """One of `SEXES` or empty."""
    calendar: str = "days"
    """What `onset` and `day` count: days of the illness (`days`), of life (`age`), or of the
    calendar (`dates`, proleptic Gregorian ordinals)."""
    began: Age | None = None
    """The age at which the illness began."""
    began_class: str = ""
    """HPO id of the class of onset, where no age is stated: `HP:0003593`."""
    day_one: int | None = None
    """The first day of the illness on a calendar that does not count from it, where known."""
    ages: tuple[Age, Age] | None = None
    """Between which ages the person is, where `age` is not known to the day."""
    references: tuple[str, ...] = ()
    """Publications that describe the person: `PMID:12345678`."""

    def illness_day(self, day: int | None) -> int | None:
        """The day as a day of the illness, of which the first is 1; None where that is not known."""
        if day is None or self.calendar == "days":
            return day
        return None if self.day_one is None else day - self.day_one + 1


LAST_DAY = date.max.toordinal()
"""Of the calendar; no count of days that a case can mean is longer."""


def calendar_day(day: date) -> int:
    """`day` on the calendar `dates`."""
    return day.toordinal()
