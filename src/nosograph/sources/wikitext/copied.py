"""The lines of a page's text as somebody copied it: from a browser, from a PDF, or out of a site.

Rule 1. A heading is a line that stands twice, one that the site put `[edit]` behind, one that is
known as a heading of such pages, or a short line alone that is no sentence.
Rule 2. What a browser or a printer put around the page is the site's; a line that the width of a
page broke goes on where it was broken.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

DEBRIS = re.compile(
    r"^(?:Template|Category|File|Portal):|^©|^Retrieved from\b|^Jump to\b|^\[edit\]$"
)
_EDIT = re.compile(
    r"\s*\[\s*(?:edit|bearbeiten|modifier|editar|quelltext|source|code|\||\s)+\]\s*$", re.IGNORECASE
)
_SITE = re.compile(
    r"^\s*(?:From Wikipedia, the free|Aus Wikipedia, der freien|From WikiDoc|Jump to (?:navigation|search)"
    r"|Zur (?:Navigation|Suche)|(?:Hidden )?(?:Categor(?:y|ies)|Kategorien?):|This page was last"
    r"|Diese Seite wurde zuletzt|Privacy policy|Datenschutz$|Retrieved from|Abgerufen von|Main menu$"
    r"|(?:Page |Seite )?\d+ (?:of|von|/) \d+\b)"
)  # fmt: skip
_CONTENTS = frozenset({"contents", "inhaltsverzeichnis", "table of contents", "sommaire", "índice"})
_LISTED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*\.?\s+\S")
_ITEM = re.compile(r"^\s*(?:[•◦▪‣*·–^↑-]|\d{1,3}\.\s)")
LONG: Final = 30
"""Letters from which on a line may have been broken by the width of a page."""
FEWEST_BLANK = 8
"""Blank cells in a row of lines that only a table can leave."""


@dataclass(frozen=True, slots=True)
class CopiedLine:
    """A line of the page as it is read."""

    text: str
    number: int
    level: int = 0
    """Of a heading; 0 for other lines."""
    cell: bool = False
    """Whether it is a cell of a flowchart."""
    site: bool = False
    """Whether it is the site's and not the page's."""
    mended: str = ""
    """What was put together in it."""


Known = Callable[[str], int]
"""The level of a heading that such pages are known to have; 0 of anything else."""


def lines_of(text: str, known: Known = lambda title: 0) -> list[CopiedLine]:
    """The lines of a text, headings, cells and the site's own told."""
    raw = text.replace("\r\n", "\n").replace("\f", "\n").split("\n")
    cells, site = _cells(raw), _site(raw)
    doubled = {n for n, each in enumerate(raw, 1) if each.strip() and each.strip() == _next(raw, n)}
    found: list[CopiedLine] = []
    for number, each in enumerate(raw, 1):
        said = each.strip()
        if number in cells:
            found.append(CopiedLine(said.strip("\xa0"), number, cell=True))
        elif number in site:
            found.append(CopiedLine(each.rstrip(), number, site=True))
        elif number in doubled:
            found.append(CopiedLine(said, number, level=2))
        elif _EDIT.search(said):
            found.append(CopiedLine(_EDIT.sub("", said), number, level=known(said) or 2))
        elif _stands_alone(raw, number) and is_title(said):
            level = 3 if doubled else known(said) or 2
            found.append(CopiedLine(said, number, level=level))
        elif is_title(said) and (level := known(said)):
            found.append(CopiedLine(said, number, level=level))
        else:
            found.append(CopiedLine(each.rstrip(), number))
    return list(_joined(found))


def _next(raw: Sequence[str], number: int) -> str:
    return next((line.strip() for line in raw[number : number + 3] if line.strip()), "")


def _site(raw: Sequence[str]) -> set[int]:
    """The lines that a site or a printer adds, a table of contents among them."""
    often = Counter(each.strip() for each in raw if "http" in each)
    found = {n for n, each in enumerate(raw, 1) if _SITE.match(each) or often[each.strip()] > 1}
    for number, each in enumerate(raw, 1):
        if each.strip().casefold() in _CONTENTS:
            end = number
            while end < len(raw) and (_LISTED.match(raw[end]) or not raw[end].strip()):
                end += 1
            if sum(bool(_LISTED.match(line)) for line in raw[number:end]) > 1:
                found |= set(range(number, end + 1))
    return found


def _joined(lines: Sequence[CopiedLine]) -> Iterator[CopiedLine]:
    """Lines whose ends a page's width made, put together."""
    last: CopiedLine | None = None
    for line in lines:
        if last is not None and _goes_on(last, line):
            words, rest = last.text.rstrip(), line.text.strip()
            broken = words.endswith("-") and rest[:1].islower()
            text = words[:-1] + rest if broken else f"{words} {rest}"
            told = f"{words.split()[-1]} {rest.split()[0]}" if broken else ""
            last = replace(last, text=text, mended="; ".join(filter(None, (last.mended, told))))
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _goes_on(last: CopiedLine, line: CopiedLine) -> bool:
    words, rest = last.text.rstrip(), line.text.strip()
    if any((last.level, line.level, last.cell, line.cell, last.site, line.site)):
        return False
    if not words or not rest or _ITEM.match(line.text):
        return False
    if words.endswith("-") and rest[0].islower() and words[-2:-1].isalpha():
        return True
    indented = bool(_ITEM.match(last.text)) and line.text[:1].isspace()
    ends = words[-1] in ".:?!]" and not indented
    return len(words) >= LONG and not ends and (indented or rest[0].islower() or rest[0] in "(")


def _cells(raw: Sequence[str]) -> set[int]:
    """The lines of runs of blank cells, boxes among them."""
    found: set[int] = set()
    run: list[int] = []
    for number, each in enumerate((*raw, "end."), 1):
        is_blank = "\xa0" in each and not each.strip()
        is_box = bool(run) and each.strip() != "" and number - run[-1] == 1
        if is_blank or is_box:
            run.append(number)
            continue
        if sum("\xa0" in raw[at - 1] for at in run if at <= len(raw)) >= FEWEST_BLANK:
            while run and raw[run[-1] - 1].strip("\xa0 \t"):
                run.pop()
            found |= set(run)
        run = []
    return found


def _stands_alone(raw: Sequence[str], number: int) -> bool:
    before = raw[number - 2].strip() if number > 1 else ""
    after = raw[number].strip() if number < len(raw) else ""
    return not before and not after


def is_title(said: str) -> bool:
    """Whether a line could be a title: short, begun with a capital, and no sentence."""
    return (
        bool(said) and len(said.split()) <= 12 and said[0].isupper()
        and not re.search(r"[.?!:;\[\]©•]|^\d|\d$", said) and not DEBRIS.match(said)
    )  # fmt: skip
