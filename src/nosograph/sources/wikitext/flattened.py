"""A flowchart of which only cells are left, one after the other: boxes with text, and blanks.

Rule 1. Boxes with few blanks between them stand in one row, and their places in it are known.
Rule 2. A box is drawn above the middle of what it leads to. From this the edges are inferred, and
every edge says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

WIDE: Final = 3
"""Cells that a box takes, as in the charts of wikis."""
_APART: Final = 0.01
"""How much the distance of each box counts beside the middle of its siblings; without it all boxes
would hang from one. Chosen on drawn trees."""


@dataclass(frozen=True, slots=True)
class Found:
    """Boxes in rows with their places, and the edges between rows by number of box."""

    titles: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    edges: tuple[tuple[int, int], ...]


def found_in(cells: Sequence[str]) -> Found:
    """The chart of cells, of which the empty ones are blanks."""
    titles: list[str] = []
    gaps: list[int] = []
    blank = 0
    for cell in cells:
        if not cell.strip():
            blank += 1
            continue
        if titles:
            gaps.append(blank)
        titles.append(" ".join(cell.split()))
        blank = 0
    rows: list[list[int]] = []
    places: list[int] = []
    most = _within_a_row(gaps)
    for number in range(len(titles)):
        if number == 0 or gaps[number - 1] > most:
            rows.append([number])
            places.append(0)
        else:
            rows[-1].append(number)
            places.append(places[-1] + WIDE + gaps[number - 1])
    edges = [edge for above, below in pairwise(rows) for edge in _edges(above, below, places)]
    return Found(tuple(titles), tuple(map(tuple, rows)), tuple(edges))


def _within_a_row(gaps: Sequence[int]) -> int:
    """The most blanks between two boxes of a row: where gaps grow most from one to the next."""
    sizes = sorted({max(gap, 1) for gap in gaps})
    if len(sizes) < 2:
        return 0 if not sizes or sizes[0] > 2 * WIDE else sizes[0]
    ratios = [
        (wider / narrower, narrower) for narrower, wider in pairwise(sizes) if wider > 2 * WIDE
    ]
    return max(ratios)[1] if ratios else sizes[-1]


def _edges(
    above: Sequence[int], below: Sequence[int], places: Sequence[int]
) -> list[tuple[int, int]]:
    """Each box of a row with the box of the row above that it most likely hangs from."""
    parents, children = [places[each] for each in above], [places[each] for each in below]
    reach = int(max(*parents, *children)) + WIDE
    shifts = [half / 2 for half in range(-2 * reach, 2 * reach + 1)]
    # Where the places of boxes repeat, several shifts fit alike: rows begin at one margin.
    ways = ((_hung(parents, children, shift), abs(shift)) for shift in shifts)
    best, _ = min(ways, key=lambda each: (round(each[0][0], 6), each[1]))
    return [(above[parent], below[child]) for child, parent in enumerate(best[1])]


def _hung(
    parents: Sequence[int], children: Sequence[int], shift: float
) -> tuple[float, tuple[int, ...]]:
    """The cost of the best way to hang the children, in order, from the parents, and that way."""
    count = len(children)
    nothing: tuple[float, tuple[int, ...]] = (float("inf"), ())
    best = [(0.0, nothing[1]), *([nothing] * count)]
    for number, parent in enumerate(parents):
        following = list(best)
        for start in range(count):
            if best[start][0] == float("inf"):
                continue
            for end in range(start + 1, count + 1):
                group = children[start:end]
                middle = (group[0] + group[-1]) / 2 - parent - shift
                spread = sum((each - parent - shift) ** 2 for each in group)
                cost = best[start][0] + middle**2 + _APART * spread
                if cost < following[end][0]:
                    following[end] = (cost, best[start][1] + (number,) * (end - start))
        best = following
    return best[count]
