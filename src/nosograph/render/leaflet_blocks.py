"""A written text as blocks and inline parts, for paper.

Rule. The text is written once, for all; paper shows the same words in the same order. What
serves only a screen (marks of claims) stays behind.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from nosograph.prose import tree
from nosograph.prose.tree import Block, Inline, Link, Span, Text

_STYLES = {"strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis"}

Node = dict[str, Any]
"""Of blocks: `kind` and what it needs. Of inline parts: `text`, or `kind` and `body`."""


def as_inline(inside: Iterable[Inline], base_url: str = "") -> list[Node]:
    """Running text for paper."""
    return _Paper(base_url).inline(inside)


def as_blocks(blocks: Iterable[Block], base_url: str = "") -> list[Node]:
    """Blocks for paper; links within the site lead to `base_url`, or nowhere without it."""
    paper = _Paper(base_url)
    return [node for each in blocks for node in paper.block(each)]


class _Paper:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def block(self, block: Block) -> list[Node]:
        match block:
            case tree.Paragraph(inside, role=role):
                return [{"kind": "title" if role else "paragraph", "body": self.inline(inside)}]
            case tree.Heading(inside=inside):
                # No heading of the document: its level could skip one.
                return [{"kind": "title", "body": self.inline(inside)}]
            case tree.Listing(items, first):
                shown = [as_blocks(item, self._base_url) for item in items]
                return [{"kind": "list", "numbered": first is not None, "items": shown}]
            case tree.Table(head, rows):
                # A head is repeated on the next page as decoration, which may hold no link.
                heads = [self.inline(_unlinked(cell)) for cell in head.cells]
                cells = [[self.inline(cell) for cell in row.cells] for row in rows]
                return [{"kind": "table", "head": heads, "rows": cells}]
            case tree.Quote(blocks):
                return as_blocks(blocks, self._base_url)
            case tree.Box(kind, blocks):
                body = as_blocks(blocks, self._base_url)
                return [{"kind": "note", "name": kind, "body": body}]
            case _:
                raise TypeError(f"{block} has not been written out")

    def inline(self, inside: Iterable[Inline]) -> list[Node]:
        return [node for each in inside for node in self._inline(each)]

    def _inline(self, part: Inline) -> list[Node]:
        match part:
            case Text(text):
                return [{"text": " ".join(f"_{text}_".split())[1:-1]}]
            case Span("note", inside):
                return [{"text": "("}, *self.inline(inside), {"text": ")"}]
            case Span(role, inside) if role in _STYLES:
                return [{"kind": _STYLES[role], "body": self.inline(inside)}]
            case Span(inside=inside):
                return self.inline(inside)
            case Link(role="claim"):
                return []
            case Link(target, inside):
                body = self.inline(inside)
                to = self._target(target)
                return [{"kind": "link", "to": to, "body": body}] if to else body
            case _:
                raise TypeError(f"{part} has not been written out")

    def _target(self, href: str) -> str:
        if href.startswith(("https://", "http://")):
            return href
        return self._base_url + href if self._base_url and href.startswith("/") else ""


def _unlinked(inside: Iterable[Inline]) -> Iterator[Inline]:
    for part in inside:
        match part:
            case Link(inside=words):
                yield from _unlinked(words)
            case Span(role, words):
                yield Span(role, tuple(_unlinked(words)))
            case _:
                yield part
