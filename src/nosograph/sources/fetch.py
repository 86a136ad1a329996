"""Fetching the optional sources: checked, resumable file by file, never half a file.

Rule 1. A file is written under a temporary name and renamed when its checksum fits.
Rule 2. The first checksum of a file is kept in `sources.lock.json`; other bytes under the same
address are refused until somebody has decided, by deleting that line, that they are meant.
"""

import hashlib
import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from nosograph.model.failures import SourceError
from nosograph.sources.catalog import Config, Optional

LOCK = "sources.lock.json"
TIMEOUT = 60
"""Seconds of silence after which a publisher's server is given up; chosen, not measured."""
TRIES = 3
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file that is now there."""

    path: Path
    sha256: str
    new: bool
    """Whether it was not there before with the same bytes."""


def fetch(
    config: Config,
    from_dir: Path | None = None,
    advance: Callable[[str, int], None] = lambda name, size: None,
) -> list[Fetched]:
    """Bring every file of the optional sources into the configured folder.

    With `from_dir` files are copied from there (plain or gzipped) and nothing is downloaded;
    files that are not there are left out. `advance` is told a file's name and its bytes as
    they arrive.

    Raises:
        SourceError: a file cannot be had, or has not the bytes it should have.
    """
    config.folder.mkdir(parents=True, exist_ok=True)
    lock = _read_lock(config.folder / LOCK)
    found = []
    for source in config.optional:
        for name in source.files:
            origin = _origin(source, name, from_dir)
            if origin is None:
                continue
            done = _bring(
                origin, config.folder, source.sha256.get(name) or lock.get(_stem(origin)), advance
            )
            lock[done.path.name] = done.sha256
            found.append(done)
            _write(
                config.folder / LOCK, json.dumps(lock, indent=2, sort_keys=True).encode() + b"\n"
            )
    if from_dir is not None and not found:
        wanted = ", ".join(name for source in config.optional for name in source.files[:2])
        raise SourceError(
            f"{from_dir} holds none of the optional files ({wanted} …), plain or with .gz"
        )
    return found


def _origin(source: Optional, name: str, from_dir: Path | None) -> str | Path | None:
    if from_dir is None:
        return source.url.format(file=name)
    if not from_dir.is_dir():
        raise SourceError(f"{from_dir} is not a folder: name the one that holds the files")
    places = (from_dir / name, from_dir / f"{name}.gz")
    return next((place for place in places if place.is_file()), None)


def _stem(origin: str | Path) -> str:
    return origin.name if isinstance(origin, Path) else origin.rpartition("/")[2]


def _bring(
    origin: str | Path, folder: Path, expected: str | None, advance: Callable[[str, int], None]
) -> Fetched:
    name = _stem(origin)
    target, draft = folder / name, folder / f".{name}.part"
    try:
        found = _copy_patiently(origin, draft, lambda size: advance(name, size))
        if expected is not None and found != expected:
            raise SourceError(
                f"{origin} has SHA-256 {found}, expected {expected}: if the publisher has changed "
                f"it on purpose, take its line out of {folder / LOCK} or sources.toml and fetch again"
            )
        new = not target.is_file() or _sha256(target) != found
        os.replace(draft, target)
        return Fetched(target, found, new)
    finally:
        draft.unlink(missing_ok=True)


def _copy_patiently(origin: str | Path, draft: Path, advance: Callable[[int], None]) -> str:
    """The SHA-256 of what was copied; a server that fails is asked again."""
    tries = 1 if isinstance(origin, Path) else TRIES
    while True:
        tries -= 1
        try:
            return _copy(origin, draft, advance)
        except (OSError, http.client.HTTPException) as error:
            final = isinstance(error, urllib.error.HTTPError) and error.code < 500
            if not tries or final:
                raise SourceError(
                    f"cannot fetch {origin} ({error}): try again later, or download it by hand "
                    "and use `nosograph sources fetch --from DIR`"
                ) from error


def _copy(origin: str | Path, draft: Path, advance: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    with _opened(origin) as source, draft.open("wb") as file:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
            advance(len(chunk))
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


@contextmanager
def _opened(origin: str | Path) -> Iterator[IO[bytes]]:
    if isinstance(origin, Path):
        with origin.open("rb") as file:
            yield file
    elif not origin.startswith("https://"):
        raise SourceError(f"{origin} is no https address: correct its url in sources.toml")
    else:
        with urllib.request.urlopen(origin, timeout=TIMEOUT) as answer:  # noqa: S310 - https only, see above
            yield answer


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_lock(path: Path) -> dict[str, str]:
    try:
        return {
            str(name): str(found) for name, found in json.loads(path.read_text("utf-8")).items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise SourceError(f"{path}: cannot be read ({error}): delete it and fetch again") from error


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content)
    os.replace(draft, path)
