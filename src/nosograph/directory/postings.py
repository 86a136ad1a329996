"""The fast engine: the same rows as columns of numbers, mapped into memory.

Rule. Columns stand in the order of the SQLite table, by (specialty, cell, number), and answer
exactly what it answers.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.directory.engine import Found, Run, Tally
from nosograph.directory.filters import Mask
from nosograph.directory.points import Point
from nosograph.directory.tallying import tallied
from nosograph.model.failures import DirectoryError

FOLDER = "postings"
COLUMNS = ("starts", "cells", "numbers", "vectors", "bits")

Ints = NDArray[np.int64]


class Postings:
    """Columns of an index, mapped."""

    searches_runs = True

    def __init__(self, folder: Path) -> None:
        """Map the columns.

        Raises:
            DirectoryError: they are missing or damaged.
        """
        try:
            starts, cells, numbers, vectors, bits = (
                np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
                for name in COLUMNS
            )
        except (OSError, ValueError) as error:
            raise DirectoryError(f"{folder}: cannot be read ({error}): import again") from None
        self._starts: list[int] = starts.tolist()
        self._cells, self._numbers, self._vectors, self._bits = cells, numbers, vectors, bits

    def first(
        self,
        runs: Sequence[Run],
        near: Point,
        masks: tuple[Mask, ...],
        unknown: bool,
        most: int,
    ) -> list[Found]:
        """See `Engine`."""
        squares, numbers, bits = self._read(runs, near, bool(masks))
        keep = np.ones(len(numbers), np.bool_)
        for yes, known in masks:
            one = (bits & yes) != 0
            keep &= (one | ((bits & known) == 0)) if unknown else one
        if masks:
            squares, numbers = squares[keep], numbers[keep]
        if len(squares) > 4 * most:
            limit = np.partition(squares, most - 1)[most - 1]
            near_enough = squares <= limit
            squares, numbers = squares[near_enough], numbers[near_enough]
        order = np.lexsort((numbers, squares))[:most]
        return list(zip(squares[order].tolist(), numbers[order].tolist(), strict=True))

    def tally(
        self, runs: Sequence[Run], near: Point, masks: tuple[Mask, ...], within: int
    ) -> Tally:
        """See `Engine`."""
        squares, numbers, bits = self._read(runs, near, True)
        inside = squares <= within
        return tallied(numbers[inside], bits[inside], masks)

    def close(self) -> None:
        """Nothing to let go of: the mapping ends with the last array."""

    def _read(self, runs: Sequence[Run], near: Point, with_bits: bool) -> tuple[Ints, Ints, Ints]:
        parts = list(self._slices(runs))
        vectors = _joined([self._vectors[part] for part in parts], (0, 3)).astype(np.int64)
        numbers = _joined([self._numbers[part] for part in parts], (0,)).astype(np.int64)
        bits = _joined([self._bits[part] for part in parts] if with_bits else [], (0,))
        vectors -= np.array(near, np.int64)
        squares: Ints = np.einsum("ij,ij->i", vectors, vectors)
        return squares, numbers, bits

    def _slices(self, runs: Sequence[Run]) -> list[slice]:
        slices, of, start, keys = [], -1, 0, np.empty(0, np.int32)
        for specialty, first, last in runs:
            if specialty != of:
                of, start = specialty, self._starts[specialty]
                keys = self._cells[start : self._starts[specialty + 1]]
            low = int(np.searchsorted(keys, np.int32(first), "left"))
            high = int(np.searchsorted(keys, np.int32(last), "right"))
            if low < high:
                slices.append(slice(start + low, start + high))
        return slices


def _joined(parts: list[Ints], empty: tuple[int, ...]) -> Ints:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(empty, np.int64)


def write_postings(
    folder: Path,
    starts: Ints,
    cells: NDArray[np.int32],
    numbers: NDArray[np.int32],
    vectors: NDArray[np.int32],
    bits: Ints,
) -> None:
    """Write the columns; rows stand by (specialty, cell, number)."""
    folder.mkdir()
    columns: tuple[NDArray[Any], ...] = (starts, cells, numbers, vectors, bits)
    for name, column in zip(COLUMNS, columns, strict=True):
        np.save(folder / f"{name}.npy", column)
