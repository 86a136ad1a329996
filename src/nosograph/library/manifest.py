"""The manifest: what a release holds, what it was made from, and the sum of each of its files.

Rule 1. It is stored in exactly one spelling and carries its own sum, so that a changed byte
anywhere in a release is found at the door, the manifest's own bytes included.
Rule 2. It names no moment but the day of the build, so that the same inputs give the same bytes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import msgspec

from nosograph.formats.sums import FileSum, first_difference
from nosograph.library.schema import MANIFEST_FILE, SCHEMA_VERSION
from nosograph.model.failures import LibraryError
from nosograph.model.sources import Source

REBUILD = "run `nosograph build` again"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A release in one page."""

    schema: int
    version: str
    """The release's name: day of the build and the inputs' sum."""
    built: date
    program: str
    """The version of Nosograph that built it."""
    languages: tuple[str, ...]
    """Languages with at least one stored page."""
    sources: tuple[Source, ...]
    """Whose data it holds, in which version, under which licence."""
    counts: Mapping[str, int]
    inputs: Mapping[str, str]
    """Input file → SHA-256."""
    left_out: tuple[str, ...] = ()
    """Folders of the dictionary that were left out because of their problems."""
    documents: str = ""
    """SHA-256 of the search index's stored documents; its files carry random names."""
    files: Mapping[str, FileSum] = field(default_factory=dict)
    checksum: str = ""
    """SHA-256 of this manifest with an empty checksum."""


def manifest_bytes(manifest: Manifest) -> bytes:
    """The one spelling of `manifest`."""
    return msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=2) + b"\n"


def sealed(manifest: Manifest) -> Manifest:
    """`manifest` with its own sum."""
    return replace(manifest, checksum=_sum(manifest))


def _sum(manifest: Manifest) -> str:
    return hashlib.sha256(manifest_bytes(replace(manifest, checksum=""))).hexdigest()


def read_manifest(release: Path) -> Manifest:
    """The manifest of the release in the folder `release`, found to be unchanged.

    Raises:
        LibraryError: it is missing, damaged, or of another schema version.
    """
    path = release / MANIFEST_FILE
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        raise LibraryError(f"no release at {release}: run `nosograph build` first") from None
    except OSError as error:
        raise LibraryError(
            f"cannot read {path}: {error.strerror}; check the path and its permissions"
        ) from None
    _check_schema(written, path)
    try:
        manifest = msgspec.json.decode(written, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise LibraryError(f"{path} is damaged: {REBUILD}") from None
    if manifest_bytes(manifest) != written or manifest.checksum != _sum(manifest):
        raise LibraryError(f"{path} is damaged: {REBUILD}")
    return manifest


class _Versioned(msgspec.Struct):
    schema: int


def _check_schema(written: bytes, path: Path) -> None:
    """Other versions may have another form, so the number is read on its own."""
    try:
        found = msgspec.json.decode(written, type=_Versioned).schema
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise LibraryError(f"{path} is damaged: {REBUILD}") from None
    if found != SCHEMA_VERSION:
        raise LibraryError(
            f"{path.parent} has schema {found}, this version reads {SCHEMA_VERSION}: {REBUILD}"
        )


def files_below(release: Path) -> list[str]:
    """Every file of the release but the manifest, relative and sorted."""
    return sorted(
        path.relative_to(release).as_posix()
        for path in release.rglob("*")
        if path.is_file() and path != release / MANIFEST_FILE
    )


def verify_files(release: Path, manifest: Manifest) -> None:
    """See that every file is there with the size and the sum that the manifest gives.

    Raises:
        LibraryError: one is missing, of another size, or changed.
    """
    if wrong := first_difference(release, manifest.files):
        raise LibraryError(f"{wrong}: {REBUILD}")
