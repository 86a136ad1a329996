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
_DATED = re.compile(r"\b(?:19|20)\d{2}\b")
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
        nodes = tuple(walk(part.blocks))
        for node in nodes:
            _check_node(node, part, known, desk)
        _check_strays(part, nodes, desk)
        for passage in passages(part.blocks) if sourced else ():
            if isinstance(passage, Passage) and passage.block != "editorial":
                _check_claims(passage, part, desk)


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


def _check_node(node: Node, part: Part, known: Known, desk: Desk) -> None:
    match node:
        case Cite():
            _check_citation(node, part, known, desk)
        case FigureRef(id, start) if known.figures is not None:
            ids = {figure.id for figure in known.figures}
            hint = "add it to 'figures' in entry.yaml"
            _check_named(
                "unknown-figure",
                f"there is no figure {id!r}",
                id,
                ids,
                desk,
                part.place(start),
                hint,
            )
        case Embedded("figures", topic, start) if known.figures is not None:
            topics = {figure.topic for figure in known.figures}
            message, hint = f"no figure has the topic {topic!r}", "add figures to entry.yaml"
            _check_named("unknown-figure", message, topic, topics, desk, part.place(start), hint)
        case FindingRef(term, start) if known.findings is not None:
            message = f"{term!r} is not one of the entry's findings"
            hint = "add it to 'findings' in entry.yaml"
            _check_named(
                "unknown-finding", message, term, known.findings, desk, part.place(start), hint
            )
        case Link():
            _check_link(node, part, known, desk)
        case Box():
            _check_box(node, part, desk)
        case _:
            pass


def _check_named(
    slug: str, message: str, name: str, known: Collection[str], desk: Desk, at: Place, hint: str
) -> None:
    """Report a name that is not among those known."""
    if name not in known:
        desk.note(slug, message, at, value=name, hint=did_you_mean(name, known, hint))


def _check_citation(cite: Cite, part: Part, known: Known, desk: Desk) -> None:
    if cite.mistake:
        desk.note(
            "bad-citation",
            f"cannot read the citation: {cite.mistake}",
            part.place(cite.start),
            value=cite.source,
            hint="write [@key], [@one; @two], [@key, p. 158] or [@old, as cited in @new]",
        )
    for work in cite.works:
        # The offsets of the keys count from behind the bracket.
        check_key(work.key, known, desk, part.place(cite.start + 1 + work.offset))
        if work.via:
            check_key(work.via, known, desk, part.place(cite.start + 1 + work.via_offset))
        for locator in filter(None, (work.locator, work.via_locator)):
            _check_locator(locator, known, desk, part.place(cite.start))


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


def _check_link(link: Link, part: Part, known: Known, desk: Desk) -> None:
    target = link.target
    written = max(part.text.find(target, link.start), link.start)
    at = part.place(written)
    if target.startswith("#"):
        message = f"there is no heading {target[1:]!r}"
        hint = "use the id of a heading"
        _check_named("broken-link", message, target[1:], known.headings, desk, at, hint)
    elif target.startswith(ENTRY):
        slug = target.removeprefix(ENTRY)
        check_slug(slug, known.entries, desk, part.place(written + len(ENTRY)))
    elif not leads_on(target):
        desk.note(
            "bad-url",
            f"a link cannot lead to {target!r}",
            at,
            value=target,
            hint="write [words](https://…), [words](#heading) or [words](entry:slug)",
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


def _check_box(box: Box, part: Part, desk: Desk) -> None:
    at = part.place(box.start)
    if box.kind not in BLOCKS:
        message = f"there is no block of the kind {box.kind!r}"
        hint = f"use one of: {', '.join(BLOCKS)}"
        place = part.place(part.text.index(box.kind, box.start))
        _check_named("unknown-block", message, box.kind, BLOCKS, desk, place, hint)
    if box.end is None:
        desk.note(
            "unclosed-block",
            f"the block {box.kind!r} does not end",
            at,
            value=box.kind,
            hint="end it with ':::' on a line of its own",
        )
        return
    inside = tuple(walk(box.blocks))
    figures = {each.id for each in inside if isinstance(each, FigureRef)}
    # A table of figures brings the sources of all its rows.
    if box.kind == "conflict" and len({*cited_keys(inside), *figures}) < 2:
        desk.note(
            "lonely-conflict",
            "a conflict with fewer than two sources",
            at,
            value="conflict",
            hint="cite every side, or write it as an ordinary paragraph",
        )


def _check_strays(part: Part, nodes: Iterable[Node], desk: Desk) -> None:
    """Report what was meant for more than the words that a reader would see."""
    cites = [(each.start, each.end) for each in nodes if isinstance(each, Cite)]
    for match in _BARE.finditer(part.text):
        if not any(start <= match.start() < end for start, end in cites):
            desk.note(
                "bad-citation",
                f"{match[0]!r} stands outside of square brackets",
                part.place(match.start()),
                value=match[0],
                hint=f"write [{match[0]}]",
            )
    if titled := _CALLS.search(part.title):
        desk.note(
            "bad-citation" if titled[0] == "[@" else "misplaced-table",
            f"the heading {part.title!r} would be shown with its {titled[0]!r}",
            (part.line, 1),
            value=part.title,
            hint="write it into the text below",
        )
    tables = {each.start for each in nodes if isinstance(each, Embedded)}
    for match in TABLE.finditer(part.text):
        if match.start() not in tables:
            desk.note(
                "misplaced-table",
                f"{match[0]!r} does not stand alone on its line",
                part.place(match.start()),
                value=match[0],
                hint="give it a line of its own between blank lines",
            )
    ends = {each.end for each in nodes if isinstance(each, Box)}
    start = 0
    for line in part.text.split("\n"):
        if FENCE.fullmatch(line) and start not in ends:
            desk.note(
                "unclosed-block",
                "':::' ends no block",
                part.place(start),
                value=":::",
                hint="delete it, or begin the block with '::: conflict'",
            )
        start += len(line) + 1


def _check_claims(passage: Passage, part: Part, desk: Desk) -> None:
    """Report what a passage states without a source."""
    stated = tuple(statements(passage))
    dated = passage.block == "unknown" and _DATED.search(passage.words)
    if not passage.sources and stated and not dated:
        line = part.text.rfind("\n", 0, passage.start) + 1
        start = line + len(part.text[line:]) - len(part.text[line:].lstrip())
        said = _opening(part.text[start:])
        desk.note(
            "unsourced-claim",
            f"a claim without a source: {said!r}",
            part.place(start),
            value=said,
            hint="end it with [@key], or put it into an ::: editorial block",
        )
    elif passage.sources and stated and (loose := stated[-1].unsupported) is not None:
        behind = _AFTER.match(part.text, loose)
        start = behind.end() if behind else loose
        after = _opening(part.text[start:])
        desk.note(
            "text-after-citation",
            f"no source supports what follows the last citation: {after!r}",
            part.place(start),
            value=after,
            hint="cite a source for it too, or move the citation to the end",
        )


def _opening(text: str, length: int = 50) -> str:
    """The first words of a text, as they were written."""
    words = " ".join(text.split("\n\n", 1)[0].split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"
