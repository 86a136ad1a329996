"""NPPES: the United States' register of providers, as CMS publishes it.

Rule 1. Full, weekly and practice-location files are told apart by their headers, whose columns
are found by name: 329, 330 or more of them.
Rule 2. What the register does not say (new patients, languages, networks) stays unknown. Tax
numbers, mailing addresses, officials, licences and sex are not even read.
"""

import io
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from nosograph.directory import npi
from nosograph.directory.batches import Batch
from nosograph.directory.inputs import opened
from nosograph.directory.records import (
    KIND_GONE,
    KIND_ORGANISATION,
    KIND_PERSON,
    KIND_PLACE,
    SCHEMA,
)
from nosograph.directory.rejects import Rejects
from nosograph.model.failures import SourceError

BLOCK = 16 * 2**20
"""Bytes read at a time; about 14,000 rows."""

LONGEST_HEADER = 64 * 2**10
"""Bytes; the register's own has 11,000."""

PRACTICE = "Provider Business Practice Location Address"
FURTHER = "Provider Secondary Practice Location Address"

BASE = {
    "npi": "NPI",
    "type": "Entity Type Code",
    "replacement": "Replacement NPI",
    "organisation": "Provider Organization Name (Legal Business Name)",
    "last": "Provider Last Name (Legal Name)",
    "first": "Provider First Name",
    "qualification": "Provider Credential Text",
    "line1": f"Provider First Line Business {PRACTICE.removeprefix('Provider Business ')}",
    "line2": f"Provider Second Line Business {PRACTICE.removeprefix('Provider Business ')}",
    "city": f"{PRACTICE} City Name",
    "state": f"{PRACTICE} State Name",
    "postal": f"{PRACTICE} Postal Code",
    "country": f"{PRACTICE} Country Code (If outside U.S.)",
    "phone": f"{PRACTICE} Telephone Number",
    "updated": "Last Update Date",
    "deactivated": "NPI Deactivation Date",
    "reactivated": "NPI Reactivation Date",
}
PLACES = {
    "npi": "NPI",
    "line1": f"{FURTHER}- Address Line 1",
    "line2": f"{FURTHER}-  Address Line 2",
    "city": f"{FURTHER} - City Name",
    "state": f"{FURTHER} - State Name",
    "postal": f"{FURTHER} - Postal Code",
    "country": f"{FURTHER} - Country Code (If outside U.S.)",
    "phone": f"{FURTHER} - Telephone Number",
}
TAXONOMIES = range(1, 16)


def header() -> list[str]:
    """The register's 330 column names, in order."""
    names = [
        *("NPI", "Entity Type Code", "Replacement NPI", "Employer Identification Number (EIN)"),
        "Provider Organization Name (Legal Business Name)",
        *("Provider Last Name (Legal Name)", "Provider First Name", "Provider Middle Name"),
        *("Provider Name Prefix Text", "Provider Name Suffix Text", "Provider Credential Text"),
        *("Provider Other Organization Name", "Provider Other Organization Name Type Code"),
        *(f"Provider Other {part} Name" for part in ("Last", "First", "Middle")),
        *(f"Provider Other {part} Text" for part in ("Name Prefix", "Name Suffix", "Credential")),
        "Provider Other Last Name Type Code",
    ]
    for where in ("Mailing", "Practice Location"):
        names += [f"Provider {line} Line Business {where} Address" for line in ("First", "Second")]
        names += [
            f"Provider Business {where} Address {part}"
            for part in (
                *("City Name", "State Name", "Postal Code", "Country Code (If outside U.S.)"),
                *("Telephone Number", "Fax Number"),
            )
        ]
    names += ["Provider Enumeration Date", "Last Update Date", "NPI Deactivation Reason Code"]
    names += ["NPI Deactivation Date", "NPI Reactivation Date", "Provider Gender Code"]
    official = ("Last Name", "First Name", "Middle Name", "Title or Position", "Telephone Number")
    names += [f"Authorized Official {part}" for part in official]
    for n in TAXONOMIES:
        names += [f"Healthcare Provider Taxonomy Code_{n}", f"Provider License Number_{n}"]
        names += [f"Provider License Number State Code_{n}"]
        names += [f"Healthcare Provider Primary Taxonomy Switch_{n}"]
    for n in range(1, 51):
        names += [f"Other Provider Identifier_{n}", f"Other Provider Identifier Type Code_{n}"]
        names += [f"Other Provider Identifier State_{n}", f"Other Provider Identifier Issuer_{n}"]
    names += ["Is Sole Proprietor", "Is Organization Subpart", "Parent Organization LBN"]
    names += ["Parent Organization TIN"]
    names += [
        f"Authorized Official {part} Text" for part in ("Name Prefix", "Name Suffix", "Credential")
    ]
    names += [f"Healthcare Provider Taxonomy Group_{n}" for n in TAXONOMIES]
    return [*names, "Certification Date"]


def read_nppes(path: Path, source: str, rejects: Rejects) -> Iterator[Batch]:
    """The listings of one file, batch by batch.

    Raises:
        SourceError: it is not such a file, damaged, or cut short.
    """
    with opened(path, containing=("npidata_pfile", "pl_pfile")) as file:
        names, rest = _header(file, path)
        columns = _columns(names, path)
        yield from _batches(
            _rows(rest, names, columns, path, rejects), columns, path, source, rejects
        )


def _header(file: IO[bytes], path: Path) -> tuple[list[str], IO[bytes]]:
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
    return names, file


def _columns(names: list[str], path: Path) -> dict[str, str]:
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


def _rows(
    rest: IO[bytes], names: list[str], columns: Mapping[str, str], path: Path, rejects: Rejects
) -> Iterator[pa.RecordBatch]:
    def refuse(row: Any) -> str:
        rejects.add(path.name, row.number or "", "bad-row", row.text)
        return "skip"

    strings = {name: pa.string() for name in columns.values()}
    try:
        reader = pacsv.open_csv(
            _Utf8(rest),
            pacsv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=names),
            pacsv.ParseOptions(newlines_in_values=True, invalid_row_handler=refuse),
            pacsv.ConvertOptions(
                check_utf8=False,
                column_types=strings,
                include_columns=list(strings),
                strings_can_be_null=False,
            ),
        )
        yield from reader
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return
        what = str(error).partition("\n")[0][:200]
        raise SourceError(f"{path}: damaged or cut short ({what}): fetch it again") from None


class _Utf8(io.RawIOBase):
    """Bytes in which Latin-1 letters, which the register sometimes has, have become UTF-8."""

    def __init__(self, inner: IO[bytes]) -> None:
        super().__init__()
        self._inner, self._rest = inner, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
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
        return line.decode("latin-1").encode()
    return line


def _batches(
    rows: Iterator[pa.RecordBatch],
    columns: Mapping[str, str],
    path: Path,
    source: str,
    rejects: Rejects,
) -> Iterator[Batch]:
    make = _providers if "type" in columns else partial(_places, day=_day_of(path))
    row = 2
    for each in rows:
        named = {own: each.column(name) for own, name in columns.items()}
        numbers, valid = _numbers(named["npi"])
        for index in np.flatnonzero(~valid).tolist():
            rejects.add(path.name, row + index, "bad-npi", named["npi"][index].as_py())
        filled = make(named, numbers, source)
        lines = np.flatnonzero(valid) + row
        yield Batch(filled.filter(pa.array(valid)), path.name, lines, one_row=True)
        row += each.num_rows


def _numbers(texts: pa.Array) -> tuple["np.ndarray[Any, np.dtype[np.int64]]", Any]:
    digits = pc.match_substring_regex(texts, r"^[0-9]{10}$")
    numbers = pc.if_else(digits, texts, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
    return numbers, npi.valid(numbers)


def _providers(named: Mapping[str, pa.Array], numbers: Any, source: str) -> pa.Table:
    # A replaced identifier is followed by its replacement being in the file on its own.
    gone = pc.or_(
        pc.and_(pc.not_equal(named["deactivated"], ""), pc.equal(named["reactivated"], "")),
        pc.not_equal(named["replacement"], ""),
    )
    person = pc.equal(named["type"], "1")
    kind = pc.if_else(gone, KIND_GONE, pc.if_else(person, KIND_PERSON, KIND_ORGANISATION))
    names = pc.binary_join_element_wise(named["first"], named["last"], " ")
    columns = _place(named) | {
        "key": pa.array(numbers),
        "kind": kind.cast(pa.int8()),
        "name": pc.utf8_trim_whitespace(pc.if_else(person, names, named["organisation"])),
        "qualification": named["qualification"],
        "specialties": _specialties(named),
        # A deactivation may come without a date of update. ISO dates sort as texts.
        "verified": pc.max_element_wise(
            _iso(named["updated"]), pc.if_else(gone, _iso(named["deactivated"]), "")
        ),
    }
    return _table(columns, len(numbers), source)


def _day_of(path: Path) -> str:
    """The last day that a file's name tells, as in `pl_pfile_20250105-20250111.csv`."""
    found = re.findall(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)", path.name)
    return "-".join(found[-1]) if found else ""


def _places(named: Mapping[str, pa.Array], numbers: Any, source: str, *, day: str = "") -> pa.Table:
    """Further places; their rows have no date, so that the file's day is theirs."""
    kinds = np.full(len(numbers), KIND_PLACE, np.int8)
    columns = _place(named) | {
        "key": pa.array(numbers),
        "kind": pa.array(kinds),
        "verified": pa.array([day] * len(numbers), pa.string()),
    }
    return _table(columns, len(numbers), source)


def _place(named: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    country = pc.if_else(pc.equal(named["country"], ""), "US", named["country"])
    lines = pc.binary_join_element_wise(named["line1"], named["line2"], " ")
    return {
        "address": pc.utf8_trim_whitespace(lines),
        "city": named["city"],
        "state": named["state"],
        "postal": pc.if_else(
            pc.equal(country, "US"), pc.utf8_slice_codeunits(named["postal"], 0, 5), named["postal"]
        ),
        "country": country,
        "phone": named["phone"],
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


def _iso(dates: pa.Array) -> pa.Array:
    """`09/27/2016` as `2016-09-27`; anything else as empty."""
    fits = pc.and_(
        pc.equal(pc.binary_length(dates), 10),
        pc.equal(pc.utf8_slice_codeunits(dates, 2, 3), "/"),
    )
    parts = [pc.utf8_slice_codeunits(dates, a, b) for a, b in ((6, 10), (0, 2), (3, 5))]
    return pc.if_else(fits, pc.binary_join_element_wise(*parts, "-"), "")


def _table(columns: dict[str, pa.Array], count: int, source: str) -> pa.Table:
    blank = pa.array([""]).take(pa.array(np.zeros(count, np.int32)))
    numbers = {"accepting": 1, "telehealth": 1, "precision": 0}
    for field in SCHEMA:
        if field.name in columns:
            continue
        if field.name == "source":
            column: pa.Array = pa.array([source]).take(pa.array(np.zeros(count, np.int32)))
        elif field.name in numbers:
            column = pa.array(np.full(count, numbers[field.name], np.int8))
        elif field.type == pa.float64():
            column = pa.nulls(count, pa.float64())
        else:
            column = blank
        columns[field.name] = column
    return pa.table([columns[name] for name in SCHEMA.names], SCHEMA)
