"""The parts of an entry's page as its template finds them.

Rule. Everything is decided already: words, addresses and order; the template only places them.
"""

from dataclasses import dataclass

from markupsafe import Markup

from nosograph.model.diseases import Gene, Labelled
from nosograph.model.entries import Audience
from nosograph.model.sources import Source
from nosograph.prose.tree import Block
from nosograph.render.care import CarePanel
from nosograph.render.findings import FindingList
from nosograph.render.markup import html
from nosograph.render.references import ShownReference


@dataclass(frozen=True, slots=True)
class ShownName:
    """Another name of the disease."""

    text: str
    language: str
    """Empty when it is the page's own."""
    note: str


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code with its publisher's page."""

    system: str
    value: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class TwinLink:
    """From a chapter to what says the same for the other audience."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownTool:
    """What can be done on or from the page."""

    title: str
    links: tuple[tuple[str, str], ...]
    """Title and address of each; a single one is shown as the tool itself."""
    language: str = ""
    """Of the links' titles; empty when it is the page's own."""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter or a part of one."""

    id: str
    title: str
    level: int
    blocks: tuple[Block, ...]
    """Its text, written out."""
    twin: str
    """The id of the section for the other audience."""
    twins: tuple[TwinLink, ...]
    leading: bool
    """Whether it is one of the short chapters at the top."""
    beside: tuple[tuple[str, str], ...] = ()
    """Name and address of the diseases that it tells apart, side by side with this one."""
    stale: str = ""
    """What to say where it no longer says what the professional text says."""
    parts: tuple["Section", ...] = ()
    """The parts of a chapter, each with a heading of its own."""
    folded: bool = False
    """Whether a reader opens it first; searching in the page and printing see it all the same."""

    @property
    def html(self) -> Markup:
        """Its text as the page shows it."""
        return html(self.blocks)


@dataclass(frozen=True, slots=True)
class TocItem:
    """A line of the contents list."""

    id: str
    title: str
    children: tuple["TocItem", ...] = ()


@dataclass(frozen=True, slots=True)
class ShownNeighbour:
    """A similar disease."""

    name: str
    href: str
    similarity: str
    percent: int
    shared: tuple[tuple[str, str], ...]
    """Label and address of the findings in common."""


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A number about the disease, as one source has it."""

    label: str
    value: str
    population: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything that the template of an entry needs."""

    slug: str
    name: str
    """In the page's language, where a name in it is known."""
    name_language: str
    """The language of the name; empty when it is the page's own."""
    kind: str
    curated: bool
    audience: Audience
    names: tuple[ShownName, ...]
    codes: tuple[ShownCode, ...]
    joined: str
    """Why records are taken for one disease; empty where a mapping says so, or there is one."""
    professional_href: str
    patient_href: str
    status: str
    review: str
    notice: str
    """What to say about the language of the text; empty when there is nothing to say."""
    text_language: str
    """The language of the medical text; empty when it is the page's own."""
    sentence: str
    """What it is, in a sentence or two; empty where nothing is known to say."""
    elsewhere: tuple[tuple[str, str], ...]
    """Where families find a text about it while there is none here: name and address."""
    urgent: Section | None
    """What cannot wait, for families: shown before everything else."""
    sections: tuple[Section, ...]
    contents: tuple[TocItem, ...]
    findings: FindingList
    figures: tuple[ShownFigure, ...]
    """How common it is: every source's number, side by side."""
    onset: tuple[Labelled, ...]
    inheritance: tuple[Labelled, ...]
    course: tuple[Labelled, ...]
    genes: tuple[Gene, ...]
    neighbours: tuple[ShownNeighbour, ...]
    references: tuple[ShownReference, ...]
    sources: tuple[Source, ...]
    entry_licence: str
    entry_licence_url: str
    care: CarePanel
    overdue: str = ""
    """Since when somebody should have looked at the entry again."""
    reviews: tuple[str, ...] = ()
    """Who has read it, in which role, with which conflicts of interest."""
    reading: str = ""
    """How hard the plain-language text is to read."""
    tools: tuple[ShownTool, ...] = ()
    """Where the page leads at once: what cannot wait, what can be asked about a case, help."""
    sentence_language: str = ""
    """The language of the sentence; empty when it is the page's own."""
