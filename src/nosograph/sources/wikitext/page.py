"""A wiki page as it was read: its text in the tree that entries have, and all that stood beside it.

Rule 1. Nothing is dropped in silence: what has no place in the text is kept under `left`, and
what was mended or could not be told is a doubt with its line.
Rule 2. Links within the wiki lead to `wiki:Title`; whoever writes a draft decides what becomes of
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nosograph.model.pathways import Pathway
from nosograph.prose.tree import Block, Cite

WIKI: Final = "wiki:"
"""How the address of another page of the wiki begins."""
LEFT: Final = "left"
"""The role of words of a template whose meaning is not known."""
CAPTION: Final = "caption"
"""The role of a paragraph that says what a picture shows."""

DOUBTS: Final = {
    "unclosed-comment": "a comment that does not end; the rest of the page is read as text",
    "unclosed-ref": "a reference that does not end; it was ended behind its citation, or at once",
    "unclosed-table": "a table that does not end; it was ended before the next heading",
    "unclosed-template": "a template that does not end; it is shown as it was written",
    "stray-markup": "a mark that begins or ends nothing; it was taken out of the text",
    "too-deep": "parts within parts beyond any page's need; they are shown as they were written",
    "nameless-ref": "a reference used by a name that nothing bears",
    "differing-ref": "two references of one name that say different things; both are kept",
    "date": "a date that the wiki's own rules refuse; it was mended",
    "unclear-date": "a date that can be read in two ways; only its year was kept",
    "unread-date": "a date that could not be read; it is kept as it was written",
    "identifier": "an identifier in no known form; it is kept as it was written",
    "untitled-reference": "a citation without a title; its own words stand for it",
    "unknown-template": "a template whose meaning is not known; its words stand in marks",
    "unknown-tile": "a tile of a chart that no set of tiles has",
    "open-end": "a line of a chart that ends nowhere",
    "unplaced-text": "a text of a chart whose box stands in no row; it is kept beside the text",
    "struck-words": "words that the page strikes out; they stand in the text like any others",
    "unreached-box": "a box of a chart that nothing leads to",
    "doubled-heading": "a heading that stands twice; it is kept once",
    "empty-section": "a heading under which nothing is left",
    "lost-list": "a sentence that leads to a list which is gone",
    "orphan-reference": "a reference that nothing left on the page cites",
    "date-error": "an error of the wiki about a date, printed with it; it was taken out",
    "mended-reference": "a reference with a slip of the copy; it was mended",
    "broken-word": "a word that the end of a line broke; its hyphen was taken out",
    "site-text": "words of the site, not of the page",
    "lost-lines": "a flowchart whose lines are gone; its edges were inferred from its boxes",
    "joined-boxes": "boxes of a chart that share a line; who leads to whom has to be looked at",
}
"""What a reader may doubt: slug → what it means."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was mended, or that a person has to look at."""

    slug: str
    """One of `DOUBTS`."""
    line: int
    """In the page's source, from 1."""
    value: str
    """What was found there."""
    mended: str = ""
    """What was made of it; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the page and what stands under it, up to the next heading."""

    level: int
    """0 for what stands before the first heading."""
    title: str
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class WikiReference:
    """A work that the page cites."""

    key: str
    csl: Mapping[str, Any]
    names: tuple[str, ...] = ()
    """What the wiki calls it."""
    uses: int = 0
    """How often the text refers to it."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of the source that has no place in the text."""

    kind: str
    """template, file, magic, tag or box."""
    name: str
    line: int
    section: str
    """The heading under which it stands."""
    words: tuple[Block, ...]
    """What it says."""
    source: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A flowchart drawn with tiles, and the rows that it was drawn with."""

    pathway: Pathway
    section: str
    line: int
    rows: tuple[str, ...]
    boxes: int
    cites: Mapping[str, tuple[Cite, ...]]
    """What the boxes cite, by the ids of their steps."""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a page comes from, and on what terms."""

    title: str
    site: str = ""
    """The wiki's name."""
    url: str = ""
    revision: str = ""
    timestamp: str = ""
    contributor: str = ""
    licence: str = ""
    sha256: str = ""
    """Of the source that was read."""


@dataclass(frozen=True, slots=True)
class WikiPage:
    """One page."""

    provenance: Provenance
    sections: tuple[Section, ...]
    references: tuple[WikiReference, ...] = ()
    charts: tuple[Chart, ...] = ()
    left: tuple[Kept, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    categories: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    """Language and title of the same page elsewhere."""
    synonyms: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    redirect: str = ""
    """The page that this one leads to, and says no more."""
    counts: Mapping[str, int] | None = None
    """What stood in the source: headings, references, uses, items, cells, templates, comments."""

    @property
    def title(self) -> str:
        """Its name."""
        return self.provenance.title
