"""A page of which only the rendered text is left: what can be had back, and what is gone.

Rule. Nothing is guessed into the text; what is gone is named with its line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from nosograph.prose.citations import CitedWork
from nosograph.prose.tree import Block, Cite, Inline, Listing, Paragraph, Text
from nosograph.sources.wikitext.charts import pathway_of
from nosograph.sources.wikitext.citations import key_of
from nosograph.sources.wikitext.copied import DEBRIS, CopiedLine, Known, is_title, lines_of
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
_ENTRY = re.compile(
    r"^\s*(?:(\d{1,3})\.\s+|(?=[↑^]))((?:[↑^]\s*)?(?:Jump up(?: to)?:?\s*)?"
    r"(?:\d{1,3}\.\d{1,2}\s+|(?<=[↑^:\s])[a-z]{1,2}\s+)*)(.+)$"
)
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_OWN_ERROR = re.compile(r"\{\{[^{}]*\}\}:\s*(?=Check)|\s*\((?:help|Hilfe)\)$")
_NOTICE = re.compile(r"\[(?:citation needed|clarification needed|when\?|who\?|by whom\?|page needed|Beleg fehlt)\]", re.IGNORECASE)  # fmt: skip
_DATE_ERROR = re.compile(r"(\S+)\s*Check date values in:\s*\|?\s*([\w-]+)\s*=?")
_SYNONYMS = re.compile(
    r"^(?:Synonyms and keywords|Synonyms|Also known as)\s*:\s*(.+)$", re.IGNORECASE
)
_EDITORS = re.compile(r"^(?:Editor-In-Chief|Associate Editor|Editors?)\b", re.IGNORECASE)
_ROLE = re.compile(r"(?:Associate\s+)?Editor\(?s?\)?(?:-in-Chief)?\s*:\s*", re.IGNORECASE)
_LIST = frozenset({"references", "notes", "citations", "sources", "einzelnachweise"})
INFERRED = "position of the boxes: their lines are gone"
"""How the edges of a flattened chart were inferred."""


def repaired(
    text: str,
    provenance: Provenance,
    lines: Sequence[CopiedLine] | None = None,
    known: Known = lambda title: 0,
) -> WikiPage:
    """The page that a rendered text is what is left of."""
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return _Repair(replace(provenance, sha256=digest), lines or lines_of(text, known)).page()


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
        for each in self._lines:
            if each.site:
                self._keep("site", each)
            for word in filter(None, each.mended.split("; ")):
                self._doubt("broken-word", each.number, word, word.replace("- ", ""))
        lines = self._single(self._titled([each for each in self._lines if not each.site]))
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
        first = next((at for at, each in enumerate(lines[:6]) if each.level == 2), 6)
        heads = [each for each in lines[:first] if each.level or is_title(each.text.strip())]
        if not heads:
            return lines
        title = max(
            heads, key=lambda each: (text.count(each.text.strip().casefold()), -each.number)
        )
        if lines.index(title) > 4:
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
            number = int(found[1]) if found[1] else max(self.references, default=0) + 1
            words = _OWN_ERROR.sub("", found[3].strip().lstrip("↑^ "))
            names_of = " ".join(re.findall(r"\d+\.\d+|\b[a-z]{1,2}\b", found[2]))
            csl = csl_of_words(words)
            if error := _DATE_ERROR.search(words):
                year = ((csl.get("issued") or {}).get("date-parts") or [[""]])[0]
                shown = "-".join(f"{part:02d}" if isinstance(part, int) else part for part in year)
                self._doubt("date-error", line.number, f"reference {number}: {error[1]}", shown)
            for mended in str(csl["custom"]["status"]).split("; ")[2:]:
                if "date" not in mended:
                    self._doubt("mended-reference", line.number, f"reference {number}: {mended}")
            key = key_of(csl, taken)
            names = tuple(names_of.split())
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
            self.synonyms = tuple(each.strip() for each in re.split(r"[,;](?![^(]*\))", found[1]))
        elif _EDITORS.match(said):
            names = (re.sub(r"\s*\[\d+\]", "", each).strip(" ,;") for each in _ROLE.split(said))
            self.editors = tuple(filter(None, names))
        elif DEBRIS.match(said):
            self._keep("template", line)
        else:
            return False
        return True

    def _inline(self, said: str, line: CopiedLine) -> tuple[Inline, ...]:
        if notices := _NOTICE.findall(said):
            self._doubt("site-text", line.number, " ".join(notices))
            said = _NOTICE.sub("", said)
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
        if not found.titles:
            return
        pathway = pathway_of(found.titles, found.edges, section or "chart", lambda edge: INFERRED)
        rows = tuple(" | ".join(found.titles[each] for each in row) for row in found.rows)
        line = cells[0].number
        self._doubt(
            "lost-lines",
            line,
            f"{len(found.titles)} boxes in {len(rows)} rows, {len(found.edges)} edges inferred",
        )
        self.charts.append(Chart(pathway, section, line, rows, len(found.titles), {}))


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
