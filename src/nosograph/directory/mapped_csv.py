"""Any table of providers or centres, told by a mapping which column is what.

Rule 1. The mapping is TOML: a source, a delimiter, an encoding, and for each of our words the
name of a column. What it does not name stays unknown.
Rule 2. A yes-or-no column is yes or no only for the words that the mapping lists.
Rule 3. Letters are never guessed: a table is UTF-8, or in the encoding that the mapping names.
"""

import codecs
import csv
import hashlib
import io
import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from nosograph.directory import npi
from nosograph.directory.accumulate import known_or_unknown
from nosograph.directory.batches import Batch, batched
from nosograph.directory.dates import Order, day_of, is_nothing
from nosograph.directory.fitting import NUCC
from nosograph.directory.inputs import encoding_of, opened
from nosograph.directory.records import KIND_CENTRE, KIND_ORGANISATION, KIND_PERSON
from nosograph.directory.rejects import Rejects
from nosograph.directory.spoken import language_of
from nosograph.formats.toml_files import read_toml
from nosograph.model.codes import Code
from nosograph.model.directory import Known
from nosograph.model.failures import SourceError

PLAIN = (
    "name", "qualification", "organization", "address", "city", "state", "postal", "phone", "url",
    "hours",
)  # fmt: skip
"""Columns that are kept as they are."""

LONGEST_FIELD = 64 * 2**10

KINDS = {"person": KIND_PERSON, "organisation": KIND_ORGANISATION, "centre": KIND_CENTRE}
COLUMNS = (
    "identifier", "name", "qualification", "organization", "specialty", "address", "city",
    "state", "postal", "country", "phone", "latitude", "longitude", "accepting", "telehealth",
    "languages", "networks", "expertise", "url", "verified", "hours", "active", "until",
)  # fmt: skip
"""Our words for columns."""
YES = ("yes", "y", "true", "1", "ja")
NO = ("no", "n", "false", "0", "nein")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A mapping file."""

    source: str
    columns: Mapping[str, str]
    kind: str = "person"
    country: str = ""
    """For rows that name none."""
    delimiter: str = ","
    encoding: str = ""
    """Empty: UTF-8, or UTF-16 with its mark."""
    dates: Order = Order.NOT_TOLD
    separator: str = ";"
    """Between several specialties, languages, networks or diseases."""
    yes: tuple[str, ...] = YES
    no: tuple[str, ...] = NO
    specialties: Mapping[str, str] = field(default_factory=dict)
    """The table's words for specialties → codes of the NUCC taxonomy."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Words for languages that are no names of theirs → tags."""


def load_mapping(path: Path) -> ColumnMap:
    """The mapping in a file.

    Raises:
        SourceError: it is none.
    """
    try:
        told = read_toml(path)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: no mapping ({error})") from None
    if strange := sorted(set(told) - set(ColumnMap.__dataclass_fields__)):
        known = ", ".join(ColumnMap.__dataclass_fields__)
        raise SourceError(f"{path}: a mapping has no {strange[0]!r}: use {known}")
    columns = told.get("columns", {})
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown:
        raise SourceError(f"{path}: no such column {unknown[0]!r}: use {', '.join(COLUMNS)}")
    if "name" not in columns:
        raise SourceError(f"{path}: the mapping names no column for `name`")
    if told.get("kind", "person") not in KINDS:
        raise SourceError(f"{path}: kind is one of {', '.join(KINDS)}")
    if told.get("dates", "") not in list(Order):
        raise SourceError(f"{path}: dates is one of {', '.join(o for o in Order if o)}")
    encoding = str(told.get("encoding", ""))
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise SourceError(
            f"{path}: no encoding {encoding!r}: write cp1252 (Excel's ANSI), iso-8859-1 or utf-8"
        ) from None
    for word, code in told.get("specialties", {}).items():
        if not NUCC.fullmatch(str(code)):
            raise SourceError(f"{path}: {word!r} = {code!r} is no code of the NUCC taxonomy")
    for word, tag in told.get("languages", {}).items():
        if language_of(str(tag)) is None:
            raise SourceError(f"{path}: {word!r} = {tag!r} is no language: write its tag, like de")
    return ColumnMap(
        source=str(told.get("source") or path.stem),
        columns=columns,
        kind=told.get("kind", "person"),
        country=str(told.get("country", "")),
        delimiter=str(told.get("delimiter", ",")),
        encoding=encoding,
        dates=Order(told.get("dates", "")),
        separator=str(told.get("separator", ";")),
        yes=_words(told.get("yes", YES)),
        no=_words(told.get("no", NO)),
        specialties={folded(word): code for word, code in told.get("specialties", {}).items()},
        languages={folded(word): tag for word, tag in told.get("languages", {}).items()},
    )


def folded(word: str) -> str:
    """A word as it is compared: no case, no odd blanks, letters composed."""
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def _words(told: list[Any]) -> tuple[str, ...]:
    return tuple(folded(str(word)) for word in told)


@dataclass(frozen=True, slots=True)
class MappedReader:
    """Reads tables as a mapping says."""

    mapping: ColumnMap
    today: date = date.max
    """Rows whose `until` lies before it are left out."""

    def read(self, path: Path, source: str, rejects: Rejects) -> Iterator[Batch]:
        """The listings of one file, batch by batch.

        Raises:
            SourceError: a column that the mapping names is missing, or the file is damaged.
        """
        listings = (
            (number, listing)
            for number, row in self._rows(path, rejects)
            if (
                listing := _Row(self, row, path.name, number, rejects).listing(source)
            ) is not None
        )  # fmt: skip
        yield from batched(listings, path.name, self.mapping.columns)

    def _rows(self, path: Path, rejects: Rejects) -> Iterator[tuple[int, dict[str, str]]]:
        csv.field_size_limit(LONGEST_FIELD)
        with opened(path) as file:
            text = io.TextIOWrapper(
                file, encoding_of(file, path, self.mapping.encoding), newline=""
            )
            reader = csv.reader(text, delimiter=self.mapping.delimiter)
            try:
                names = next(reader, [])
                self._check(names, path)
                for number, row in enumerate(reader, 2):
                    if len(row) > len(names) and not any(map(str.strip, row[len(names) :])):
                        row = row[: len(names)]  # a delimiter at the end of every line
                    if len(row) == len(names):
                        yield number, dict(zip(names, row, strict=True))
                    elif row:
                        cells = self.mapping.delimiter.join(row)
                        rejects.add(path.name, number, "bad-row", cells)
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{path}: near line {reader.line_num + 1} is a byte ({error.object[error.start]:#04x})"
                    f" that is no letter in {error.encoding}: name the table's own `encoding` in the"
                    ' mapping; Excel saves lists as encoding = "cp1252"'
                ) from None
            except csv.Error as error:
                raise SourceError(f"{path}:{reader.line_num}: {error}") from None

    def _check(self, names: list[str], path: Path) -> None:
        for column in self.mapping.columns.values():
            if names.count(column) != 1:
                found = "two columns" if column in names else "no column"
                raise SourceError(f"{path}: {found} {column!r}: correct the mapping or the table")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row, and where it stands."""

    reader: MappedReader
    row: dict[str, str]
    file: str
    number: int
    rejects: Rejects

    def listing(self, source: str) -> dict[str, Any] | None:
        """What the row says; None where it is left out."""
        mapping, said = self.reader.mapping, self._said()
        if not said["name"]:
            self._reject("no-name", "name", "")
            return None
        if not self._stands(said):
            return None
        own = said.get("identifier", "")
        is_npi = npi.is_npi(own)
        parts = (said["name"], said.get("postal", ""), said.get("address", ""))
        identifier = "" if is_npi else own or _digest("\0".join(parts))[:16]
        return {key: said.get(key, "") for key in PLAIN} | {
            "key": int(own) if is_npi else number_of(source, identifier),
            "identifier": identifier,
            "kind": KINDS[mapping.kind],
            "specialties": " ".join(self._specialties(said)),
            "country": said.get("country") or mapping.country,
            "latitude": self._degrees(said, "latitude"),
            "longitude": self._degrees(said, "longitude"),
            "accepting": self._yes_no(said, "accepting"),
            "telehealth": self._yes_no(said, "telehealth"),
            "languages": " ".join(self._languages(said)),
            "networks": "|".join(self._several(said, "networks")),
            "expertise": " ".join(_disease(word) for word in self._several(said, "expertise")),
            "source": source,
            "verified": self._day(said, "verified"),
        }

    def _said(self) -> dict[str, str]:
        columns = self.reader.mapping.columns.items()
        said = {own: " ".join((self.row[column] or "").split()) for own, column in columns}
        return {own: "" if is_nothing(text) else text for own, text in said.items()}

    def _stands(self, said: Mapping[str, str]) -> bool:
        if self._yes_no(said, "active") == Known.NO:
            self._reject("inactive", "active", said["active"])
            return False
        until = self._day(said, "until")
        if until and until < self.reader.today.isoformat():
            self._reject("ended", "until", said["until"])
            return False
        return True

    def _reject(self, reason: str, own: str, value: str) -> None:
        column = self.reader.mapping.columns.get(own, own)
        self.rejects.add(self.file, self.number, reason, value, column)

    def _day(self, said: Mapping[str, str], own: str) -> str:
        try:
            return day_of(said.get(own, ""), self.reader.mapping.dates)
        except ValueError:
            self._reject("bad-date", own, said[own])
            return ""

    def _several(self, said: Mapping[str, str], own: str) -> list[str]:
        words = said.get(own, "").split(self.reader.mapping.separator)
        return [word.strip().replace("|", "/") for word in words if not is_nothing(word)]

    def _specialties(self, said: Mapping[str, str]) -> Iterator[str]:
        words = self._several(said, "specialty")
        if not words and self.reader.mapping.kind != "centre":
            self._reject("no-specialty", "specialty", said["name"])
        for word in words:
            code = self.reader.mapping.specialties.get(folded(word), word.upper())
            if NUCC.fullmatch(code):
                yield code
            else:
                self._reject("unknown-specialty", "specialty", word)

    def _languages(self, said: Mapping[str, str]) -> list[str]:
        words = self._several(said, "languages")
        found = [self.reader.mapping.languages.get(folded(w)) or language_of(w) for w in words]
        for word, tag in zip(words, found, strict=True):
            if tag is None:
                # Half of them would read as a no to all others.
                self._reject("unknown-language", "languages", word)
        return list(dict.fromkeys(map(str, found))) if None not in found else []

    def _yes_no(self, said: Mapping[str, str], own: str) -> int:
        word = folded(said.get(own, ""))
        if word in self.reader.mapping.yes:
            return known_or_unknown(True)
        if word and word not in self.reader.mapping.no:
            self._reject("unknown-answer", own, said[own])
        return known_or_unknown(False if word in self.reader.mapping.no else None)

    def _degrees(self, said: Mapping[str, str], own: str) -> float | None:
        text = said.get(own, "")
        try:
            found = float(text.replace(",", "."))
        except ValueError:
            found = math.nan
        if text and not math.isfinite(found):
            self._reject("bad-position", own, text)
        return found if math.isfinite(found) else None


def number_of(source: str, identifier: str) -> int:
    """The number under which an identifier of another register is kept; above every NPI."""
    return 2**40 + int(_digest(f"{source}\0{identifier}")[:13], 16)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _disease(word: str) -> str:
    try:
        return str(Code.parse(word))
    except ValueError:
        return word.replace(" ", "-")
