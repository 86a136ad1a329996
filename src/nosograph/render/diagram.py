"""A pathway as a picture: SVG with real text, layers from left to right.

Rule 1. The picture shows what the table says and nothing else; the nested list beside it is the
accessible form, so the picture needs no description of its own.
Rule 2. Colours are the page's (classes, no inline styles), so that it follows light and dark.

Layers are longest paths from the start; within a layer, steps keep the order in which their
parents name them (Sugiyama, Tagawa and Toda 1981, with one downward sweep: pathways are almost
trees).
"""

import textwrap
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from nosograph.model.pathways import Pathway, Step

if TYPE_CHECKING:
    import networkx as nx

BOX_WIDTH, LINE_HEIGHT, PADDING = 190, 17, 10
GAP_ACROSS, GAP_DOWN, MARGIN = 84, 18, 12
LETTERS = 24
"""Letters that fit into a line of a box at the page's diagram size; chosen by eye."""
CONDITION_LETTERS = 16
LOCAL = "[local: {hospital}]"

OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="pathway-diagram" role="group" '
    'aria-label="{label}" {size}>'
)
ARROW = (
    '<defs><marker id="{id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
    'markerHeight="8" orient="auto"><path class="arrow" d="M0 0L8 4L0 8z"/></marker></defs>'
)


@dataclass(frozen=True, slots=True)
class Box:
    """A step and where it stands, in user units; without a step, a place that an edge passes."""

    step: Step | None
    lines: tuple[str, ...]
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Half-way down the box."""
        return self.y + self.height / 2


def layers(pathway: Pathway) -> list[list[str]]:
    """Ids in each layer, top to bottom, from the start to the right.

    An edge that skips a layer has a place of its own there, named `from>to`, so that it runs
    beside the boxes and not behind them.
    """
    import networkx as nx  # takes a quarter of a second, which no other page has to wait for

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(step.id for step in pathway.steps)
    graph.add_edges_from((step.id, edge.to) for step, edge in pathway.edges() if not edge.back)
    generations = [list(each) for each in nx.topological_generations(graph)]
    layer = {id: number for number, ids in enumerate(generations) for id in ids}
    for start, end in list(graph.edges):
        passed = [f"{start}>{end}@{number}" for number in range(layer[start] + 1, layer[end])]
        for place in passed:
            generations[int(place.rpartition("@")[2])].append(place)
        nx.add_path(graph, [start, *passed, end])
    order = {step.id: row for row, step in enumerate(pathway.steps)}
    row: dict[str, float] = {}
    for ids in generations:
        ids.sort(key=lambda id: (_wish(graph, id, row), order.get(id, len(order))))
        row |= {id: number - (len(ids) - 1) / 2 for number, id in enumerate(ids)}
    return generations


def _wish(graph: "nx.DiGraph[str]", id: str, row: dict[str, float]) -> float:
    """The mean row of what leads here."""
    before = [row[each] for each in graph.predecessors(id) if each in row]
    return sum(before) / len(before) if before else 0.0


def _lines(step: Step, mark: str) -> tuple[str, ...]:
    """The title, and whose words stand at the step where a hospital has its own."""
    local = textwrap.wrap(mark.format(hospital=step.local.hospital), LETTERS) if step.local else ()
    return (*textwrap.wrap(step.title, LETTERS), *local)


def boxes(pathway: Pathway, mark: str = LOCAL) -> dict[str, Box]:
    """Where each step stands; every layer is centred on the tallest."""
    steps = {step.id: step for step in pathway.steps}
    columns = []
    for ids in layers(pathway):
        lines = [_lines(steps[id], mark) if id in steps else () for id in ids]
        columns.append([(id, text, max(len(text) * LINE_HEIGHT, 8) + 2 * PADDING)
                        for id, text in zip(ids, lines, strict=True)])  # fmt: skip
    heights = [sum(h for *_, h in column) + GAP_DOWN * (len(column) - 1) for column in columns]
    tallest = max(heights, default=0)
    found = {}
    for number, (column, height) in enumerate(zip(columns, heights, strict=True)):
        x = MARGIN + number * (BOX_WIDTH + GAP_ACROSS)
        y = MARGIN + (tallest - height) / 2
        for id, text, tall in column:
            found[id] = Box(steps.get(id), text, x, y, tall)
            y += tall + GAP_DOWN
    return found


def as_svg(pathway: Pathway, *, link: str = "#step-{}", mark: str = LOCAL) -> str:
    """The picture as one SVG element; each box links to `link` with the step's id in it, and
    `mark` says that words at a step are a hospital's."""
    placed = boxes(pathway, mark)
    width = max((box.x for box in placed.values()), default=0) + BOX_WIDTH + MARGIN
    height = max((box.y + box.height for box in placed.values()), default=0) + GAP_DOWN + MARGIN
    arrow = f"arrow-{pathway.id}"
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    parts = [OPEN.format(label=escape(pathway.title), size=size), ARROW.format(id=arrow)]
    for step, edge in pathway.edges():
        start, end = placed[step.id], placed[edge.to]
        kind = " inferred" if edge.inferred or edge.local else ""
        if edge.back:
            path, label = _way_back(start, end)
        else:
            between = [box for id, box in placed.items() if id.startswith(f"{step.id}>{edge.to}@")]
            path, label = _way([start, *between, end])
        parts.append(f'<path class="edge{kind}" d="{path}" marker-end="url(#{arrow})"/>')
        parts += _condition(edge.when, *label)
    parts += [_box(box.step, box, link) for box in placed.values() if box.step is not None]
    return "\n".join([*parts, "</svg>"])


def _way(stops: list[Box]) -> tuple[str, tuple[float, float]]:
    """A curve through the stops, and where its label stands."""
    x, y = stops[0].x + BOX_WIDTH, stops[0].middle
    parts = [f"M{x:.0f} {y:.0f}"]
    for stop in stops[1:]:
        bend = x + GAP_ACROSS / 2
        parts.append(
            f"C{bend:.0f} {y:.0f} {bend:.0f} {stop.middle:.0f} {stop.x:.0f} {stop.middle:.0f}"
        )
        if stop.step is None:
            parts.append(f"H{stop.x + BOX_WIDTH:.0f}")
        x, y = stop.x + BOX_WIDTH, stop.middle
    first = stops[1]
    if first.step is None:
        return "".join(parts), (first.x + BOX_WIDTH / 2, first.middle - 6)
    return "".join(parts), (first.x - GAP_ACROSS / 2, (stops[0].middle + first.middle) / 2 - 18)


def _way_back(source: Box, target: Box) -> tuple[str, tuple[float, float]]:
    """Under both boxes and up again, so that a return is never taken for a step forward."""
    low = max(source.y + source.height, target.y + target.height) + GAP_DOWN / 2
    x1, x2 = source.x + BOX_WIDTH / 2, target.x + BOX_WIDTH / 2
    path = f"M{x1:.0f} {source.y + source.height:.0f}V{low:.0f}H{x2:.0f}V{target.y + target.height:.0f}"
    return path, ((x1 + x2) / 2, low - 4)


def _condition(when: str, x: float, y: float) -> list[str]:
    rows = textwrap.wrap(when, CONDITION_LETTERS)
    if not rows:
        return []
    words = "".join(
        f'<tspan x="{x:.0f}" dy="{12 if row else 0}">{escape(text)}</tspan>'
        for row, text in enumerate(rows)
    )
    return [f'<text class="condition" x="{x:.0f}" y="{y:.0f}">{words}</text>']


def _box(step: Step, box: Box, link: str) -> str:
    kind = (" specialist" if step.specialist else "") + (" local" if step.local else "")
    href = link.format(step.id)
    x = box.x + BOX_WIDTH / 2
    rows = "".join(
        f'<tspan x="{x:.0f}" y="{box.y + PADDING + LINE_HEIGHT * (row + 0.78):.0f}">{escape(text)}</tspan>'
        for row, text in enumerate(box.lines)
    )
    return (
        f'<a href="{escape(href)}"><rect class="step{kind}" x="{box.x:.0f}" y="{box.y:.0f}" '
        f'width="{BOX_WIDTH}" height="{box.height:.0f}" rx="6"/><text class="step-title">{rows}</text></a>'
    )
