"""The texts of case files as they come: one file or a folder of them, `.gz` or not, long ones in parts.

Rule. A file with an object on each line is given line by line, so that no more than one is held.
"""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from nosograph.model.failures import NosographError

ENDINGS = (".json", ".jsonl", ".ndjson", ".yaml", ".yml")
LARGEST = 512 * 2**20


class UnreadableError(NosographError):
    """A file is missing, damaged, or of a kind that is not read."""


def text_of(path: Path, most: int = LARGEST) -> str:
    """The text of a file, `.gz` or not, of at most so many characters.

    Raises:
        OSError, EOFError, zlib.error: it cannot be read.
        UnicodeDecodeError: it is not UTF-8.
        UnreadableError: it is larger, unpacked; what is packed small may be very large.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        text: str = lines.read(most + 1)
    if len(text) > most:
        raise UnreadableError(f"{path}: larger than {most // 2**20} MB, unpacked")
    return text


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each part.

    Raises:
        UnreadableError: there is nothing to read.
    """
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.is_file() and _plain(p).endswith(ENDINGS))
        if not found:
            raise UnreadableError(
                f"{path} holds no file that ends in {', '.join(ENDINGS)} (.gz or not)"
            )
        for file in found:
            yield from _parts(file)
    elif path.is_file():
        yield from _parts(path)
    else:
        raise UnreadableError(f"there is no file or folder {path}")


def _parts(file: Path) -> Iterator[tuple[str, str]]:
    by_line = _plain(file).endswith((".jsonl", ".ndjson"))
    try:
        with (
            gzip.open(file, "rt", encoding="utf-8")
            if file.suffix == ".gz"
            else file.open(encoding="utf-8") as lines
        ):
            if not by_line:
                text = lines.read(LARGEST + 1)
                if len(text) > LARGEST:
                    raise UnreadableError(
                        f"{file}: larger than {LARGEST // 2**20} MB: write one object a line"
                    )
                yield file.name, text
                return
            for number, line in enumerate(iter(lambda: lines.readline(LARGEST + 1), ""), 1):
                if len(line) > LARGEST:
                    raise UnreadableError(
                        f"{file}:{number}: a line larger than {LARGEST // 2**20} MB"
                    )
                if not line.isspace():
                    yield f"{file.name}:{number}", line
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{file}: not UTF-8 at byte {error.start + 1}; save it as UTF-8"
        ) from None
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{file}: damaged or cut short ({error})") from None


def _plain(file: Path) -> str:
    return file.name.lower().removesuffix(".gz")
