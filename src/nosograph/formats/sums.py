"""Sizes and SHA-256 sums, by which a reader sees that a folder is what was written.

Rule. What is compared is every byte; a file more than was written is nobody's concern.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileSum:
    """A file of a folder."""

    size: int
    """Bytes."""
    sha256: str


def sum_of(path: Path) -> FileSum:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return FileSum(file.tell(), digest.hexdigest())


def first_difference(folder: Path, sums: Mapping[str, FileSum]) -> str:
    """What is wrong with the first file that is not as it was written; empty where all are."""
    for name, expected in sorted(sums.items()):
        path = folder / name
        try:
            if (size := path.stat().st_size) != expected.size:
                return (
                    f"{path} is truncated or was changed after it was written"
                    f" ({size:,} bytes instead of {expected.size:,})"
                )
            if sum_of(path) != expected:
                return f"{path} is damaged (its checksum differs)"
        except FileNotFoundError:
            return f"{path} is missing"
        except OSError as error:
            return f"cannot read {path} ({error.strerror})"
    return ""
