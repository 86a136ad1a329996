"""An entry's Markdown as HTML: citations, figures, findings and marked blocks among it.

Rule 1. No HTML passes through from the text, and nothing leaves with a style attribute: the
pages are served under a policy that forbids both.
Rule 2. What the text names and the entry lacks is shown as missing, never dropped; the checker
keeps such entries out of a release.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.container import container_plugin

from nosograph.model.entries import Entry, Figure, Finding, Organisation
from nosograph.prose.citations import CitedWork
from nosograph.prose.claims import claim_id, figure_words, finding_words
from nosograph.prose.syntax import read_alone, read_citation, read_inline
from nosograph.render.languages import Words, frequency_text, words
from nosograph.render.references import ReferenceList, short_name
from nosograph.render.site import path

BLOCKS = ("conflict", "secondary", "editorial", "unknown", "emergency")
"""The marked blocks, `::: name` … `:::`."""

ENTRY = "entry:"
"""How the address of another entry begins in the text."""

NO_LABELS: Mapping[str, str] = MappingProxyType({})
_POPULATIONS = ("child", "adult", "all")


class Prose:
    """Turns an entry's texts into HTML, for one page in one language."""

    def __init__(
        self,
        entry: Entry,
        references: ReferenceList,
        language: str,
        labels: Mapping[str, str] = NO_LABELS,
        claims: Mapping[str, str] = NO_LABELS,
        beside: str = "",
    ) -> None:
        self.entry = entry
        self.references = references
        self.language = language
        self.words: Words = words(language)
        self._figures = {figure.id: figure for figure in entry.figures}
        self._labels = {**labels, **{each.term: each.label for each in entry.findings}}
        self._tables = 0
        self._claims = claims
        self._beside = beside
        self._marked: set[str] = set()

    def html(self, text: str, marks: Sequence[tuple[str, str]] = ()) -> Markup:
        """`text` as HTML; citations take their numbers from this page's references.

        `marks` are the text's citations and figures in order, each with the id of the claim
        that ends there.
        """
        env = {"prose": self, "marks": list(reversed(marks))}
        return Markup(_PARSER.render(text, env))  # noqa: S704 (html=False, see Rule 1)

    def claim_mark(self, id: str) -> Markup:
        """A link from the end of a claim to what supports it; the first one is its anchor."""
        facts = self._claims.get(id)
        if facts is None:
            return Markup("")
        anchor = Markup("") if id in self._marked else Markup(' id="{}"').format(id)
        self._marked.add(id)
        return Markup('<a class="claim"{} href="claims/#{}" aria-label="{}">¶</a>').format(
            anchor, id, facts
        )

    def citations(self, works: Sequence[CitedWork]) -> Markup:
        """Numbers in brackets that link to the references."""
        shown = Markup("; ").join(self._citation(work) for work in works)
        return Markup('<span class="cite">[{}]</span>').format(shown)

    def sources(self, keys: Sequence[str]) -> Markup:
        """Citations of whole works, as data name them; empty without keys."""
        known = [CitedWork(key) for key in keys if self.references.knows(key)]
        return self.citations(known) if known else Markup("")

    def _data_mark(self, words: str) -> Markup:
        return self.claim_mark(claim_id(words))

    def _citation(self, work: CitedWork) -> Markup:
        shown = self._numbered(work.key)
        if work.locator:
            shown += Markup(", {}").format(work.locator)
        if work.via:
            shown += Markup(" {} ").format(self.words["as_cited_in"]) + self._numbered(work.via)
            if work.via_locator:
                shown += Markup(", {}").format(work.via_locator)
        return shown

    def _numbered(self, key: str) -> Markup:
        if not self.references.knows(key):
            return Markup("{}: {}").format(self.words["reference_missing"], key)
        number, anchor = self.references.cite(key)
        label = self.words["reference"].format(number=number)
        name = short_name(self.references.record(key), key)
        return Markup('<a href="#ref-{}" id="{}" aria-label="{}: {}">{}</a>').format(
            number, anchor, label, name, number
        )

    def figure(self, id: str) -> Markup:
        """A figure's value and unit with its source."""
        figure = self._figures.get(id)
        if figure is None:
            return Markup("<mark>{}</mark>").format(id)
        value = Markup('<span class="figure">{}</span>').format(_value(figure))
        cited = self.sources(figure.sources)
        return value + (Markup(" ") + cited if cited else Markup(""))

    def entry_address(self, slug: str) -> str:
        """The page of another entry, for the same audience."""
        return path(self.language, f"/d/{slug}/{self._beside}")

    def finding_link(self, term: str) -> Markup:
        """A finding by its label, linked to its page."""
        return Markup('<a href="{}">{}</a>').format(
            path(self.language, f"/t/{term}"), self._labels.get(term, term)
        )

    def figures(self, topic: str) -> Markup:
        """The table of all figures of a topic."""
        rows = [figure for figure in self.entry.figures if figure.topic == topic]
        if not rows:
            return Markup("<p><mark>{}</mark></p>").format(topic)
        w = self.words
        heads = (w["figure_label"], w["figure_value"], w["figure_population"], w["figure_source"])
        return self._table(
            heads,
            [
                (
                    escape(figure.label),
                    Markup("{}{}").format(_value(figure), _note(figure.note)),
                    escape(figure.population),
                    self.sources(figure.sources) + self._data_mark(figure_words(figure)),
                )
                for figure in rows
            ],
        )

    def findings(self) -> Markup:
        """The entry's own findings, a table per population."""
        parts = []
        for population in _POPULATIONS:
            rows = [each for each in self.entry.findings if each.population == population]
            if rows:
                title = self.words["population_" + population]
                parts.append(Markup('<p class="table-title">{}</p>').format(title))
                parts.append(self._findings_table(rows))
        return Markup("\n").join(parts)

    def _findings_table(self, rows: Sequence[Finding]) -> Markup:
        w = self.words
        return self._table(
            (w["finding"], w["phase"], w["how_often"], w["figure_source"]),
            [
                (
                    Markup("{}{}").format(self._finding(each), _note(each.note)),
                    escape(", ".join(w["phase_" + phase] for phase in each.phase)),
                    escape(frequency_text(each.frequency, self.language) if each.frequency else ""),
                    self.sources(each.sources) + self._data_mark(finding_words(each)),
                )
                for each in rows
            ],
        )

    def _finding(self, finding: Finding) -> Markup:
        return Markup('<a href="{}">{}</a>').format(
            path(self.language, f"/t/{finding.term}"), finding.label
        )

    def organisations(self) -> Markup:
        """The list of organisations."""
        items = Markup("").join(self._organisation(each) for each in self.entry.organisations)
        return Markup('<ul class="organisations">{}</ul>').format(items)

    def _organisation(self, each: Organisation) -> Markup:
        name = (
            Markup('<a href="{}" rel="external">{}</a>').format(each.url, each.name)
            if each.url.startswith(("https://", "http://"))
            else escape(each.name)
        )
        kind = self.words.get("organisation_" + each.kind, each.kind)
        facts = ", ".join(part for part in (kind, each.place) if part)
        note = _note(each.note)
        if each.local:
            mark = self.words["local_of"].format(hospital=each.local.hospital)
            told = escape(each.local.text(self.language))
            note = Markup(' <span class="badge">{}</span> {}').format(mark, told)
        return Markup('<li>{} <span class="muted">{}</span>{} {}</li>').format(
            name, facts, note, self.sources(each.sources)
        )

    def _table(self, heads: Sequence[str], rows: Sequence[Sequence[Markup]]) -> Markup:
        head = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in heads)
        first, other = Markup('<th scope="row">{}</th>'), Markup("<td>{}</td>")
        body = Markup("").join(
            Markup("<tr>{}{}</tr>\n").format(
                first.format(row[0]), Markup("").join(other.format(cell) for cell in row[1:])
            )
            for row in rows
        )
        return Markup(
            "{}<table>\n<thead><tr>{}</tr></thead>\n<tbody>{}</tbody>\n</table></div>\n"
        ).format(self.table_frame(), head, body)

    def table_frame(self) -> Markup:
        """The opening of a frame in which a wide table scrolls, also with the keyboard."""
        self._tables += 1
        label = self.words["table"].format(number=self._tables)
        return Markup('<div class="table" role="region" tabindex="0" aria-label="{}">').format(
            label
        )


def _value(figure: Figure) -> str:
    if not figure.unit:
        return figure.value
    return f"{figure.value}\N{NO-BREAK SPACE}{figure.unit}"


def _note(note: str) -> Markup:
    return Markup('<span class="note">{}</span>').format(note) if note else Markup("")


# Renderers return plain text: added to a parser's own text, Markup would escape it.


def _prose(env: Any) -> Prose:
    prose: Prose = env["prose"]
    return prose


def _show_citation(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    meta, prose = tokens[index].meta, _prose(env)
    return str(prose.citations(meta["works"]) + _mark(prose, env, meta["source"]))


def _show_inline(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    meta, prose = tokens[index].meta, _prose(env)
    what, name = meta["what"], meta["name"]
    if what == "figure":
        return str(prose.figure(name) + _mark(prose, env, meta["source"]))
    return str(prose.finding_link(name))


def _mark(prose: Prose, env: Any, source: str) -> Markup:
    """The mark that belongs behind a source; sources that the parser does not show are passed."""
    marks = env["marks"]
    while marks:
        written, id = marks.pop()
        if written == source:
            return prose.claim_mark(id)
    return Markup("")


def _show_alone(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    meta = tokens[index].meta
    prose = _prose(env)
    match meta["what"]:
        case "figures":
            return str(prose.figures(meta["name"]))
        case "findings":
            return str(prose.findings())
        case _:
            return str(prose.organisations())


def _show_block(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return "</div>\n"
    name = token.info.strip().split(" ", 1)[0]
    title = escape(_prose(env).words["block_" + name])
    return f'<div class="block {name}" role="note">\n<p class="block-title">{title}</p>\n'


def _show_table(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return f"{_prose(env).table_frame()}<table>\n"


def _show_cell(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    align = str(token.attrs.pop("style", "")).removeprefix("text-align:")
    if align in ("right", "center"):
        token.attrSet("class", align)
    if token.tag == "th":
        token.attrSet("scope", "col")
    return self.renderToken(tokens, index, options, env)


def _show_heading(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    # The page's title is h1, so that a file's `##` stands one level lower on the page.
    token = tokens[index]
    token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    return self.renderToken(tokens, index, options, env)


def _show_link(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    href = str(token.attrGet("href") or "")
    if href.startswith(ENTRY):
        token.attrSet("href", _prose(env).entry_address(href.removeprefix(ENTRY)))
    if str(token.attrGet("href") or "").startswith(("http://", "https://")):
        token.attrSet("rel", "external")
    return self.renderToken(tokens, index, options, env)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["image", "html_block", "html_inline"])
    for name in BLOCKS:
        container_plugin(parser, name, render=_show_block)
    parser.inline.ruler.before("link", "citation", read_citation)
    parser.inline.ruler.before("link", "interpolated", read_inline)
    parser.block.ruler.before("paragraph", "interpolated_block", read_alone)
    for rule, show in (
        ("citation", _show_citation),
        ("interpolated", _show_inline),
        ("interpolated_block", _show_alone),
        ("table_open", _show_table),
        ("th_open", _show_cell),
        ("td_open", _show_cell),
        ("heading_open", _show_heading),
        ("heading_close", _show_heading),
        ("link_open", _show_link),
    ):
        parser.add_render_rule(rule, show)
    parser.add_render_rule("table_close", _close_table)
    return parser


def _close_table(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return "</table></div>\n"


_PARSER = _parser()
