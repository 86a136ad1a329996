"""Files as text: UTF-8, Unix line ends, nothing invisible.

Rule. What is wrong with a file's bytes is reported here once; everything after works on text
in which a line ends with a line feed and nothing else.
"""

import re
from pathlib import Path

from nosograph.entries.problems import Desk
from nosograph.model.problems import place_of

# Controls, line ends of other systems, byte order marks, half surrogates, non-characters. They
# cannot be seen, and parsers disagree about them.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def read_file(path: Path, desk: Desk) -> str | None:
    """The text of a file, or None after reporting why there is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        desk.note(
            "missing-file",
            f"cannot be read: {error.strerror or error}",
            hint="check what it is and who may read it",
        )
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
    for found in _INVISIBLE.finditer(text):
        desk.note(
            "bad-character",
            f"invisible character {found[0]!r}",
            place_of(text, found.start()),
            value=found[0].encode("unicode_escape").decode(),
            hint="delete it",
        )
    return _INVISIBLE.sub("\ufffd", text)
