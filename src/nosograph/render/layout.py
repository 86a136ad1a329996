"""Where the parts of a pathway's picture stand, for a wide page and for a narrow one.

Rule. Whatever has words has a place that nothing else takes: a condition is a place of its own
between two steps, and what returns or joins where a line would cross others is a named way on.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from nosograph.model.pathways import Edge, Pathway, Step

if TYPE_CHECKING:
    import networkx as nx

MARGIN, PADDING = 12.0, 10.0
STEP_WIDTH, STEP_LINE, STEP_LETTER = 190.0, 17.0, 7.6
SMALL_WIDTH, SMALL_LINE, SMALL_LETTER = 132.0, 14.0, 6.4
"""User units; a letter's width is that of the page's sans at 14 and 12, widest of what was seen."""
GAP_ACROSS, GAP_DOWN = 44.0, 16.0
NARROW, NARROWEST, INDENT, RAIL = 330.0, 150.0, 20.0, 8.0
"""A narrow picture's width as a phone has it, that of its smallest box, and what a level moves in."""
LOCAL = "[local: {hospital}]"

Kind = Literal["step", "condition", "link", "bend"]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the picture, in user units from the upper left; a bend has no words."""

    kind: Kind
    lines: tuple[str, ...]
    width: float
    height: float
    step: Step | None = None
    """The step that it is, or leads to."""
    x: float = 0
    y: float = 0

    @property
    def port(self) -> float:
        """At which height lines come and go: below a condition's words, else half-way down."""
        return self.y + (self.height if self.kind == "condition" else self.height / 2)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A pathway laid out."""

    width: float
    height: float
    places: tuple[Place, ...]
    ways: tuple[tuple[str, Edge], ...]
    """A path as SVG writes it, and the edge that it shows."""


def flat(pathway: Pathway, mark: str = LOCAL) -> Drawing:
    """Layers from left to right, for a page that is wide enough.

    Layers are longest paths from the start; within one, places keep the order in which what
    leads to them stands (Sugiyama, Tagawa and Toda 1981, with one downward sweep: pathways are
    almost trees).
    """
    known = {step.id: _step(step, STEP_WIDTH, mark) for step in pathway.steps}
    places, chains = dict(known), list[tuple[list[str], Edge]]()
    for number, (step, edge) in enumerate(pathway.edges()):
        chain = [step.id]
        if edge.when:
            places[f"{number}?"] = _small("condition", edge.when, SMALL_WIDTH)
            chain.append(f"{number}?")
        if edge.back:
            places[f"{number}^"] = _link(pathway.step(edge.to), SMALL_WIDTH, back=True)
        chains.append(([*chain, f"{number}^" if edge.back else edge.to], edge))
    layers, chains = _layers(list(known), chains, places)
    placed = _columns(layers, places)
    right = {id: x for layer in layers for id in layer
             for x in (max(placed[each].x + placed[each].width for each in layer),)}  # fmt: skip
    return _drawing(
        [placed[id] for layer in layers for id in layer],
        [(_curve([placed[id] for id in chain], [right[id] for id in chain]), edge)
         for chain, edge in chains],
    )  # fmt: skip


def _layers(
    ids: list[str], chains: list[tuple[list[str], Edge]], places: dict[str, Place]
) -> tuple[list[list[str]], list[tuple[list[str], Edge]]]:
    """Ids in each layer, top to bottom, and chains with a bend in every layer that they pass."""
    import networkx as nx  # takes a quarter of a second, which no other page has to wait for

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(ids)
    for chain, _ in chains:
        nx.add_path(graph, chain)
    layers = [list(each) for each in nx.topological_generations(graph)]
    layer = {id: number for number, each in enumerate(layers) for id in each}
    whole = []
    for number, (chain, edge) in enumerate(chains):
        stops = chain[:1]
        for start, end in pairwise(chain):
            for passed in range(layer[start] + 1, layer[end]):
                stops.append(f"{number}>{end}@{passed}")
                places[stops[-1]] = Place("bend", (), 0, 8)
                layers[passed].append(stops[-1])
            stops.append(end)
        nx.add_path(graph, stops)
        whole.append((stops, edge))
    row: dict[str, float] = {}
    for each in layers:
        wishes = {id: _wish(graph, id, row) for id in each}
        each.sort(key=wishes.__getitem__)
        row |= {id: number - (len(each) - 1) / 2 for number, id in enumerate(each)}
    return layers, whole


def _wish(graph: "nx.DiGraph[str]", id: str, row: dict[str, float]) -> float:
    """The mean row of what leads here."""
    before = [row[each] for each in graph.predecessors(id) if each in row]
    return sum(before) / len(before) if before else 0.0


def _columns(layers: list[list[str]], places: dict[str, Place]) -> dict[str, Place]:
    """Every place where it stands; each layer is centred on the tallest."""
    heights = [sum(places[id].height + GAP_DOWN for id in layer) - GAP_DOWN for layer in layers]
    placed, x = {}, MARGIN
    for layer, height in zip(layers, heights, strict=True):
        y = MARGIN + (max(heights) - height) / 2
        for id in layer:
            placed[id] = replace(places[id], x=x, y=y)
            y += places[id].height + GAP_DOWN
        x += max(places[id].width for id in layer) + GAP_ACROSS
    return placed


def _curve(stops: Sequence[Place], right: Sequence[float]) -> str:
    """A line through the stops: straight along each, bent in the gaps between layers alone."""
    parts = [f"M{stops[0].x + stops[0].width:.0f} {stops[0].port:.0f}"]
    for before, edge, stop in zip(stops, right, stops[1:], strict=False):
        middle = (edge + stop.x) / 2
        parts.append(f"H{edge:.0f}C{middle:.0f} {before.port:.0f} {middle:.0f} {stop.port:.0f} "
                     f"{stop.x:.0f} {stop.port:.0f}")  # fmt: skip
    return "".join(parts)


@dataclass(slots=True)
class _Column:
    """What stands so far in a narrow picture, top to bottom."""

    steps: dict[str, Step]
    mark: str
    places: list[Place]
    ways: list[tuple[str, Edge]]
    seen: set[str]
    y: float = MARGIN

    def put(self, place: Place, x: float) -> Place:
        """The place, next below."""
        placed = replace(place, x=x, y=self.y)
        self.places.append(placed)
        self.y += place.height + GAP_DOWN
        return placed

    def branch(self, step: Step, x: float) -> None:
        """The step with all that follows it; one way on runs straight down, several are moved in."""
        self.seen.add(step.id)
        box = self.put(_step(step, _left(x), self.mark), x)
        bottom, several = box.y + box.height, len(step.leads_to) > 1
        inner, rail = (x + INDENT, x + RAIL) if several else (x, x + RAIL)
        for edge in step.leads_to:
            label = inner + (0 if several else INDENT)
            if edge.when:
                self.y -= GAP_DOWN / 2
                self.put(_small("condition", edge.when, _left(label)), label)
                self.y -= GAP_DOWN / 2
            target, top = self.steps[edge.to], self.y
            again = edge.back or target.id in self.seen
            if again:
                self.put(_link(target, _left(inner), back=edge.back), inner)
                end = self.places[-1]
            else:
                at = len(self.places)
                self.branch(target, inner)
                end = self.places[at]
            way = f"V{end.port:.0f}H{inner:.0f}" if several else f"V{top:.0f}"
            self.ways.append((f"M{rail:.0f} {bottom:.0f}{way}", edge))


def tall(pathway: Pathway, mark: str = LOCAL) -> Drawing:
    """One step below the other, for a phone and for paper; no line crosses another.

    What follows a step is moved in beneath it; where a step was shown before, its name leads there.
    """
    column = _Column({step.id: step for step in pathway.steps}, mark, [], [], set())
    column.branch(pathway.start, MARGIN)
    for step in pathway.steps:
        if step.id not in column.seen:
            column.branch(step, MARGIN)
    return _drawing(column.places, column.ways)


def _left(x: float) -> float:
    """The width that is left beside what was moved in."""
    return max(NARROW - MARGIN - x, NARROWEST)


def _drawing(places: Sequence[Place], ways: Sequence[tuple[str, Edge]]) -> Drawing:
    return Drawing(
        max((each.x + each.width for each in places), default=0) + MARGIN,
        max((each.y + each.height for each in places), default=0) + MARGIN,
        tuple(each for each in places if each.kind != "bend"),
        tuple(ways),
    )


def _step(step: Step, width: float, mark: str) -> Place:
    """The title, and whose words stand at the step where a hospital has its own."""
    fits = int((width - 2 * PADDING) / STEP_LETTER)
    local = _wrapped(mark.format(hospital=step.local.hospital), fits) if step.local else ()
    lines = (*_wrapped(step.title, fits), *local)
    return Place("step", lines, width, max(len(lines), 1) * STEP_LINE + 2 * PADDING, step)


def _small(kind: Kind, words: str, width: float, step: Step | None = None) -> Place:
    lines = tuple(_wrapped(words, int(width / SMALL_LETTER)))
    return Place(kind, lines, width, len(lines) * SMALL_LINE + 4, step)


def _link(step: Step, width: float, *, back: bool) -> Place:
    """The name of a step that stands elsewhere."""
    return _small("link", f"{'↺' if back else '→'} {step.title}", width, step)


def _wrapped(words: str, letters: int) -> list[str]:
    return textwrap.wrap(words, max(letters, 8))
