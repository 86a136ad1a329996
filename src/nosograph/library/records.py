"""What a release answers with: rows for lists, findings' and genes' pages, stored pages.

Rule. Everything is ready to show; nothing here needs the ontology or another question.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nosograph.model.diseases import Labelled
from nosograph.model.entries import Kind
from nosograph.model.ontology import Synonym


@dataclass(frozen=True, slots=True)
class Listed:
    """A disease as a row of a list."""

    slug: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class ListedInSystem:
    """A disease as a row of an organ system's list."""

    slug: str
    name: str
    kind: Kind
    findings: int
    """How many of its findings belong to the organ system."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of A–Z and how many diseases stand under it."""

    letter: str
    """`A` to `Z`, or `#` for names that start with anything else."""
    diseases: int


@dataclass(frozen=True, slots=True)
class SystemCount:
    """An organ system and how many diseases have a finding in it."""

    term: str
    label: str
    diseases: int


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page that the build has rendered."""

    body: bytes
    """HTML, gzipped."""
    etag: str
    """Strong validator of the body, without quotes."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A disease that shows a finding, and how often."""

    slug: str
    name: str
    kind: Kind
    frequency: str
    """As shown; empty when the source gives none."""
    estimate: float | None
    """Share of patients, from 0 to 1."""
    via: Labelled | None
    """The more specific finding that is recorded, where it is not this one itself."""


@dataclass(frozen=True, slots=True)
class TermRecord:
    """What HPO says about a term; the part of a finding that is stored as JSON."""

    definition: str
    comment: str
    synonyms: tuple[Synonym, ...]
    parents: tuple[Labelled, ...]
    children: tuple[Labelled, ...]
    lay: tuple[str, ...] = ()
    """English words of the dictionary's own lexicon."""
    meaning: Mapping[str, str] = field(default_factory=dict)
    """Language → what it means in plain words, where the lexicon says so."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other language → what it is called there; the first is the one to show."""
    excluded_in: tuple[Labelled, ...] = ()
    """Diseases recorded as not showing it: slug and name, the first few by name."""


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding's page."""

    term: str
    label: str
    system: Labelled | None
    """The organ system it is listed under."""
    definition: str
    comment: str
    synonyms: tuple[Synonym, ...]
    lay: tuple[str, ...]
    parents: tuple[Labelled, ...]
    children: tuple[Labelled, ...]
    diseases: tuple[Showing, ...]
    """Most frequent first; as many as were asked for."""
    total: int
    """How many diseases show it in all."""
    listed: int
    """How many of them the release lists; the rest is reached through the children."""
    excluded: int
    """How many diseases are recorded as not showing it."""
    excluded_in: tuple[Labelled, ...]
    """The first of those: slug and name."""
    meaning: Mapping[str, str] = field(default_factory=dict)
    """Language → what it means in plain words."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other language → what it is called there; the first is the one to show."""


@dataclass(frozen=True, slots=True)
class GeneRecord:
    """A gene's page."""

    symbol: str
    ncbi: str
    diseases: tuple[Listed, ...]
