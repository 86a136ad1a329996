"""A disease as a release stores it: everything that its page shows and machines are told.

Rule. Curated and annotated diseases have the same shape; `entry` is what editors have added.
"""

from dataclasses import dataclass

from nosograph.model.annotations import DiseaseFinding
from nosograph.model.entries import CodeLink, Entry, Kind, Name, Organisation, Reference
from nosograph.model.pathways import Pathway
from nosograph.model.scales import Scale
from nosograph.model.workup import Workup


@dataclass(frozen=True, slots=True)
class Labelled:
    """An ontology term with its label."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Gene:
    """A gene that HPO's gene files connect with a disease."""

    symbol: str
    ncbi: str
    """NCBI Gene id."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Another disease with similar findings."""

    slug: str
    name: str
    similarity: float
    """Cosine of the two diseases' information-weighted findings, from 0 to 1."""
    shared: tuple[Labelled, ...]
    """The shared findings that weigh most, heaviest first."""


@dataclass(frozen=True, slots=True)
class Disease:
    """One disease of a release."""

    slug: str
    kind: Kind
    name: str
    names: tuple[Name, ...]
    codes: tuple[CodeLink, ...]
    """The annotated ids (ORPHA, OMIM, DECIPHER) among them; all twins of one disease."""
    findings: tuple[DiseaseFinding, ...]
    inheritance: tuple[Labelled, ...] = ()
    onset: tuple[Labelled, ...] = ()
    course: tuple[Labelled, ...] = ()
    """Clinical course other than onset."""
    genes: tuple[Gene, ...] = ()
    neighbours: tuple[Similar, ...] = ()
    definition: str = ""
    sources: tuple[str, ...] = ()
    """Ids of the sources (`hpo`, `mondo`, `dictionary`) whose attribution the page shows."""
    entry: Entry | None = None
    criteria: tuple[Labelled, ...] = ()
    """Criteria sets for it, by id and title."""
    joined: tuple[str, ...] = ()
    """Why records are taken for one disease where no mapping says so: name, genes, findings …"""

    def named(self, language: str) -> Name:
        """Its name in a language: the preferred one, a synonym in words, or the main name."""
        own = [each for each in self.names if each.language == language != "en"]
        for type in ("preferred", "synonym"):
            for each in own:
                if each.type == type and not each.text.isupper():
                    return each
        return Name(self.name, type="preferred")

    @property
    def references(self) -> tuple[Reference, ...]:
        """What its entry cites."""
        return self.entry.references if self.entry is not None else ()

    @property
    def pathways(self) -> tuple[Pathway, ...]:
        """The care pathways of its entry."""
        return self.entry.pathways if self.entry is not None else ()

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The severity scales of its entry."""
        return self.entry.scales if self.entry is not None else ()

    @property
    def workup(self) -> Workup | None:
        """The work-up of its entry."""
        return self.entry.workup if self.entry is not None else None

    @property
    def centres(self) -> tuple[Organisation, ...]:
        """The expert centres and networks that its entry names."""
        listed = self.entry.organisations if self.entry is not None else ()
        return tuple(each for each in listed if each.kind in ("centre", "network"))
