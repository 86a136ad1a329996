"""How a release comes to be visible: as a whole, or not at all.

Rule 1. A draft stands beside the releases under a name that no reader opens; it is written,
brought to disk and only then renamed.
Rule 2. `current` is a link and is replaced in one step.
Rule 3. One build at a time; what a killed one has left is cleared away by the next.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nosograph.library.manifest import Manifest, read_manifest, verify_files
from nosograph.model.failures import LibraryError

DRAFT = ".draft-"
LOCK = ".lock"
READABLE, SEARCHABLE = 0o644, 0o111


@contextmanager
def only_build(releases: Path) -> Iterator[None]:
    """Holds the folder of the releases for one build; the system lets go of it at our death.

    Raises:
        LibraryError: the folder cannot be written, or another build is at work.
    """
    try:
        releases.mkdir(parents=True, exist_ok=True)
        lock = os.open(releases / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise LibraryError(
            f"cannot write to {releases} ({error.strerror}): choose another place with --release"
        ) from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LibraryError(
                f"another build is writing to {releases}: wait until it is done"
            ) from None
        _clear(releases)
        yield
    finally:
        os.close(lock)


def _clear(releases: Path) -> None:
    for left in releases.glob(f"{DRAFT}*"):
        if left.is_symlink() or not left.is_dir():
            left.unlink()
        else:
            shutil.rmtree(left)


@contextmanager
def drafting(releases: Path, version: str) -> Iterator[Path]:
    """A new folder for the draft of a release; gone when the block fails."""
    draft = releases / f"{DRAFT}{version}"
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def standing(releases: Path, version: str) -> Manifest | None:
    """The manifest of a release that stands already and is whole."""
    folder = releases / version
    if not folder.is_dir():
        return None
    try:
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
    except LibraryError:
        return None
    return manifest


def publish(draft: Path, link: Path, version: str) -> Path:
    """Make the draft the release `version`, and let the link lead to it; the release's folder."""
    for path in sorted(draft.rglob("*"), reverse=True):
        # The search engine writes some files for its own user only.
        path.chmod(READABLE | (SEARCHABLE if path.is_dir() else 0))
        _sync(path)
    _sync(draft)
    target = link.parent / version
    if target.exists():
        # It is damaged, or it would have been used as it is.
        os.rename(target, link.parent / f"{DRAFT}damaged-{version}")
    os.rename(draft, target)
    _sync(link.parent)
    switch(link, version)
    _clear(link.parent)
    return target


def switch(link: Path, version: str) -> None:
    """Let the link lead to a release beside it, in one step.

    Raises:
        LibraryError: something else than a link stands in the link's place.
    """
    check_link(link)
    fresh = link.parent / f"{DRAFT}link"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(version)
    os.replace(fresh, link)
    _sync(link.parent)


def check_link(link: Path) -> None:
    """See that a build may put its link there.

    Raises:
        LibraryError: something else than a link stands in its place.
    """
    if link.exists() and not link.is_symlink():
        raise LibraryError(
            f"{link} is no link to a release: move it away, or choose another place with --release"
        )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
