"""How a Markdown parser meets what an entry's text has beyond CommonMark.

Rule. A rule only recognises and keeps what is written; what it shows is decided in `markup`.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from nosograph.prose.citations import CITATION, parse_citation

_INLINE = re.compile(r"\{\{(figure|hp):([^{}\s]+)\}\}")
_ALONE = re.compile(r"\{\{(?:(figures):([^{}\s]+)|(findings)|(organisations))\}\}")


def read_citation(state: StateInline, silent: bool) -> bool:
    """`[@key]`, `[@key, locator; @other]`."""
    found = CITATION.match(state.src, state.pos)
    if found is None:
        return False
    try:
        works = parse_citation(found[1])
    except ValueError:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"works": works, "source": found[0]}
    state.pos = found.end()
    return True


def read_inline(state: StateInline, silent: bool) -> bool:
    """`{{figure:id}}` or `{{hp:HP:0010543}}` within a line."""
    found = _INLINE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("interpolated", "", 0).meta = {
            "what": found[1],
            "name": found[2],
            "source": found[0],
        }
    state.pos = found.end()
    return True


def read_alone(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """`{{figures:topic}}`, `{{findings}}` or `{{organisations}}` on a line of its own."""
    start = state.bMarks[line] + state.tShift[line]
    found = _ALONE.fullmatch(state.src[start : state.eMarks[line]].rstrip())
    if found is None:
        return False
    if not silent:
        what = found[1] or found[3] or found[4]
        state.push("interpolated_block", "", 0).meta = {"what": what, "name": found[2] or ""}
        state.line = line + 1
    return True
