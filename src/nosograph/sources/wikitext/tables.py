"""Tables of a wiki: cells with their spans, put into rows that stand for themselves.

Rule 1. A cell that spans rows or columns says the same in each of them, so that every row can be
read alone; the counts are of cells as they were written.
Rule 2. A table that only places things (one column, or tables within cells) is read cell by cell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nosograph.prose.tree import (
    Block,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
    walk,
)
from nosograph.sources.wikitext.lines import tidy
from nosograph.sources.wikitext.nodes import Code, Comment, Tag, source
from nosograph.sources.wikitext.reads import Reads

MOST_SPANNED = 200
"""Rows or columns that one cell may span; a page with more has a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was written."""

    blocks: tuple[Block, ...]
    head: bool = False
    across: int = 1
    down: int = 1


def table(reads: Reads, tag: Tag) -> Iterator[Block]:
    """What a table says."""
    rows: list[list[Cell]] = [[]]
    caption: tuple[Inline, ...] = ()
    reads.counts["tables"] += 1
    for each in _parts(tag.contents):
        if each is None:
            rows.append([])
        elif each.name == "caption" or (each.markup == "|" and source(each.contents)[:1] == "+"):
            caption = _unmarked(reads.inline(each.contents))
        elif each.name in ("td", "th"):
            reads.counts["cells"] += 1
            across, down = (_span(each, key) for key in ("colspan", "rowspan"))
            said = reads.blocks(each.contents, within=True)
            rows[-1].append(Cell(said, each.name == "th", across, down))
        else:
            yield from reads.blocks([each])
    yield from blocks_of(rows, caption)


def _parts(code: Code) -> Iterator[Tag | None]:
    """Cells and captions, None where a row begins; whatever else stands there, in an element."""
    for each in code:
        name = each.name if isinstance(each, Tag) else ""
        if isinstance(each, Tag) and name in ("tr", "tbody", "thead", "tfoot"):
            if name == "tr":
                yield None
            yield from _parts(each.contents)
        elif isinstance(each, Tag) and name in ("td", "th", "caption"):
            yield each
        elif not isinstance(each, Comment) and source([each]).strip():
            yield Tag("div", [each], {}, "", False, each.line)


def _unmarked(caption: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if caption and isinstance(caption[0], Text):
        return tidy((Text(caption[0].text.removeprefix("+")), *caption[1:]))
    return caption


def _span(cell: Tag, key: str) -> int:
    found = re.search(r"\d+", cell.given.get(key, ""))
    return max(int(found[0][:4]), 1) if found else 1


def blocks_of(rows: Sequence[Sequence[Cell]], caption: tuple[Inline, ...]) -> Iterator[Block]:
    """What a table says."""
    rows = [row for row in rows if row]
    if caption:
        yield Paragraph((Span("strong", caption),))
    if _places(rows):
        for row in rows:
            for cell in row:
                yield from cell.blocks
        return
    grid = [[_inline(cell) for cell in row] for row in _filled(rows)]
    heads = bool(rows) and all(cell.head for cell in rows[0])
    width = max(map(len, grid), default=0)
    made = [Row(tuple(row + [()] * (width - len(row)))) for row in grid]
    if made and width:
        head = made.pop(0) if heads else Row(((),) * width)
        yield Table(head, tuple(made), row_heads=all(row[0].head for row in rows))


def _places(rows: Sequence[Sequence[Cell]]) -> bool:
    nested = any(
        isinstance(block, Table) for row in rows for cell in row for block in walk(cell.blocks)
    )
    return nested or max(map(len, rows), default=0) <= 1


def _filled(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows in which a spanning cell stands in every place that it covers."""
    grid: list[list[Cell]] = []
    below: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        line: list[Cell] = []
        waiting = list(row)
        while waiting or (number, len(line)) in below:
            covered = below.pop((number, len(line)), None)
            if covered is not None:
                line.append(covered)
                continue
            cell = waiting.pop(0)
            for _ in range(min(cell.across, MOST_SPANNED)):
                for more in range(1, min(cell.down, MOST_SPANNED, len(rows) - number)):
                    below[number + more, len(line)] = cell
                line.append(cell)
        grid.append(line)
    return grid


def _inline(cell: Cell) -> tuple[Inline, ...]:
    return flat(cell.blocks)


def flat(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    """Blocks as running text, for where only that can stand."""
    parts: list[Inline] = []
    for text in _texts(blocks):
        if parts:
            parts.append(Text(" · "))
        parts += [Text(" ") if part == Span("br", (Text("\n"),)) else part for part in text]
    return tidy(parts)


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[Inline, ...]]:
    for block in blocks:
        match block:
            case Paragraph(inside) | Heading(inside=inside):
                yield inside
            case Listing(items):
                for item in items:
                    yield from _texts(item)
            case Table(head, rows):
                for row in (head, *rows):
                    yield from filter(None, row.cells)
            case _:
                yield from _texts(tuple(getattr(block, "blocks", ())))
