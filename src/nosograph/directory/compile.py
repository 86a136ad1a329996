"""From batches of listings to a directory: one folder, complete or not there at all.

Rule 1. A directory is written as a draft beside its place and renamed into it; what stood there
before stays until then, whatever happens.
Rule 2. Nothing depends on the order of rows: providers are numbered by their identifiers, their
places by address; of rows that say the same the most recently verified counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from nosograph.directory import postings, records, sqlite_engine
from nosograph.directory.accumulate import Columns
from nosograph.directory.batches import Batch
from nosograph.directory.engine import ANY, COARSE, FINE, MANY, PLACE_BITS, Specialty
from nosograph.directory.fitting import fitted
from nosograph.directory.geocoding import PostalCodes
from nosograph.directory.manifest import FORMAT, read_manifest
from nosograph.directory.points import vectors
from nosograph.directory.records import KIND_CENTRE, KIND_GONE, KIND_PLACE, LEAST_PRECISE
from nosograph.directory.rejects import Rejects
from nosograph.directory.standing import standing
from nosograph.formats.replacing import put
from nosograph.formats.sums import sum_of
from nosograph.model.failures import DirectoryError

Ints = NDArray[Any]

RECORDS = "records.arrow"
POSTAL_CODES = "postal_codes.arrow"
NUMBERS, ROWS, CENTRES = "numbers.npy", "rows.npy", "centres.npy"
MOST_PLACES = 2**PLACE_BITS


class Progress(Protocol):
    """Who is told how far the work is."""

    def step(self, name: str, total: int | None = None) -> None:
        """A step begins."""

    def advance(self, parts: int = 1) -> None:
        """So many parts more are done."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a directory is made of."""

    out: Path
    source: str
    day: date
    files: tuple[Path, ...]
    fictional: bool = False
    update: bool = False
    """Whether what the directory holds already is kept where the files do not replace it."""
    engines: tuple[str, ...] = ("sqlite", "postings")
    attribution: str = ""


def compile_directory(
    plan: Plan,
    batches: Iterable[Batch],
    postal_codes: PostalCodes,
    rejects: Rejects,
    draft: Path,
    progress: Progress,
) -> dict[str, Any]:
    """Write the directory into `draft` and return its manifest."""
    columns = Columns()
    progress.step("read and place listings")
    with records.written(draft / RECORDS) as out:
        if plan.update:
            for old in _standing(plan.out):
                columns.add(old)
                out.write(old)
                progress.advance(len(old))
        for batch in batches:
            fit = fitted(batch, postal_codes, rejects, plan.day)
            columns.add(fit.rows, fit)
            out.write(fit.rows)
            progress.advance(len(fit.rows))
    postal_codes.save(draft / POSTAL_CODES)
    progress.step("number providers and places")
    listed = _Listed(columns, draft, rejects)
    progress.step("write the index")
    placed = _write_index(plan, columns, listed, draft)
    return {
        "format": FORMAT,
        "source": plan.source,
        "attribution": plan.attribution,
        "day": plan.day.isoformat(),
        "fictional": plan.fictional or _was_fictional(plan),
        "languages": columns.languages,
        "networks": columns.networks,
        "counts": {
            "providers": listed.providers,
            "listings": len(listed.rows),
            "with_position": placed,
            "centres": len(listed.centres),
            "gone": listed.gone,
        },
        "rejects": dict(sorted(rejects.counts.items())),
        "files": [{"name": path.name, "sha256": sum_of(path).sha256} for path in plan.files],
    }


def _standing(folder: Path) -> Iterator[pa.Table]:
    if not (folder / RECORDS).exists():
        return
    rows = records.mapped(folder / RECORDS)
    # Who is gone stays so, also for an older file that is read later.
    gone = np.flatnonzero(rows["kind"].to_numpy() == KIND_GONE)
    alive = np.union1d(np.load(folder / ROWS), gone)
    for start in range(0, len(alive), 100_000):
        yield rows.take(pa.array(alive[start : start + 100_000]))


def _was_fictional(plan: Plan) -> bool:
    return plan.update and plan.out.exists() and bool(read_manifest(plan.out)["fictional"])


class _Listed:
    """Which rows are listings, what number each has, and which row tells about its provider."""

    def __init__(self, columns: Columns, draft: Path, rejects: Rejects) -> None:
        self._keys, self._kinds = columns.column("key"), columns.column("kind")
        self._draft, self._rejects = draft, rejects
        self._files = list(columns.files)
        self._file, self._line = columns.column("file"), columns.column("line")
        stands = standing(
            self._keys, self._kinds, columns.column("day"), columns.column("late"), columns.one_row
        )
        self.gone = len(np.unique(self._keys[stands & (self._kinds == KIND_GONE)]))
        keep = self._current(stands & (self._kinds != KIND_GONE))
        order = keep[np.argsort(self._keys[keep], kind="stable")]
        order = self._one_row_per_place(order)
        self.centres = order[self._kinds[order] == KIND_CENTRE]
        self._number(order)

    def _current(self, keep: NDArray[np.bool_]) -> Ints:
        """The rows that stand, without places of nobody."""
        place = self._kinds == KIND_PLACE
        lonely = np.zeros(len(keep), np.bool_)
        if place.any():
            lonely = keep & place & ~np.isin(self._keys, self._keys[keep & ~place])
        for index in np.flatnonzero(lonely).tolist():
            self._reject(index, "unknown-provider")
        rows: Ints = np.flatnonzero(keep & ~lonely)
        return rows

    def _one_row_per_place(self, order: Ints) -> Ints:
        """Of the rows of one provider, one per place, in an order that no file decides."""
        keys = self._keys[order]
        again = np.zeros(len(order), np.bool_)
        if len(order):
            same = keys[1:] == keys[:-1]
            again[1:] = same
            again[:-1] |= same
        if not again.any():
            return order
        several = order[again]
        rows = records.mapped(self._draft / RECORDS).take(pa.array(several))
        texts = list(zip(*(rows[name].to_pylist() for name in _TELL_APART), strict=True))
        kinds = self._kinds[several].tolist()
        sortable = sorted(
            range(len(several)),
            # The provider's own row first, then by place; the latest of equal places leads.
            key=lambda i: (int(self._keys[several[i]]), kinds[i] == KIND_PLACE, texts[i][:4],
                           _reversed(texts[i][4]), texts[i][5:]),
        )  # fmt: skip
        kept, seen = [], set()
        for i in sortable:
            place = (int(self._keys[several[i]]), texts[i][:4])
            if place in seen:
                self._reject(int(several[i]), "duplicate")
            else:
                seen.add(place)
                kept.append(int(several[i]))
        merged = np.concatenate([order[~again], np.array(kept, np.int64)])
        result: Ints = merged[np.argsort(self._keys[merged], kind="stable")]
        return result

    def _reject(self, index: int, reason: str) -> None:
        name = self._files[int(self._file[index])]
        line = int(self._line[index]) or ""
        self._rejects.add(name, line, reason, int(self._keys[index]))

    def _number(self, order: Ints) -> None:
        keys = self._keys[order]
        new = np.ones(len(order), np.bool_)
        new[1:] = keys[1:] != keys[:-1]
        who = np.cumsum(new) - 1
        starts = np.flatnonzero(new)
        place = np.arange(len(order)) - starts[who] if len(order) else np.empty(0, np.int64)
        fits = place < MOST_PLACES
        for index in order[~fits].tolist():
            self._reject(index, "too-many-places")
        self.providers = len(starts)
        self.numbers: Ints = ((who << PLACE_BITS) + place)[fits].astype(np.int32)
        self.rows: Ints = order[fits]
        own = order[starts[who]][fits] if len(order) else order
        # A further place is described by its provider's own row; every other row by itself.
        self.tellers: Ints = np.where(self._kinds[self.rows] == KIND_PLACE, own, self.rows)


_TELL_APART = ("country", "postal", "city", "address", "verified", "name", "specialties",
               "phone", "identifier", "source")  # fmt: skip


def _reversed(day: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in day)


def _write_index(plan: Plan, columns: Columns, listed: _Listed, draft: Path) -> int:
    """Write the index for the wished engines; how many listings have a position."""
    np.save(draft / NUMBERS, listed.numbers)
    np.save(draft / ROWS, np.stack([listed.rows, listed.tellers], axis=1).astype(np.int32))
    np.save(draft / CENTRES, listed.centres.astype(np.int64))
    precise = columns.column("precision")[listed.rows] >= LEAST_PRECISE
    names = sorted(columns.codes)
    ranks = np.empty(len(names), np.int32)
    for rank, code in enumerate(names, 1):
        ranks[columns.codes[code]] = rank
    members, codes = _memberships(columns, listed, ranks)
    counts = np.bincount(codes, precise[members], len(names) + 1).astype(np.int64)
    without = np.bincount(codes, ~precise[members], len(names) + 1).astype(np.int64)
    specialties = [
        (
            Specialty(n, code, int(counts[n]), FINE if counts[n] > MANY or n == ANY else COARSE),
            int(without[n]),
        )
        for n, code in enumerate(["", *names])
    ]
    sorted_rows = _sorted_rows(
        columns, listed, members[precise[members]], codes[precise[members]], specialties
    )
    del members, codes
    if "postings" in plan.engines:
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        _, cells, numbers, points, bits = sorted_rows
        postings.write_postings(draft / postings.FOLDER, starts, cells, numbers, points, bits)
    sqlite_rows = _blocks(*sorted_rows) if "sqlite" in plan.engines else iter(())
    sqlite_engine.write_index(draft / sqlite_engine.FILE, specialties, sqlite_rows)
    return int(counts[ANY])


def _memberships(columns: Columns, listed: _Listed, ranks: Ints) -> tuple[Ints, Ints]:
    """Listing and specialty of every role, and of every listing with none in particular."""
    counts, flat = columns.column("counts"), columns.column("codes")
    starts = np.cumsum(counts) - counts
    sizes = counts[listed.tellers]
    members = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    within = np.arange(len(members)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    codes = ranks[flat[np.repeat(starts[listed.tellers], sizes) + within]]
    every = np.arange(len(sizes), dtype=np.int32)
    return np.concatenate([every, members]), np.concatenate(
        [np.full(len(every), ANY, np.int32), codes]
    )


def _sorted_rows(
    columns: Columns,
    listed: _Listed,
    members: Ints,
    codes: Ints,
    specialties: list[tuple[Specialty, int]],
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Specialty, cell, number, point and bits of every role, in the order of the index."""
    latitudes = columns.column("latitude")[listed.rows]
    longitudes = columns.column("longitude")[listed.rows]
    points = vectors(np.nan_to_num(latitudes), np.nan_to_num(longitudes))
    coarse, fine = (
        grid.cells(np.nan_to_num(latitudes), np.nan_to_num(longitudes)) for grid in (COARSE, FINE)
    )
    is_fine = np.array([each.grid == FINE for each, _ in specialties])
    cells = np.where(is_fine[codes], fine[members], coarse[members])
    # Members stand by number within each specialty already, so that a stable sort keeps that.
    order = np.argsort((codes.astype(np.int64) << 32) | cells, kind="stable")
    members, codes, cells = members[order], codes[order], cells[order]
    # A further place says about languages and the like what its provider says.
    bits = columns.column("bits")[listed.tellers][members]
    return codes, cells, listed.numbers[members], points[members], bits


def _blocks(codes: Ints, cells: Ints, numbers: Ints, points: Ints, bits: Ints) -> Iterator[Ints]:
    """The rows of the SQLite table, some thousands at a time."""
    for start in range(0, len(codes), 50_000):
        part = slice(start, start + 50_000)
        yield np.column_stack((codes[part], cells[part], numbers[part], points[part], bits[part]))


def publish(draft: Path, out: Path) -> None:
    """Put a finished draft in its place.

    Raises:
        DirectoryError: it cannot be put there.
    """
    try:
        put(draft, out)
    except OSError as error:
        raise DirectoryError(f"{out}: cannot be replaced ({error.strerror})") from None
