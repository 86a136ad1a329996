"""What is asked: findings present and absent, age and sex, as places in the annotations.

Rule 1. Nothing that was said is dropped in silence: each statement that is not used has a note.
Rule 2. Present wins over absent; what another finding already implies is not counted twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from nosograph.library.annotations import Annotations, hpo_number
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status


@dataclass(frozen=True, slots=True)
class Question:
    """A case, as far as a differential diagnosis looks at it."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    """HPO ids, current or not."""
    onset: Age | None = None
    age: Age | None = None
    """At the last examination."""
    sex: str = ""
    """MALE, FEMALE, OTHER or empty."""
    onset_class: str = ""
    """HPO id of the class of onset, where no age at onset is known."""

    @classmethod
    def of(cls, case: Case, onset: Age | None = None) -> "Question":
        """What a case says; findings put down to another cause are left out."""

        def codes(status: Status) -> tuple[str, ...]:
            return tuple(
                each.code
                for each in case.statements
                if each.status is status and is_finding(each) and not each.explained_by_other
            )

        return cls(
            codes(Status.PRESENT),
            codes(Status.ABSENT),
            onset or case.began,
            case.age,
            case.sex,
            case.began_class,
        )


def is_finding(statement: Statement) -> bool:
    """Whether a statement has a code of HPO, or one that means to be."""
    return statement.code.startswith("HP:") or hpo_number(statement.code) is not None


class Unused(StrEnum):
    """Why a statement is not used."""

    UNKNOWN = "unknown"
    """It is not a term of this ontology."""
    OTHER_KIND = "other_kind"
    """It is a term of HPO, but names no finding."""
    WITHDRAWN = "withdrawn"
    """HPO has withdrawn it and names none in its place."""
    NO_FINDING = "no_finding"
    """It says nothing by itself."""
    REPEATED = "repeated"
    IMPLIED = "implied"
    """Another finding implies it."""
    CONTRADICTED = "contradicted"
    """It is said to be absent and, itself or more specifically, present."""


@dataclass(frozen=True, slots=True)
class Note:
    """A statement that is not used, and why."""

    term: str
    reason: Unused
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """The findings that are used, by their places, in the order in which they were said."""

    present: tuple[int, ...]
    absent: tuple[int, ...]
    notes: tuple[Note, ...] = ()


def understood(question: Question, annotations: Annotations) -> Understood:
    """The findings of `question` that can be used, and notes about all others."""
    notes: list[Note] = []
    stated = _places(question.present, annotations, notes, absent=False)
    denied = _places(question.absent, annotations, notes, absent=True)
    above_present = {
        place: {int(each) for each in annotations.lineage(place)[0]} for place in stated
    }
    present = []
    for place, term in stated.items():
        if any(place in above for other, above in above_present.items() if other != place):
            notes.append(Note(term, Unused.IMPLIED))
        else:
            present.append(place)
    implied = set().union(*above_present.values())
    above_absent = {
        place: {int(each) for each in annotations.lineage(place)[0][1:]} for place in denied
    }
    absent = []
    for place, term in denied.items():
        if place in implied:
            notes.append(Note(term, Unused.CONTRADICTED, absent=True))
        elif above_absent[place] & denied.keys():
            notes.append(Note(term, Unused.IMPLIED, absent=True))
        else:
            absent.append(place)
    return Understood(tuple(present), tuple(absent), tuple(notes))


def _why_no_finding(term: str, annotations: Annotations) -> Unused:
    number = hpo_number(term)
    if number in annotations.beside:
        return Unused.OTHER_KIND
    return Unused.WITHDRAWN if number in annotations.withdrawn else Unused.UNKNOWN


def _places(
    terms: Iterable[str], annotations: Annotations, notes: list[Note], *, absent: bool
) -> dict[int, str]:
    found: dict[int, str] = {}
    for term in terms:
        place = annotations.place(term)
        if place is None:
            notes.append(Note(term, _why_no_finding(term, annotations), absent))
        elif place == 0:
            notes.append(Note(term, Unused.NO_FINDING, absent))
        elif place in found:
            notes.append(Note(term, Unused.REPEATED, absent))
        else:
            found[place] = term
    return found
