"""What can be said about a finding, and the places and marks by which it is told."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Polarity(StrEnum):
    """What is said about a finding of the patient."""

    PRESENT = "present"
    ABSENT = "absent"
    POSSIBLE = "possible"
    FAMILY = "family"
    HISTORY = "history"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Place:
    """A finding among the words of its sentence."""

    first: int
    after: int
    finding: bool = True
    """Whether a cue among its words belongs to it; not so for courses and modifiers."""


Cue: TypeAlias = tuple[frozenset[str], int, int]
"""Kinds, first place and the place after the last."""

LIST_WORDS = frozenset({",", "/", "&", "(", ")", "-", "–"})
MARKS = frozenset({",", "(", "-", "–", "/"})
ENDS = frozenset({",", ".", ";", ")", "!", "?", ":"})
