"""How a CSV file is written, told from its first lines.

Rule. A file is read as its header says or not at all: a row of another width, or letters of another
encoding, are named with their line, and no guess is made from the rows.
"""

import csv
import gzip
import re
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from nosograph.cohort.refusals import TableError

SAMPLE = 2**16
"""Bytes that are looked at."""
_ERROR = re.compile(r"CSV Error on Line: (\d+)\n(?:Original Line: .*\n)?(.+)")
_FILE = re.compile(r"^\s*file = (.+)$", re.MULTILINE)


class Form(NamedTuple):
    """What a reader has to know of a file."""

    delimiter: str = ","
    skipped: int = 0
    """Lines before the header: empty ones, and remarks after a `#`."""
    has_quotes: bool = True

    @property
    def options(self) -> str:
        """The same as options of DuckDB's reader."""
        quote = '"' if self.has_quotes else ""
        return f", delim = '{self.delimiter}', quote = '{quote}', skip = {self.skipped}"


def form_of(path: Path, what: str) -> Form:
    """The form of a file, `.gz` or not.

    Raises:
        TableError: it is no CSV in UTF-8, or one of its first rows is wider or narrower than its header.
    """
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
        sample = file.read(SAMPLE)
    if b"\0" in sample:
        raise TableError(f"{what}: {path.name} is UTF-16 or no text: save it as CSV in UTF-8")
    try:
        text = sample.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 3:
            line = sample[: error.start].count(b"\n") + 1
            raise TableError(
                f"{what}: line {line} of {path.name} is not UTF-8, as older spreadsheets save it: "
                "save it as “CSV UTF-8”"
            ) from None
        text = sample[: error.start].decode("utf-8-sig")
    lines = text.splitlines(keepends=True)
    skipped = sum(1 for _ in _before_header(lines))
    header = lines[skipped] if skipped < len(lines) else ""
    delimiter = max(",;\t|", key=header.count)
    # Athena writes tabs and quotes nothing, so a quote is a quote.
    form = Form(delimiter, skipped, delimiter != "\t" or '"' in header)
    if form.has_quotes:
        _check_widths(
            lines[skipped:-1] if len(sample) == SAMPLE else lines[skipped:], form, path, what
        )
    return form


def _before_header(lines: list[str]) -> list[str]:
    found = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            break
        found.append(line)
    return found


def _check_widths(lines: list[str], form: Form, path: Path, what: str) -> None:
    reader = csv.reader(lines, delimiter=form.delimiter)
    width = 0
    for row in islice(reader, len(lines)):
        width = width or len(row)
        if row and len(row) != width:
            raise TableError(
                f"{what}: line {form.skipped + reader.line_num} of {path.name} has {len(row)} cells, "
                f"its header {width}: put a text with a {_NAMED[form.delimiter]} between quotes"
            )


_NAMED = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def csv_fault(message: str) -> str:
    """What DuckDB says of a row that it cannot read, without the row, which is somebody's; or empty."""
    found, file = _ERROR.search(message), _FILE.search(message)
    if found is None:
        return ""
    place = f"line {found[1]}" + (f" of {Path(file[1].strip()).name}" if file else "")
    return f"{place} cannot be read: {found[2].strip()}"
