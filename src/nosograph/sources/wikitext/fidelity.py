"""How much of a page was kept: its words in their order, and the counts of its parts.

Rule 1. The words that ought to be there are taken from the source by rules of their own, which
share nothing with the reader but the wiki's grammar.
Rule 2. What is reported is a lower bound: words count as kept only along one common order.
"""

import html
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5

from nosograph.prose.tree import Block, Heading, Inline, Link, Listing, Paragraph, Span, Table, Text
from nosograph.sources.wikitext.elements import without
from nosograph.sources.wikitext.namespaces import CATEGORIES, FILES
from nosograph.sources.wikitext.page import LEFT, WikiPage

_GONE = ("ref", "gallery", "math", "timeline", "score", "imagemap", "graph", "chem", "ce",
         "includeonly", "mapframe", "templatestyles", "inputbox")  # fmt: skip
_SINGLE = re.compile(r"<(?:ref|templatestyles)\b[^<>]*/>", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_ARGUMENT = re.compile(r"\{\{\{[^{}]*\}\}\}")
_PICTURE = re.compile(
    rf"\[\[\s*(?:{FILES}|{CATEGORIES})\s*:[^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*\]\]",
    re.IGNORECASE,
)  # fmt: skip
_TONGUE = re.compile(r"^\[\[[a-z]{2,3}(?:-[a-z-]+)?:[^\]|]*\]\]\s*$", re.MULTILINE)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_OUT = re.compile(r"\[(?:(?:[a-z]+:)?//|mailto:|tel:)[^\s\[\]]+\s*([^\[\]]*)\]", re.IGNORECASE)
_BARE = re.compile(r"https?://\S+")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_TABLE = re.compile(r"^[ \t:]*\{\|.*$|^[ \t]*\|[-}].*$", re.MULTILINE)
_CELL = re.compile(r"^[ \t]*[|!]\+?(?:[^|\n\[\]{}]*=[^|\n\[\]{}]*\|(?!\|))?|(?:\|\||!!)(?:[^|\n\[\]{}]*=[^|\n\[\]{}]*\|(?!\|))?", re.MULTILINE)  # fmt: skip
_BREAK = re.compile(
    r"<(?:br|hr|/?(?:li|p|div|table|td|tr|th|ul|ol|dd|dt|center|blockquote|poem|section"
    r"|noinclude|onlyinclude|caption|h[1-6]))"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w*);", re.IGNORECASE)
_MARKS = re.compile(r"'{2,}")
_MAGIC = re.compile(r"__[A-Z]+__")
_WORD = re.compile(r"\w+")


def visible(source: str) -> list[str]:
    """The words that a reader of the page sees in its text, templates and notes left out."""
    text = without(_SINGLE.sub(" ", source.replace("\r\n", "\n").replace("\0", "")), _GONE, " ")
    for pattern in (_ARGUMENT, _TEMPLATE):
        count = 1
        while count:
            text, count = pattern.subn(" ", text)
    text = _TONGUE.sub(" ", _PICTURE.sub(" ", text))
    text = _BREAK.sub(" ", text)
    text = _OUT.sub(r" \1 ", _LINK.sub(r"\1", text))
    text = _CELL.sub(" ", _TABLE.sub(" ", text))
    text = _MARKS.sub("", _TAG.sub("", _BARE.sub(" ", text)))
    text = _ENTITY.sub(_character, text)
    return words(_MAGIC.sub(" ", text))


def _character(entity: re.Match[str]) -> str:
    is_known = entity[1].startswith("#") or f"{entity[1]};" in html5
    return html.unescape(entity[0]) if is_known else entity[0]


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def said(blocks: Iterable[Block]) -> Iterator[str]:
    """What blocks say, word after word: marks run together, blocks and cells do not."""
    for block in blocks:
        for text in _texts(block):
            yield from words(text)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(inside) | Heading(inside=inside):
            yield _run(inside)
        case Listing(items):
            for item in items:
                for each in item:
                    yield from _texts(each)
        case Table(head, rows):
            for row in (head, *rows):
                yield from map(_run, row.cells)
        case _:
            for each in getattr(block, "blocks", ()):
                yield from _texts(each)


def _run(inside: Iterable[Inline]) -> str:
    return "".join(map(_spoken, inside))


def _spoken(part: Inline) -> str:
    match part:
        case Text(text):
            return text
        case Span(role, within):
            return f" {_run(within)} " if role == LEFT else _run(within)
        case Link(inside=within):
            return _run(within)
        case _:
            return " "


def of_page(page: WikiPage) -> list[str]:
    """The words of a page as it was read, headings among them."""
    told: list[str] = []
    for section in page.sections:
        told += words(section.title)
        told += said(section.blocks)
    return told


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What a page had and what was kept of it."""

    title: str
    words: int
    kept: int
    """Words kept in their order."""
    lost: tuple[str, ...]
    """Some of the words that were not."""
    counts: dict[str, tuple[int, int]]
    """Part → how many the source has, and how many were kept."""
    left: int
    doubts: int

    @property
    def recall(self) -> float:
        """Share of the words that were kept in their order."""
        return self.kept / self.words if self.words else 1.0

    @property
    def whole(self) -> bool:
        """Whether nothing was lost."""
        return self.kept == self.words and all(had <= kept for had, kept in self.counts.values())


_HEADING = re.compile(r"^(={1,6})[^=\n].*?\1[ \t]*(?:<!--.*?-->[ \t]*)*$", re.MULTILINE)
_SILENT = ("nowiki", "pre", "source", "syntaxhighlight")
_REF = re.compile(r"<ref\b", re.IGNORECASE)
_REUSE = re.compile(r"<ref\b[^<>]*/>", re.IGNORECASE)
_ITEM = re.compile(r"^[*#:;]+(?!\s*\{\|)", re.MULTILINE)


def fidelity(source: str, page: WikiPage) -> Fidelity:
    """How a page as it was read stands to its source."""
    wanted, given = visible(source), of_page(page)
    kept = in_order(wanted, given)
    missing = Counter(wanted) - Counter(given)
    plain = without(source.replace("\r\n", "\n"), _SILENT)
    counts = page.counts or {}
    told = {
        "headings": (len(_HEADING.findall(plain)), counts.get("headings", 0)),
        "references": (len(_REF.findall(plain)), counts.get("references", 0) + counts.get("empty references", 0)),
        "reuses": (len(_REUSE.findall(plain)), counts.get("reuses", 0)),
        "cells": (counts.get("cells", 0), counts.get("cells", 0)),
        "templates": (counts.get("templates", 0), counts.get("templates", 0)),
    } | {f"items, depth {depth}": (had, counts.get(f"items, depth {depth}", 0)) for depth, had in _source_depths(plain).items()}  # fmt: skip
    if page.charts:
        told["boxes"] = (
            sum(each.boxes for each in page.charts),
            sum(len(each.pathway.steps) for each in page.charts),
        )
    return Fidelity(
        page.title, len(wanted), kept, tuple(missing)[:50], told, len(page.left), len(page.doubts)
    )


def _source_depths(text: str) -> dict[int, int]:
    text = _without_templates(text)
    return dict(sorted(Counter(len(marks[0]) for marks in _ITEM.finditer(text)).items()))


def _without_templates(text: str) -> str:
    count = 1
    while count:
        # A word in its place, since what follows it does not begin the line.
        text, count = _TEMPLATE.subn("¤", text)
    return text


def in_order(wanted: Sequence[str], given: Sequence[str]) -> int:
    """How many words of one text are found in another along one order; a lower bound.

    Words that both have once anchor the rest (patience sorting, Bram Cohen), between which the
    same is asked again; short stretches without anchors are compared outright.
    """
    kept, todo = 0, [(0, len(wanted), 0, len(given))]
    while todo:
        a, b, c, d = todo.pop()
        while a < b and c < d and wanted[a] == given[c]:
            a, c, kept = a + 1, c + 1, kept + 1
        while a < b and c < d and wanted[b - 1] == given[d - 1]:
            b, d, kept = b - 1, d - 1, kept + 1
        if a == b or c == d:
            continue
        anchors = _anchors(wanted, given, a, b, c, d)
        if not anchors:
            kept += _common(wanted[a:b], given[c:d])
            continue
        kept += len(anchors)
        for (i, j), (k, m) in zip([(a - 1, c - 1), *anchors], [*anchors, (b, d)], strict=True):
            todo.append((i + 1, k, j + 1, m))
    return kept


def _anchors(
    wanted: Sequence[str], given: Sequence[str], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    ours, theirs = Counter(wanted[a:b]), Counter(given[c:d])
    place = {word: at for at, word in enumerate(given[c:d], c) if theirs[word] == 1}
    pairs = [
        (at, place[word])
        for at, word in enumerate(wanted[a:b], a)
        if ours[word] == 1 and word in place
    ]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        where = bisect_left(tails, at)
        before.append(ends[where - 1] if where else -1)
        tails[where : where + 1] = [at]
        ends[where : where + 1] = [number]
    chain, number = [], ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


LONGEST = 2_000
"""Words of a stretch without anchors that are compared outright."""


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The longest common order of two short lists."""
    one, other = one[:LONGEST], other[:LONGEST]
    places: dict[str, list[int]] = {}
    for at, word in enumerate(other):
        places.setdefault(word, []).append(at)
    tails: list[int] = []
    for word in one:
        for at in reversed(places.get(word, ())):
            where = bisect_left(tails, at)
            tails[where : where + 1] = [at]
    return len(tails)
