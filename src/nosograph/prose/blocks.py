"""Prose as blocks: paragraphs, list items, table rows and fences, each with its place.

Rule 1. A line that begins with one to six `#` and a space is a heading.
Rule 2. Everything is kept as it was written; nothing here decides what is right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nosograph.model.problems import place_of

HEADING = re.compile(r"(#{1,6})[ \t]+(\S(?:.*\S)?)[ \t]*")
PLACE_HOLDER = re.compile(r"\{\{([^{}\n]*)\}\}")
"""`{{figure:id}}` and its like; group 1 is the inside."""
ENTRY_LINK = re.compile(r"\]\(entry:([^)\s]*)\)")
"""`[text](entry:slug)`, from the end of its text; group 1 is the slug."""

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)")
_FENCE = re.compile(r"\s*:::+[ \t]*(.*?)[ \t]*")
_RULE_ROW = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row or fence, as it was written."""

    kind: str
    """paragraph, item, heading, row, table-heading, open or close."""
    text: str
    line: int
    container: str = ""
    """The kind of `:::` block it stands in."""

    def place(self, offset: int = 0) -> tuple[int, int]:
        """Line and column of a place in the text."""
        return place_of(self.text, offset, self.line)


def blocks(text: str) -> Iterator[Block]:
    """The text as blocks, in order."""
    return _Scanner().scan(text)


class _Scanner:
    """Gathers lines into blocks."""

    def __init__(self) -> None:
        self._kind = ""
        self._lines: list[str] = []
        self._line = 0
        self._containers: list[str] = []
        self._in_table = False

    def scan(self, text: str) -> Iterator[Block]:
        lines = text.split("\n")
        for number, line in enumerate(lines, 1):
            following = lines[number] if number < len(lines) else ""
            yield from self._take(number, line, following)
        yield from self._flush()

    def _take(self, number: int, line: str, following: str) -> Iterator[Block]:
        if not line.strip():
            yield from self._flush()
            self._in_table = False
        elif fence := _FENCE.fullmatch(line):
            yield from self._flush()
            if fence[1]:
                self._containers.append(fence[1])
                yield Block("open", line, number, fence[1])
            else:
                inside = self._containers.pop() if self._containers else ""
                yield Block("close", line, number, inside)
        elif HEADING.fullmatch(line):
            yield from self._flush()
            yield self._one("heading", line, number)
        elif line.lstrip().startswith("|"):
            yield from self._flush()
            yield from self._row(number, line, following)
        elif _ITEM.match(line):
            yield from self._flush()
            self._begin("item", line, number)
        elif self._lines:
            self._lines.append(line)
        else:
            self._begin("paragraph", line, number)

    def _row(self, number: int, line: str, following: str) -> Iterator[Block]:
        is_first, self._in_table = not self._in_table, True
        if is_first and following.lstrip().startswith("|") and _RULE_ROW.fullmatch(following):
            yield self._one("table-heading", line, number)
        elif not _RULE_ROW.fullmatch(line):
            yield self._one("row", line, number)

    def _begin(self, kind: str, line: str, number: int) -> None:
        self._kind, self._lines, self._line = kind, [line], number

    def _one(self, kind: str, line: str, number: int) -> Block:
        return Block(kind, line, number, self._container)

    @property
    def _container(self) -> str:
        return self._containers[-1] if self._containers else ""

    def _flush(self) -> Iterator[Block]:
        if self._lines:
            yield Block(self._kind, "\n".join(self._lines), self._line, self._container)
            self._lines = []
