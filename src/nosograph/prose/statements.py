"""What a claim is: running text, cut where its sources stand.

Rule 1. A paragraph, list item or table row states something, unless it ends in a colon and so
leads in to what follows. A source supports what stands before it, back to the source before.
Rule 2. A row is one statement, wherever in it the source stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import assert_never

from nosograph.prose import tree
from nosograph.prose.tree import Cite, Embedded, FigureRef, FindingRef, Inline, Source, Text, leaves

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text of one paragraph, list item or table row."""

    kind: str
    """paragraph, item or row."""
    block: str
    """The kind of `:::` block it stands in, or empty."""
    leaves: tuple[Inline, ...]
    start: int

    @property
    def words(self) -> str:
        """What it says in its own words: without citations, figures and labels."""
        return "".join(map(words_of, self.leaves))

    @property
    def sources(self) -> tuple[Source, ...]:
        """All that supports any of it."""
        return tuple(each for each in self.leaves if isinstance(each, Source))


@dataclass(frozen=True, slots=True)
class Statement(Passage):
    """The part of a passage that one source, or several side by side, have to support."""

    @property
    def unsupported(self) -> int | None:
        """The place from which on no source supports its words; None when all are supported."""
        if not self.sources:
            return self.start
        after = takewhile(lambda leaf: not isinstance(leaf, Source), reversed(self.leaves))
        loose = self.kind != "row" and any(map(_says_something, after))
        return self.sources[-1].end if loose else None


def passages(
    blocks: Iterable[tree.Block], block: str = "", kind: str = "paragraph"
) -> Iterator[Passage | Embedded]:
    """All running text and all tables of data, as they are read."""
    for each in blocks:
        match each:
            case tree.Paragraph(inside, start):
                yield Passage(kind, block, tuple(leaves(inside)), start)
            case tree.Listing(items):
                for item in items:
                    yield from passages(item, block, "item")
            case tree.Table(rows=rows):
                for row in rows:
                    yield Passage("row", block, tuple(_across(row)), row.start)
            case tree.Quote(inner):
                yield from passages(inner, block)
            case tree.Box(name, inner):
                yield from passages(inner, name)
            case Embedded():
                yield each
            case tree.Heading():
                pass
            case _:
                assert_never(each)
        # What follows the first paragraph of an item is a paragraph of its own.
        kind = "paragraph"


def statements(passage: Passage) -> Iterator[Statement]:
    """What a passage states, in order."""
    if passage.leaves and words_of(passage.leaves[-1]).rstrip().endswith(":"):
        return
    start = passage.start
    for part in [list(passage.leaves)] if passage.kind == "row" else _cut(passage.leaves):
        made = Statement(passage.kind, passage.block, tuple(part), start)
        if any(map(_says_something, part)):
            yield made
        start = made.sources[-1].end if made.sources else start


def words_of(leaf: Inline) -> str:
    """What a leaf says by itself."""
    return leaf.text if isinstance(leaf, Text) else ""


def _says_something(leaf: Inline) -> bool:
    return isinstance(leaf, FigureRef | FindingRef) or bool(_WORD.search(words_of(leaf)))


def _across(row: tree.Row) -> Iterator[Inline]:
    for number, cell in enumerate(row.cells):
        if number:
            yield Text(" · ")
        yield from leaves(cell)


def _cut(inside: Iterable[Inline]) -> Iterator[list[Inline]]:
    """The leaves, cut before the words that follow a citation; marks between are left out."""
    part: list[Inline] = []
    between: list[Inline] = []
    cited = False
    for leaf in inside:
        if isinstance(leaf, Cite):
            part, between, cited = [*part, *between, leaf], [], True
        elif cited and not _says_something(leaf):
            between.append(leaf)
        elif cited:
            yield part
            part, between, cited = [*between, leaf], [], False
        else:
            part.append(leaf)
    yield part
