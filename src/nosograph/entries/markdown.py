"""Entry texts: headings, blocks, citations and place-holders, each with its place.

Rule 1. A line that begins with one to six `#` and a space is a heading; what stands under it,
up to the next heading that counts, is kept as it was written.
Rule 2. Nothing here decides what is right; `check_text` does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nosograph.entries.files import place_of
from nosograph.entries.problems import Place
from nosograph.model.citations import CITATION, CitedWork, parse_citation
from nosograph.model.entries import Chapter, PatientSection

HEADING = re.compile(r"(#{1,6})[ \t]+(\S(?:.*\S)?)[ \t]*")
PLACE_HOLDER = re.compile(r"\{\{([^{}\n]*)\}\}")
"""`{{figure:id}}` and its like; group 1 is the inside."""

_ATTRIBUTES = re.compile(r"(.*?)[ \t]*\{([^{}]*)\}")
_ID = re.compile(r"(?:^|\s)#([^\s\"]+)")
_RENDERS = re.compile(r'(?:^|\s)renders="([^"]*)"')
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)")
_FENCE = re.compile(r"\s*:::+[ \t]*(.*?)[ \t]*")
_RULE_ROW = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the lines under it."""

    level: int
    title: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in a text, and where it begins."""

    works: tuple[CitedWork, ...]
    at: Place
    start: int
    end: int
    mistake: str = ""
    """What keeps it from being read; then there are no works."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row or fence, as it was written."""

    kind: str
    """paragraph, item, heading, row, table-heading, open or close."""
    text: str
    line: int
    container: str = ""
    """The kind of `:::` block it stands in."""

    def place(self, offset: int = 0) -> Place:
        """Line and column of a place in the text."""
        return place_of(self.text, offset, self.line)


def trimmed(lines: list[str]) -> str:
    """The lines without blank ones at either end."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last])


def parts(text: str, deepest: int = 6) -> tuple[Part, ...]:
    """The text cut at its headings down to `deepest`; the first part may have no title."""
    cut: list[Part] = []
    level, title, start = 0, "", 1
    under: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        heading = HEADING.fullmatch(line)
        if heading is None or len(heading[1]) > deepest:
            under.append(line)
            continue
        cut.append(Part(level, title, trimmed(under), start))
        level, title, start, under = len(heading[1]), heading[2], number, []
    cut.append(Part(level, title, trimmed(under), start))
    return tuple(part for part in cut if part.level or part.text)


def chapters(text: str) -> tuple[Chapter, ...]:
    """The chapters of a professional text."""
    return tuple(
        Chapter(each.title, each.level, each.text, each.line) for each in parts(text) if each.level
    )


def patient_sections(text: str) -> tuple[PatientSection, ...]:
    """The sections of a plain-language text."""
    return tuple(_section(each) for each in parts(text, deepest=1) if each.level)


def _section(part: Part) -> PatientSection:
    found = _ATTRIBUTES.fullmatch(part.title)
    if found is None:
        return PatientSection(part.title, "", (), part.text, part.line)
    identity, renders = _ID.search(found[2]), _RENDERS.search(found[2])
    return PatientSection(
        found[1],
        identity[1] if identity else "",
        tuple(renders[1].split()) if renders else (),
        part.text,
        part.line,
    )


def citations(text: str) -> Iterator[Citation]:
    """Every citation of a text, unreadable ones included, in order."""
    for match in CITATION.finditer(text):
        at = place_of(text, match.start())
        try:
            works = parse_citation(match[1])
        except ValueError as error:
            yield Citation((), at, match.start(), match.end(), str(error))
        else:
            yield Citation(works, at, match.start(), match.end())


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
