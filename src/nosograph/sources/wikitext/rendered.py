"""A page of which only the rendered text is left: what can be had back, and what is gone.

Rule 1. Nothing is guessed into the text; what is gone is named with its line.
Rule 2. A heading is a line that stands twice, or a short line alone that is no sentence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from nosograph.model.entries import anchor
from nosograph.model.pathways import Edge, Pathway, Step
from nosograph.prose.citations import CitedWork
from nosograph.prose.tree import Block, Cite, Inline, Listing, Paragraph, Text
from nosograph.sources.wikitext.citations import key_of
from nosograph.sources.wikitext.flattened import found_in
from nosograph.sources.wikitext.free import csl_of_words
from nosograph.sources.wikitext.page import (
    Chart,
    Doubt,
    Kept,
    Provenance,
    Section,
    WikiPage,
    WikiReference,
)

_BULLET = re.compile(r"^(\s*)[•◦▪‣*·–-]\s+(.*)$")
_ENTRY = re.compile(r"^\s*(\d{1,3})\.\s+((?:↑\s*)?(?:\d{1,3}\.\d{1,2}\s+)*)(.+)$")
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_DATE_ERROR = re.compile(r"(\S+)\s*Check date values in:\s*\|?\s*([\w-]+)\s*=?")
_SYNONYMS = re.compile(
    r"^(?:Synonyms and keywords|Synonyms|Also known as)\s*:\s*(.+)$", re.IGNORECASE
)
_EDITORS = re.compile(r"^(?:Editor-In-Chief|Associate Editor|Editors?)\b", re.IGNORECASE)
_ROLE = re.compile(r"(?:Associate\s+)?Editor\(?s?\)?(?:-in-Chief)?\s*:\s*", re.IGNORECASE)
_DEBRIS = re.compile(
    r"^(?:Template|Category|File|Portal):|^©|^Retrieved from\b|^Jump to\b|^\[edit\]$"
)
_LIST = frozenset({"references", "notes", "citations", "sources", "einzelnachweise"})
FEWEST_BLANK = 8
"""Blank cells in a row of lines that only a table can leave."""
INFERRED = "position of the boxes: their lines are gone"
"""How the edges of a flattened chart were inferred."""


@dataclass(frozen=True, slots=True)
class CopiedLine:
    """A line of the page as it is read."""

    text: str
    number: int
    level: int = 0
    """Of a heading; 0 for other lines."""
    cell: bool = False
    """Whether it is a cell of a flowchart."""


def repaired(
    text: str, provenance: Provenance, lines: Sequence[CopiedLine] | None = None
) -> WikiPage:
    """The page that a rendered text is what is left of."""
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return _Repair(replace(provenance, sha256=digest), lines or lines_of(text)).page()


def lines_of(text: str) -> list[CopiedLine]:
    """The lines of a text, headings and cells told."""
    raw = text.replace("\r\n", "\n").split("\n")
    cells = _cells(raw)
    # Words that stand on the last line without a break, as a site's footer does.
    found: list[CopiedLine] = []
    for number, each in enumerate(raw, 1):
        following = next((line.strip() for line in raw[number : number + 3] if line.strip()), "")
        said = each.strip()
        if number in cells:
            found.append(CopiedLine(said.strip("\xa0"), number, cell=True))
        elif said and said == following:
            found.append(CopiedLine(said, number, level=2))
        elif _stands_alone(raw, number) and _is_title(said):
            found.append(CopiedLine(said, number, level=3))
        else:
            found.append(CopiedLine(each.rstrip(), number))
    return found


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


def _is_title(said: str) -> bool:
    return (
        bool(said) and len(said.split()) <= 12 and said[0].isupper()
        and not re.search(r"[.?!:;\[\]©•]|^\d|\d$", said) and not _DEBRIS.match(said)
    )  # fmt: skip


class _Repair:
    def __init__(self, provenance: Provenance, lines: Sequence[CopiedLine]) -> None:
        self._provenance = provenance
        self._lines = [each for each in lines if each.text.strip() or each.cell]
        self.doubts: list[Doubt] = []
        self.left: list[Kept] = []
        self.charts: list[Chart] = []
        self.synonyms: tuple[str, ...] = ()
        self.editors: tuple[str, ...] = ()
        self.references: dict[int, WikiReference] = {}
        self.uses: Counter[int] = Counter()

    def page(self) -> WikiPage:
        lines = self._single(self._titled(self._lines))
        body, works, rest = _apart(lines)
        self._works(works)
        sections = tuple(self._sections(body))
        self._cited()
        for each in rest:
            self._keep("site", each)
        self._empty(sections)
        references = [replace(e, uses=self.uses[n]) for n, e in self.references.items()]
        return WikiPage(
            self._provenance, sections, tuple(references), tuple(self.charts), tuple(self.left),
            tuple(sorted(self.doubts, key=lambda each: each.line)),
            synonyms=self.synonyms, editors=self.editors, counts={"references": len(references)},
        )  # fmt: skip

    def _doubt(self, slug: str, line: int, value: str, mended: str = "") -> None:
        self.doubts.append(Doubt(slug, line, value, mended))

    def _keep(self, kind: str, line: CopiedLine) -> None:
        said = line.text.strip()
        self.left.append(Kept(kind, said[:80], line.number, "", (), said))
        self._doubt("site-text", line.number, said[:120])

    def _titled(self, lines: list[CopiedLine]) -> list[CopiedLine]:
        """The lines behind the page's title; what stands before it is the site's."""
        text = " ".join(each.text for each in lines).casefold()
        heads = [each for each in lines[:6] if each.level or _is_title(each.text.strip())]
        if not heads:
            return lines
        title = max(
            heads, key=lambda each: (text.count(each.text.strip().casefold()), -each.number)
        )
        if lines.index(title) > 4 or any(each.level == 2 for each in lines[: lines.index(title)]):
            return lines
        if title.level == 2:
            return lines
        for each in lines[: lines.index(title)]:
            self._keep("site", each)
        self._provenance = replace(
            self._provenance, title=self._provenance.title or title.text.strip()
        )
        return lines[lines.index(title) + 1 :]

    def _single(self, lines: Sequence[CopiedLine]) -> list[CopiedLine]:
        """The lines with each heading once."""
        found: list[CopiedLine] = []
        for each in lines:
            if found and found[-1].level and found[-1].text.strip() == each.text.strip():
                self._doubt("doubled-heading", found[-1].number, each.text.strip())
                continue
            found.append(each)
        return found

    def _works(self, lines: Sequence[CopiedLine]) -> None:
        taken: dict[str, WikiReference] = {}
        for line in lines:
            found = _ENTRY.match(line.text)
            if found is None:
                self._keep("site", line)
                continue
            number, words = int(found[1]), found[3].strip().removeprefix("↑").strip()
            csl = csl_of_words(words)
            if error := _DATE_ERROR.search(words):
                year = ((csl.get("issued") or {}).get("date-parts") or [[""]])[0]
                shown = "-".join(f"{part:02d}" if isinstance(part, int) else part for part in year)
                self._doubt("date-error", line.number, f"reference {number}: {error[1]}", shown)
            for mended in str(csl["custom"]["status"]).split("; ")[2:]:
                if "date" not in mended:
                    self._doubt("mended-reference", line.number, f"reference {number}: {mended}")
            key = key_of(csl, taken)
            names = tuple(found[2].split())
            taken[key] = self.references[number] = WikiReference(
                key, {"id": key} | csl, names, 0, line.number
            )

    def _sections(self, lines: Sequence[CopiedLine]) -> Iterator[Section]:
        head = CopiedLine("", 1)
        under: list[CopiedLine] = []
        for line in lines:
            if line.level:
                yield self._section(head, under)
                head, under = line, []
            else:
                under.append(line)
        yield self._section(head, under)

    def _section(self, head: CopiedLine, under: Sequence[CopiedLine]) -> Section:
        blocks: list[Block] = []
        cells = [each for each in under if each.cell]
        if cells:
            self._chart(cells, head.text.strip())
        bullets: list[tuple[int, tuple[Inline, ...]]] = []
        for line in (*under, CopiedLine("", 0)):
            found = _BULLET.match(line.text)
            if found and not line.cell:
                bullets.append((len(found[1]), self._inline(found[2], line)))
                continue
            if bullets:
                blocks.append(_list(bullets))
                bullets = []
            if line.number and not line.cell and not self._told(line):
                blocks.append(Paragraph(self._inline(line.text.strip(), line)))
        return Section(head.level, head.text.strip(), tuple(blocks), head.number)

    def _told(self, line: CopiedLine) -> bool:
        """Whether a line says something about the page, and nothing of its subject."""
        said = line.text.strip()
        if found := _SYNONYMS.match(said):
            self.synonyms = tuple(each.strip() for each in re.split(r",(?![^(]*\))", found[1]))
        elif _EDITORS.match(said):
            names = (re.sub(r"\s*\[\d+\]", "", each).strip(" ,") for each in _ROLE.split(said))
            self.editors = tuple(filter(None, names))
        elif _DEBRIS.match(said):
            self._keep("template", line)
        else:
            return False
        return True

    def _inline(self, said: str, line: CopiedLine) -> tuple[Inline, ...]:
        parts: list[Inline] = []
        past = 0
        for found in _NUMBER.finditer(said):
            number = int(found[1])
            parts.append(Text(said[past : found.start()]))
            past = found.end()
            if number in self.references:
                self.uses[number] += 1
                key = self.references[number].key
                parts.append(Cite((CitedWork(key),), f"[@{key}]"))
            else:
                self._doubt("nameless-ref", line.number, found[0])
        parts.append(Text(said[past:]))
        return tuple(part for part in parts if part != Text(""))

    def _cited(self) -> None:
        for number, each in self.references.items():
            if not self.uses[number]:
                title = str(each.csl["title"])
                self._doubt("orphan-reference", each.line, f"reference {number}: {title[:100]}")

    def _empty(self, sections: Sequence[Section]) -> None:
        charted = {chart.section for chart in self.charts}
        for number, section in enumerate(sections):
            following = sections[number + 1].level if number + 1 < len(sections) else 0
            said = [each for block in section.blocks for each in _sentences(block)]
            leads = [each for each in said if each.rstrip().endswith(":")]
            if (
                section.level
                and section.title not in charted
                and len(leads) == len(said)
                and following <= section.level
            ):
                self._doubt("empty-section", section.line, section.title)
            for each in leads:
                self._doubt("lost-list", section.line, f"{section.title}: … {each[-60:]}")

    def _chart(self, cells: Sequence[CopiedLine], section: str) -> None:
        found = found_in([each.text for each in cells])
        ids: list[str] = []
        for title in found.titles:
            base = anchor(title) or "box"
            ids.append(base if base not in ids else f"{base}-{len(ids)}")
        steps = []
        for number, title in enumerate(found.titles):
            edges = tuple(
                Edge(ids[to], inferred=INFERRED) for source, to in found.edges if source == number
            )
            steps.append(
                Step(
                    ids[number],
                    title,
                    "any" if len(edges) > 1 else "one",
                    ends=not edges,
                    leads_to=edges,
                )
            )
        if not steps:
            return
        named = section or "chart"
        pathway = Pathway(anchor(named), named, "", "", (), tuple(steps))
        rows = tuple(" | ".join(found.titles[each] for each in row) for row in found.rows)
        line = cells[0].number
        self._doubt(
            "lost-lines",
            line,
            f"{len(steps)} boxes in {len(rows)} rows, {len(found.edges)} edges inferred",
        )
        self.charts.append(Chart(pathway, section, line, rows, len(steps), {}))


def _apart(
    lines: Sequence[CopiedLine],
) -> tuple[list[CopiedLine], list[CopiedLine], list[CopiedLine]]:
    """The text, the list of references, and what stands behind it."""
    start = next(
        (n for n, e in enumerate(lines) if e.level and e.text.strip().casefold() in _LIST),
        len(lines),
    )
    works = [each for each in lines[start + 1 :] if _ENTRY.match(each.text)]
    end = lines.index(works[-1]) + 1 if works else start + 1
    return list(lines[:start]), list(lines[start + 1 : end]), list(lines[end:])


def _list(bullets: Sequence[tuple[int, tuple[Inline, ...]]]) -> Listing:
    """Bullets as a list; those further in belong to the one before."""
    items: list[tuple[Block, ...]] = []
    at = 0
    while at < len(bullets):
        indent, inside = bullets[at]
        end = at + 1
        while end < len(bullets) and bullets[end][0] > indent:
            end += 1
        below = bullets[at + 1 : end]
        items.append((Paragraph(inside), *((_list(below),) if below else ())))
        at = end
    return Listing(tuple(items))


def _sentences(block: Block) -> Iterable[str]:
    match block:
        case Paragraph(inside):
            yield "".join(part.text for part in inside if isinstance(part, Text))
        case Listing(items):
            for item in items:
                for each in item:
                    yield from _sentences(each)
        case _:
            pass
