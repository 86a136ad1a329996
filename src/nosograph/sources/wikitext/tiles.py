"""Flowcharts drawn with tiles, and the graphs that they draw.

Rule 1. A line is followed from the box that it leaves, never upward; one that leaves the side of
a box ends where another box's trunk comes in. Two styles that cross are two lines, unless the
line across would come from nowhere or lead nowhere: then they meet.
Rule 2. A tile that no set has, a line that ends nowhere and a line that several boxes share are
told, since geometry alone cannot settle what the last one means.

The sets are those of the documentation of {{familytree}}, {{chart}} and {{tree chart}}.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

UP, DOWN, LEFT, RIGHT = "up", "down", "left", "right"
_BACK = {UP: DOWN, DOWN: UP, LEFT: RIGHT, RIGHT: LEFT}
_STEP = {UP: (-1, 0), DOWN: (1, 0), LEFT: (0, -1), RIGHT: (0, 1)}
_SHAPES = (
    (DOWN, RIGHT), (DOWN, LEFT, RIGHT), (DOWN, LEFT),
    (UP, DOWN, RIGHT), (UP, DOWN, LEFT, RIGHT), (UP, DOWN, LEFT),
    (UP, RIGHT), (UP, LEFT, RIGHT), (UP, LEFT),
)  # fmt: skip

SETS: Final = {
    "solid": (",v.)+(`^'", "-", "!"),
    "dashed": ("FV7D%CLAJ", "~", ":"),
    "dashed across": ("ryn]#[chj", "~", "!"),
    "dashed down": ("puq}*{btd", "-", ":"),
}
"""Name → corners, tees and cross in the order of `_SHAPES`; the line across; the line down."""
CROSSINGS: Final = frozenset("#*")
"""Crosses of two styles: two lines that do not meet."""


def _sides() -> dict[str, frozenset[str]]:
    found = {
        tile: frozenset(shape)
        for tiles, _, _ in SETS.values()
        for tile, shape in zip(tiles, _SHAPES, strict=True)
    }
    for _, across, down in SETS.values():
        found |= {across: frozenset((LEFT, RIGHT)), down: frozenset((UP, DOWN))}
    return found


SIDES: Final = _sides()
"""Tile → where it is open."""
WIDE: Final = 3
"""Tiles that a box is wide."""

At = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and the place of its left tile."""

    code: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The graph that tiles draw: numbers of boxes, from above and from the left."""

    boxes: tuple[Placed, ...]
    edges: tuple[tuple[int, int], ...]
    shared: frozenset[tuple[int, int]]
    """Edges along a line that other boxes use, too, or through a crossing in which lines meet."""
    unknown: tuple[tuple[At, str], ...]
    open_ends: tuple[At, ...]


def drawn(rows: Sequence[Sequence[str]], named: Sequence[Container[str]]) -> Drawn:
    """The graph of a chart: its rows of tiles, each with the texts that its codes stand for."""
    return _Grid(rows, named).drawn()


class _Grid:
    def __init__(self, rows: Sequence[Sequence[str]], named: Sequence[Container[str]]) -> None:
        self.tiles: dict[At, str] = {}
        self.boxes: list[Placed] = []
        self.of: dict[At, int] = {}
        self.unknown: list[tuple[At, str]] = []
        self.open_ends: dict[At, None] = {}
        for number, row in enumerate(rows):
            self._lay(number, row, named[number])
        crossings = [at for at, tile in self.tiles.items() if tile in CROSSINGS]
        self.meeting = frozenset(filter(self._meet, crossings))
        """Crossings in which lines meet."""
        self.crossing = frozenset(crossings) - self.meeting

    def _lay(self, row: int, tiles: Sequence[str], named: Container[str]) -> None:
        column = 0
        for tile in tiles:
            if not tile or tile == "&nbsp;":
                column += 1
            elif tile in named or (len(tile) > 1):
                self.of |= {(row, column + more): len(self.boxes) for more in range(WIDE)}
                self.boxes.append(Placed(tile, row, column))
                column += WIDE
            else:
                if tile in SIDES:
                    self.tiles[row, column] = tile
                else:
                    self.unknown.append(((row, column), tile))
                column += 1

    def drawn(self) -> Drawn:
        edges: dict[tuple[int, int], None] = {}
        ways: dict[tuple[int, int], set[At]] = {}
        for number, box in enumerate(self.boxes):
            for target, way in self._below(number, box):
                edges[number, target] = None
                ways.setdefault((number, target), set()).update(way)
        beside = list(self._beside())
        for source, target, way in beside:
            edges[source, target] = None
            ways.setdefault((source, target), set()).update(way)
        return Drawn(
            tuple(self.boxes), tuple(sorted(edges)), self._shared(ways),
            tuple(self.unknown), tuple(self.open_ends),
        )  # fmt: skip

    def _below(self, number: int, box: Placed) -> Iterator[tuple[int, frozenset[At]]]:
        for more in range(WIDE):
            start = (box.row + 1, box.column + more)
            if UP in self._open(start):
                yield from self._follow(start, UP, number, stops=False)

    def _beside(self) -> Iterator[tuple[int, int, frozenset[At]]]:
        """What lines from the sides of boxes lead to: a box below, else a box to the right."""
        for number, box in enumerate(self.boxes):
            for start, side in (
                ((box.row, box.column + WIDE), LEFT),
                ((box.row, box.column - 1), RIGHT),
            ):
                if side not in self._open(start):
                    continue
                found = list(self._follow(start, side, number, stops=True))
                below = [(target, way) for target, way in found if self.boxes[target].row > box.row]
                level = [
                    (target, way) for target, way in found if self.boxes[target].column > box.column
                ]
                for target, way in below or level:
                    yield number, target, way

    def _follow(
        self, start: At, entered: str, source: int, *, stops: bool
    ) -> Iterator[tuple[int, frozenset[At]]]:
        """The boxes that a line leads to, with the places that it passes."""
        seen: set[tuple[At, str]] = set()
        todo: list[tuple[At, str, tuple[At, ...]]] = [(start, entered, ())]
        while todo:
            at, side, way = todo.pop()
            if (at, side) in seen:
                continue
            seen.add((at, side))
            tile = self.tiles[at]
            if stops and UP in SIDES[tile] and side != UP and at not in self.crossing:
                continue
            for leaving in self._exits(at, side):
                row, column = at[0] + _STEP[leaving][0], at[1] + _STEP[leaving][1]
                following = (row, column)
                if following in self.of:
                    if self.of[following] != source:
                        yield self.of[following], frozenset((*way, at))
                elif _BACK[leaving] in self._open(following):
                    todo.append((following, _BACK[leaving], (*way, at)))
                else:
                    self.open_ends[at] = None

    def _exits(self, at: At, entered: str) -> tuple[str, ...]:
        if at in self.crossing:
            return (_BACK[entered],) if entered != DOWN else ()
        return tuple(
            side for side in (DOWN, LEFT, RIGHT) if side in self._open(at) and side != entered
        )

    def _meet(self, crossing: At) -> bool:
        """Whether the line across has nothing above it or nothing below it but in this crossing."""
        found: set[str] = set()
        for way in (LEFT, RIGHT):
            row, column = crossing
            here = frozenset((way,))
            while way in here:
                column += _STEP[way][1]
                if (row, column) in self.of:
                    return False
                here = self._open((row, column))
                if _BACK[way] in here and self.tiles[row, column] not in CROSSINGS:
                    found |= here
                elif _BACK[way] not in here:
                    here = frozenset()
        return not {UP, DOWN} <= found

    def _open(self, at: At) -> frozenset[str]:
        return SIDES.get(self.tiles.get(at, ""), frozenset())

    def _shared(self, ways: Mapping[tuple[int, int], set[At]]) -> frozenset[tuple[int, int]]:
        """Edges on whose way the line of another box runs, or lines meet in a crossing."""
        users: dict[At, set[int]] = {}
        for (source, _), way in ways.items():
            for at in way:
                if at not in self.crossing:
                    users.setdefault(at, set()).add(source)
        return frozenset(
            edge
            for edge, way in ways.items()
            if way & self.meeting or any(len(users.get(at, ())) > 1 for at in way)
        )
