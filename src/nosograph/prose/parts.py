"""Entry texts: headings, sections and citations, each with its place.

Rule 1. A line that begins with one to six `#` and a space is a heading; what stands under it,
up to the next heading that counts, is kept as it was written.
Rule 2. Nothing here decides what is right; `check_text` does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nosograph.model.entries import Chapter, PatientSection
from nosograph.model.problems import place_of
from nosograph.prose.blocks import HEADING
from nosograph.prose.citations import CITATION, CitedWork, parse_citation

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


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in a text, and where it begins."""

    works: tuple[CitedWork, ...]
    at: tuple[int, int]
    start: int
    end: int
    mistake: str = ""
    """What keeps it from being read; then there are no works."""


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
