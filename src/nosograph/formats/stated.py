"""One coded statement as a record makes it, before anybody asks what it answers.

Rule. A statement that is left out says why, in a category and in words; none goes missing.
"""

from enum import StrEnum
from typing import NamedTuple

from nosograph.formats.times import UNDATED, Days


class Why(StrEnum):
    """Why a record is left out, in the order in which a run counts."""

    FORM = "form"
    """It is not the format that it should be."""
    PERSON = "person"
    STATUS = "status"
    SILENT = "says nothing"
    """It says neither that the finding is there nor that it is not."""
    CODE_SYSTEM = "code system"
    VALUE = "value"
    UNIT = "unit"
    DATE = "date"
    DUPLICATE = "duplicate"


class LeftOutError(ValueError):
    """A record, or a part of one, cannot be used."""

    def __init__(self, why: Why, words: str) -> None:
        super().__init__(words)
        self.why = why


class Stated(NamedTuple):
    """A finding, result, medicine or procedure of one person."""

    person: str
    system: str
    code: str
    status: str
    """present, absent or measured; empty where it is left out."""
    start: Days = UNDATED
    end: Days = UNDATED
    value: str = ""
    comparator: str = ""
    unit: str = ""
    source: str = ""
    """The kind of record: `Observation`."""
    record: str = ""
    """Which one, for whoever looks it up: `Observation/17`."""
    why: str = ""
    words: str = ""
