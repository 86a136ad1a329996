"""The releases that stand beside a link: which they are, which is served, which may go.

Rule. What the link leads to is never removed, and the link never leads to what cannot be read.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from nosograph.build.publish import DRAFT, only_build, switch
from nosograph.library.manifest import Manifest, read_manifest
from nosograph.library.reader import Library
from nosograph.model.failures import LibraryError


@dataclass(frozen=True, slots=True)
class Standing:
    """A release beside the link."""

    version: str
    manifest: Manifest | None
    """None when it is damaged or of another schema."""
    is_served: bool


def standing_releases(link: Path) -> list[Standing]:
    """The releases beside a link, the newest first."""
    served = link.resolve()
    folders = [
        each
        for each in link.parent.iterdir()
        if each.is_dir() and not each.is_symlink() and not each.name.startswith(".")
        if (each / "manifest.json").is_file() and (each / "library.sqlite").is_file()
    ]
    folders.sort(key=lambda each: (each.stat().st_mtime_ns, each.name), reverse=True)
    return [Standing(each.name, _manifest(each), each.resolve() == served) for each in folders]


def _manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except LibraryError:
        return None


def switch_to(link: Path, version: str) -> None:
    """Let the link lead to another release, after checking it whole.

    Raises:
        LibraryError: there is none of that name, or it cannot be read.
    """
    known = [each.version for each in standing_releases(link)]
    if version not in known:
        names = ", ".join(known) or "none"
        raise LibraryError(f"no release {version!r} stands beside {link}; there are: {names}")
    Library.open(link.parent / version).close()
    with only_build(link.parent):
        switch(link, version)


def before(link: Path) -> str:
    """The release made before the one that is served.

    Raises:
        LibraryError: there is none.
    """
    found = standing_releases(link)
    places = [n for n, each in enumerate(found) if each.is_served]
    older = found[places[0] + 1 :] if places else found
    if not older:
        raise LibraryError(f"no release older than the one that {link} leads to stands beside it")
    return older[0].version


def prune(link: Path, keep: int) -> list[str]:
    """Remove all but the newest `keep` releases and the served one; which were removed.

    What killed builds have left goes, too.

    Raises:
        LibraryError: the folder cannot be written, or a build is at work.
    """
    with only_build(link.parent):
        return _prune(link, keep)


def _prune(link: Path, keep: int) -> list[str]:
    removed = []
    for each in standing_releases(link)[keep:]:
        if not each.is_served:
            # Renamed first, so that nobody finds half of one.
            gone = link.parent / f"{DRAFT}gone-{each.version}"
            (link.parent / each.version).rename(gone)
            shutil.rmtree(gone)
            removed.append(each.version)
    return removed
