"""Who changed what in an entry and when, from the history of the repository that holds it.

Rule 1. Commits are told in the terms of `build.changes`: which statement, which source, which
figure; never which line of which file.
Rule 2. A commit that changes nothing that an entry says is listed with its reason alone.
"""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from nosograph.build.changes import EntryState, entry_differences
from nosograph.entries.read import read_located
from nosograph.model.changes import Change
from nosograph.model.failures import NosographError
from nosograph.model.problems import Problems

_FORMAT: Final = "%H%x1f%an%x1f%aI%x1f%s"


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
    listed = _git(folder, "log", f"--max-count={most + 1}", f"--format={_FORMAT}", "--", ".")
    commits = [line.split("\x1f") for line in listed.decode("utf-8", "replace").splitlines()]
    states: dict[str, EntryState | None] = {}

    def state(id: str) -> EntryState | None:
        if id not in states:
            states[id] = _state(folder, id)
        return states[id]

    for number, (id, by, on, reason) in enumerate(commits[:most]):
        before = state(commits[number + 1][0]) if number + 1 < len(commits) else None
        after = state(id)
        changes = entry_differences(before, after) if before and after else ()
        yield Commit(id, by, on, reason, changes)
        states.pop(id, None)


def authors_since(folder: Path, day: date) -> tuple[str, ...]:
    """Who has changed an entry's folder since a day, each once; nobody without a repository."""
    try:
        listed = _git(folder, "log", f"--since={day.isoformat()}", "--format=%an", "--", ".")
    except HistoryError:
        return ()
    return tuple(dict.fromkeys(listed.decode("utf-8", "replace").splitlines()))


def _state(folder: Path, commit: str) -> EntryState | None:
    """The entry as it was after a commit; None where it was not there or cannot be read."""
    try:
        archive = _git(folder, "archive", "--format=tar", commit, ".")
    except HistoryError:
        return None
    with tempfile.TemporaryDirectory() as place:
        into = Path(place) / folder.absolute().name
        into.mkdir()
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(into, filter="data")
        located = read_located(into, Problems())
    return EntryState(located.entry, located.criteria.sets) if located.entry else None


def _git(folder: Path, *words: str) -> bytes:
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # no shell
    except OSError as error:
        raise HistoryError("git is not there: the history stands in the repository") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise HistoryError(f"{folder} has no history: {told[-1] if told else 'git failed'}")
    return done.stdout
