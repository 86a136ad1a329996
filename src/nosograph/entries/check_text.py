"""Whether an entry's prose holds: claims with sources, citations that lead somewhere.

Rule 1. A claim is a paragraph, list item or table row; its source stands at its end.
Rule 2. A figure that is interpolated brings its source with it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from nosograph.entries.problems import Desk, Place, did_you_mean
from nosograph.model.entries import Figure
from nosograph.model.problems import place_of
from nosograph.prose.blocks import ENTRY_LINK, PLACE_HOLDER, Block, blocks
from nosograph.prose.citations import CITATION, KEY
from nosograph.prose.parts import citations

CONTAINERS = ("conflict", "secondary", "editorial", "unknown", "emergency")
"""The kinds of `:::` block."""

_FIGURE = re.compile(r"\{\{figure:[^{}\s]+\}\}")
_SOURCE = re.compile(rf"{CITATION.pattern}|{_FIGURE.pattern}")
_ALONE = re.compile(r"\{\{(?:figures:[^{}\s]+|findings|organisations)\}\}")
_AFTER = re.compile(r"[\s.;:,)\]*_”’\"'|]*")
"""What may follow the last source: punctuation, never words."""
_DATED = re.compile(r"\b(?:19|20)\d{2}\b")
_BARE = re.compile(rf"(?<![\w.@/])@{KEY.pattern}")
_LINK = re.compile(r"\]\(#([^)\s]*)\)")


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


def check_text(text: str, known: Known, desk: Desk, *, sourced: bool) -> None:
    """Report what is wrong with the prose of a file; claims need sources if `sourced`."""
    _check_citations(text, known, desk)
    _check_place_holders(text, known, desk)
    _check_links(text, known, desk)
    found = tuple(blocks(text))
    _check_containers(found, desk)
    if sourced:
        for block in found:
            _check_claim(block, desk)


def cited_keys(text: str) -> Iterator[str]:
    """The keys that the citations of a text name."""
    for citation in citations(text):
        for work in citation.works:
            yield work.key
            if work.via:
                yield work.via


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


def _check_citations(text: str, known: Known, desk: Desk) -> None:
    inside: list[tuple[int, int]] = []
    for citation in citations(text):
        inside.append((citation.start, citation.end))
        if citation.mistake:
            desk.note(
                "bad-citation",
                f"cannot read the citation: {citation.mistake}",
                citation.at,
                value=text[citation.start : citation.end],
                hint="write [@key], [@one; @two], [@key, p. 158] or [@old, as cited in @new]",
            )
        for work in citation.works:
            start = citation.start + 1
            check_key(work.key, known, desk, place_of(text, start + work.offset))
            if work.via:
                check_key(work.via, known, desk, place_of(text, start + work.via_offset))
            for locator in filter(None, (work.locator, work.via_locator)):
                _check_locator(locator, known, desk, citation.at)
    for match in _BARE.finditer(text):
        if not any(start <= match.start() < end for start, end in inside):
            desk.note(
                "bad-citation",
                f"{match[0]!r} stands outside of square brackets",
                place_of(text, match.start()),
                value=match[0],
                hint=f"write [{match[0]}]",
            )


def _check_locator(locator: str, known: Known, desk: Desk, at: Place) -> None:
    """Report a second reference that would be read as a place in the first."""
    for word in re.split(r"[\s,]+", locator):
        if known.references is not None and word in known.references:
            desk.note(
                "bad-citation",
                f"{word!r} is a reference, and reads as a place in the work before it",
                at,
                value=word,
                hint=f"write [@one; @{word}]",
            )


def _check_place_holders(text: str, known: Known, desk: Desk) -> None:
    for match in PLACE_HOLDER.finditer(text):
        word, _, argument = match[1].partition(":")
        at = place_of(text, match.start())
        if word == "figure":
            _check_figure(argument, known, desk, at)
        elif word == "hp" and known.findings is not None and argument not in known.findings:
            desk.note(
                "unknown-finding",
                f"{argument!r} is not one of the entry's findings",
                at,
                value=argument,
                hint=did_you_mean(argument, known.findings, "add it to 'findings' in entry.yaml"),
            )
        elif word == "figures" and known.figures is not None:
            topics = {figure.topic for figure in known.figures}
            if argument not in topics:
                desk.note(
                    "unknown-figure",
                    f"no figure has the topic {argument!r}",
                    at,
                    value=argument,
                    hint=did_you_mean(argument, topics, "add figures to entry.yaml"),
                )
        if _ALONE.fullmatch(match[0]) and not _stands_alone(text, match):
            desk.note(
                "misplaced-table",
                f"{match[0]!r} does not stand alone on its line",
                at,
                value=match[0],
                hint="give it a line of its own between blank lines",
            )


def _check_figure(id: str, known: Known, desk: Desk, at: tuple[int, int]) -> None:
    if known.figures is None:
        return
    ids = {figure.id for figure in known.figures}
    if id not in ids:
        desk.note(
            "unknown-figure",
            f"there is no figure {id!r}",
            at,
            value=id,
            hint=did_you_mean(id, ids, "add it to 'figures' in entry.yaml"),
        )


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether blank lines, headings or block marks are all that touches it."""
    before, after = text[: match.start()].split("\n"), text[match.end() :].split("\n")
    if before[-1].strip() or after[0].strip():
        return False
    neighbours = [before[-2] if len(before) > 1 else "", after[1] if len(after) > 1 else ""]
    return all(not each.strip() or each.lstrip().startswith(("#", ":::")) for each in neighbours)


def _check_links(text: str, known: Known, desk: Desk) -> None:
    for match in _LINK.finditer(text):
        if match[1] not in known.headings:
            desk.note(
                "broken-link",
                f"there is no heading {match[1]!r}",
                place_of(text, match.start() + 2),
                value=match[1],
                hint=did_you_mean(match[1], known.headings, "use the id of a heading"),
            )

    for match in ENTRY_LINK.finditer(text):
        check_slug(match[1], known.entries, desk, place_of(text, match.start(1)))


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


def _check_containers(found: Iterable[Block], desk: Desk) -> None:
    open_blocks: list[tuple[Block, set[str]]] = []
    for block in found:
        keys = set(cited_keys(block.text)) | {each[0] for each in _FIGURE.finditer(block.text)}
        for _, cited in open_blocks:
            cited |= keys
        if block.kind == "open":
            open_blocks.append((block, set()))
            _check_kind(block, desk)
        elif block.kind == "close" and not open_blocks:
            desk.note(
                "unclosed-block",
                "':::' ends no block",
                block.place(),
                value=":::",
                hint="delete it, or begin the block with '::: conflict'",
            )
        elif block.kind == "close":
            opened, cited = open_blocks.pop()
            _check_conflict(opened, cited, desk)
    for opened, _ in open_blocks:
        desk.note(
            "unclosed-block",
            f"the block {opened.container!r} does not end",
            opened.place(),
            value=opened.container,
            hint="end it with ':::' on a line of its own",
        )


def _check_kind(block: Block, desk: Desk) -> None:
    if block.container not in CONTAINERS:
        desk.note(
            "unknown-block",
            f"there is no block of the kind {block.container!r}",
            block.place(block.text.index(block.container)),
            value=block.container,
            hint=did_you_mean(block.container, CONTAINERS, f"use one of: {', '.join(CONTAINERS)}"),
        )


def _check_conflict(opened: Block, cited: set[str], desk: Desk) -> None:
    # A table of figures brings the sources of all its rows.
    if opened.container == "conflict" and len(cited) < 2:
        desk.note(
            "lonely-conflict",
            "a conflict with fewer than two sources",
            opened.place(),
            value="conflict",
            hint="cite every side, or write it as an ordinary paragraph",
        )


def _check_claim(block: Block, desk: Desk) -> None:
    text = block.text.strip()
    if block.kind not in {"paragraph", "item", "row"} or block.container == "editorial":
        return
    if text.endswith(":") or _ALONE.fullmatch(text):
        return
    sources = list(_SOURCE.finditer(block.text))
    if not sources:
        if block.container == "unknown" and _DATED.search(text):
            return
        indent = len(block.text) - len(block.text.lstrip())
        desk.note(
            "unsourced-claim",
            f"a claim without a source: {_opening(text)!r}",
            block.place(indent),
            value=_opening(text),
            hint="end it with [@key], or put it into an ::: editorial block",
        )
        return
    end = sources[-1].end()
    if block.kind != "row" and not _AFTER.fullmatch(block.text, end):
        after = block.text[end:].strip(" .;,\n")
        offset = block.text.index(after, end)
        desk.note(
            "text-after-citation",
            f"no source supports what follows the last citation: {_opening(after)!r}",
            block.place(offset),
            value=_opening(after),
            hint="cite a source for it too, or move the citation to the end",
        )


def _opening(text: str, length: int = 50) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"
