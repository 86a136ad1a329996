"""Headings and references of a page as two other parsers see them.

Rule. Three are asked: our reader, mwparserfromhell by its own tree, and wikitextprocessor, which
was written for Wiktionary; what those two agree upon and our reader does not is told.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO

import mwparserfromhell

with warnings.catch_warnings():
    # It looks for its files in a way that setuptools warns of.
    warnings.simplefilter("ignore")
    from wikitextprocessor import NodeKind, WikiNode, Wtp

from nosograph.sources.wikitext.fidelity import words
from nosograph.sources.wikitext.page import WikiPage

_LEVELS = frozenset({NodeKind.LEVEL2, NodeKind.LEVEL3, NodeKind.LEVEL4,
                     NodeKind.LEVEL5, NodeKind.LEVEL6})  # fmt: skip
_HIDDEN = re.compile(r"<!--.*?-->|<ref\b[^<>]*?(?:/>|>.*?</ref\s*>)|\{\{[^{}]*\}\}|</?\w[^<>]*>", re.DOTALL | re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What one parser sees."""

    headings: tuple[str, ...]
    """The words of each, in the order of the page."""
    references: int


@dataclass(frozen=True, slots=True)
class Consensus:
    """Where two parsers agree with one another and not with our reader."""

    headings: tuple[str, ...]
    """Those that we lack, and those that only we have, with + and -."""
    references: tuple[int, int]
    """How many they see and how many we read."""

    @property
    def agreed(self) -> bool:
        """Whether nothing is told."""
        return not self.headings and self.references[0] == self.references[1]


def consensus(text: str, page: WikiPage) -> Consensus:
    """How our reading of a page stands to that of two others."""
    counts = page.counts or {}
    ours = Seen(
        tuple(filter(None, (_plain(each.title) for each in page.sections if each.level))),
        counts.get("references", 0) + counts.get("empty references", 0),
    )
    others = (_by_tree(text), _by_other(text))
    agreed = Counter(others[0].headings) & Counter(others[1].headings)
    every = Counter(others[0].headings) | Counter(others[1].headings)
    mine = Counter(ours.headings)
    told = (*(f"+ {each}" for each in agreed - mine), *(f"- {each}" for each in mine - every))
    seen = sorted((ours.references, *(each.references for each in others)))[1]
    return Consensus(told, (seen, ours.references))


def _by_tree(text: str) -> Seen:
    code = mwparserfromhell.parse(text)
    titles = (str(each.title) for each in code.filter_headings())
    refs = code.filter_tags(matches=lambda node: str(node.tag).strip().casefold() == "ref")
    return Seen(tuple(filter(None, map(_plain, titles))), len(refs))


@cache
def _other() -> Wtp:
    return Wtp(num_threads=1, quiet=True)


def _by_other(text: str) -> Seen:
    parser = _other()
    parser.start_page("page")
    with redirect_stdout(StringIO()):
        nodes = list(_walk(parser.parse(text)))
    titles = (parser.node_to_wikitext(each.args) for each in nodes if each.kind in _LEVELS)
    refs = sum(e.kind is NodeKind.HTML and e.args.casefold() == "ref" for e in nodes)
    return Seen(tuple(filter(None, map(_plain, titles))), refs)


def _walk(node: WikiNode) -> Iterator[WikiNode]:
    yield node
    arguments = node.args if isinstance(node.args, list) else ()
    for part in (*node.children, *(each for several in arguments for each in several)):
        if isinstance(part, WikiNode):
            yield from _walk(part)


def _plain(title: str) -> str:
    bare = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]", r"\1", _HIDDEN.sub("", title))
    return " ".join(words(bare.replace("'" * 3, "").replace("'" * 2, "")))
