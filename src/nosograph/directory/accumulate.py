"""What the index needs of every listing, kept as columns while the listings stream by.

Rule. Names and addresses go to the file of records at once; only numbers stay in memory.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from nosograph.directory.batches import Batch, spellings
from nosograph.directory.filters import Vocabulary, yes_no
from nosograph.model.directory import Known

Ints = NDArray[Any]
Floats = NDArray[np.float64]

_BITS = np.array([[yes_no(a, t) for t in range(3)] for a in range(3)], np.int64)


@dataclass
class Columns:
    """Numbers of all listings so far."""

    codes: dict[str, int] = field(default_factory=dict)
    """Specialty → its number here."""
    languages: list[str] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)
    parts: list[dict[str, Ints]] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    """Name of a file → its number here."""
    count: int = 0
    _source_names: dict[str, int] = field(default_factory=dict)
    _with_one_row: set[int] = field(default_factory=set)

    def add(self, rows: pa.Table, batch: Batch | None = None) -> None:
        """Take in the rows of a batch, positions and all; without one, what stood before."""
        one_row = batch is not None and batch.one_row
        file = self.files.setdefault(batch.file if batch is not None else "", len(self.files))
        lines = np.zeros(len(rows), np.int32) if batch is None else np.array(batch.lines, np.int32)
        sources = self._sources(rows["source"])
        if one_row:
            self._with_one_row.update(np.unique(sources).tolist())
        codes, counts = self._specialties(rows["specialties"])
        self.parts.append(
            {
                "key": rows["key"].to_numpy(),
                "kind": rows["kind"].to_numpy(),
                "latitude": rows["latitude"].to_numpy(),
                "longitude": rows["longitude"].to_numpy(),
                "precision": rows["precision"].to_numpy(),
                "bits": self._bits(rows),
                "codes": codes,
                "counts": counts,
                "day": _days(rows["verified"]),
                "source": sources,
                "late": np.full(len(rows), batch is not None),
                "file": np.full(len(rows), file, np.int16),
                "line": lines,
            }
        )
        self.count += len(rows)

    def column(self, name: str) -> Ints:
        """One column over all batches."""
        return np.concatenate([part[name] for part in self.parts] or [np.empty(0, np.int64)])

    @property
    def one_row(self) -> NDArray[np.bool_]:
        """Whether each row is of a register that gives a provider one row. Shape (rows,), bool."""
        return np.isin(self.column("source"), sorted(self._with_one_row))

    def _sources(self, names: pa.ChunkedArray) -> Ints:
        texts, at = spellings(names)
        numbers = [self._source_names.setdefault(t, len(self._source_names)) for t in texts]
        found: Ints = np.array(numbers or [0], np.int32)[at]
        return found

    @property
    def vocabulary(self) -> Vocabulary:
        """The languages and networks seen, in the order of their bits."""
        return Vocabulary(tuple(self.languages), tuple(self.networks))

    def _specialties(self, texts: pa.ChunkedArray) -> tuple[Ints, Ints]:
        # Most rows share few spellings, so that splitting each spelling once is enough.
        spelled, at = spellings(texts)
        lists = [text.split() for text in spelled]
        numbered = [[self._number(code) for code in dict.fromkeys(codes)] for codes in lists]
        sizes = np.array([len(codes) for codes in numbered], np.int32)
        flat = np.array([code for codes in numbered for code in codes], np.int32)
        starts = np.cumsum(sizes) - sizes
        counts = sizes[at]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return flat[np.repeat(starts[at], counts) + within], counts

    def _number(self, code: str) -> int:
        return self.codes.setdefault(code, len(self.codes))

    def _bits(self, rows: pa.Table) -> Ints:
        bits: Ints = _BITS[rows["accepting"].to_numpy(), rows["telehealth"].to_numpy()]
        for name, blank in (("languages", " "), ("networks", "|")):
            used = pc.not_equal(rows[name], "").to_numpy()
            for index in np.flatnonzero(used).tolist():
                words = [word for word in rows[name][index].as_py().split(blank) if word]
                bits[index] |= self._word_bits(name, words)
        return bits

    def _word_bits(self, name: str, words: list[str]) -> int:
        known = self.languages if name == "languages" else self.networks
        known += [word for word in dict.fromkeys(words) if word not in known]
        vocabulary = self.vocabulary
        if name == "languages":
            return vocabulary.language_bits(words)
        return vocabulary.network_bits(words)


def _days(dates: pa.ChunkedArray) -> Ints:
    """ISO dates as days; 0 for none."""
    texts, at = spellings(dates)
    days: Ints = np.array([_day(text) for text in texts] or [0], np.int32)[at]
    return days


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return 0


def known_or_unknown(value: bool | None) -> int:
    """A yes-or-no answer as the number that records keep."""
    return int(Known.UNKNOWN if value is None else Known.YES if value else Known.NO)
