"""Rows that were not taken, each with its reason, in a file that a spreadsheet may open.

Rule 1. A row is counted under one reason; what was wrong with it is said in words.
Rule 2. No value can act as a formula, and none is longer than a reader needs.
"""

import csv
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

HEADER = ("file", "row", "reason", "value")

REASONS = {
    "bad-npi": "the identifier has the wrong length or check digit",
    "bad-row": "the row has another number of columns than the header",
    "no-specialty": "no specialty is given",
    "unknown-specialty": "the specialty is none of the code set",
    "no-name": "no name is given",
    "no-identifier": "no identifier is given",
    "unknown-postal-code": "the postal code is not in the table: kept, but without a position",
    "default-position": "the position is a country's or a failed look-up's: the postal code counts",
    "bad-position": "the position is not on the globe: the postal code counts",
    "unknown-provider": "a further place of a provider that is not in the files",
    "too-many-places": "more places than a provider can have here",
    "duplicate": "another row of the same files says the same or something newer",
    "bad-resource": "not a resource that can be read",
    "too-large": "larger than any honest row",
}
"""Every reason there is."""

LONGEST = 200
MOST_WRITTEN = 200_000
"""Rows written to the file; further ones are only counted."""


class Rejects:
    """The file of rejected rows."""

    def __init__(self, path: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(HEADER)

    def add(self, file: str, row: int | str, reason: str, value: object = "") -> None:
        """One row that was not taken."""
        if reason not in REASONS:
            raise ValueError(f"not a reason: {reason!r}")
        self.counts[reason] += 1
        if self.counts.total() <= MOST_WRITTEN:
            self._writer.writerow((_safe(file), row, reason, _safe(value)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def _safe(value: object) -> str:
    # A spreadsheet runs a cell that starts with one of these (OWASP, CSV injection).
    text = " ".join(str(value).split())[:LONGEST]
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text
