"""Elements of HTML in a wiki's page: where they stand in the source, and ends for those without.

Rule 1. What is within `<nowiki>` and the like is no markup; a comment is none either.
Rule 2. An element that may be left open in HTML (a cell, an item) ends where HTML ends it; any
other that opens or closes nothing is taken out and doubted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nosograph.sources.wikitext.page import Doubt

RAW: Final = ("nowiki", "pre", "math", "source", "syntaxhighlight", "gallery", "timeline", "score",
              "chem", "ce", "imagemap", "graph", "mapframe")  # fmt: skip
"""Elements whose contents are no wikitext."""
_RAW = frozenset(RAW)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>", re.IGNORECASE)
_PAIRED = frozenset({
    "div", "span", "p", "b", "i", "u", "s", "small", "big", "sub", "sup", "center", "blockquote",
    "table", "tr", "td", "th", "caption", "ul", "ol", "li", "dl", "dt", "dd", "font", "em", "strong",
    "code", "tt", "kbd", "samp", "var", "cite", "q", "abbr", "del", "ins", "strike", "ruby", "rt",
    "rp", "bdi", "bdo", "mark", "dfn", "section",
})  # fmt: skip
_LEFT_OPEN: Final[dict[str, tuple[set[str], set[str]]]] = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}), "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"table"}), "th": ({"td", "th"}, {"table"}),
    "tr": ({"td", "th", "tr", "caption"}, {"table"}),
}  # fmt: skip
"""Element that needs no end → what its beginning ends, and what holds it."""
_HOLDERS = frozenset({"table", "ul", "ol", "dl"})
_APART = frozenset({"div", "p", "center", "blockquote", "caption", *_LEFT_OPEN, *_HOLDERS})
DEEPEST: Final = 40
"""Elements within elements; the tokenizer's time grows with the square of those that stay open."""


def spans(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where comments and the elements of these names begin and end, one behind the other."""
    opening = re.compile(rf"<!--|<({'|'.join(names)})\b[^<>/]*>", re.IGNORECASE)
    gone: set[str] = set()
    at = 0
    while found := opening.search(text, at):
        name = (found[1] or "").casefold()
        ending = None if name in gone else _ending(name).search(text, found.end())
        if ending is None:
            gone.add(name)
            at = found.end()
        else:
            yield found.start(), ending.end()
            at = ending.end()


def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE)


def without(text: str, names: tuple[str, ...], instead: str = "") -> str:
    """A text in whose place of comments and of the elements of these names stands something else."""
    parts, past = [], 0
    for start, end in spans(text, names):
        parts += [text[past:start], "" if text.startswith("<!--", start) else instead]
        past = end
    return "".join((*parts, text[past:]))


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where an element is opened or closed."""

    name: str
    start: int
    end: int


def ended(text: str, doubts: list[Doubt]) -> str:
    """A page's source in which every element ends."""
    return _Ends(text, doubts).whole()


class _Ends:
    def __init__(self, text: str, doubts: list[Doubt]) -> None:
        self._text = text
        self._doubts = doubts
        self._open: list[_Mark] = []
        self._changes: list[tuple[int, int, str]] = []

    def whole(self) -> str:
        for found in _tags(self._text):
            here = _Mark(found[2].casefold(), found.start(), found.end())
            if here.name in _RAW and not found[3]:
                # One that ends was passed over with what it holds.
                self._stray(here)
            elif here.name in _PAIRED and not found[3]:
                self._closed(here) if found[1] else self._opened(here)
        for each in self._open:
            self._stray(each)
        parts, past = [], 0
        for start, end, instead in sorted(self._changes, key=lambda each: each[:2]):
            parts += [self._text[past:start], instead]
            past = end
        return "".join((*parts, self._text[past:]))

    def _opened(self, here: _Mark) -> None:
        ends, holders = _LEFT_OPEN.get(here.name, (set(), set()))
        first = None
        for level in range(len(self._open) - 1, -1, -1):
            if self._open[level].name in holders:
                break
            if self._open[level].name in ends:
                first = level
        if first is not None:
            self._close(first, here.start)
        if len(self._open) < DEEPEST:
            self._open.append(here)
        else:
            self._stray(here)

    def _closed(self, here: _Mark) -> None:
        """An end closes what is open within the table or list that it stands in."""
        for level in range(len(self._open) - 1, -1, -1):
            name = self._open[level].name
            if name == here.name:
                self._close(level + 1, here.start)
                self._open.pop()
                return
            if name in _HOLDERS and here.name not in _HOLDERS:
                break
        self._stray(here)

    def _close(self, down_to: int, at: int) -> None:
        while len(self._open) > down_to:
            each = self._open.pop()
            if each.name in _LEFT_OPEN:
                self._changes.append((at, at, f"</{each.name}>"))
            else:
                self._stray(each)

    def _stray(self, each: _Mark) -> None:
        line = self._text.count("\n", 0, each.start) + 1
        self._doubts.append(Doubt("stray-markup", line, self._text[each.start : each.end]))
        self._changes.append((each.start, each.end, " " if each.name in _APART else ""))


def _tags(text: str) -> Iterator[re.Match[str]]:
    past = 0
    for start, end in (*spans(text, RAW), (len(text), len(text))):
        yield from _TAG.finditer(text, past, start)
        past = end
