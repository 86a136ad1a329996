"""How commands speak: JSON documents, messages, progress, and fixed exit codes.

Rule 1. Answers go to standard output, everything else to standard error.
Rule 2. A number in `Exit` means the same for every command; docs/reference/commands.md lists them.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from nosograph.model.problems import Problem, Severity, in_reading_order

out = Console(soft_wrap=True, highlight=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)


class Exit(IntEnum):
    """What a command's exit code means."""

    FINE = 0
    NOTHING = 1
    """Nothing was found, or the files have problems."""
    USAGE = 2
    """The command was called wrongly, a file is larger than its bound, or the place for the result
    cannot be written to."""
    NO_RELEASE = 3
    """The release is missing, damaged or of another version."""
    NO_SOURCE = 4
    """A source file is missing, damaged or could not be fetched."""
    INTERRUPTED = 130


def stop(code: Exit, message: str) -> NoReturn:
    """End the command with `message` on standard error."""
    err.print(message, markup=False)
    raise SystemExit(int(code))


def print_json(document: Any) -> None:
    """Print one JSON document, readable and with a final newline."""
    text = msgspec.json.format(msgspec.json.encode(document), indent=2)
    sys.stdout.buffer.write(text + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """A file that stands there when all of it is written, and not before."""
    draft = out.with_name(out.name + ".part")
    try:
        with draft.open("wb") as file:
            yield file
        draft.replace(out)
    except OSError as error:
        stop(Exit.USAGE, f"cannot write {out}: {error.strerror}")
    finally:
        draft.unlink(missing_ok=True)


def print_problems(problems: Iterable[Problem], to: Console = out) -> None:
    """Print problems in reading order, one block each, and their count."""
    listed = in_reading_order(problems)
    for problem in listed:
        to.print(str(problem), markup=False)
    errors = sum(problem.severity is Severity.ERROR for problem in listed)
    if listed:
        warnings = len(listed) - errors
        counts = f"{errors} error{'s'[: errors != 1]}, {warnings} warning{'s'[: warnings != 1]}"
        to.print(f"{counts}; each [slug] has a page in docs/reference/problems/", markup=False)


class Bars:
    """Steps of long work as progress bars on standard error."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._current: TaskID | None = None

    def step(self, name: str, total: int | None = None) -> None:
        """Finish the step before and begin one of `total` parts (None: not known)."""
        self.finish()
        self._current = self._progress.add_task(name, total=total)

    def advance(self, parts: int = 1) -> None:
        """So many parts more are done."""
        if self._current is not None:
            self._progress.advance(self._current, parts)

    def reached(self, parts: int, total: int) -> None:
        """So many parts are done in all, of a total that may still grow."""
        if self._current is not None:
            self._progress.update(self._current, completed=parts, total=total)

    def percent(self, done: float) -> None:
        """So many percent of the current step are done; never fewer than were said before."""
        if self._current is not None:
            before = self._progress.tasks[self._current].completed
            self._progress.update(self._current, completed=max(before, int(done)), total=100)

    def finish(self) -> None:
        """Show the current step as done."""
        if self._current is not None:
            task = self._progress.tasks[self._current]
            total = task.total if task.total is not None else max(task.completed, 1)
            self._progress.update(self._current, total=total, completed=total)


@contextmanager
def bars() -> Iterator[Bars]:
    """Progress bars for the duration of a `with` block; plain lines where no terminal is."""
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description:<34}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err) as progress:
        shown = Bars(progress)
        yield shown
        shown.finish()
