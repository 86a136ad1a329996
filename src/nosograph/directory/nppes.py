"""NPPES: the United States' register of providers, as CMS publishes it.

Rule 1. Full, weekly and practice-location files are told apart by their headers, whose columns
are found by name: 329, 330 or more of them.
Rule 2. Of deactivation and reactivation the later counts.
Rule 3. What the register does not say (new patients, languages, networks) stays unknown. Tax
numbers, mailing addresses, officials, licences and sex are not even read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from nosograph.directory import npi
from nosograph.directory.batches import Batch, spellings
from nosograph.directory.dates import Order, day_of, is_nothing
from nosograph.directory.inputs import AsUtf8, Part, opened, parts_of
from nosograph.directory.nppes_columns import BASE, PLACES, TAXONOMIES
from nosograph.directory.records import (
    KIND_GONE,
    KIND_ORGANISATION,
    KIND_PERSON,
    KIND_PLACE,
    SCHEMA,
)
from nosograph.directory.rejects import Rejects
from nosograph.model.failures import SourceError

Flags = NDArray[np.bool_]

BLOCK = 16 * 2**20
"""Bytes read at a time; about 14,000 rows."""

LONGEST_HEADER = 64 * 2**10
"""Bytes; the register's own has 11,000."""


@dataclass(frozen=True, slots=True)
class NppesReader:
    """Reads the register's files."""

    keep_bad_npi: bool = False
    """Whether rows stay whose identifier has a wrong check digit."""

    def read(self, path: Path, source: str, rejects: Rejects) -> Iterator[Batch]:
        """The listings of one file, batch by batch.

        Raises:
            SourceError: it is not such a file, damaged, or cut short.
        """
        for part in parts_of(path, ("npidata_pfile", "pl_pfile")):
            with opened(path, member=part.member) as file:
                names = _header(file, part)
                columns = _columns(names, part)
                rows = _Rows(file, names, columns, part, rejects)
                yield from self._batches(rows, columns, part, source, rejects)

    def _batches(
        self,
        rows: "_Rows",
        columns: Mapping[str, str],
        path: Part,
        source: str,
        rejects: Rejects,
    ) -> Iterator[Batch]:
        make = _providers if "type" in columns else _places
        for lines, each in rows:
            named = {own: each.column(name) for own, name in columns.items()}
            told = _Told(named, columns, path, lines, rejects)
            taken = self._taken(told)
            filled = make(told, source)
            yield Batch(
                filled.filter(pa.array(taken)),
                path.name,
                lines[taken],
                one_row=True,
                fields=columns,
            )

    def _taken(self, told: "_Told") -> Flags:
        """Rows with an identifier; those of others are reported."""
        right = npi.valid(told.numbers)
        keep = ~right & self.keep_bad_npi & (told.numbers > 0)
        told.report(keep, "bad-npi-kept", "npi")
        told.report(~right & ~keep, "bad-npi", "npi")
        taken: Flags = right | keep
        return taken


def _header(file: IO[bytes], path: Part) -> list[str]:
    line = file.readline(LONGEST_HEADER)
    text = line.decode("utf-8-sig", "replace").strip()
    names = [
        name.strip()
        for name in re.findall(r'"((?:[^"]|"")*)"|([^,]+)', text)
        for name in name
        if name
    ]
    if not names or not line.endswith(b"\n"):
        raise SourceError(f"{path}: no header of NPPES: its first column is NPI")
    return names


def _columns(names: list[str], path: Part) -> dict[str, str]:
    """Our names → the file's."""
    spelled = {_letters(name): name for name in names}
    wanted = PLACES if _letters(PLACES["city"]) in spelled else BASE
    found = {own: spelled.get(_letters(name)) for own, name in wanted.items()}
    missing = [wanted[own] for own, name in found.items() if name is None]
    if missing:
        raise SourceError(f"{path}: not a file of NPPES: it has no column {missing[0]!r}")
    columns = {own: name for own, name in found.items() if name is not None}
    if wanted is BASE:
        for n in TAXONOMIES:
            for own, name in (("code", "Code"), ("primary", "Primary Taxonomy Switch")):
                full = f"Healthcare Provider {'Taxonomy ' if own == 'code' else ''}{name}_{n}"
                if (spelling := spelled.get(_letters(full))) is not None:
                    columns[f"{own}{n}"] = spelling
    return columns


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


@dataclass
class _Rows:
    """The rows of a file after its header, some thousands at a time, and the number of each."""

    rest: IO[bytes]
    names: list[str]
    columns: Mapping[str, str]
    path: Part
    rejects: Rejects
    _bad: list[int] = field(default_factory=list)
    """Numbers of rows that could not be taken."""

    def _refuse(self, row: Any) -> str:
        self._bad.append(row.number + 1)  # the header has been read before
        self.rejects.add(self.path.name, row.number + 1, "bad-row", row.text)
        return "skip"

    def __iter__(self) -> Iterator[tuple[NDArray[np.int64], pa.RecordBatch]]:
        strings = {name: pa.string() for name in self.columns.values()}
        given, bytes_ = 0, AsUtf8(self.rest)
        try:
            for batch in pacsv.open_csv(
                bytes_,
                pacsv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=self.names),
                pacsv.ParseOptions(newlines_in_values=True, invalid_row_handler=self._refuse),
                pacsv.ConvertOptions(
                    check_utf8=False,
                    column_types=strings,
                    include_columns=list(strings),
                    strings_can_be_null=False,
                ),
            ):
                yield self._lines(given, batch.num_rows), batch
                given += batch.num_rows
        except pa.ArrowInvalid as error:
            if "Empty CSV" in str(error):
                return
            what = str(error).partition("\n")[0][:200]
            raise SourceError(
                f"{self.path}: damaged or cut short ({what}): fetch it again"
            ) from None
        finally:
            bytes_.end()

    def _lines(self, given: int, count: int) -> NDArray[np.int64]:
        """The numbers of the next rows, behind so many, with those that were refused between."""
        plain = np.arange(given + 2, given + 2 + count)
        before = np.array(self._bad, np.int64) - np.arange(len(self._bad))
        lines: NDArray[np.int64] = plain + np.searchsorted(before, plain, side="right")
        return lines


@dataclass(frozen=True)
class _Told:
    """What some rows say, by our words for columns, and where they stand."""

    named: Mapping[str, pa.Array]
    columns: Mapping[str, str]
    path: Part
    lines: NDArray[np.int64]
    rejects: Rejects

    def __getitem__(self, name: str) -> pa.Array:
        return self.named[name]

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The identifiers; 0 for what is none. Shape (rows,), int64."""
        return _numbers(self["npi"])

    def report(self, which: Flags, reason: str, name: str) -> None:
        """Report a field of some rows."""
        for index in np.flatnonzero(which).tolist():
            value, row = self[name][index].as_py(), int(self.lines[index])
            self.rejects.add(self.path.name, row, reason, value, self.columns[name])

    def days(self, name: str) -> tuple[pa.Array, Flags]:
        """A column of dates as ISO dates, and which of them say something that is none."""
        texts, at = spellings(self[name])
        days = [_day(text) for text in texts]
        bad = np.array([day is None for day in days] or [False])[at]
        self.report(bad, "bad-date", name)
        return pa.array([day or "" for day in days], pa.string()).take(pa.array(at)), bad

    def something(self, name: str) -> pa.Array:
        """A column without the words that files write for nothing. Shape (rows,), string."""
        texts, at = spellings(self[name])
        plain = ["" if is_nothing(text) else text for text in texts]
        return pa.array(plain, pa.string()).take(pa.array(at))


def _day(text: str) -> str | None:
    try:
        return day_of(text, Order.MONTH_FIRST)
    except ValueError:
        return None


def _numbers(texts: pa.Array) -> NDArray[np.int64]:
    texts = pc.utf8_trim_whitespace(texts)
    digits = pc.match_substring_regex(texts, r"^[0-9]{10}$")
    numbers: NDArray[np.int64] = (
        pc.if_else(digits, texts, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
    )
    return numbers


def _providers(told: _Told, source: str) -> pa.Table:
    updated, oddly = told.days("updated")
    # What the register said in a file of that day, whenever it was changed.
    updated = pc.if_else(pa.array(oddly), _day_of(told.path), updated)
    left, left_oddly = told.days("deactivated")
    back, _ = told.days("reactivated")
    # Who left, or came back, on a day that nobody can read is gone. ISO dates sort as texts.
    left_at_all = pc.or_(pc.not_equal(left, ""), pa.array(left_oddly))
    returned = pc.and_(
        pc.and_(pc.not_equal(left, ""), pc.not_equal(back, "")), pc.less_equal(left, back)
    )
    # A replaced identifier is followed by its replacement being in the file on its own.
    replaced = pc.match_substring_regex(told["replacement"], "^ *[0-9]{10} *$")
    gone = pc.or_(pc.and_(left_at_all, pc.invert(returned)), replaced)
    person = pc.equal(told["type"], "1")
    kind = pc.if_else(gone, KIND_GONE, pc.if_else(person, KIND_PERSON, KIND_ORGANISATION))
    names = pc.binary_join_element_wise(told.something("first"), told.something("last"), " ")
    specialties = _specialties(told.named)
    lacks = pc.and_(pc.equal(specialties, ""), pc.invert(gone))
    if "code1" in told.columns:
        told.report(lacks.to_numpy(zero_copy_only=False), "no-specialty", "code1")
    columns = _place(told) | {
        "key": pa.array(told.numbers),
        "kind": kind.cast(pa.int8()),
        "name": pc.utf8_trim_whitespace(pc.if_else(person, names, told.something("organisation"))),
        "qualification": told.something("qualification"),
        "specialties": specialties,
        # A deactivation may come without a date of update.
        "verified": pc.max_element_wise(updated, pc.if_else(gone, left, "")),
    }
    return _table(columns, len(told.lines), source)


def _day_of(path: Part) -> str:
    """The last day that a file's name tells, as in `pl_pfile_20250105-20250111.csv`."""
    found = re.findall(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)", path.name)
    return "-".join(found[-1]) if found else ""


def _places(told: _Told, source: str) -> pa.Table:
    """Further places; their rows have no date, so that the file's day is theirs."""
    kinds = np.full(len(told.lines), KIND_PLACE, np.int8)
    columns = _place(told) | {
        "key": pa.array(told.numbers),
        "kind": pa.array(kinds),
        "verified": pa.array([_day_of(told.path)] * len(told.lines), pa.string()),
    }
    return _table(columns, len(told.lines), source)


def _place(told: _Told) -> dict[str, pa.Array]:
    country = told.something("country")
    lines = pc.binary_join_element_wise(told.something("line1"), told.something("line2"), " ")
    return {
        "address": pc.utf8_trim_whitespace(lines),
        "city": told.something("city"),
        "state": told.something("state"),
        "postal": told.something("postal"),
        "country": pc.if_else(pc.equal(country, ""), "US", country),
        "phone": told.something("phone"),
    }


def _specialties(named: Mapping[str, pa.Array]) -> pa.Array:
    """The codes of each row between blanks, the primary one first."""
    codes = [named[f"code{n}"] for n in TAXONOMIES if f"code{n}" in named]
    switches = [named.get(f"primary{n}") for n in TAXONOMIES if f"code{n}" in named]
    # Most columns are empty in most batches; what is empty is not joined.
    used = [i for i, code in enumerate(codes) if pc.max(pc.binary_length(code)).as_py()]
    if not used:
        return pa.array([""] * len(named["npi"]))
    first = codes[0]
    for i in reversed(used[1:]):
        if switches[i] is not None:
            first = pc.if_else(pc.equal(switches[i], "Y"), codes[i], first)
    if switches[0] is not None:
        first = pc.if_else(pc.equal(switches[0], "Y"), codes[0], first)
    rest = [pc.if_else(pc.equal(codes[i], first), "", codes[i]) for i in used]
    joined = pc.binary_join_element_wise(first, *rest, " ") if len(rest) > 1 else first
    if len(rest) > 1:
        joined = pc.utf8_trim_whitespace(pc.replace_substring_regex(joined, " {2,}", " "))
    return joined


def _table(columns: dict[str, pa.Array], count: int, source: str) -> pa.Table:
    blank = pa.array([""]).take(pa.array(np.zeros(count, np.int32)))
    numbers = {"accepting": 1, "telehealth": 1, "precision": 0}
    for each in SCHEMA:
        if each.name in columns:
            continue
        if each.name == "source":
            column: pa.Array = pa.array([source]).take(pa.array(np.zeros(count, np.int32)))
        elif each.name in numbers:
            column = pa.array(np.full(count, numbers[each.name], np.int8))
        elif each.type == pa.float64():
            column = pa.nulls(count, pa.float64())
        else:
            column = blank
        columns[each.name] = column
    return pa.table([columns[name] for name in SCHEMA.names], SCHEMA)
