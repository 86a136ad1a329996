"""A course: what was recorded on which day, as the person who owns the file wrote it.

Rule. A total that was not recorded is unknown, never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Visit:
    """One day of a course."""

    on: date
    total: int | None = None
    """The total as recorded; None when none was."""
    ratings: Mapping[str, int] = field(default_factory=dict)
    """Item id → value, for the items that were rated."""
    relapse: bool = False
    """Whether the record calls this day a relapse."""
    version: str = ""
    """Version of the scale with which it was rated, as recorded."""
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Course:
    """Visits in the order of their days."""

    visits: tuple[Visit, ...]
    scale: str = ""
    """Id of the scale, if the file names it."""
