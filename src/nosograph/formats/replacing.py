"""A folder that is there whole or not at all: written beside its place, and put there by renaming.

Rule. What stood there is moved aside, never removed, before the new one stands; whoever is killed
in between has lost nothing, and the next one brings it back.
"""

import shutil
from pathlib import Path


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def restore(folder: Path) -> None:
    """Bring back what somebody who was killed had moved aside, or clear it away."""
    aside = _aside(folder)
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def put(draft: Path, folder: Path) -> None:
    """Put a finished draft in the place of a folder.

    Raises:
        OSError: it cannot be renamed; what stood there stands.
    """
    aside = _aside(folder)
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)
    try:
        draft.rename(folder)
    finally:
        restore(folder)
