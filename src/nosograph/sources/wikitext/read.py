"""A page's wikitext as a tree: sections, lists, tables, references, and what has no place in it.

Rule 1. Words stay where they stand; a part that is no text is kept beside it with its line.
Rule 2. Markup that opens or closes nothing is taken out and doubted; nothing stops the reading.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from nosograph.prose.tree import (
    Block,
    Cite,
    Heading,
    Inline,
    Link,
    Paragraph,
    Quote,
    Span,
    Text,
    rewritten,
)
from nosograph.sources.wikitext.expand import Templates
from nosograph.sources.wikitext.lines import MOST_MARKS, Lines, tidy
from nosograph.sources.wikitext.lists import lists_of
from nosograph.sources.wikitext.mend import mended
from nosograph.sources.wikitext.namespaces import CATEGORIES, REDIRECTS
from nosograph.sources.wikitext.nodes import (
    Address,
    Code,
    Comment,
    Entity,
    Node,
    Parameter,
    Tag,
    Template,
    Title,
    Wikilink,
    Words,
    parsed,
    source,
)
from nosograph.sources.wikitext.page import (
    WIKI,
    Chart,
    Doubt,
    Kept,
    Provenance,
    Section,
    WikiPage,
)
from nosograph.sources.wikitext.people import editors, synonyms
from nosograph.sources.wikitext.pictures import FILE, gallery, picture
from nosograph.sources.wikitext.reads import Place, shifted, words_of
from nosograph.sources.wikitext.refs import References
from nosograph.sources.wikitext.tables import flat, table
from nosograph.sources.wikitext.works import Works

_MAGIC = re.compile(r"__[A-Z]{3,}__")
_QUOTES = re.compile(r"'{2,}")
_STRAY = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>\n]*)?/?>", re.IGNORECASE)
_SORTED = re.compile(rf"\s*(?:{CATEGORIES})\s*:\s*([^|]+)", re.IGNORECASE | re.DOTALL)
_TONGUE = re.compile(
    r"([a-z]{2,3}|simple|zh-[a-z-]+|be-[a-z-]+|nds-nl|map-bms|roa-[a-z]+|fiu-vro|bat-smg)"
    r"\s*:\s*([^\s:/].*)"
)
_NO_TONGUE = frozenset({"doi", "wp", "wm", "mw", "iri", "rfc", "hdl", "url", "gc"})
_REDIRECT = re.compile(rf"\s*#(?:{REDIRECTS})\s*:?\s*\[\[([^\]|#]+)", re.IGNORECASE)
_CODE = frozenset({"code", "tt", "kbd", "samp", "math", "chem", "ce"})
_LISTED = frozenset({"li", "dd", "dt"})
_MARKED = {"i": "em", "em": "em", "dfn": "em", "cite": "em", "var": "em",
           "b": "strong", "strong": "strong"}  # fmt: skip
_BLOCKS = frozenset({"div", "center", "p", "section", "noinclude", "onlyinclude", "poem"})
_UNSEEN = frozenset({
    "timeline", "score", "graph", "imagemap", "hiero", "templatedata", "inputbox", "categorytree",
    "includeonly", "templatestyles", "meta", "link", "indicator", "mapframe", "maplink", "style",
})  # fmt: skip
DEEPEST = 30
"""Parts within parts; no page that people read nests deeper."""


def read_page(written: str, provenance: Provenance) -> WikiPage:
    """What a page says."""
    return Reader(written, provenance).page()


class Reader:
    """Reads one page."""

    def __init__(self, written: str, provenance: Provenance) -> None:
        self._written = written
        digest = sha256(written.encode("utf-8", "replace")).hexdigest()
        self.provenance = replace(provenance, sha256=digest)
        self.at = Place()
        self.works = Works()
        self.counts: Counter[str] = Counter()
        self.kept: list[Kept] = []
        self.charts: list[Chart] = []
        self.doubts: list[Doubt] = []
        self._categories: list[str] = []
        self._languages: list[tuple[str, str]] = []
        self._depth = 0
        self._references = References(self)
        self._templates = Templates(self, self._references)

    def doubt(self, slug: str, value: str, mended: str = "") -> None:
        """Something about the place where the reader is."""
        self.doubts.append(Doubt(slug, self.at.line, value[:200], mended[:200]))

    def keep(self, kind: str, name: str, words: tuple[Block, ...], source: str) -> None:
        """A piece that has no place in the text."""
        self.kept.append(Kept(kind, name, self.at.line, self.at.section, words, source))

    def page(self) -> WikiPage:
        """All of it."""
        text, doubts = mended(self._written)
        self.doubts += doubts
        redirect = _REDIRECT.match(text)
        sections = list(self._sections(parsed(text)))
        references = self.works.finish()
        self.doubts += self.works.doubts
        self.counts |= {"references": self.works.references, "reuses": self.works.reuses}
        settle = self._settle
        return WikiPage(
            provenance=self.provenance,
            sections=tuple(
                replace(each, blocks=rewritten(each.blocks, settle)) for each in sections
            ),
            references=references,
            charts=tuple(map(self._sourced, self.charts)),
            left=tuple(replace(each, words=rewritten(each.words, settle)) for each in self.kept),
            doubts=tuple(sorted(self.doubts, key=lambda each: each.line)),
            categories=tuple(dict.fromkeys(self._categories)),
            languages=tuple(dict.fromkeys(self._languages)),
            synonyms=synonyms(text),
            editors=editors(text),
            redirect=redirect[1].strip() if redirect else "",
            counts=dict(self.counts),
        )

    def _settle(self, part: Inline) -> Inline | None:
        return self.works.cite(part) if isinstance(part, Cite) else part

    def _sourced(self, chart: Chart) -> Chart:
        """A chart whose steps name what their boxes cite."""

        def keys(id: str) -> tuple[str, ...]:
            cites = (self.works.cite(each) for each in chart.cites.get(id, ()))
            return tuple(dict.fromkeys(w.key for each in cites if each for w in each.works))

        steps = tuple(replace(each, sources=keys(each.id)) for each in chart.pathway.steps)
        return replace(chart, pathway=replace(chart.pathway, steps=steps))

    def _sections(self, code: Code) -> Iterator[Section]:
        level, title, line = 0, "", 1
        under: Code = []
        for node in code:
            if not isinstance(node, Title):
                under.append(node)
                continue
            yield Section(level, title, self.blocks(under), line)
            level, line, under = node.level, node.line, []
            self.at.line = line
            title = self.at.section = words_of(self.inline(node.title))
            self.counts["headings"] += 1
        yield Section(level, title, self.blocks(under), line)

    def blocks(self, code: Sequence[Node], *, within: bool = False) -> tuple[Block, ...]:
        """What nodes say, as blocks."""
        lines = Lines(captions_within=within)
        self._walk(code, lines)
        said = lines.blocks()
        for depth, items in lines.depths.items():
            self.counts[f"items, depth {depth}"] += items
            if depth > MOST_MARKS:
                self.doubt("too-deep", f"a list of depth {depth}", f"a list of depth {MOST_MARKS}")
        return said

    def inline(self, code: Code | None) -> tuple[Inline, ...]:
        """What a piece of wikitext says, as running text."""
        if not code:
            return ()
        if len(code) == 1 and isinstance(code[0], Words):
            return tidy((Text(self._cleaned(code[0].text)),))
        return flat(self.blocks(code, within=True))

    def _walk(self, code: Sequence[Node], lines: Lines) -> None:  # noqa: C901  # one case a node
        if self._depth >= DEEPEST:
            self.doubt("too-deep", source(code))
            lines.text(source(code))
            return
        self._depth += 1
        number = 0
        while number < len(code):
            node = code[number]
            number += 1
            self.at.line = node.line or self.at.line
            match node:
                case Words(text):
                    lines.text(self._cleaned(text))
                case Tag():
                    self._tag(node, lines)
                case Template():
                    number += self._templates.read(code, number - 1, lines) - 1
                case Wikilink():
                    self._link(node, lines)
                case Address(url, words):
                    address = source(url)
                    lines.part(Link(address, self.inline(words) or (Text(address),)))
                    self.counts["external"] += 1
                case Entity(written):
                    lines.text(html.unescape(written).replace("\xa0", " "))
                case Comment():
                    self.counts["comments"] += 1
                case Title(title, level):
                    lines.block(Heading(level, self.inline(title)))
                    self.counts["headings"] += 1
                case Parameter(otherwise=otherwise):
                    for part in self.inline(otherwise):
                        lines.part(part)
        self._depth -= 1

    def _cleaned(self, text: str) -> str:
        if "''" in text:
            text = _QUOTES.sub("", text)
        if "__" in text:
            text = _MAGIC.sub("", text)
        if "<" in text and _STRAY.search(text):
            for stray in _STRAY.findall(text):
                self.doubt("stray-markup", stray)
            text = _STRAY.sub("", text)
        if "{{" in text:
            self.doubt("unclosed-template", text[text.index("{{") :].split("\n")[0])
        return text.replace("\xa0", " ")

    def _tag(self, tag: Tag, lines: Lines) -> None:  # noqa: C901  # one case a kind of tag
        name, contents = tag.name, tag.contents
        if tag.markup and name in _LISTED:
            lines.mark(tag.markup)
            return
        match name:
            case "ref":
                if cite := self._references.read(tag):
                    lines.part(cite)
            case "references":
                self._references.listed(contents)
            case "table":
                for block in table(self, tag):
                    lines.block(block)
            case "br":
                lines.part(Span("br", (Text("\n"),)))
            case "hr" | "wbr":
                lines.text("\n" if name == "hr" else "")
            case "blockquote":
                lines.block(Quote(self.blocks(contents)))
            case "ul" | "ol":
                lines.block(lists_of(self, name, contents))
            case "sup" | "sub":
                lines.part(Text(shifted(name, words_of(self.inline(contents)))))
            case "pre" | "source" | "syntaxhighlight":
                for each in source(contents).strip("\n").split("\n"):
                    if each.strip():
                        lines.block(Paragraph((Span("code", (Text(each),)),)))
            case "nowiki":
                lines.text(html.unescape(source(contents)))
            case "gallery":
                gallery(self, source(contents), lines)
            case _ if name in _CODE:
                lines.part(Span("code", (Text(" ".join(source(contents).split())),)))
            case _ if name in _MARKED:
                lines.part(Span(_MARKED[name], self._marked(contents)))
            case "s" | "del" | "strike":
                self.doubt("struck-words", source([tag]))
                self._walk(contents, lines)
            case _ if name in _UNSEEN:
                self.keep("tag", name, (), source([tag]))
            case _ if name in _BLOCKS or name in _LISTED:
                self._walk([Words("\n"), *contents, Words("\n")], lines)
            case _:
                self._walk(contents, lines)

    def _marked(self, contents: Code) -> tuple[Inline, ...]:
        """Words in italics or bold, whose outer spaces are kept."""
        text = source(contents)
        before, after = ((Text(" "),) if each.isspace() else () for each in (text[:1], text[-1:]))
        return (*before, *self.inline(contents), *after)

    def _link(self, link: Wikilink, lines: Lines) -> None:
        title = source(link.title).strip()
        if found := FILE.fullmatch(title):
            picture(self, found[1].strip(), link.words or [], lines)
        elif found := _SORTED.fullmatch(title):
            self._categories.append(found[1].strip())
        elif (
            (found := _TONGUE.fullmatch(title))
            and link.words is None
            and found[1] not in _NO_TONGUE
        ):
            self._languages.append((found[1], found[2].strip()))
        else:
            self.counts["links"] += 1
            target = title.removeprefix(":").replace("_", " ")
            shown = self.inline(link.words) or self.inline(link.title) or (Text(target),)
            lines.part(Link(WIKI + target, shown))
