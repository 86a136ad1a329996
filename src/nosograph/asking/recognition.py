"""A note read into findings: what it says, and the case that follows from it.

Rule 1. What is doubtful, or somebody else's, is no statement about the patient until a person
says so.
Rule 2. A list of terms and a case in JSON are read too, wherever a note is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.asking.release import OpenRelease
from nosograph.formats.cases import read_cases
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.diseases import Labelled
from nosograph.model.problems import Problem, Problems
from nosograph.recognition.recogniser import Mention, Mode
from nosograph.recognition.statuses import Polarity

PRESENT = (Polarity.PRESENT, Polarity.HISTORY, Polarity.RESOLVED)
NO_CASE = Case()
MOST_NEAR = 40
"""Terms offered above and below a finding."""

_TERM = re.compile(r"\bHP[:_](\d{7})\b")


@dataclass(frozen=True, slots=True)
class NoteFinding:
    """A finding that a note names, once or more often."""

    term: str
    label: str
    said: tuple[Polarity, ...]
    """What is said about it, each once, in the order of the text."""
    onset: str
    broader: tuple[Labelled, ...]
    narrower: tuple[Labelled, ...]

    @property
    def status(self) -> Status | None:
        """What it states about the patient, as far as that is clear."""
        if any(each in PRESENT for each in self.said):
            return Status.PRESENT
        return Status.ABSENT if Polarity.ABSENT in self.said else None


@dataclass(frozen=True, slots=True)
class NoteAnswer:
    """What was read out of a note."""

    mentions: tuple[Mention, ...] = ()
    """By place; none within another."""
    findings: tuple[NoteFinding, ...] = ()
    rest: Case = NO_CASE
    """What a case in JSON states beyond findings."""
    problems: tuple[Problem, ...] = ()
    """Why a case in JSON was not read."""


def read_note(release: OpenRelease, text: str) -> NoteAnswer:
    """The findings of a note, a list of terms, or a case in JSON.

    Raises:
        TextTooLongError: the text is too long.
    """
    if text.lstrip().startswith("{"):
        return _case(release, text)
    mentions = [each for each in release.recogniser.mentions(text, Mode.LONGEST) if each.finding]
    mentions += _written_terms(release, text)
    mentions.sort(key=lambda each: each.start)
    return NoteAnswer(tuple(mentions), tuple(_findings(release, mentions)))


def case_of(release: OpenRelease, chosen: Iterable[tuple[str, Status]], rest: Case) -> Case:
    """The case that a reader has made of a note; terms that the release lacks are left out."""
    known = dict(chosen)
    statements = tuple(
        Statement(status, code=term)
        for term, status in known.items()
        if release.library.finding(term, limit=0) is not None
    )
    return Case(statements=(*statements, *rest.statements), age=rest.age, sex=rest.sex)


def _written_terms(release: OpenRelease, text: str) -> list[Mention]:
    found = []
    for match in _TERM.finditer(text):
        record = release.library.finding(f"HP:{match[1]}", limit=0)
        if record is not None:
            start, end = match.span()
            found.append(
                Mention(start, end, match[0], record.term, record.label, True, Polarity.PRESENT)
            )
    return found


def _findings(release: OpenRelease, mentions: Iterable[Mention]) -> Iterable[NoteFinding]:
    told: dict[str, list[Mention]] = {}
    for each in mentions:
        told.setdefault(each.term, []).append(each)
    for term, several in told.items():
        record = release.library.finding(term, limit=0)
        if record is not None:
            yield NoteFinding(
                term,
                several[0].label,
                tuple(dict.fromkeys(each.polarity for each in several)),
                next((each.onset for each in several if each.onset), ""),
                record.parents[:MOST_NEAR],
                record.children[:MOST_NEAR],
            )


def _case(release: OpenRelease, text: str) -> NoteAnswer:
    problems = Problems()
    cases = list(read_cases(text, "case.json", problems))
    if len(cases) != 1 or problems.errors:
        return NoteAnswer(problems=tuple(problems.found))
    said = [
        (each, record)
        for each in cases[0].statements
        if each.status is not Status.MEASURED
        and (record := release.library.finding(each.code, limit=0)) is not None
    ]
    findings = {
        record.term: NoteFinding(
            record.term,
            record.label,
            (Polarity.PRESENT if each.status is Status.PRESENT else Polarity.ABSENT,),
            "",
            record.parents[:MOST_NEAR],
            record.children[:MOST_NEAR],
        )
        for each, record in said
    }
    taken = {id(each) for each, _ in said}
    rest = tuple(each for each in cases[0].statements if id(each) not in taken)
    return NoteAnswer(
        findings=tuple(findings.values()),
        rest=Case(statements=rest, age=cases[0].age, sex=cases[0].sex),
    )
