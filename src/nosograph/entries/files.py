"""Files as text: UTF-8, Unix line ends, nothing invisible.

Rule. What is wrong with a file's bytes is reported here once; everything after works on text
in which a line ends with a line feed and nothing else.
"""

import re
from itertools import islice
from pathlib import Path

from nosograph.entries.problems import Desk
from nosograph.model.problems import place_of

# Controls, line ends of other systems, byte order marks, half surrogates, non-characters. They
# cannot be seen, and parsers disagree about them.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


MOST_BYTES = 200_000
"""Of one file; the longest so far, the references of one entry, has 74,000."""
MOST_INVISIBLE = 20
"""Invisible characters of a file that are listed one by one."""


def read_file(path: Path, desk: Desk) -> str | None:
    """The text of a file, or None after reporting why there is none."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        desk.note(
            "missing-file",
            f"cannot be read: {error.strerror or error}",
            hint="check what it is and who may read it",
        )
        return None
    if len(raw) > MOST_BYTES:
        message = f"longer than the {MOST_BYTES:,} bytes that are read"
        desk.note("too-much", message, hint="split it, or leave out what was pasted by mistake")
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(errors="replace")
        desk.note(
            "bad-character",
            f"not UTF-8: byte {raw[error.start]:#04x}",
            place_of(before, len(before)),
            value=f"{raw[error.start]:#04x}",
            hint="save the file as UTF-8",
        )
        text = raw.decode(errors="replace")
    if "\r\n" in text:
        desk.note(
            "bad-character",
            "line ends of Windows",
            (1, 0),
            value="\\r\\n",
            hint="save the file with Unix line ends (LF)",
        )
        text = text.replace("\r\n", "\n")
    return without_invisible(text, desk)


def without_invisible(text: str, desk: Desk) -> str:
    """`text` with invisible characters reported and replaced, every place unchanged."""
    several = list(islice(_INVISIBLE.finditer(text), MOST_INVISIBLE + 1))
    if len(several) > MOST_INVISIBLE:
        count = sum(1 for _ in _INVISIBLE.finditer(text)) - MOST_INVISIBLE
        desk.note("bad-character", f"{count:,} more invisible characters", hint="delete them")
    for found in several[:MOST_INVISIBLE]:
        desk.note(
            "bad-character",
            f"invisible character {found[0]!r}",
            place_of(text, found.start()),
            value=found[0].encode("unicode_escape").decode(),
            hint="delete it",
        )
    return _INVISIBLE.sub("\ufffd", text)
