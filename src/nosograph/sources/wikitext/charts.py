"""Charts in a page: row after row of {{familytree}} or {{chart}}, and the pathway that they draw.

Rule. The pathway says what was drawn; where boxes share a line, its edges say so, and the rows
are kept beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from nosograph.model.entries import anchor
from nosograph.model.pathways import Edge, Pathway, Step
from nosograph.prose.tree import Cite, Inline, Paragraph, leaves
from nosograph.sources.wikitext.nodes import Comment, Node, Template, Words, parsed, source
from nosograph.sources.wikitext.page import Chart, Doubt
from nosograph.sources.wikitext.reads import Reads, words_of
from nosograph.sources.wikitext.templates import name_of
from nosograph.sources.wikitext.tiles import Drawn, drawn

ROWS = frozenset({"familytree", "family tree", "tree", "chart", "chart2", "tree chart"})
"""Templates that are a row of tiles, or a whole chart whose rows `_` ends."""
_OPTIONS = frozenset(
    {"border", "boxstyle", "style", "align", "summary", "class", "colour", "color"}
)
_Texts = dict[str, tuple[Inline, ...]]
SHARED = "position of the boxes: they share a line or a crossing"
"""How an edge was inferred that the tiles do not settle."""


def is_chart(name: str) -> bool:
    """Whether a template is part of a chart."""
    return name.removesuffix("/start").removesuffix("/end") in ROWS


def read_chart(reads: Reads, code: Sequence[Node], number: int) -> tuple[Chart | None, int]:
    """The chart that begins at `number`, and how many nodes it takes."""
    rows: list[list[str]] = []
    named: list[_Texts] = []
    sources: list[str] = []
    summary, end = "", number
    line = reads.at.line
    for at in range(number, len(code)):
        node = code[at]
        if isinstance(node, Comment) or (isinstance(node, Words) and not node.text.strip()):
            continue
        if not isinstance(node, Template):
            break
        name = name_of(node.name)
        if not is_chart(name) or (name.endswith("/start") and rows):
            break
        end = at
        if name.endswith("/start"):
            summary = words_of(reads.inline(node.get("summary")))
        elif not name.endswith("/end"):
            found, texts = _rows(reads, node)
            rows += found
            named += [texts] * len(found)
            sources.append(source([node]))
        else:
            break
    if not rows:
        return None, end - number + 1
    graph = drawn(rows, named)
    doubts = tuple(_doubts(graph, line))
    said = [named[box.row].get(box.code, ()) for box in graph.boxes]
    titles = [
        " ".join(words_of(each).split()) or box.code
        for each, box in zip(said, graph.boxes, strict=True)
    ]
    inferred = dict.fromkeys(graph.shared, SHARED)
    called = summary or reads.at.section or reads.provenance.title
    pathway = pathway_of(titles, graph.edges, called, lambda edge: inferred.get(edge, ""))
    cites = {
        step.id: tuple(part for part in leaves(each) if isinstance(part, Cite))
        for step, each in zip(pathway.steps, said, strict=True)
    }
    chart = Chart(pathway, reads.at.section, line, tuple(sources), len(graph.boxes), cites, doubts)
    return (chart if graph.boxes else None), end - number + 1


def chart_of(reads: Reads, text: str) -> Chart | None:
    """The first chart of a piece of wikitext."""
    code = parsed(text)
    for number, node in enumerate(code):
        if isinstance(node, Template) and is_chart(name_of(node.name)):
            chart, _ = read_chart(reads, code, number)
            if chart is not None:
                return chart
    return None


def _rows(reads: Reads, template: Template) -> tuple[list[list[str]], _Texts]:
    """Its rows of tiles and the texts of their boxes; a text without a box is kept beside."""
    texts: _Texts = {}
    tiles: list[str] = []
    for each in template.arguments:
        if each.positional:
            tiles.append(" ".join(source(each.value).split()))
        elif each.name not in _OPTIONS and not each.name.startswith("boxstyle"):
            texts[each.name] = reads.inline(each.value)
    rows: list[list[str]] = [[]]
    for tile in tiles:
        if tile == "_":
            rows.append([])
        else:
            rows[-1].append(tile)
    placed = set(tiles)
    for code in [each for each in texts if each not in placed]:
        said = texts.pop(code)
        if words := words_of(said).strip():
            reads.keep("box", code, (Paragraph(said),), source([template]))
            reads.doubt("unplaced-text", f"{code}: {words[:80]}")
    return rows, texts


def pathway_of(
    titles: Sequence[str],
    edges: Sequence[tuple[int, int]],
    title: str,
    inferred: Callable[[tuple[int, int]], str],
) -> Pathway:
    """The pathway of boxes by number; `inferred` says of an edge how it was, if it was."""
    ids: list[str] = []
    for text in titles:
        base = anchor(text)[:48].strip("-") or "box"
        taken = sum(
            each == base or (each.startswith(f"{base}-") and each[len(base) + 1 :].isdigit())
            for each in ids
        )
        ids.append(f"{base}-{taken + 1}" if taken else base)
    steps = []
    for number, text in enumerate(titles):
        own = tuple(Edge(ids[e[1]], inferred=inferred(e)) for e in edges if e[0] == number)
        how = "any" if len(own) > 1 else "one"
        steps.append(Step(ids[number], text, how, ends=not own, leads_to=own))
    return Pathway(anchor(title) or "chart", title, "", "", (), tuple(steps))


def _doubts(graph: Drawn, line: int) -> list[Doubt]:
    led_to = {to for _, to in graph.edges}
    found = [
        Doubt("unknown-tile", line + row, f"{tile!r} in column {column + 1}")
        for (row, column), tile in graph.unknown
    ]
    found += [
        Doubt("open-end", line + row, f"column {column + 1}") for row, column in graph.open_ends
    ]
    roots = [number for number in range(len(graph.boxes)) if number not in led_to]
    found += [
        Doubt("unreached-box", line + graph.boxes[number].row, graph.boxes[number].code)
        for number in roots[1:]
    ]
    shared = sorted({graph.boxes[source].code for source, _ in graph.shared})
    if shared:
        found.append(Doubt("joined-boxes", line, ", ".join(shared)))
    return found


def with_one_start(pathway: Pathway, title: str) -> Pathway:
    """The pathway with a first step that leads to every box that nothing else leads to."""
    led_to = {edge.to for _, edge in pathway.edges()}
    roots = [step for step in pathway.steps if step.id not in led_to]
    if len(roots) == 1:
        rest = tuple(step for step in pathway.steps if step is not roots[0])
        return replace(pathway, steps=(roots[0], *rest))
    told = "the chart has no single beginning"
    start = Step(
        "start", title, "any", leads_to=tuple(Edge(each.id, inferred=told) for each in roots)
    )
    return replace(pathway, steps=(start, *pathway.steps))
