"""The manifest of a directory of doctors: what it holds, from which files, and the sum of each file.

Rule 1. It carries its own sum, so that a changed byte anywhere in a directory is found at the
door; the list of rejects alone, which people open and save, is not answered from and not summed.
Rule 2. It is read without Arrow, which takes a third of a second to import.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from nosograph.formats.sums import FileSum, first_difference, sum_of
from nosograph.model.failures import DirectoryError

MANIFEST = "manifest.json"
REJECTS = "rejects.csv"
FORMAT = 3
AGAIN = "import again"

Told = dict[str, Any]


def write_manifest(folder: Path, told: Told) -> Told:
    """Write what is told of a directory whose files are all written, with their sums."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    names = sorted(path.relative_to(folder).as_posix() for path in paths)
    sums = {name: sum_of(folder / name) for name in names if name not in (MANIFEST, REJECTS)}
    told = {**told, "sums": {name: [each.size, each.sha256] for name, each in sums.items()}}
    told["checksum"] = _sum(told)
    (folder / MANIFEST).write_bytes(_bytes(told))
    return told


def read_manifest(folder: Path) -> Told:
    """The manifest of the directory at `folder`, found to be unchanged.

    Raises:
        DirectoryError: there is none, or it is damaged or of another format.
    """
    path = folder / MANIFEST
    try:
        written = path.read_bytes()
        told: Told = json.loads(written)
        found = told["format"]
    except FileNotFoundError:
        raise DirectoryError(
            f"no directory at {folder}: run `nosograph doctors import` first"
        ) from None
    except OSError as error:
        raise DirectoryError(f"cannot read {path} ({error.strerror}): check its rights") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DirectoryError(f"{path} is damaged: {AGAIN}") from None
    if found != FORMAT:
        raise DirectoryError(f"{folder}: of another format: {AGAIN}")
    if _bytes(told) != written or told.get("checksum") != _sum(told):
        raise DirectoryError(f"{path} is damaged: {AGAIN}")
    return told


def verify(folder: Path, told: Told) -> None:
    """See that every file is as it was written.

    Raises:
        DirectoryError: one is missing or was changed.
    """
    sums = {name: FileSum(*each) for name, each in told["sums"].items()}
    if wrong := first_difference(folder, sums):
        raise DirectoryError(f"{wrong}: {AGAIN}")


def _bytes(told: Told) -> bytes:
    """The one spelling of a manifest."""
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _sum(told: Told) -> str:
    return hashlib.sha256(_bytes({**told, "checksum": ""})).hexdigest()
