"""Batches of listings made fit for the index: positions found or refused.

Rule. Whoever reads a register makes a batch of `records.SCHEMA`; everything that all registers
need happens here, to whole columns at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nosograph.directory.geocoding import PostalCodes, stands_for_nothing
from nosograph.directory.records import PRECISIONS, SCHEMA, table
from nosograph.directory.rejects import Rejects
from nosograph.model.directory import Precision

ROWS = 20_000
"""Listings of one batch."""

_NONE, _POSTAL, _ADDRESS = (
    PRECISIONS.index(each) for each in (Precision.NONE, Precision.POSTAL, Precision.ADDRESS)
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Listings of one file, and where each stands in it."""

    rows: pa.Table
    file: str
    lines: "Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]]"
    """For each listing the number of its row."""
    one_row: bool = False
    """Whether its register has one row for each provider (and further places apart)."""


def batched(listings: Iterable[tuple[int, dict[str, Any]]], file: str) -> Iterator[Batch]:
    """Listings with the numbers of their rows, `ROWS` at a time."""
    rest = iter(listings)
    while some := list(islice(rest, ROWS)):
        yield Batch(table([row for _, row in some]), file, [number for number, _ in some])


def with_positions(batch: Batch, postal_codes: PostalCodes, rejects: Rejects) -> pa.Table:
    """The batch's rows, each with the best position that can be had, and its precision."""
    rows = batch.rows
    given = [
        rows[name].to_numpy().astype(np.float64, copy=True) for name in ("latitude", "longitude")
    ]
    has = ~(np.isnan(given[0]) | np.isnan(given[1]))
    with np.errstate(invalid="ignore"):
        outside = has & ((abs(given[0]) > 90) | (abs(given[1]) > 180))
        default = has & ~outside & stands_for_nothing(*given)
    _report(batch, outside, "bad-position", rejects)
    _report(batch, default, "default-position", rejects)
    exact = has & ~outside & ~default
    looked_up = postal_codes.positions(_keys(rows))
    columns = [np.where(exact, own, found) for own, found in zip(given, looked_up, strict=True)]
    known = ~np.isnan(columns[0])
    asked = pc.not_equal(rows["postal"], "").to_numpy()
    _report(batch, asked & ~known, "unknown-postal-code", rejects, rows["postal"])
    precision = np.where(exact, _ADDRESS, np.where(known, _POSTAL, _NONE)).astype(np.int8)
    for name, column in zip(("latitude", "longitude"), columns, strict=True):
        place = SCHEMA.get_field_index(name)
        rows = rows.set_column(place, name, pa.array(column, pa.float64(), from_pandas=True))
    place = SCHEMA.get_field_index("precision")
    return rows.set_column(place, "precision", pa.array(precision, pa.int8()))


def _keys(rows: pa.Table) -> pa.Array:
    country, code = rows["country"], rows["postal"]
    short = pc.if_else(pc.equal(country, "US"), pc.utf8_slice_codeunits(code, 0, 5), code)
    keys = pc.binary_join_element_wise(country, pc.utf8_upper(short), " ")
    return keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys


def _report(
    batch: Batch,
    which: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    reason: str,
    rejects: Rejects,
    values: pa.ChunkedArray | None = None,
) -> None:
    for index in np.flatnonzero(which).tolist():
        value = values[index].as_py() if values is not None else ""
        rejects.add(batch.file, int(batch.lines[index]), reason, value)
