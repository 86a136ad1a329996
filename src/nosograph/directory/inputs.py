"""Files as publishers send them: plain, gzipped or zipped; a bomb is refused.

Rule 1. Bytes are read as a stream; nothing is unpacked to disk.
Rule 2. What unpacks to more than any register holds, or far more than was packed, ends the import
with a message that names the bound.
"""

import codecs
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from threading import Lock
from typing import IO

from nosograph.model.failures import SourceError, TooLargeError

LARGEST = 64 * 2**30
"""Bytes; NPPES unpacks to about ten thousand million."""

STEEPEST = 100
"""Bytes out for one byte in. NPPES packs to a ninth; rows of nothing but commas do not matter."""

FREE = 64 * 2**20
"""Bytes that may be unpacked before the ratio is looked at."""

_ZIP = b"PK\x03\x04"

DAMAGED = (OSError, EOFError, zlib.error, zipfile.BadZipFile, lzma.LZMAError)


class Bounded(io.RawIOBase):
    """A stream that counts what it gives, and refuses to give too much."""

    def __init__(self, inner: IO[bytes], path: Path) -> None:
        super().__init__()
        self._inner, self._path, self._given = inner, path, 0
        self._most = most_of(path)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # Buffer
        try:
            piece = self._inner.read(len(buffer))
        except DAMAGED as error:
            raise SourceError(
                f"{self._path}: damaged or cut short ({error}): fetch it again"
            ) from None
        self._given += len(piece)
        if self._given > self._most:
            raise _too_large(self._path, self._most)
        buffer[: len(piece)] = piece
        return len(piece)


def most_of(path: Path) -> int:
    """How many bytes a packed file may unpack to."""
    return min(LARGEST, max(FREE, path.stat().st_size * STEEPEST))


def _too_large(path: Path, most: int) -> TooLargeError:
    return TooLargeError(
        f"{path}: unpacks to more than {most // 2**20} MB, the most that is read of a file packed to"
        f" {path.stat().st_size // 2**10} kB: unpack it, if it is honest, and give the plain file"
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or one member of a zip archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return PurePath(self.member).name or self.path.name

    def __str__(self) -> str:
        return f"{self.path}: {self.member}" if self.member else str(self.path)


def parts_of(path: Path, containing: tuple[str, ...]) -> list[Part]:
    """The file, or every member of a zip archive whose name has one of these words.

    Raises:
        SourceError: it is missing or damaged.
    """
    try:
        with path.open("rb") as file:
            if file.read(4) != _ZIP:
                return [Part(path)]
            with zipfile.ZipFile(file) as archive:
                return [Part(path, each.filename) for each in _members(archive, containing)]
    except DAMAGED as error:
        raise SourceError(f"{path}: cannot be read ({error}): check the file") from None


@contextmanager
def opened(
    path: Path, *, containing: tuple[str, ...] = (), member: str = ""
) -> Iterator[io.BufferedReader]:
    """The bytes of a file, unpacked.

    Of a zip archive it is the member that is named, or the largest whose name has one of the words
    of `containing`.

    Raises:
        SourceError: it is missing, damaged or a bomb.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
            file.seek(0)
            if magic[:2] == b"\x1f\x8b":
                with gzip.open(file) as inner:
                    yield io.BufferedReader(Bounded(inner, path), 2**20)  # type: ignore[arg-type]
            elif magic == _ZIP:
                with zipfile.ZipFile(file) as archive:
                    found = archive.getinfo(member) if member else _members(archive, containing)[-1]
                    _see_how_it_unpacks(found, path)
                    with archive.open(found) as inner:
                        yield io.BufferedReader(Bounded(inner, path), 2**20)
            else:
                yield file
    except DAMAGED as error:
        raise SourceError(f"{path}: cannot be read ({error}): check the file") from None


def _see_how_it_unpacks(member: zipfile.ZipInfo, path: Path) -> None:
    if member.file_size > most_of(path):
        raise _too_large(path, most_of(path))
    # Python unpacks LZMA and bzip2 members piece by piece, whatever each piece unpacks to:
    # 445 kB took 6.3 GB.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SourceError(
            f"{path}: {member.filename} is packed with {_METHODS.get(member.compress_type, 'a method')}"
            " that is not read: pack it as an ordinary (deflated) zip, or unpack it"
        )
    if member.flag_bits & 1:
        raise SourceError(f"{path}: {member.filename} needs a password: unpack it")


_METHODS = {zipfile.ZIP_LZMA: "LZMA", zipfile.ZIP_BZIP2: "bzip2"}


def _members(archive: zipfile.ZipFile, containing: tuple[str, ...]) -> list[zipfile.ZipInfo]:
    """The members whose name has one of the words, the largest last; of none the largest."""
    members = sorted(
        (
            each
            for each in archive.infolist()
            if not each.is_dir() and "fileheader" not in each.filename.lower()
        ),
        key=lambda each: each.file_size,
    )
    if not members:
        raise SourceError(f"{archive.filename}: an empty archive")
    wanted = [m for m in members if any(word in m.filename.lower() for word in containing)]
    return wanted or members[-1:]


class AsUtf8(io.RawIOBase):
    """Bytes in which lines of Windows-1252, which registers sometimes have, have become UTF-8."""

    def __init__(self, inner: IO[bytes]) -> None:
        super().__init__()
        self._inner, self._rest = inner, b""
        self._lock, self._ended = Lock(), False

    def end(self) -> None:
        """Give nothing more; whoever reads in another thread has stopped when this returns."""
        with self._lock:
            self._ended = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # Buffer
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def read(self, size: int = -1) -> bytes:
        with self._lock:
            return b"" if self._ended else self._piece(size)

    def _piece(self, size: int) -> bytes:
        if self._rest:
            piece, self._rest = self._rest[:size], self._rest[size:]
            return piece
        piece = self._inner.read(size)
        if piece.isascii():
            return piece
        # Up to a line's end, so that no letter is cut in two.
        piece += self._inner.readline(2**20)
        try:
            piece.decode()
        except UnicodeDecodeError:
            piece = b"".join(map(_mended, piece.splitlines(keepends=True)))
        piece, self._rest = (piece, b"") if size < 0 else (piece[:size], piece[size:])
        return piece


def _mended(line: bytes) -> bytes:
    try:
        line.decode()
    except UnicodeDecodeError:
        # Five bytes are nothing in Windows-1252, and control characters in Latin-1.
        return line.decode("cp1252", "replace").encode()
    return line


def encoding_of(file: io.BufferedReader, path: Path, named: str) -> str:
    """The encoding in which a text is read: the one that is named, or UTF-8, or what its mark says.

    Raises:
        SourceError: it is UTF-8 and another one is named.
    """
    start = file.peek(2**16)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if not named or codecs.lookup(named).name == "utf-8":
        return "utf-8-sig"
    try:
        is_utf8 = not start.isascii() and bool(
            codecs.getincrementaldecoder("utf-8")().decode(start)
        )
    except UnicodeDecodeError:
        is_utf8 = False
    if is_utf8 and not codecs.lookup(named).name.startswith("utf"):
        raise SourceError(f"{path}: is UTF-8, not {named}: take `encoding` out of the mapping")
    return named
