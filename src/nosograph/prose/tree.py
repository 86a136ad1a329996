"""An entry's text as a tree: blocks that hold inline parts, each where it was written.

Rule 1. The tree is what the text says; nothing is judged, and no raw HTML can be in it.
Rule 2. What a page adds (notes, marks, tables of data) is written into a tree of the same kind,
so that HTML, plain text and paper are made of the same words.
Rule 3. `start` and `end` are offsets in the text that was read; `model.problems.place_of` makes
lines and columns of them. They take no part in equality.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, TypeAlias

from nosograph.prose.citations import CitedWork


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are shown; a line feed is a place where the author broke the line."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words of which something is made: `strong`, `em`, `code` or `br` by the author, `cite`,
    `figure`, `note`, `badge`, `muted` or `missing` by a page."""

    role: str
    inside: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: to a heading, another entry or another site."""

    target: str
    inside: "tuple[Inline, ...]"
    start: int = field(default=0, compare=False)
    id: str = ""
    label: str = ""
    """What is read out for it, where its words alone would not do."""
    role: str = ""
    """What a page makes of it: `claim`, `finding`."""


@dataclass(frozen=True, slots=True)
class Cite:
    """`[@key, locator; @other]`."""

    works: tuple[CitedWork, ...]
    source: str
    """As it was written."""
    mistake: str = ""
    """What keeps it from being read; then there are no works."""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class FigureRef:
    """`{{figure:id}}`: a figure's value with its source."""

    id: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class FindingRef:
    """`{{hp:HP:0010543}}`: one of the entry's findings by its label."""

    term: str
    start: int = field(default=0, compare=False)


Inline: TypeAlias = Text | Span | Link | Cite | FigureRef | FindingRef
Source: TypeAlias = Cite | FigureRef
"""What supports the words before it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    inside: tuple[Inline, ...]
    start: int = field(default=0, compare=False)
    role: str = ""
    """What a page makes of it: `block-title`, `table-title`."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below those that cut the text into parts."""

    level: int
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item holds blocks."""

    items: "tuple[tuple[Block, ...], ...]"
    first: int | None = None
    """The number of the first item; None without numbers."""
    tight: bool = True
    """Whether its items stand without blank lines between them."""
    role: str = ""
    """What a page makes of it: `organisations`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: cells, each running text."""

    cells: tuple[tuple[Inline, ...], ...]
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads."""

    head: Row
    rows: tuple[Row, ...]
    aligns: tuple[str, ...] = ()
    """left, center, right or empty, for each column."""
    label: str = ""
    """What the page calls it."""
    row_heads: bool = False
    """Whether the first cell of a row says what the row is about."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of others."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Box:
    """`::: kind` … `:::`."""

    kind: str
    blocks: "tuple[Block, ...]"
    start: int = field(default=0, compare=False)
    end: int | None = field(default=None, compare=False)
    """Where the `:::` that ends it stands; None without one."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """`{{figures:topic}}`, `{{findings}}` or `{{organisations}}` on a line of its own."""

    what: str
    topic: str = ""
    start: int = field(default=0, compare=False)


Block: TypeAlias = Paragraph | Heading | Listing | Table | Quote | Box | Embedded
Node: TypeAlias = Block | Inline | Row


ENTRY: Final = "entry:"
"""How the address of another entry begins."""

_ELSEWHERE = re.compile(r"https?://[^/?#]")


def leads_on(target: str) -> bool:
    """Whether a page may lead where a link says: to a heading, an entry or another site."""
    return target.startswith(("#", ENTRY)) or bool(_ELSEWHERE.match(target))


def within(node: Node) -> tuple[Node, ...]:
    """What stands directly inside of a node, in order."""
    match node:
        case Listing(several) | Row(several):
            return tuple(chain.from_iterable(several))
        case Table(head, rows):
            return (head, *rows)
        case Quote(blocks) | Box(blocks=blocks):
            return blocks
        case Paragraph(inside) | Heading(inside=inside) | Span(inside=inside) | Link(inside=inside):
            return inside
        case _:
            return ()


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node below `nodes` and themselves, as they are read."""
    for node in nodes:
        yield node
        yield from walk(within(node))


def leaves(inside: Iterable[Inline]) -> Iterator[Inline]:
    """Inline parts without what marks or links them."""
    for node in inside:
        match node:
            case Span(inside=several) | Link(inside=several):
                yield from leaves(several)
            case _:
                yield node


def rewritten(
    blocks: Iterable[Block], change: Callable[[Inline], Inline | None]
) -> tuple[Block, ...]:
    """Blocks whose inline parts are what `change` makes of them; None takes a part out.

    What a part holds is changed before the part itself.
    """

    def inline(inside: Iterable[Inline]) -> tuple[Inline, ...]:
        made = (
            change(replace(part, inside=inline(part.inside)))
            if isinstance(part, Span | Link)
            else change(part)
            for part in inside
        )
        return tuple(part for part in made if part is not None)

    def row(row: Row) -> Row:
        return replace(row, cells=tuple(map(inline, row.cells)))

    def block(block: Block) -> Block:
        match block:
            case Paragraph(inside) | Heading(inside=inside):
                return replace(block, inside=inline(inside))
            case Listing(items):
                return replace(block, items=tuple(rewritten(item, change) for item in items))
            case Table(head, rows):
                return replace(block, head=row(head), rows=tuple(map(row, rows)))
            case Quote(within) | Box(blocks=within):
                return replace(block, blocks=rewritten(within, change))
            case _:
                return block

    return tuple(map(block, blocks))
