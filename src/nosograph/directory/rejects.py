"""Rows and fields that were not taken, each with its reason, in a file that a spreadsheet may open.

Rule 1. Whatever was not taken is said with file, row, field, value and remedy, and counted.
Rule 2. No value can act as a formula, and none is longer than a reader needs.
"""

import csv
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from nosograph.formats.spreadsheets import as_text
from nosograph.model.failures import UnwritableError

HEADER = ("file", "row", "reason", "field", "value", "remedy")


class Reason(NamedTuple):
    """Why something was not taken, and what its owner can do."""

    what: str
    field: str
    """Our word for the field that is to blame, where the reason is always about that one."""
    remedy: str


REASONS = {
    "bad-npi": Reason(
        "the identifier has the wrong length or check digit: left out", "npi",
        "correct the identifier, or import with --keep-bad-npi",
    ),
    "bad-npi-kept": Reason(
        "the identifier has a wrong check digit: kept, because you asked for it", "npi",
        "correct the identifier",
    ),
    "bad-row": Reason(
        "the row has another number of columns than the header: left out", "row",
        "look for a quote or a delimiter too many",
    ),
    "no-specialty": Reason(
        "no specialty is given: kept, but found only by those who name none", "specialty",
        "give a code of the NUCC provider taxonomy",
    ),
    "unknown-specialty": Reason(
        "the specialty is no code and not in the table of words: kept without it", "specialty",
        "give its NUCC code, for a list in [specialties] of the mapping",
    ),
    "no-name": Reason("no current name is given: left out", "name", "give the name in use"),
    "unknown-postal-code": Reason(
        "the postal code is not in the table: kept, but without a position from it", "postal",
        "correct it, or give its country's table with --geonames",
    ),
    "no-postal-code": Reason(
        "neither postal code nor position: kept, but in no list by distance", "postal",
        "give the postal code of the place",
    ),
    "postal-code-elsewhere": Reason(
        "the postal code belongs to another state than the address: kept, but without a position",
        "postal", "correct the postal code or the state",
    ),
    "unknown-country": Reason(
        "the country is no code and no name of one: kept, but without a position from the postal code",
        "country", "write its two letters (ISO 3166)",
    ),
    "default-position": Reason(
        "the position is a country's or a failed look-up's: the postal code counts", "position",
        "give the position of the address, or none",
    ),
    "bad-position": Reason(
        "the position is not on the globe: the postal code counts", "position",
        "give latitude and longitude in degrees",
    ),
    "position-elsewhere": Reason(
        "the position is far from the postal code or outside the country: the postal code counts",
        "position", "see whether latitude and longitude are swapped, or a sign is lost",
    ),
    "bad-date": Reason(
        "not a day that can be read in one way only: taken as not given", "date",
        "write it as 2026-11-23, or name the order of a list in `dates` of the mapping",
    ),
    "future-date": Reason(
        "the day lies in the future: taken as not given", "verified", "correct the year"
    ),
    "unknown-language": Reason(
        "a language that is no tag and no name of one: the languages of this row count as not given",
        "languages", "write its tag (de, tr), or put the word into [languages] of the mapping",
    ),
    "unknown-answer": Reason(
        "neither a yes nor a no: taken as not known", "answer",
        "put the word into `yes` or `no` of the mapping",
    ),
    "bad-telephone": Reason(
        "no telephone number: taken as not given", "phone", "write the number as text, with its zeros"
    ),
    "inactive": Reason("the register says that it is no longer active: left out", "active", "none"),
    "ended": Reason("not yet begun, or over: left out", "period", "none, unless the period is wrong"),
    "closed-place": Reason("the place is closed or suspended: left out", "status", "none"),
    "unknown-reference": Reason(
        "refers to something that is not in the files", "reference", "give all files at once"
    ),
    "modifier": Reason(
        "has a modifier extension or implicit rules, which change what it means: left out",
        "modifierExtension", "ask the register for the resource without it",
    ),
    "unknown-provider": Reason(
        "a further place of a provider that is not in the files: left out", "npi",
        "give the provider's own file as well",
    ),
    "too-many-places": Reason(
        "more places than a provider can have here: left out", "address", "keep the places in use"
    ),
    "duplicate": Reason(
        "another row of the same files says the same or something newer: left out", "npi", "none"
    ),
    "bad-resource": Reason(
        "not a resource that can be read: left out", "resource", "export it again as FHIR R4 JSON"
    ),
}  # fmt: skip
"""Every reason there is."""

LONGEST = 200
MOST_WRITTEN = 1_000_000
"""Lines written to the file; further ones are only counted, and the last line says so."""


class Rejects:
    """The file of what was rejected."""

    def __init__(self, path: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._path = path
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._write(HEADER)

    def add(
        self, file: str, row: int | str, reason: str, value: object = "", field: str = ""
    ) -> None:
        """Something that was not taken; `field` is what the file calls it."""
        if reason not in REASONS:
            raise ValueError(f"not a reason: {reason!r}")
        told = REASONS[reason]
        self.counts[reason] += 1
        if self.counts.total() <= MOST_WRITTEN:
            self._write(
                (_safe(file), row, reason, _safe(field or told.field), _safe(value), told.remedy)
            )

    def _write(self, cells: tuple[object, ...]) -> None:
        try:
            self._writer.writerow(cells)
        except OSError as error:
            raise UnwritableError(f"{self._path}: cannot be written ({error.strerror})") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if (more := self.counts.total() - MOST_WRITTEN) > 0:
            self._write(("", "", f"and {more} more, which are only counted", "", "", ""))
        self._file.close()


def _safe(value: object) -> str:
    return as_text(" ".join(str(value).split())[:LONGEST])
