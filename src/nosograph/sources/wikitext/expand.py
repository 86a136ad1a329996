"""Templates in a page: what they say in place, and what is kept beside the text.

Rule 1. A template whose meaning is settled says its words where it stands; an infobox is a table.
Rule 2. One that nobody knows shows its words between marks where it stands within a line, and is
kept beside the text where it stands alone.
"""

import re
from collections.abc import Iterator, Sequence

from nosograph.prose.tree import (
    Block,
    Cite,
    Inline,
    Link,
    Listing,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
    Text,
)
from nosograph.sources.wikitext.charts import is_chart, read_chart
from nosograph.sources.wikitext.citations import in_words, kind_of
from nosograph.sources.wikitext.lines import Lines, tidy
from nosograph.sources.wikitext.measures import computed
from nosograph.sources.wikitext.nodes import (
    Argument,
    Code,
    Comment,
    Node,
    Tag,
    Template,
    Wikilink,
    Words,
    source,
)
from nosograph.sources.wikitext.page import LEFT, WIKI
from nosograph.sources.wikitext.reads import Reads
from nosograph.sources.wikitext.refs import References
from nosograph.sources.wikitext.templates import (
    CELLS,
    CHARACTERS,
    DROPPED,
    HATNOTES,
    NOTICES,
    SAYS,
    SILENT,
    WORKS,
    is_infobox,
    name_of,
)
from nosograph.sources.wikitext.works import Said

_QUOTES = frozenset(
    {
        "quote",
        "blockquote",
        "quotation",
        "cquote",
        "bquote",
        "rquote",
        "quote box",
        "centered pull quote",
    }
)
_NOTES = frozenset(
    {"efn", "refn", "#tag:ref", "efn-ua", "efn-lr", "note label", "cref2", "efn-la", "efn-lg"}
)
_PEOPLE = frozenset({"sk", "cmg", "ae", "eic", "aoeic"})
_CAPTION = re.compile(r"header|footer|caption\d*")
_SETTING = re.compile(
    r"(?:defaultsort|displaytitle|lowercase title|#[a-z]+|[a-z]+)\s*:.*", re.DOTALL
)
_LISTS = frozenset({"hlist", "ubl", "unbulleted list", "flatlist", "cslist", "flat list"})
LONG = 60
"""Letters from which on an argument is prose and stays where it stands."""


class Templates:
    """Reads the templates of a page."""

    def __init__(self, reads: Reads, references: References) -> None:
        self._reads = reads
        self._references = references

    def read(self, code: Sequence[Node], number: int, lines: Lines) -> int:
        """Read the template at `number` into `lines`; how many nodes that took."""
        template = code[number]
        assert isinstance(template, Template)  # noqa: S101  # what the caller has seen
        name = name_of(template.name)
        self._reads.counts["templates"] += 1
        if is_chart(name):
            return self._chart(code, number, lines)
        if self._reference(name, template, lines) or self._settled(name, template, lines):
            return 1
        if name == "multiple image":
            self._captions(template, lines)
        elif is_infobox(name):
            lines.block(self._table(name, template))
        else:
            self._unknown(name, template, lines, alone=_alone(code, number))
        return 1

    def _chart(self, code: Sequence[Node], number: int, lines: Lines) -> int:
        chart, taken = read_chart(self._reads, code, number)
        self._reads.counts["templates"] += (
            sum(isinstance(each, Template) for each in code[number : number + taken]) - 1
        )
        if chart is not None:
            self._reads.charts.append(chart)
            lines.block(
                Listing(
                    tuple((Paragraph((Text(step.title),)),) for step in chart.pathway.steps),
                    role="chart",
                )
            )
        return taken

    def _reference(self, name: str, template: Template, lines: Lines) -> bool:
        works, line = self._reads.works, self._reads.at.line
        if name in _NOTES:
            if cite := self._references.noted(template):
                lines.part(cite)
        elif kind_of(name) is not None and template.arguments:
            csl = self._references.cited(template)
            lines.text(in_words(csl))
            lines.part(works.refer("", Said((csl,)), line))
            works.references -= 1
        elif name in WORKS:
            said = self._references.short(template)
            if not name.startswith("sfn"):
                lines.text(said.words)
            lines.part(works.refer("", said, line))
            works.references -= 1
            self._reads.counts["shortened"] += 1
        elif name == "r":
            for each in template.arguments:
                if each.name.isdigit():
                    lines.part(works.refer(f"|{source(each.value).strip()}", Said(), line))
        elif name == "rp":
            self._locate(template, lines)
        elif name in ("reflist", "references", "notelist", "refs"):
            for each in template.arguments:
                self._references.listed(each.value)
        else:
            return False
        return True

    def _locate(self, template: Template, lines: Lines) -> None:
        given = [value for _, value in self._references.given(template) if value]
        cite = lines.last()
        if given and isinstance(cite, Cite):
            pages = given[0]
            self._reads.works.locate(cite, f"p. {pages}" if pages[:1].isdigit() else pages)

    def _settled(self, name: str, template: Template, lines: Lines) -> bool:
        if name in CHARACTERS or name in CELLS:
            self._character(name, template, lines)
        elif name in SILENT or name in _PEOPLE:
            pass
        elif name in NOTICES:
            self._reads.keep("notice", name, (), source([template]))
        elif name in HATNOTES:
            if links := tuple(self._links(template)):
                lines.block(Paragraph((Span("em", links),)))
        elif name in _QUOTES:
            said = self._reads.blocks(_first(template, "1", "text", "quote"))
            lines.block(Quote((*said, *self._signed(template))))
        elif spec := SAYS.get(name):
            self._say(name, spec, template, lines)
        elif name.startswith(("lang-", "ipa-", "ipac-")):
            lines.text(
                " ".join(
                    self._positional(template)[-1:]
                    if name[0] == "i"
                    else self._positional(template)[:1]
                )
            )
        else:
            return self._variable(name, template, lines)
        return True

    def _variable(self, name: str, template: Template, lines: Lines) -> bool:
        """What the wiki itself puts in: names, numbers, and what only it can work out."""
        if name in ("pagename", "fullpagename", "pagenamee"):
            lines.text(self._reads.provenance.title)
        elif name.startswith("formatnum:"):
            lines.text(template.name.partition(":")[2].strip())
        elif name.endswith("stub") or (_SETTING.fullmatch(name) and not template.arguments):
            self._reads.keep("magic", template.name.strip(), (), source([template]))
            if name.startswith("#"):
                self._reads.doubt("unknown-template", source([template]))
        else:
            return False
        return True

    def _captions(self, template: Template, lines: Lines) -> None:
        self._reads.keep("file", "multiple image", (), source([template]))
        for each in template.arguments:
            if _CAPTION.fullmatch(each.name.strip()) and (said := self._reads.inline(each.value)):
                lines.caption(said)

    def _character(self, name: str, template: Template, lines: Lines) -> None:
        if name in CELLS and (given := _first(template, "1")):
            self._say_one(given, lines)
        else:
            lines.text(CHARACTERS.get(name, name.capitalize()))

    def _signed(self, template: Template) -> Iterator[Block]:
        names = [words for key in ("2", "author", "sign", "3", "source", "title")
                 if (words := self._reads.inline(template.get(key)))]  # fmt: skip
        if names:
            yield Paragraph(tidy(part for words in names for part in (*words, Text(" "))))

    def _say(self, name: str, spec: str, template: Template, lines: Lines) -> None:
        match spec:
            case "1":
                self._say_one(_first(template, "1", "content", "text", "list1"), lines)
            case "2":
                self._say_one(_first(template, "2", "1"), lines)
            case "all":
                between = " · " if name in _LISTS else " "
                said = [self._reads.inline(e.value) for e in template.arguments if e.positional]
                for number, each in enumerate(filter(None, said)):
                    lines.text(between if number else "")
                    for part in each:
                        lines.part(part)
            case _:
                lines.text(computed(name, spec, dict(self._references.given(template))))

    def _say_one(self, code: Code, lines: Lines) -> None:
        if "\n" in source(code).strip() or _listed(code):
            for block in self._reads.blocks([Words("\n"), *code]):
                lines.block(block)
        else:
            for part in self._reads.inline(code):
                lines.part(part)

    def _positional(self, template: Template) -> list[str]:
        return [value for key, value in self._references.given(template) if key.isdigit() and value]

    def _links(self, template: Template) -> Iterator[Inline]:
        for at, words in enumerate(self._positional(template)):
            if at:
                yield Text(", ")
            yield Link(WIKI + words, (Text(words),))

    def _table(self, name: str, template: Template) -> Block:
        rows = []
        for each in template.arguments:
            field = " ".join(each.name.split())
            said = self._reads.inline(each.value)
            if said and field.casefold() not in DROPPED:
                self._reads.counts["cells"] += 1
                rows.append(Row(((Text(field.replace("_", " ")),), said)))
        return Table(Row(((Text(name),), ())), tuple(rows), row_heads=True)

    def _unknown(self, name: str, template: Template, lines: Lines, *, alone: bool) -> None:
        prose = [each for each in template.arguments if _is_prose(each)]
        if alone and not prose:
            items = tuple(
                (Paragraph(tidy((Text(f"{each.name}: "), *said))),)
                for each in template.arguments
                if (said := self._reads.inline(each.value))
            )
            self._reads.keep(
                "template",
                template.name.strip(),
                (Listing(items),) if items else (),
                source([template]),
            )
            return
        self._reads.doubt("unknown-template", source([template]))
        if alone:
            for each in prose:
                for block in self._reads.blocks([Words("\n"), *each.value]):
                    lines.block(block)
            return
        parts: list[Inline] = [Text(template.name.strip())]
        for at, each in enumerate(template.arguments):
            key = each.name
            parts.append(Text((" | " if at else ": ") + ("" if key.isdigit() else f"{key} = ")))
            parts += self._reads.inline(each.value)
        lines.part(Span(LEFT, tidy(parts)))


def _first(template: Template, *names: str) -> Code:
    return next((code for name in names if (code := template.get(name)) is not None), [])


def _listed(code: Sequence[Node]) -> bool:
    return any(isinstance(each, Tag) and each.markup in ("*", "#") for each in code)


def _is_prose(argument: Argument) -> bool:
    text = source(argument.value).strip()
    return "\n*" in text or "\n#" in text or (len(text) >= LONG and text.count(" ") > 7)


def _alone(code: Sequence[Node], number: int) -> bool:
    """Whether a template has its lines to itself."""
    before = code[number - 1] if number else None
    after = code[number + 1] if number + 1 < len(code) else None
    beside = (Template, Comment, Wikilink)
    starts = isinstance(before, Words) and before.text.rstrip(" ").endswith("\n")
    ends = isinstance(after, Words) and after.text.lstrip(" ").startswith("\n")
    return (before is None or starts or isinstance(before, beside)) and (
        after is None or ends or isinstance(after, beside)
    )
