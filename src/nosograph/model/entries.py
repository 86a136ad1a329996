"""An entry: what editors write about one disease.

Rule 1. Positions (`line`) say where a part was read; they take no part in equality.
Rule 2. Prose is kept as it was written; what it means is read from it by `entries` and `render`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from nosograph.model.annotations import Frequency
from nosograph.model.codes import Code
from nosograph.model.forms import Key, Line, Needed, OneOf, Told, Unwritten
from nosograph.model.local import Local
from nosograph.model.neighbours import Neighbourhood
from nosograph.model.origins import Origin
from nosograph.model.pathways import Pathway
from nosograph.model.presentations import Presentation
from nosograph.model.scales import Scale
from nosograph.model.workup import Workup

OWN = "nosograph:"
"""Before the slug of an entry whose editors state findings: its id among
the diseases that are ranked, and the first reference of these findings."""


NAME_TYPES = ("synonym", "abbreviation", "historic", "lay", "preferred")
MATCHES = ("exact", "broader", "narrower", "related")
POPULATIONS = ("child", "adult", "all")
PHASES = ("prodrome", "onset", "acute", "relapse", "chronic", "late")
ORGANISATION_KINDS = ("patient-organisation", "information", "network", "centre", "registry")
STATUSES = ("not-reviewed", "reviewed")

Population = Annotated[str, OneOf(POPULATIONS)]


class Kind(StrEnum):
    """How much of an entry a person has written."""

    CURATED = "curated"
    """A complete entry, written by editors."""
    STUB = "stub"
    """A folder without curated text: criteria, say."""
    ANNOTATED = "annotated"
    """Generated from annotations alone."""
    PRESENTATION = "presentation"
    """A way in from what somebody sees; no disease."""
    CLASSIFIED = "classified"
    """Named and placed in a classification, and not described."""


class Audience(StrEnum):
    """For whom a page is written."""

    PROFESSIONAL = "professional"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Name:
    """A name other than the preferred one."""

    text: str
    language: str = "en"
    """BCP 47 tag."""
    type: Annotated[str, OneOf(NAME_TYPES)] = "synonym"
    """`preferred` is for another language."""
    sources: tuple[str, ...] = ()
    """Reference keys, or source ids such as `hpo`."""


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A code of the disease and how well it fits."""

    code: Code
    match: Annotated[str, OneOf(MATCHES)] = "exact"
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the editors state it, with phase and population."""

    term: str
    label: str
    population: Population = "all"
    phase: Annotated[tuple[str, ...], OneOf(PHASES)] = ()
    frequency: Frequency | None = None
    note: str = ""
    sources: Annotated[tuple[str, ...], Told()] = ()
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number written once and interpolated wherever the text needs it."""

    id: str
    topic: str
    """Figures that answer the same question share a topic and are shown side by side."""
    label: str
    value: Annotated[str, Told()]
    """As published: `0.18`, `0.27–0.40`, `about 1`."""
    unit: Annotated[str, Told()]
    population: Annotated[str, Told()]
    """Who was counted, where, when and how."""
    sources: Annotated[tuple[str, ...], Told()]
    note: str = ""
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A charity, registry, network or centre; never a person."""

    name: str
    kind: Annotated[str, OneOf(ORGANISATION_KINDS, "information")]
    place: str
    url: str = ""
    note: str = ""
    sources: Annotated[tuple[str, ...], Told()] = ()
    local: Annotated[Local | None, Unwritten()] = None
    """Whose contact it is, where a hospital added it; the words are its note."""
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SeenBy:
    """A specialty that sees the disease, as the editors state it."""

    code: str
    """NUCC provider taxonomy; names are our own."""
    population: Population = "all"
    why: Annotated[str, Needed()] = ""
    sources: Annotated[tuple[str, ...], Told()] = ()
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """One reading of the entry by somebody who answers for it."""

    by: str
    role: str
    """What makes the reader fit for it: `paediatric neurologist`, `parent of a child with it`."""
    on: Annotated[date, Key("date")]
    conflicts: str
    """Conflicts of interest as declared; `none declared` when there are none."""
    note: str = ""
    """What was read, and what was not."""
    state: str = ""
    """Of which claims and tools it is, as `prose.reviews` sums them up; written by a command."""


@dataclass(frozen=True, slots=True)
class Review:
    """Who has looked at the entry, and when somebody has to look again."""

    status: Annotated[str, OneOf(STATUSES, "not-reviewed")]
    updated: date
    """When the text was last changed in substance."""
    due: date
    """When it has to be looked at again."""
    reviewers: tuple[str, ...] = ()
    records: tuple[ReviewRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the professional text and what stands under it, up to the next heading."""

    title: str
    level: int
    text: str
    """Markdown, without the heading, without blank lines at either end."""
    line: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """The anchor on the page."""
        return anchor(self.title)


@dataclass(frozen=True, slots=True)
class PatientSection:
    """A section of the plain-language text and the chapters that it renders."""

    title: str
    id: str
    """Shared by all languages of the section."""
    renders: tuple[str, ...]
    """Ids of the professional chapters whose content it puts into plain words."""
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That somebody has held a patient section against the claims that it renders."""

    section: str
    """Id of the section."""
    language: str
    on: Annotated[date, Key("date")]
    by: str
    """A person's role or a group, as `editors` has it."""
    text: str
    """What `claim_id` makes of the section's own words."""
    claims: tuple[str, ...]
    """Ids of the claims that it was held against."""
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """One CSL-JSON item; `csl["custom"]` says what about it was confirmed."""

    key: str
    csl: Mapping[str, Any]
    written: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Citation style → the reference as HTML; filled in by the build."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One folder of the dictionary."""

    slug: str
    """The folder's name, and the page's address for good."""
    kind: Kind
    name: str
    review: Review
    names: tuple[Name, ...] = ()
    codes: tuple[CodeLink, ...] = ()
    former_slugs: tuple[str, ...] = ()
    licence: str = "CC-BY-SA-4.0"
    editors: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    specialties: tuple[SeenBy, ...] = ()
    professional: tuple[Chapter, ...] = ()
    patient: Mapping[str, tuple[PatientSection, ...]] = field(default_factory=dict)
    """Language → sections."""
    references: tuple[Reference, ...] = ()
    presentation: Presentation | None = None
    pathways: tuple[Pathway, ...] = ()
    workup: Workup | None = None
    differential: Neighbourhood | None = None
    scales: tuple[Scale, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    origin: Origin | None = None
    emergency: str = ""
    """The emergency number of the readers' country, where an overlay names it."""


STANDARD_CHAPTERS: tuple[tuple[int, str], ...] = (
    (1, "Overview"),
    (1, "Historical perspective"),
    (1, "Classification"),
    (1, "Pathophysiology"),
    (1, "Causes"),
    (1, "Clinical features"),
    (1, "Differentiating from other diseases"),
    (1, "Epidemiology and demographics"),
    (1, "Risk factors"),
    (1, "Screening"),
    (1, "Natural history, complications and prognosis"),
    (1, "Diagnosis"),
    (2, "Diagnostic criteria"),
    (2, "History and symptoms"),
    (2, "Physical examination"),
    (2, "Laboratory findings"),
    (2, "Imaging findings"),
    (2, "Other diagnostic studies"),
    (1, "Treatment"),
    (2, "Medical therapy"),
    (2, "Surgery"),
    (2, "Rehabilitation"),
    (1, "Prevention"),
    (2, "Primary prevention"),
    (2, "Secondary prevention"),
)
"""Every curated entry has these, at these levels, in this order. References are generated."""

LEFT_OVER = "Left over"
"""The last chapter of a draft: what an import could not place."""

DO_NOT_MISS = "Do not miss"
"""The chapter that holds what cannot wait."""
LEADING_CHAPTERS = ("Key facts", DO_NOT_MISS)
"""Short chapters that may stand before the standard ones."""


def anchor(title: str) -> str:
    """The id of a heading: lower-case words joined by hyphens."""
    kept = "".join(c if c.isalnum() else " " for c in title.casefold())
    return "-".join(kept.split())
