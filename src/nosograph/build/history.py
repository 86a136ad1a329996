"""Who changed what in an entry and when, from the history of the repository that holds it.

Rule 1. Commits are told in the terms of `build.changes`: which statement, which source, which
figure; never which line of which file.
Rule 2. A commit is compared with those that it was made from; one that changes nothing that an
entry says, and one that only brings others together, is listed with its reason alone.
Rule 3. An entry's folder is followed through the names that it had.
"""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from nosograph.build.changes import EntryState, entry_differences
from nosograph.entries.read import ENTRY, read_located
from nosograph.model.changes import Change
from nosograph.model.failures import NosographError
from nosograph.model.problems import Problems

_FORMAT: Final = "%H%x1f%P%x1f%an%x1f%aI%x1f%s"

_STATES: Final = 8
"""States of an entry that are kept while its commits are told."""


class HistoryError(NosographError):
    """A folder whose history cannot be read."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A change of an entry by somebody."""

    id: str
    by: str
    on: str
    """Day and time with zone, as ISO 8601 has it."""
    reason: str
    changes: tuple[Change, ...]

    @property
    def semantic(self) -> tuple[Change, ...]:
        """What changes the meaning."""
        return tuple(each for each in self.changes if each.is_semantic)

    @property
    def wording(self) -> tuple[Change, ...]:
        """What says the same in other words."""
        return tuple(each for each in self.changes if not each.is_semantic)


def history_of(folder: Path, most: int) -> Iterator[Commit]:
    """The last commits that touched an entry's folder, the newest first.

    Raises:
        HistoryError: the folder is in no repository, or git is not there.
    """
    top = Path(_lines(folder, "rev-parse", "--show-toplevel")[0])
    names = _names(top, folder)
    listed = _lines(top, "log", f"--max-count={most}", f"--format={_FORMAT}", "--", *names)

    @lru_cache(_STATES)
    def state(id: str) -> EntryState | None:
        return next(filter(None, (_state(top, name, id) for name in names)), None)

    for id, parents, by, on, reason in (line.split("\x1f") for line in listed):
        after = state(id)
        befores = [before for each in parents.split() if (before := state(each))]
        found = [entry_differences(each, after) for each in befores if after]
        new = (each for each in found[0] if all(each in other for other in found)) if found else ()
        yield Commit(id, by, on, reason, tuple(new))


def is_cut(folder: Path) -> bool:
    """Whether the repository holds only the last commits (a shallow clone)."""
    return _lines(folder, "rev-parse", "--is-shallow-repository") == ["true"]


def authors_since(folder: Path, day: date | None = None) -> tuple[str, ...]:
    """Who has changed an entry's folder since a day, or ever; nobody without a repository."""
    since = (f"--since={day.isoformat()}",) if day else ()
    try:
        return tuple(dict.fromkeys(_lines(folder, "log", *since, "--format=%an", "--", ".")))
    except HistoryError:
        return ()


def _names(top: Path, folder: Path) -> tuple[str, ...]:
    """What the folder is and was called, below the top of the repository."""
    now = "".join(_lines(folder, "rev-parse", "--show-prefix")).rstrip("/") or "."
    held = f"{now}/{ENTRY}"
    told = _lines(top, "log", "--follow", "--name-only", "--format=", "--", held)
    return tuple(dict.fromkeys((now, *(each.rpartition("/")[0] or "." for each in told if each))))


def _state(top: Path, name: str, commit: str) -> EntryState | None:
    """The entry as it was after a commit; None where it was not there or cannot be read."""
    try:
        archive = _git(top, "archive", "--format=tar", f"{commit}:{'' if name == '.' else name}")
    except HistoryError:
        return None
    with tempfile.TemporaryDirectory() as place:
        into = Path(place) / (Path(name).name or top.name)
        into.mkdir()
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(into, filter="data")
        located = read_located(into, Problems())
    return EntryState(located.entry, located.criteria.sets) if located.entry else None


def _lines(folder: Path, *words: str) -> list[str]:
    return _git(folder, *words).decode("utf-8", "replace").splitlines()


def _git(folder: Path, *words: str) -> bytes:
    # Names are told as they are, not as escapes in quotation marks.
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # no shell
    except OSError as error:
        raise HistoryError("git is not there: the history stands in the repository") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise HistoryError(f"{folder} has no history: {told[-1] if told else 'git failed'}")
    return done.stdout
