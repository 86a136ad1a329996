"""Whether an entry's prose holds: claims with sources, citations and links that lead somewhere.

Rule. The text is read as the page reads it, part by part; what a claim is stands in `prose`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from nosograph.entries.problems import Desk, Place, did_you_mean
from nosograph.model.entries import Figure
from nosograph.prose.citations import KEY
from nosograph.prose.parts import Part
from nosograph.prose.statements import Passage, passages, statements
from nosograph.prose.syntax import BLOCKS, FENCE, TABLE
from nosograph.prose.tree import (
    ENTRY,
    Box,
    Cite,
    Embedded,
    FigureRef,
    FindingRef,
    Link,
    Node,
    leads_on,
    walk,
)

_AFTER = re.compile(r"[\s.;:,)\]*_”’\"'|]*")
"""What may follow the last source: punctuation, never words."""
_EXEMPT = frozenset({"editorial", "left"})
"""Blocks whose words need no source: our own, and what nobody has placed yet."""
_DATED = re.compile(r"\b(?:19|20)\d{2}\b")
_SENTENCE = re.compile(
    r"(?<=[a-z\d)%”’])(?<!\bSt)(?<!\bDr)(?<!\bvs)(?<!\bal)(?<!\bca)(?<!\bapprox)[.!?]\s+(?=[A-Z“])"
)
"""Where a sentence ends and another begins; initials and common abbreviations end none."""
_CALLS = re.compile(r"\[@|\{\{")
"""How a citation or a place-holder begins."""
_BARE = re.compile(rf"(?<![\w.@/])@{KEY.pattern}")


@dataclass(frozen=True, slots=True)
class Known:
    """What texts may refer to; None where a broken file keeps us from knowing."""

    references: Collection[str] | None
    figures: tuple[Figure, ...] | None
    findings: Collection[str] | None
    """HPO ids of the entry's own findings."""
    headings: Collection[str]
    entries: Collection[str] = ()
    """Slugs of the entries that stand beside this one, itself left out."""


def check_text(parts: Iterable[Part], known: Known, desk: Desk, *, sourced: bool) -> None:
    """Report what is wrong with the prose of a file; claims need sources if `sourced`."""
    for part in parts:
        _Checker(part, known, desk).check(sourced=sourced)


def cited_keys(nodes: Iterable[Node]) -> Iterator[str]:
    """The keys that citations among the nodes name."""
    for node in nodes:
        if isinstance(node, Cite):
            yield from (key for work in node.works for key in (work.key, work.via) if key)


def check_key(key: str, known: Known, desk: Desk, at: tuple[int, int]) -> None:
    """Report a key without a reference."""
    if known.references is not None and key not in known.references:
        desk.note(
            "unknown-reference",
            f"there is no reference {key!r}",
            at,
            value=key,
            hint=did_you_mean(key, known.references, "add it to references.json"),
        )


def check_slug(
    slug: str, entries: Collection[str], desk: Desk, at: Place, otherwise: str = ""
) -> None:
    """Report a slug that is not one of the other entries."""
    if slug not in entries:
        desk.note(
            "unknown-entry",
            f"{slug!r} is no other entry of the dictionary",
            at,
            value=slug,
            hint=did_you_mean(slug, entries, otherwise or "name it without a link"),
        )


class _Checker:
    """Checks one part of a file."""

    def __init__(self, part: Part, known: Known, desk: Desk) -> None:
        self._part = part
        self._known = known
        self._desk = desk

    def check(self, *, sourced: bool) -> None:
        nodes = tuple(walk(self._part.blocks))
        for node in nodes:
            self._node(node)
        self._strays(nodes)
        for passage in passages(self._part.blocks) if sourced else ():
            if isinstance(passage, Passage) and passage.block not in _EXEMPT:
                self._claims(passage)

    def _note(self, slug: str, message: str, start: int, value: str, hint: str) -> None:
        self._desk.note(slug, message, self._part.place(start), value=value, hint=hint)

    def _is_one_of(
        self, known: Collection[str], name: str, slug: str, message: str, start: int, hint: str
    ) -> None:
        if name not in known:
            self._note(slug, message, start, name, did_you_mean(name, known, hint))

    def _node(self, node: Node) -> None:
        known = self._known
        match node:
            case Cite():
                self._cite(node)
            case FigureRef(id, start) if known.figures is not None:
                ids = {figure.id for figure in known.figures}
                told, hint = f"there is no figure {id!r}", "add it to 'figures' in entry.yaml"
                self._is_one_of(ids, id, "unknown-figure", told, start, hint)
            case Embedded("figures", topic, start) if known.figures is not None:
                topics = {figure.topic for figure in known.figures}
                told, hint = f"no figure has the topic {topic!r}", "add figures to entry.yaml"
                self._is_one_of(topics, topic, "unknown-figure", told, start, hint)
            case FindingRef(term, start) if known.findings is not None:
                told = f"{term!r} is not one of the entry's findings"
                hint = "add it to 'findings' in entry.yaml"
                self._is_one_of(known.findings, term, "unknown-finding", told, start, hint)
            case Link():
                self._link(node)
            case Box():
                self._box(node)
            case _:
                pass

    def _cite(self, cite: Cite) -> None:
        place = self._part.place
        if cite.mistake:
            hint = "write [@key], [@one; @two], [@key, p. 158] or [@old, as cited in @new]"
            told = f"cannot read the citation: {cite.mistake}"
            self._note("bad-citation", told, cite.start, cite.source, hint)
        for work in cite.works:
            # The offsets of the keys count from behind the bracket.
            check_key(work.key, self._known, self._desk, place(cite.start + 1 + work.offset))
            if work.via:
                at = place(cite.start + 1 + work.via_offset)
                check_key(work.via, self._known, self._desk, at)
            # A second reference would be read as a place in the first.
            for word in re.split(r"[\s,]+", f"{work.locator} {work.via_locator}"):
                if word in (self._known.references or ()):
                    told = f"{word!r} is a reference, and reads as a place in the work before it"
                    self._note("bad-citation", told, cite.start, word, f"write [@one; @{word}]")

    def _link(self, link: Link) -> None:
        target = link.target
        start = max(self._part.text.find(target, link.start), link.start)
        if target.startswith("#"):
            id = target[1:]
            told, hint = f"there is no heading {id!r}", "use the id of a heading"
            self._is_one_of(self._known.headings, id, "broken-link", told, start, hint)
        elif target.startswith(ENTRY):
            at = self._part.place(start + len(ENTRY))
            check_slug(target.removeprefix(ENTRY), self._known.entries, self._desk, at)
        elif not leads_on(target):
            hint = "write [words](https://…), [words](#heading) or [words](entry:slug)"
            self._note("bad-url", f"a link cannot lead to {target!r}", start, target, hint)

    def _box(self, box: Box) -> None:
        told, hint = (
            f"there is no block of the kind {box.kind!r}",
            f"use one of: {', '.join(BLOCKS)}",
        )
        named = self._part.text.index(box.kind, box.start)
        self._is_one_of(BLOCKS, box.kind, "unknown-block", told, named, hint)
        inside = tuple(walk(box.blocks))
        figures = {each.id for each in inside if isinstance(each, FigureRef)}
        if box.kind == "left":
            told, hint = (
                "pieces of an imported page that nobody has placed",
                "move each to where it belongs or delete it, and then the block",
            )
            self._note("left-over", told, box.start, box.kind, hint)
        if box.end is None:
            told, hint = (
                f"the block {box.kind!r} does not end",
                "end it with ':::' on a line of its own",
            )
            self._note("unclosed-block", told, box.start, box.kind, hint)
        # A table of figures brings the sources of all its rows.
        elif box.kind == "conflict" and len({*cited_keys(inside), *figures}) < 2:
            hint = "cite every side, or write it as an ordinary paragraph"
            told = "a conflict with fewer than two sources"
            self._note("lonely-conflict", told, box.start, box.kind, hint)

    def _strays(self, nodes: Iterable[Node]) -> None:
        """Report what was meant for more than the words that a reader would see."""
        part = self._part
        if calls := _CALLS.search(part.title):
            self._desk.note(
                "bad-citation" if calls[0] == "[@" else "misplaced-table",
                f"the heading {part.title!r} would be shown with its {calls[0]!r}",
                (part.line, 1),
                value=part.title,
                hint="write it into the text below",
            )
        cites = [(each.start, each.end) for each in nodes if isinstance(each, Cite)]
        for bare in _BARE.finditer(part.text):
            if not any(start <= bare.start() < end for start, end in cites):
                told = f"{bare[0]!r} stands outside of square brackets"
                self._note("bad-citation", told, bare.start(), bare[0], f"write [{bare[0]}]")
        tables = {each.start for each in nodes if isinstance(each, Embedded)}
        for table in TABLE.finditer(part.text):
            if table.start() not in tables:
                told = f"{table[0]!r} does not stand alone on its line"
                hint = "give it a line of its own between blank lines"
                self._note("misplaced-table", told, table.start(), table[0], hint)
        ends = {each.end for each in nodes if isinstance(each, Box)}
        for fence in re.finditer(rf"^{FENCE.pattern}$", part.text, re.MULTILINE):
            if fence.start() not in ends:
                hint = "delete it, or begin the block with '::: conflict'"
                self._note("unclosed-block", "':::' ends no block", fence.start(), ":::", hint)

    def _claims(self, passage: Passage) -> None:
        """Report what a passage states without a source."""
        text = self._part.text
        stated = tuple(statements(passage))
        dated = passage.block == "unknown" and _DATED.search(passage.words)
        if not passage.sources and stated and not dated:
            line = text.rfind("\n", 0, passage.start) + 1
            start = line + len(text[line:]) - len(text[line:].lstrip())
            said = _opening(text[start:])
            hint = "end it with [@key], or put it into an ::: editorial block"
            self._note("unsourced-claim", f"a claim without a source: {said!r}", start, said, hint)
        for each in stated:
            if each.kind != "row" and each.sources and (end := _SENTENCE.search(each.words)):
                told = each.words[: end.end()].strip()
                self._note(
                    "unsourced-sentence",
                    f"the citation that follows ends another sentence than {_opening(told)!r}",
                    each.start,
                    _opening(told),
                    "end this sentence with its own citation, or make one sentence of the two",
                )
        if passage.sources and stated and (loose := stated[-1].unsupported) is not None:
            behind = _AFTER.match(text, loose)
            start = behind.end() if behind else loose
            said = _opening(text[start:])
            told = f"no source supports what follows the last citation: {said!r}"
            hint = "cite a source for it too, or move the citation to the end"
            self._note("text-after-citation", told, start, said, hint)


def _opening(text: str, length: int = 50) -> str:
    """The first words of a text, as they were written."""
    words = " ".join(text.split("\n\n", 1)[0].split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"
