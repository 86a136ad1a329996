"""What changed in an entry from one release to the next.

Rule. A change is told in the reader's terms: which statement, where, and which plain-language
section it touches; never which line of which file.
"""

import re
from collections import Counter
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


_TOLD_IN_WORDS = frozenset({
    "claim", "section", "pathway", "step", "workup", "stage", "test", "scale", "scale_item",
    "neighbour", "difference", "result", "name",
})  # fmt: skip
"""Parts that may be told in other words and say the same; a figure or a criterion may not."""
_FACTS = re.compile(
    r"\d+(?:[.,]\d+)*|[<>≤≥]|\b(?:not?|never|none|without|neither|nor|cannot|unless|except"
    r"|at least|at most|more than|less than|fewer than|nicht|kein\w*|nie|ohne|weder|noch"
    r"|mindestens|höchstens|mehr als|weniger als)\b",
    re.IGNORECASE,
)


def _facts(text: str) -> Counter[str]:
    """The numbers, thresholds and denials of a text."""
    return Counter(each.casefold() for each in _FACTS.findall(text))


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

    @property
    def is_semantic(self) -> bool:
        """Whether more changed than the wording: a part, a source, a number, or yes and no."""
        if self.kind is not ChangeKind.REWORDED or self.part not in _TOLD_IN_WORDS:
            return True
        return _facts(self.before) != _facts(self.after)


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """What changed in one entry with one release."""

    version: str
    built: date
    previous: str
    """The version that it was compared with; empty for the first one with the entry."""
    changes: tuple[Change, ...]
    by: tuple[str, ...] = ()
    """Who wrote them, as the repository's history has it."""
