"""What comes first beside a ranking: what a presentation says has to be excluded at an age.

Rule 1. Red flags that are stated, emergencies of the age, then what else is common; nothing here
is a score.
Rule 2. Without an age the emergencies of every age stand there.
"""

from collections.abc import Set
from dataclasses import dataclass

from nosograph.model.ages import Age
from nosograph.model.entries import Entry
from nosograph.model.presentations import DANGERS, OFTEN, Cause, RedFlag, age_group


@dataclass(frozen=True, slots=True)
class First:
    """What comes first, out of one presentation."""

    entry: Entry
    flags: tuple[RedFlag, ...]
    """Red flags that the case states."""
    exclude: tuple[Cause, ...]
    """Emergencies at the age."""
    common: tuple[Cause, ...]
    """What else is common then."""


def first(entry: Entry, shown: Set[str], age: Age | None) -> First | None:
    """What comes first for somebody who shows these findings and all above them, if anything."""
    told = entry.presentation
    causes = () if told is None else told.of_age(age_group(age)) if age else told.causes
    urgent = tuple(each for each in causes if each.danger == DANGERS[0])
    common = tuple(each for each in causes if each.often == OFTEN[0] and each not in urgent)
    if told is None or not (urgent or common):
        return None
    flags = tuple(each for each in told.red_flags if each.term in shown)
    return First(entry, flags, urgent, common)
