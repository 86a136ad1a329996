"""How much one case may hold, whichever way it comes in: a form, a file, standard input.

Rule. What no record of one person comes near is refused before it is read, with the bound that it
breaks: below the bounds, work grows no faster than its input.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from nosograph.model.problems import Problem, Problems, Severity

MOST_STATEMENTS = 1000
"""Of one case, and elements of any list in it; the fullest of 6,307 packets of
phenopacket-store (June 2026) has 156."""
MOST_RESOURCES = 20_000
"""Of one person's FHIR record."""
MOST_KEYS = 1000
"""Different names of fields in one document; none of those packets has more than 56."""
MOST_COLUMNS = 200
MOST_YAML = 100_000
"""Characters of a case in YAML, which takes many times as long to read as JSON."""
MOST_ERRORS, MOST_WARNINGS = 100, 1000
"""That are listed of one case."""


class EnoughError(Exception):
    """More is wrong with a case than anybody reads."""


class CaseProblems(Problems):
    """The problems of one case, no more than are read."""

    def __init__(self) -> None:
        super().__init__()
        self._unsaid = 0

    def __call__(self, problem: Problem) -> None:
        if problem.severity is Severity.WARNING and len(self.found) >= MOST_WARNINGS:
            self._unsaid += 1
            return
        self.found.append(problem)
        if problem.severity is Severity.ERROR and len(self.errors) > MOST_ERRORS:
            raise EnoughError

    def listed(self, file: str) -> Iterator[Problem]:
        """The problems, and that there are more of them."""
        yield from self.found
        if self._unsaid:
            message = f"{self._unsaid:,} more warnings are not listed"
            yield Problem("too-much", file, 0, 0, message, severity=Severity.WARNING)
        if len(self.errors) > MOST_ERRORS:
            message = f"more than {MOST_ERRORS} mistakes: the rest of the case was not read"
            yield Problem("too-much", file, 0, 0, message)


def beyond(document: Any) -> str:
    """What of a decoded document is more than a case may hold, in words; empty for nothing."""
    most = MOST_STATEMENTS
    if isinstance(document, Mapping) and "resourceType" in document:
        most = MOST_RESOURCES
    keys: set[str] = set()
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            keys.update(value)
            waiting += value.values()
        elif isinstance(value, list):
            if len(value) > most:
                return f"a list of {len(value):,} elements, where at most {most:,} are read"
            waiting += value
        if len(keys) > MOST_KEYS:
            return f"more than {MOST_KEYS:,} different names of fields"
    return ""
