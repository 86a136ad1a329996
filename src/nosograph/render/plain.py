"""A written text as Markdown that any reader understands, and as plain text for a terminal.

Rule. Both hold the words of the page; plain text has no marks, and its tables are read row by
row, because a terminal is narrower than they are.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator

from nosograph.prose import tree
from nosograph.prose.tree import Block, Inline, Link, Listing, Row, Span, Table, Text

WIDTH = 88

_UNDERLINES = {1: "=", 2: "-"}
_SPECIAL = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)")
_MARKS = {"strong": "**", "em": "*", "code": "`"}
_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def markdown(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown."""
    return "\n".join(_Markdown().lines(blocks, 0))


def plain(blocks: Iterable[Block]) -> str:
    """Blocks as plain text."""
    return "\n".join(_Plain().lines(blocks, 0))


class _Plain:
    """Writes without marks, in lines that a terminal holds."""

    def lines(self, blocks: Iterable[Block], indent: int, gap: Iterable[str] = ("",)) -> list[str]:
        """The lines of blocks, `gap` between each two."""
        written: list[str] = []
        for each in blocks:
            if lines := list(self._block(each, indent)):
                written += [*gap, *lines] if written else lines
        return written

    def _block(self, block: Block, indent: int) -> Iterable[str]:
        match block:
            case tree.Paragraph(inside, role=role):
                return self._paragraph(self.inline(inside), role, indent)
            case tree.Heading(level, inside):
                return self._heading(level, self.inline(inside))
            case Listing():
                return self._list(block, indent)
            case Table():
                return self._table(block, indent)
            case tree.Quote(blocks):
                return [f"> {line}".rstrip() for line in self.lines(blocks, indent + 2)]
            case tree.Box(blocks=blocks):
                return self.lines(blocks, indent)
            case _:
                raise TypeError(f"{block} has not been written out")

    def _heading(self, level: int, title: str) -> Iterator[str]:
        yield title
        if level in _UNDERLINES:
            yield _UNDERLINES[level] * len(title)

    def _paragraph(self, text: str, role: str, indent: int) -> Iterator[str]:
        for line in text.split("\n"):
            yield from textwrap.wrap(
                line, WIDTH - indent, break_long_words=False, break_on_hyphens=False
            )

    def _list(self, listing: Listing, indent: int) -> Iterator[str]:
        for number, item in enumerate(listing.items):
            if number and not listing.tight:
                yield ""
            mark = "- " if listing.first is None else f"{listing.first + number}. "
            lines = self.lines(item, indent + len(mark), () if listing.tight else ("",))
            for at, line in enumerate(lines or [""]):
                yield (" " * len(mark) + line if at else mark + line).rstrip()

    def _table(self, table: Table, indent: int) -> Iterator[str]:
        yield from self._paragraph(self._across(table.head), "", indent)
        for row in table.rows:
            lines = self._paragraph(self._across(row), "", indent + 2)
            yield from (f"{'  ' if at else '- '}{line}" for at, line in enumerate(lines))

    def _across(self, row: Row) -> str:
        return " · ".join(filter(None, map(self.inline, row.cells)))

    def inline(self, inside: Iterable[Inline]) -> str:
        """Running text in one string, in which a line feed ends a line."""
        return "".join(map(self._inline, inside))

    def _inline(self, part: Inline) -> str:
        match part:
            case Text(text):
                return self._text(text)
            case Span("note" | "muted", inside):
                return f"({self.inline(inside)})"
            case Span("badge", inside):
                return f"[{self.inline(inside)}]"
            case Span(role, inside) if role in _MARKS:
                return self._marked(_MARKS[role], self.inline(inside))
            case Span(inside=inside):
                return self.inline(inside)
            case Link(role="claim"):
                return ""
            case Link(target, inside, role=role):
                # A number leads to the list at the end, and a finding is known by its label.
                near = role == "finding" or target.startswith("#")
                return self.inline(inside) if near else self._link(self.inline(inside), target)
            case _:
                raise TypeError(f"{part} has not been written out")

    def _text(self, text: str) -> str:
        return text

    def _marked(self, mark: str, text: str) -> str:
        return text

    def _link(self, text: str, target: str) -> str:
        return f"{text} ({target})"


class _Markdown(_Plain):
    """Writes with the marks of Markdown, in the author's own lines."""

    def _heading(self, level: int, title: str) -> Iterator[str]:
        yield f"{'#' * level} {title}"

    def _paragraph(self, text: str, role: str, indent: int) -> Iterator[str]:
        yield from (f"**{text}**" if role else text).split("\n")

    def _table(self, table: Table, indent: int) -> Iterator[str]:
        aligns = table.aligns or ("",) * len(table.head.cells)
        yield self._across(table.head)
        yield f"|{'|'.join(_RULES[each] for each in aligns)}|"
        yield from map(self._across, table.rows)

    def _across(self, row: Row) -> str:
        cells = (self.inline(cell).replace("|", "\\|").replace("\n", " ") for cell in row.cells)
        return f"| {' | '.join(cells)} |"

    def _text(self, text: str) -> str:
        return _SPECIAL.sub(r"\\\g<0>", text)

    def _marked(self, mark: str, text: str) -> str:
        return f"{mark}{text}{mark}"

    def _link(self, text: str, target: str) -> str:
        return f"[{text}]({target})"
