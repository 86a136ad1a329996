"""What changed in an entry from one release to the next.

Rule. A change is told in the reader's terms: which statement, where, and which plain-language
section it touches; never which line of which file.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ChangeKind(StrEnum):
    """What happened to a part of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    SOURCES = "sources"
    """The words are the same, the sources are others."""


@dataclass(frozen=True, slots=True)
class Change:
    """One part of an entry that is not what it was."""

    kind: ChangeKind
    part: str
    """claim, finding, figure, section, name, code, criterion, review, or a tool (pathway, workup,
    scale, neighbour) or a part of one (step, stage, test, scale_item, difference and so on)."""
    where: str
    """The heading or title under which it stands; empty when it has none."""
    anchor: str = ""
    """Where it is on the professional page, on `page`, or, for a section, on the patient page."""
    before: str = ""
    after: str = ""
    affects: tuple[tuple[str, str, str], ...] = ()
    """Language, id and title of the patient sections that render it."""
    page: str = ""
    """The page below the entry's own on which it is: `pathways/relapse`."""


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """What changed in one entry with one release."""

    version: str
    built: date
    previous: str
    """The version that it was compared with."""
    changes: tuple[Change, ...]
