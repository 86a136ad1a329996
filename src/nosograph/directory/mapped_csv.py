"""Any table of providers or centres, told by a mapping which column is what.

Rule 1. The mapping is TOML: a source, a delimiter, an encoding, and for each of our words the
name of a column. What it does not name stays unknown.
Rule 2. A yes-or-no column is yes or no only for the words that the mapping lists.
"""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nosograph.directory import npi
from nosograph.directory.accumulate import known_or_unknown
from nosograph.directory.batches import Batch, batched
from nosograph.directory.inputs import opened
from nosograph.directory.records import KIND_CENTRE, KIND_ORGANISATION, KIND_PERSON
from nosograph.directory.rejects import Rejects
from nosograph.model.codes import Code
from nosograph.model.failures import SourceError

LONGEST_FIELD = 64 * 2**10

KINDS = {"person": KIND_PERSON, "organisation": KIND_ORGANISATION, "centre": KIND_CENTRE}
COLUMNS = (
    "identifier", "name", "qualification", "organization", "specialty", "address", "city",
    "state", "postal", "country", "phone", "latitude", "longitude", "accepting", "telehealth",
    "languages", "networks", "expertise", "url", "verified",
)  # fmt: skip
"""Our words for columns."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A mapping file."""

    source: str
    columns: Mapping[str, str]
    kind: str = "person"
    country: str = ""
    """For rows that name none."""
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    separator: str = ";"
    """Between several specialties, languages, networks or diseases."""
    yes: tuple[str, ...] = ("yes", "y", "true", "1", "ja")
    no: tuple[str, ...] = ("no", "n", "false", "0", "nein")
    specialties: Mapping[str, str] = field(default_factory=dict)
    """The table's words for specialties → codes; a word not listed is taken for a code."""


def load_mapping(path: Path) -> ColumnMap:
    """The mapping in a file.

    Raises:
        SourceError: it is none.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
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
    return ColumnMap(
        source=str(told.get("source") or path.stem),
        columns=columns,
        kind=told.get("kind", "person"),
        country=str(told.get("country", "")),
        delimiter=str(told.get("delimiter", ",")),
        encoding=str(told.get("encoding", "utf-8-sig")),
        separator=str(told.get("separator", ";")),
        yes=tuple(told.get("yes", ColumnMap.__dataclass_fields__["yes"].default)),
        no=tuple(told.get("no", ColumnMap.__dataclass_fields__["no"].default)),
        specialties=told.get("specialties", {}),
    )


@dataclass(frozen=True, slots=True)
class MappedReader:
    """Reads tables as a mapping says."""

    mapping: ColumnMap

    def read(self, path: Path, source: str, rejects: Rejects) -> Iterator[Batch]:
        """The listings of one file, batch by batch.

        Raises:
            SourceError: a column that the mapping names is missing, or the file is damaged.
        """
        listings = (
            (number, listing)
            for number, row in self._rows(path)
            if (listing := self._listing(row, source, path.name, number, rejects)) is not None
        )
        yield from batched(listings, path.name)

    def _rows(self, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
        csv.field_size_limit(LONGEST_FIELD)
        with opened(path) as file:
            text = io.TextIOWrapper(file, self.mapping.encoding, "replace", newline="")
            reader = csv.DictReader(text, delimiter=self.mapping.delimiter, restval="")
            missing = [
                c for c in self.mapping.columns.values() if c not in (reader.fieldnames or ())
            ]
            if missing:
                raise SourceError(f"{path}: no column {missing[0]!r}: correct the mapping")
            try:
                yield from enumerate(reader, 2)
            except csv.Error as error:
                raise SourceError(f"{path}:{reader.line_num}: {error}") from None

    def _listing(
        self, row: dict[str, str], source: str, file: str, number: int, rejects: Rejects
    ) -> dict[str, Any] | None:
        said = {
            own: " ".join((row.get(column) or "").split())
            for own, column in self.mapping.columns.items()
        }
        if not said["name"]:
            rejects.add(file, number, "no-name")
            return None
        specialties = [
            self.mapping.specialties.get(word, word) for word in self._several(said, "specialty")
        ]
        if not specialties and self.mapping.kind != "centre":
            rejects.add(file, number, "no-specialty", said["name"])
        own = said.get("identifier", "")
        is_npi = npi.is_npi(own)
        parts = (said["name"], said.get("postal", ""), said.get("address", ""))
        identifier = "" if is_npi else own or _digest("\0".join(parts))[:16]
        plain = (
            "name",
            "qualification",
            "organization",
            "address",
            "city",
            "state",
            "phone",
            "url",
        )
        return {key: said.get(key, "") for key in plain} | {
            "key": int(own) if is_npi else number_of(source, identifier),
            "identifier": identifier,
            "kind": KINDS[self.mapping.kind],
            "specialties": " ".join(word.replace(" ", "-") for word in specialties),
            "postal": said.get("postal", "").upper(),
            "country": (said.get("country") or self.mapping.country).upper(),
            "latitude": _degrees(said.get("latitude", "")),
            "longitude": _degrees(said.get("longitude", "")),
            "accepting": self._yes_no(said.get("accepting", "")),
            "telehealth": self._yes_no(said.get("telehealth", "")),
            "languages": " ".join(word.casefold() for word in self._several(said, "languages")),
            "networks": "|".join(self._several(said, "networks")),
            "expertise": " ".join(_disease(word) for word in self._several(said, "expertise")),
            "source": source,
            "verified": said.get("verified", ""),
        }

    def _several(self, said: Mapping[str, str], column: str) -> list[str]:
        words = said.get(column, "").split(self.mapping.separator)
        return [word.strip().replace("|", "/") for word in words if word.strip()]

    def _yes_no(self, word: str) -> int:
        word = word.casefold()
        if word in self.mapping.yes:
            return known_or_unknown(True)
        return known_or_unknown(False if word in self.mapping.no else None)


def number_of(source: str, identifier: str) -> int:
    """The number under which an identifier of another register is kept; above every NPI."""
    return 2**40 + int(_digest(f"{source}\0{identifier}")[:13], 16)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _degrees(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _disease(word: str) -> str:
    try:
        return str(Code.parse(word))
    except ValueError:
        return word.replace(" ", "-")
