"""The language of entries: CommonMark without what hides or imports text, and what we add to it.

Rule 1. No raw HTML, no pictures, no code blocks, no link definitions and no headings but `#`:
whatever an author writes is seen, and running text is running text.
Rule 2. A rule only recognises and keeps what is written; nothing here decides what it shows.
"""

import re
from collections.abc import Callable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, autolink, link
from mdit_py_plugins.container import container_plugin

from nosograph.prose.citations import CITATION, parse_citation

BLOCKS: Final = ("conflict", "secondary", "editorial", "unknown", "emergency", "left")
"""The kinds of marked block, `::: kind` … `:::`."""

FENCE = re.compile(r"[ \t]*:{3,}[ \t]*")
"""The line that ends a marked block."""

TABLE = re.compile(r"\{\{(?:(figures):([^{}\s]+)|(findings)|(organisations))\}\}")
"""What calls for a table or list, on a line of its own."""

_LEFT_OUT = (
    "code", "fence", "hr", "html_block", "html_inline", "image", "lheading", "reference",
)  # fmt: skip
_INLINE = re.compile(r"\{\{(figure|hp):([^{}\s]+)\}\}")

_InlineRule = Callable[[StateInline, bool], bool]


def parser() -> MarkdownIt:
    """The parser of entry texts."""
    # Each list within a list takes two of the levels, of which the preset has twenty.
    options = {"html": False, "maxNesting": 100}
    made = MarkdownIt("commonmark", options).enable("table").disable(_LEFT_OUT)
    # Where a link leads is for the checker to say, and for the page not to follow.
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    container_plugin(made, "box", validate=lambda kind, marks: bool(kind.strip()))
    made.block.ruler.before("paragraph", "embedded", _read_alone)
    made.inline.ruler.before("link", "cite", _read_citation)
    made.inline.ruler.before("link", "ref", _read_inline)
    made.inline.ruler.at("link", _placed(link))
    made.inline.ruler.at("autolink", _placed(autolink))
    return made


def _read_citation(state: StateInline, silent: bool) -> bool:
    found = CITATION.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        meta = {"source": found[0], "works": (), "mistake": "", "at": found.span()}
        try:
            meta["works"] = parse_citation(found[1])
        except ValueError as error:
            meta["mistake"] = str(error)
        state.push("cite", "", 0).meta = meta
    state.pos = found.end()
    return True


def _read_inline(state: StateInline, silent: bool) -> bool:
    found = _INLINE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push(found[1], "", 0).meta = {"name": found[2], "at": found.span()}
    state.pos = found.end()
    return True


def _read_alone(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    found = TABLE.fullmatch(state.src[start : state.eMarks[line]].rstrip())
    if found is None:
        return False
    if not silent:
        token = state.push("embedded", "", 0)
        token.meta = {"what": found[1] or found[3] or found[4], "topic": found[2] or ""}
        token.map = [line, line + 1]
        state.line = line + 1
    return True


def _placed(rule: _InlineRule) -> _InlineRule:
    """The rule of a kind of link, which then says where the link begins."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[known:]:
            if token.type == "link_open":
                token.meta = {"at": (start, state.pos)}
                break
        return True

    return placed
