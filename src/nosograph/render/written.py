"""An entry's text as a page says it: figures, findings, citations and marks written out.

Rule 1. Every word that a reader sees of the text is decided here, once, for pages, plain text
and paper alike.
Rule 2. What the text names and the entry lacks is shown as missing, never dropped; the checker
keeps such entries out of a release.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import assert_never

from nosograph.model.entries import Entry, Figure, Finding, Organisation
from nosograph.prose import tree
from nosograph.prose.citations import CitedWork
from nosograph.prose.read import read
from nosograph.prose.tree import Block, Inline, Link, Paragraph, Row, Span, Table, Text
from nosograph.render.languages import Words, frequency_text, words
from nosograph.render.references import ReferenceList
from nosograph.render.site import path

Marks = Mapping[tuple[int, int], str]
"""Where a claim ends (place of its source, row of its table) and its id."""

Cells = tuple[tuple[Inline, ...], ...]

NOTHING: Mapping[str, str] = MappingProxyType({})
UNMARKED: Mapping[str, tuple[str, str]] = MappingProxyType({})
"""Id of a claim: where it is listed, and what supports it."""
NO_MARKS: Marks = MappingProxyType({})
FIRST = 10
"""Organisations shown before the rest is folded."""
_POPULATIONS = ("child", "adult", "all")


class Prose:
    """Writes an entry's texts out, for one page in one language."""

    def __init__(
        self,
        entry: Entry,
        references: ReferenceList,
        language: str,
        labels: Mapping[str, str] = NOTHING,
        marked: Mapping[str, tuple[str, str]] = UNMARKED,
        beside: str = "",
    ) -> None:
        self.references = references
        self.words: Words = words(language)
        self._entry = entry
        self._language = language
        self._figures = {figure.id: figure for figure in entry.figures}
        self._labels = {**labels, **{each.term: each.label for each in entry.findings}}
        self._tables = 0
        self._marked = marked
        self._beside = beside
        self._marks = NO_MARKS

    def written(self, text: str, marks: Marks = NO_MARKS) -> tuple[Block, ...]:
        """A text; citations take their numbers from this page's references."""
        self._marks = marks
        return self._blocks(read(text))

    def _blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(written for each in blocks for written in self._block(each))

    def _block(self, block: Block) -> Iterable[Block]:
        match block:
            case Paragraph(inside):
                return (replace(block, inside=self._inside(inside)),)
            case tree.Heading(level, inside):
                # The page's title is h1, so that a file's `##` stands one level lower there.
                return (tree.Heading(min(level + 1, 6), self._inside(inside)),)
            case tree.Listing(items):
                return (replace(block, items=tuple(map(self._blocks, items))),)
            case Table(head, rows, aligns):
                return (self._table(self._row(head), map(self._row, rows), aligns),)
            case tree.Quote(blocks):
                return (tree.Quote(self._blocks(blocks)),)
            case tree.Box(kind, blocks):
                title = Paragraph(
                    (Text(self.words.get("block_" + kind, kind)),), role="block-title"
                )
                number = (self._emergency_number(),) if kind == "emergency" else ()
                return (tree.Box(kind, (title, *number, *self._blocks(blocks))),)
            case tree.Embedded("figures", topic, start):
                return (self._figure_table(topic, start),)
            case tree.Embedded("findings", _, start):
                return self._finding_tables(start)
            case tree.Embedded():
                return self._organisations()
            case _:
                assert_never(block)

    def _emergency_number(self) -> Paragraph:
        number = self._entry.emergency
        key = "emergency_number" if number else "emergency_numbers"
        return Paragraph((Span("strong", (Text(self.words[key].format(number=number)),)),))

    def _row(self, row: Row) -> Cells:
        return tuple(map(self._inside, row.cells))

    def _inside(self, inside: Iterable[Inline]) -> tuple[Inline, ...]:
        return tuple(written for each in inside for written in self._inline(each))

    def _inline(self, part: Inline) -> Iterable[Inline]:
        match part:
            case Text():
                return (part,)
            case Span(role, inside):
                return (Span(role, self._inside(inside)),)
            case Link(target, inside):
                return self._link(target, self._inside(inside))
            case tree.Cite(works, source):
                shown = self.citations(works) if works else (Text(source),)
                return (*shown, *self._mark(part.start))
            case tree.FigureRef(id):
                return (*self._figure(id), *self._mark(part.start))
            case tree.FindingRef(term):
                return (self._finding(term, self._labels.get(term, term)),)
            case _:
                assert_never(part)

    def _link(self, target: str, inside: tuple[Inline, ...]) -> tuple[Inline, ...]:
        if target.startswith(tree.ENTRY):
            slug = target.removeprefix(tree.ENTRY)
            return (Link(path(self._language, f"/d/{slug}/{self._beside}"), inside),)
        return (Link(target, inside),) if tree.leads_on(target) else inside

    def _mark(self, place: int, row: int = 0) -> Iterator[Inline]:
        """A link from the end of a claim to what supports it, if one ends at that place."""
        id = self._marks.get((place, row), "")
        if id in self._marked:
            listed, facts = self._marked[id]
            yield Link(listed, (Text(facts),))

    def citations(self, works: Sequence[CitedWork]) -> tuple[Inline, ...]:
        """Numbers in brackets that link to the references."""
        shown: list[Inline] = []
        for work in works:
            shown += [Text("; " if shown else "["), *self._numbered(work.key, work.locator)]
            if work.via:
                shown += [
                    Text(f" {self.words['as_cited_in']} "),
                    *self._numbered(work.via, work.via_locator),
                ]
        return (Span("cite", (*shown, Text("]"))),)

    def _numbered(self, key: str, locator: str) -> Iterator[Inline]:
        if self.references.knows(key):
            number, anchor = self.references.cite(key)
            yield Link(f"#r{number}", (Text(str(number)),), id=anchor)
        else:
            yield Text(f"{self.words['reference_missing']}: {key}")
        if locator:
            yield Text(f", {locator}")

    def sources(self, keys: Iterable[str]) -> tuple[Inline, ...]:
        """Citations of whole works, as data name them; empty without keys."""
        known = [CitedWork(key) for key in keys if self.references.knows(key)]
        return self.citations(known) if known else ()

    def _figure(self, id: str) -> tuple[Inline, ...]:
        """A figure's value and unit with its source."""
        figure = self._figures.get(id)
        if figure is None:
            return (Span("missing", (Text(id),)),)
        cited = self.sources(figure.sources)
        return (Span("figure", (Text(_value(figure)),)), *((Text(" "), *cited) if cited else ()))

    def _finding(self, term: str, label: str) -> Link:
        return Link(path(self._language, f"/t/{term}"), (Text(label),), role="finding")

    def _figure_table(self, topic: str, start: int) -> Block:
        """All figures of a topic."""
        rows = [
            (
                _said(each.label),
                (Text(_value(each)), *_note(each.note)),
                _said(each.population),
                (*self.sources(each.sources), *self._mark(start, number)),
            )
            for number, each in enumerate(self._entry.figures)
            if each.topic == topic
        ]
        if not rows:
            return Paragraph((Span("missing", (Text(topic),)),))
        heads = ("figure_label", "figure_value", "figure_population", "figure_source")
        return self._table(self._heads(heads), rows, row_heads=True)

    def _finding_tables(self, start: int) -> Iterator[Block]:
        """The entry's own findings, a table per population."""
        heads = ("finding", "phase", "how_often", "figure_source")
        for population in _POPULATIONS:
            rows = [
                (
                    (self._finding(each.term, each.label), *_note(each.note)),
                    _said(", ".join(self.words["phase_" + phase] for phase in each.phase)),
                    _said(self._how_often(each)),
                    (*self.sources(each.sources), *self._mark(start, number)),
                )
                for number, each in enumerate(self._entry.findings)
                if each.population == population
            ]
            if rows:
                title = Text(self.words["population_" + population])
                yield Paragraph((title,), role="table-title")
                yield self._table(self._heads(heads), rows, row_heads=True)

    def _how_often(self, finding: Finding) -> str:
        return frequency_text(finding.frequency, self._language) if finding.frequency else ""

    def _organisations(self) -> Iterator[Block]:
        listed = [(Paragraph(self._organisation(e)),) for e in self._entry.organisations]
        first, rest = tuple(listed[:FIRST]), tuple(listed[FIRST:])
        yield tree.Listing(first, role="organisations")
        if rest:
            title = Text(self.words["organisations_more"].format(count=len(rest)))
            more = tree.Listing(rest, role="organisations")
            yield tree.Box("more", (Paragraph((title,), role="block-title"), more))

    def _organisation(self, each: Organisation) -> tuple[Inline, ...]:
        name: Inline = Text(each.name)
        if each.url.startswith(("https://", "http://")):
            name = Link(each.url, (name,))
        kind = self.words.get("organisation_" + each.kind, each.kind)
        facts = ", ".join(part for part in (kind, each.place) if part)
        note = _note(each.note)
        if each.local:
            mark = self.words["local_of"].format(hospital=each.local.hospital)
            told = Text(f" {each.local.text(self._language)}")
            note = (Text(" "), Span("badge", (Text(mark),)), told)
        cited = self.sources(each.sources)
        return (name, Text(" "), Span("muted", (Text(facts),)), *note, Text(" "), *cited)

    def _heads(self, keys: Iterable[str]) -> Cells:
        return tuple((Text(self.words[key]),) for key in keys)

    def _table(
        self,
        head: Cells,
        rows: Iterable[Cells],
        aligns: tuple[str, ...] = (),
        *,
        row_heads: bool = False,
    ) -> Table:
        self._tables += 1
        label = self.words["table"].format(number=self._tables)
        return Table(Row(head), tuple(map(Row, rows)), aligns, label, row_heads)


def _value(figure: Figure) -> str:
    return f"{figure.value}\N{NO-BREAK SPACE}{figure.unit}" if figure.unit else figure.value


def _said(text: str) -> tuple[Inline, ...]:
    return (Text(text),) if text else ()


def _note(note: str) -> tuple[Inline, ...]:
    return (Text(" "), Span("note", (Text(note),))) if note else ()
