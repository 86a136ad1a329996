"""Lines of wikitext put together: paragraphs, and lists within lists.

Rule. A list is told by the marks at the beginning of its lines, as MediaWiki tells it: lines
whose marks begin alike belong to one list, longer marks to a list within its last item.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from nosograph.prose.tree import Block, Inline, Link, Listing, Paragraph, Span, Text

_SPACE = re.compile(r"\s+")
MOST_MARKS = 20
"""List marks of a line that count; no list that people read is deeper."""


@dataclass(slots=True)
class Line:
    """One line: its list marks and its words; or a block that stands there."""

    marks: str = ""
    inside: list[Inline] = field(default_factory=list)
    block: Block | None = None


@dataclass(slots=True)
class Lines:
    """Gathers what a page says, line by line."""

    captions_within: bool = False
    """Whether a picture's caption stays within its line."""
    _done: list[Line] = field(default_factory=list)
    _line: Line = field(default_factory=Line)
    _after: list[Block] = field(default_factory=list)
    depths: Counter[int] = field(default_factory=Counter)

    def text(self, text: str) -> None:
        """Words, in which a line feed ends a line."""
        first, *more = text.split("\n")
        if first:
            self._line.inside.append(Text(first))
        for each in more:
            self._end()
            if each:
                self._line.inside.append(Text(each))

    def part(self, part: Inline) -> None:
        """A part of the line."""
        self._line.inside.append(part)

    def last(self) -> Inline | None:
        """What the line ends with."""
        return self._line.inside[-1] if self._line.inside else None

    def mark(self, mark: str) -> None:
        """A list's mark; one that follows words belongs to a line of its own."""
        if self._line.inside:
            # `; term : what it means`
            self._end()
        self._line.marks += mark

    def block(self, block: Block) -> None:
        """A block, which ends the line before it."""
        if self._line.inside:
            self._end()
        self._done.append(Line(block=block))

    def caption(self, inside: tuple[Inline, ...]) -> None:
        """What a picture shows: before the line that it stands in front of, else after it."""
        if self.captions_within or self._line.marks:
            self._line.inside += [Text(" ("), *inside, Text(") ")]
        elif any(not isinstance(each, Text) or each.text.strip() for each in self._line.inside):
            self._after.append(Paragraph(inside, role="caption"))
        else:
            self._done.append(Line(block=Paragraph(inside, role="caption")))

    def _end(self) -> None:
        line, self._line = self._line, Line()
        self._done.append(line)
        if line.marks:
            self.depths[len(line.marks)] += 1
            line.marks = line.marks[:MOST_MARKS]
        if self._after and not line.inside:
            self._flush()

    def _flush(self) -> None:
        self._done += [Line(block=each) for each in self._after]
        self._after.clear()

    def blocks(self) -> tuple[Block, ...]:
        """All of it."""
        self._end()
        self._flush()
        found: list[Block] = []
        for kind, several in groupby(self._done, key=_kind):
            lines = list(several)
            if kind == "block":
                found += [each.block for each in lines if each.block is not None]
            elif kind == "list":
                found += _lists(lines)
            elif kind == "words" and (inside := _joined(lines)):
                found.append(Paragraph(inside))
        return tuple(found)


def _kind(line: Line) -> str:
    if line.block is not None:
        return "block"
    if line.marks:
        return "list"
    return "words" if any(map(_says, line.inside)) else "gap"


def _says(part: Inline) -> bool:
    return not isinstance(part, Text) or bool(part.text.strip())


def _joined(lines: Iterable[Line]) -> tuple[Inline, ...]:
    inside: list[Inline] = []
    for line in lines:
        if inside:
            inside.append(Text(" "))
        inside += line.inside
    return tidy(inside)


def _lists(lines: Sequence[Line]) -> Iterator[Block]:
    """The lists that lines with marks make."""
    start = 0
    while start < len(lines):
        kind = _list_of(lines[start].marks[0])
        end = start + 1
        while end < len(lines) and _list_of(lines[end].marks[0]) == kind:
            end += 1
        yield Listing(tuple(_items(lines[start:end])), 1 if kind == "#" else None)
        start = end


def _list_of(mark: str) -> str:
    return ":" if mark == ";" else mark


def _items(lines: Sequence[Line]) -> Iterator[tuple[Block, ...]]:
    start = 0
    while start < len(lines):
        first = lines[start]
        end = start + 1
        is_own = len(first.marks) == 1
        defines = first.marks == ";"
        while end < len(lines) and (
            len(lines[end].marks) > 1 or (defines and lines[end].marks == ":")
        ):
            end += 1
        below = [
            Line(each.marks if defines and each.marks[0] == ":" else each.marks[1:], each.inside)
            for each in lines[start + is_own : end]
        ]
        blocks: list[Block] = []
        if is_own and (inside := tidy(first.inside)):
            blocks.append(Paragraph((Span("strong", inside),) if defines else inside))
        yield (*blocks, *_lists(below))
        start = end


def tidy(inside: Iterable[Inline]) -> tuple[Inline, ...]:
    """Running text with single spaces, none at either end, and no part that says nothing."""
    parts = list(_merged(inside))
    if parts and isinstance(parts[0], Text):
        parts[0] = Text(parts[0].text.lstrip())
    if parts and isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].text.rstrip())
    return tuple(each for each in parts if each != Text(""))


def _merged(inside: Iterable[Inline]) -> Iterator[Inline]:
    words = ""
    for part in inside:
        if isinstance(part, Text):
            words += part.text
            continue
        if isinstance(part, Link) or (isinstance(part, Span) and part.role != "br"):
            own = tidy_within(part.inside)
            if not own:
                continue
            part = Span(part.role, own) if isinstance(part, Span) else Link(part.target, own)
        if words:
            yield Text(_SPACE.sub(" ", words))
            words = ""
        yield part
    if words:
        yield Text(_SPACE.sub(" ", words))


def tidy_within(inside: Iterable[Inline]) -> tuple[Inline, ...]:
    """Running text within marks, whose outer spaces are kept."""
    return tuple(each for each in _merged(inside) if each != Text(""))
