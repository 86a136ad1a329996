"""A graph as tiles: the inverse of reading them, for charts that are made anew.

Rule 1. Every box has columns of its own from top to bottom, and every box that leads on has a row
of its own for the line that its children hang from, so that lines cross and never share a way.
Rule 2. Where lines cross, both are drawn in two styles; where none do, one style is enough.
"""

from collections.abc import Mapping, Sequence

from nosograph.sources.wikitext.tiles import (
    CROSSINGS,
    DOWN,
    LEFT,
    RIGHT,
    SETS,
    SIDES,
    UP,
    WIDE,
)

MOST_PARENTS = WIDE
"""Lines that can come in from above: one for each tile of a box."""


def tiles_of(
    titles: Sequence[str], children: Mapping[int, Sequence[int]], style: str = "solid"
) -> str:
    """A chart in wikitext: boxes by number, each with the boxes below that it leads to.

    Raises:
        ValueError: more boxes lead to one than it is wide, or a box leads back.
    """
    levels = _levels(len(titles), children)
    column = {box: 1 + at * (WIDE + 1) for at, box in enumerate(range(len(titles)))}
    rows = [
        box
        for level in range(max(levels, default=-1) + 1)
        for box in range(len(titles))
        if levels[box] == level
    ]
    grid: dict[tuple[int, int], set[str]] = {}
    box_row: dict[int, int] = {}
    bus_row: dict[int, int] = {}
    row = 0
    for level in range(max(levels, default=-1) + 1):
        on_level = [box for box in rows if levels[box] == level]
        box_row |= dict.fromkeys(on_level, row)
        row += 1
        for box in on_level:
            if children.get(box):
                bus_row[box], row = row, row + 1
        row += 1
    taken = dict.fromkeys(range(len(titles)), 0)
    for parent in rows:
        ends = []
        for child in children.get(parent, ()):
            if taken[child] == MOST_PARENTS:
                raise ValueError(f"more than {MOST_PARENTS} boxes lead to {titles[child]!r}")
            ends.append((child, column[child] + taken[child]))
            taken[child] += 1
        if ends:
            _draw(
                grid,
                column[parent] + 1,
                box_row[parent],
                bus_row[parent],
                [(at, box_row[child]) for child, at in ends],
            )
    return _written(titles, column, box_row, grid, style, row)


def _levels(count: int, children: Mapping[int, Sequence[int]]) -> list[int]:
    levels = [0] * count
    for _ in range(count + 1):
        changed = False
        for parent, below in children.items():
            for child in below:
                if levels[child] <= levels[parent]:
                    levels[child], changed = levels[parent] + 1, True
        if not changed:
            return levels
    raise ValueError("a box leads back to one above it")


def _draw(
    grid: dict[tuple[int, int], set[str]],
    trunk: int,
    top: int,
    bus: int,
    ends: Sequence[tuple[int, int]],
) -> None:
    """A trunk down to its line, the line, and what hangs from it."""

    def down(column: int, first: int, last: int) -> None:
        for row in range(first, last):
            grid.setdefault((row, column), set()).update((UP, DOWN))

    down(trunk, top + 1, bus)
    grid.setdefault((bus, trunk), set()).add(UP)
    for column, row in ends:
        grid.setdefault((bus, column), set()).add(DOWN)
        down(column, bus + 1, row)
    columns = sorted((trunk, *(column for column, _ in ends)))
    for column in range(columns[0], columns[-1] + 1):
        here = grid.setdefault((bus, column), set())
        here |= {LEFT} if column > columns[0] else set()
        here |= {RIGHT} if column < columns[-1] else set()


def _written(titles: Sequence[str], column: Mapping[int, int], box_row: Mapping[int, int],
             grid: Mapping[tuple[int, int], set[str]], style: str, height: int) -> str:  # fmt: skip
    crosses = any(len(open_at) == 4 for open_at in grid.values())
    style = "dashed across" if crosses and not CROSSINGS & set(SETS[style][0]) else style
    tiles = {SIDES[tile]: tile for tile in (*SETS[style][0], *SETS[style][1:])}
    width = max(column.values(), default=0) + WIDE + 1
    lines = ["{{familytree/start}}"]
    for row in range(height):
        boxes = {column[box]: box for box in box_row if box_row[box] == row}
        cells, texts, at = [], [], 0
        while at < width:
            if at in boxes:
                code = f"B{boxes[at]:02d}"
                cells.append(f" {code} ")
                texts.append(f"|{code}={titles[boxes[at]]}")
                at += WIDE
            else:
                cells.append(f" {tiles[frozenset(grid[row, at])]} " if (row, at) in grid else " ")
                at += 1
        lines.append("{{familytree|" + "|".join(cells) + "".join(texts) + "}}")
    return "\n".join([*lines, "{{familytree/end}}"]) + "\n"
