"""Batches of listings: rows of `records.SCHEMA`, and where each stands in its file.

Rule. Nothing that a batch loses is lost silently: it is reported with the row and with the name
that the file has for the field.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from nosograph.directory.records import SCHEMA, table
from nosograph.directory.rejects import Rejects

ROWS = 20_000
"""Listings of one batch."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Listings of one file, and where each stands in it."""

    rows: pa.Table
    file: str
    lines: "Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]]"
    """For each listing the number of its row."""
    one_row: bool = False
    """Whether its register has one row for each provider (and further places apart)."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Our words for columns → the file's."""

    def having(self, name: str, column: pa.Array) -> "Batch":
        """The batch with another column."""
        rows = self.rows.set_column(SCHEMA.get_field_index(name), name, column)
        return replace(self, rows=rows)

    def report(
        self, which: NDArray[np.bool_], reason: str, name: str, rejects: Rejects, *beside: str
    ) -> None:
        """Report a field of some rows; `beside` are further fields that explain its value."""
        for index in np.flatnonzero(which).tolist():
            values = (self.rows[each][index].as_py() for each in (name, *beside))
            told = ", ".join(str(value) for value in values if value not in ("", None))
            where = ", ".join(self.fields.get(each, each) for each in (name, *beside))
            rejects.add(self.file, int(self.lines[index]), reason, told, where)


def spellings(texts: pa.ChunkedArray | pa.Array) -> tuple[list[str], NDArray[Any]]:
    """The different texts, and which of them each row has."""
    coded = pc.dictionary_encode(
        texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    )
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    indices: NDArray[Any] = coded.indices.to_numpy()
    return coded.dictionary.to_pylist(), indices


def batched(
    listings: Iterable[tuple[int, dict[str, Any]]],
    file: str,
    fields: Mapping[str, str] | None = None,
) -> Iterator[Batch]:
    """Listings with the numbers of their rows, `ROWS` at a time."""
    rest = iter(listings)
    while some := list(islice(rest, ROWS)):
        lines = [number for number, _ in some]
        yield Batch(table([row for _, row in some]), file, lines, fields=fields or {})
