"""A presentation: a way in from what somebody sees, to what has to be done and what may be behind it.

Rule 1. Words stand in every language of the file, side by side; ids, codes and sources stand once.
Rule 2. How often and how dangerous a cause is are classes of our own, each beside the source's words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

from nosograph.model.ages import Age
from nosograph.model.codes import Code
from nosograph.model.forms import Id, Line, OneOf, Some, Sources, Spoken, Unwritten
from nosograph.model.pathways import SELECTIONS, Edge, Pathway, Step
from nosograph.model.workup import Reading, Stage, Test, Workup

AGES = ("infant", "toddler", "child", "adolescent", "adult")
"""First year, 1 to 3, 4 to 11, 12 to 17, from 18 years on."""
_BEGIN = ((216, "adult"), (144, "adolescent"), (48, "child"), (12, "toddler"), (0, "infant"))
"""Months from which on each of them holds."""
OFTEN = ("common", "occasional", "rare", "unknown")
DANGERS = ("emergency", "serious", "mild")
"""May kill or disable within hours or days; leaves lasting harm when it is missed; mostly passes."""
WAYS = ("history", "examination")
TIMES = ("at-once", "first-days", "later")

SECTIONS = ("overview", "red-flags", "now", "causes", "pathway", "workup", "ask")
"""What the page has under headings of its own, by the ids of these, in its order."""


def spoken(words: Spoken, language: str) -> str:
    """The words in a language, or else in the first one that there is."""
    told = dict(words)
    return told.get(language) or next(iter(told.values()), "")


def age_group(age: Age) -> str:
    """The one of `AGES` to which an age belongs."""
    return next(name for months, name in _BEGIN if age.exact >= months)


@dataclass(frozen=True, slots=True)
class Lead:
    """A finding with which the presentation is looked for, or one below it."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done at once, whatever the cause."""

    id: Id
    text: Spoken
    sources: Sources
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A sign that makes it urgent."""

    id: Id
    sign: Spoken
    means: Spoken
    """What may be behind it."""
    act: Spoken
    """What to do now; never a dose."""
    sources: Sources
    term: str = ""
    """HPO id, where it is one finding."""
    label: str = ""
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Cause:
    """A disease or a group of diseases that may be behind it."""

    id: Id
    name: Spoken
    ages: Annotated[tuple[str, ...], OneOf(AGES)]
    often: Annotated[str, OneOf(OFTEN)]
    share: Spoken
    """How common, as the sources say it."""
    danger: Annotated[str, OneOf(DANGERS)]
    harm: Spoken
    """How dangerous, as the sources say it."""
    clues: Spoken
    """What speaks for it."""
    sources: Sources
    entry: str = ""
    """Slug of its entry in the dictionary."""
    code: Code | None = None
    """Where its page is found when it has no entry."""
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Way:
    """What leads from a step of the pathway to another."""

    to: str
    when: Spoken = ()
    inferred: Spoken = ()
    """How it was inferred; empty when a source states it."""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the pathway."""

    id: Id
    title: Spoken
    select: Annotated[str, OneOf(SELECTIONS)] = "one"
    text: Spoken = ()
    specialist: bool = False
    ends: bool = False
    sources: Sources = ()
    leads_to: tuple[Way, ...] = ()
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Check:
    """A test of the work-up."""

    id: Id
    title: Spoken
    time: Annotated[str, OneOf(TIMES)]
    why: Spoken
    leaves: Spoken
    """What a normal result does not exclude."""
    sources: Sources
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask or to look for, and the finding that the answer is."""

    id: Id
    way: Annotated[str, OneOf(WAYS)]
    text: Spoken
    term: str
    label: str
    why: Spoken
    sources: Sources
    towards: tuple[str, ...] = ()
    """Ids of the causes for which a yes speaks."""
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Presentation:
    """What presentation.yaml holds."""

    summary: Spoken
    """What it is, in one sentence."""
    urgency: Spoken
    """How soon somebody has to see it, in one sentence."""
    scope: Spoken
    """For whom it is meant, and for whom not."""
    basis: Spoken
    """What of the sources was read, and what of the page is editorial."""
    sources: Sources
    leads: Annotated[tuple[Lead, ...], Some("list the findings that lead here")]
    red_flags: Annotated[tuple[RedFlag, ...], Some("list the signs that make it urgent")]
    acts: Annotated[tuple[Act, ...], Some("list what is to be done at once")]
    causes: Annotated[tuple[Cause, ...], Some("list what may be behind it")]
    steps: Annotated[tuple[Stop, ...], Some("list the steps; the first is where it starts")]
    checks: Annotated[tuple[Check, ...], Some("list the tests in their order")]
    questions: Annotated[tuple[Question, ...], Some("list what to ask and to look for")]
    pages: Annotated[tuple[tuple[str, str], ...], Unwritten()] = field(default=(), compare=False)
    """Id of a cause and slug of its page in a release; filled in by the build."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those it is written in."""
        return tuple(language for language, _ in self.summary)

    def of_age(self, age: str) -> tuple[Cause, ...]:
        """The causes at an age: the dangerous before the mild, the common before the rare."""
        found = (each for each in self.causes if age in each.ages)
        return tuple(
            sorted(found, key=lambda each: (DANGERS.index(each.danger), OFTEN.index(each.often)))
        )

    def pathway(self, title: str, language: str) -> Pathway:
        """The steps in one language, as every pathway is drawn, listed and written."""
        return Pathway(
            "pathway",
            title,
            spoken(self.scope, language),
            spoken(self.basis, language),
            self.sources,
            tuple(_step(each, language) for each in self.steps),
        )

    def workup(self, language: str) -> Workup:
        """The tests in one language, as every work-up is written."""
        stages = (
            Stage(time, time.replace("-", " "), "", tests)
            for time in TIMES
            if (tests := tuple(_test(e, language) for e in self.checks if e.time == time))
        )
        return Workup(spoken(self.scope, language), spoken(self.basis, language), tuple(stages))

    def terms(self) -> Iterator[tuple[str, str]]:
        """Every finding that it names, with its label."""
        parts: tuple[Lead | RedFlag | Question, ...]
        parts = (*self.leads, *self.red_flags, *self.questions)
        for each in parts:
            if each.term:
                yield each.term, each.label


def _step(stop: Stop, language: str) -> Step:
    return Step(
        stop.id,
        spoken(stop.title, language),
        stop.select,
        spoken(stop.text, language),
        stop.specialist,
        stop.ends,
        stop.sources,
        tuple(
            Edge(each.to, spoken(each.when, language), spoken(each.inferred, language), each.back)
            for each in stop.leads_to
        ),
    )


def _test(check: Check, language: str) -> Test:
    leaves = Reading(does_not_mean=spoken(check.leaves, language), sources=check.sources)
    return Test(
        check.id, spoken(check.title, language), "", purpose=spoken(check.why, language),
        negative=leaves, sources=check.sources,
    )  # fmt: skip
