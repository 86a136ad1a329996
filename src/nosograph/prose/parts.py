"""Files of text, cut at their headings into chapters and sections.

Rule. A line that begins with one to six `#` and a space is a heading; what stands under it, up
to the next heading that counts, is kept as it was written.
"""

import re
from dataclasses import dataclass

from nosograph.model.entries import Chapter, PatientSection
from nosograph.model.problems import place_of
from nosograph.prose.read import read
from nosograph.prose.tree import Block

HEADING = re.compile(r"(#{1,6})[ \t]+(\S(?:.*\S)?)[ \t]*")
_ATTRIBUTES = re.compile(r"(.*?)[ \t]*\{([^{}]*)\}")
_ID = re.compile(r"(?:^|\s)#([^\s\"]+)")
_RENDERS = re.compile(r'(?:^|\s)renders="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the lines under it."""

    level: int
    title: str
    text: str
    line: int
    below: int
    """The line in which the text begins."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What the text says."""
        return read(self.text)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a place in the text."""
        return place_of(self.text, offset, self.below)


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
        cut.append(_part(level, title, start, under))
        level, title, start, under = len(heading[1]), heading[2], number, []
    cut.append(_part(level, title, start, under))
    return tuple(part for part in cut if part.level or part.text)


def _part(level: int, title: str, line: int, under: list[str]) -> Part:
    """A part whose text has no blank lines at either end."""
    said = [number for number, each in enumerate(under) if each.strip()]
    first, last = (said[0], said[-1] + 1) if said else (0, 0)
    text = "\n".join(under[first:last])
    return Part(level, title, text, line, line + bool(level) + first)


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
