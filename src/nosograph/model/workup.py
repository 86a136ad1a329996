"""A work-up: tests in order, and what their results do and do not mean.

Rule 1. A result says what it does not mean beside what it means: a negative test excludes nothing
by itself.
Rule 2. What no source says stays empty, and is shown as unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

from nosograph.model.forms import Cited, Id, Line, OneOf, Optional, Some, Sources, Unique

KINDS = ("examination", "laboratory", "imaging", "recording", "pathology", "assessment")
"""What a test can be."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a positive or a negative result is to be read."""

    means: str = ""
    does_not_mean: str = ""
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Test:
    """One examination, sample, image or record."""

    __test__ = False  # no test case of the suite

    id: Annotated[str, Unique(in_file=True)]
    title: str
    kind: Annotated[str, OneOf(KINDS)]
    """One of `KINDS`."""
    population: Annotated[str, OneOf(("all", "child", "adult"))] = "all"
    """For whom: all, child or adult."""
    purpose: str = ""
    """What it is done for, in a sentence or two; never a dose."""
    positive: Reading | None = None
    """None when no source says what a positive result means."""
    negative: Reading | None = None
    """None when no source says what a negative result means."""
    after: tuple[str, ...] = ()
    """Ids of tests above that come first."""
    unconfirmed: str = ""
    """What about it no source confirms."""
    sources: Sources = ()
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Stage:
    """Tests that belong together in time; stages stand in their order."""

    id: Id
    title: str
    text: Annotated[str, Optional()]
    """Why now, and what has to be done before; sourced when there is one."""
    tests: Annotated[tuple[Test, ...], Some("list its tests in their order")]
    sources: Annotated[tuple[str, ...], Cited(beside="text")] = ()
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Workup:
    """The work-up of a disease."""

    scope: str
    """For whom and when it is meant, and for whom not."""
    basis: str
    """What of the sources was read, and what was not."""
    stages: Annotated[tuple[Stage, ...], Some("list its stages in their order")]

    def tests(self) -> Iterator[tuple[Stage, Test]]:
        """Every test with its stage, in order."""
        for stage in self.stages:
            for test in stage.tests:
                yield stage, test
