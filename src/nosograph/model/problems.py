"""Problems: what is wrong in a file, where, and the way out.

Rule. Files may be wrong, so they are reported on, all problems at once; arguments may not,
so they raise. A slug never changes and has a page in docs/reference/problems/.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache


class Severity(StrEnum):
    """Whether a problem stops a build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one place."""

    slug: str
    """Stable identifier, the name of its page in the manual."""
    path: str
    """File, relative to the folder that was checked."""
    line: int
    """From 1; 0 when the whole file or folder is meant."""
    column: int
    """From 1; 0 when the whole line is meant."""
    message: str
    """A lower-case fragment without full stop, the offending value shown with `!r`."""
    value: str = ""
    hint: str = ""
    """Something to do."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        mark = "" if self.severity is Severity.ERROR else "warning: "
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}: {mark}{self.message} [{self.slug}]{hint}"


Report = Callable[[Problem], None]
"""What a parser is given to put its problems into."""


@dataclass(slots=True)
class Problems:
    """Gathers problems; itself a `Report`."""

    found: list[Problem] = field(default_factory=list)

    def __call__(self, problem: Problem) -> None:
        self.found.append(problem)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [problem for problem in self.found if problem.severity is Severity.ERROR]

    def sorted(self) -> list[Problem]:
        """In reading order, each said once."""
        return in_reading_order(self.found)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if one is like it."""
    return _nearest(word[:LONGEST_MISSPELT], tuple(known))


LONGEST_MISSPELT = 100
"""Characters; a longer word is no misspelling, and comparing it would take long."""


@lru_cache(4096)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by path, line and column, without repetitions."""
    return sorted(
        set(problems), key=lambda each: (each.path, each.line, each.column, each.slug, each.message)
    )


def place_of(text: str, offset: int, line: int = 1) -> tuple[int, int]:
    """Line and column of `offset` in `text`, whose first line is number `line`."""
    start = text.rfind("\n", 0, offset) + 1
    return line + text.count("\n", 0, offset), offset - start + 1
