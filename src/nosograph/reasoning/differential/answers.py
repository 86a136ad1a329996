"""What a differential diagnosis answers: a list with its reasons, never a verdict on a person."""

from dataclasses import dataclass
from enum import StrEnum

from nosograph.reasoning.differential.confidence import Confidence
from nosograph.reasoning.differential.question import Note


class Match(StrEnum):
    """How a finding meets a disease's annotations."""

    EXACT = "exact"
    DESCENDANT = "descendant"
    """Something more specific is annotated."""
    ANCESTOR = "ancestor"
    """Something more general is annotated."""
    RELATED = "related"
    BORROWED = "borrowed"
    """It is annotated to similar diseases."""
    NOT_ANNOTATED = "not_annotated"
    RECORDED = "recorded"
    """It is annotated as absent."""
    EXCLUDED = "excluded"
    """It is absent in the person."""
    ONSET = "onset"
    LIKELY_ONSET = "likely_onset"
    """No onset is annotated; diseases like it begin then."""
    PRIOR = "prior"
    """Age or sex."""


PRIORS = {Match.ONSET, Match.LIKELY_ONSET, Match.PRIOR}
"""What speaks of the person, and of no finding."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one statement adds to the score of one disease."""

    term: str
    """HPO id of the finding; `onset` or `sex` for these."""
    label: str
    match: Match
    contribution: float
    via: str = ""
    """HPO id of the annotated term that it meets, where that is another one."""
    via_label: str = ""
    share: float | None = None
    """Share of patients with what is annotated, as the ranking takes it."""
    patients: int = 0
    """How many patients without it are recorded, where it is recorded as absent."""
    sources: tuple[str, ...] = ()
    """Where editors state what it meets: `nosograph:SLUG`, and the publications they cite."""


@dataclass(frozen=True, slots=True)
class Typical:
    """A finding that many patients with the disease show and nobody has mentioned."""

    term: str
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One disease of the list."""

    disease: int
    """Its place in the annotations."""
    ids: tuple[str, ...]
    """All annotated ids of the disease, preferred first."""
    name: str
    rank: int
    """1 + the number of diseases with a higher score; equal scores share a rank."""
    score: float
    """The sum of the reasons' contributions; no probability."""
    reasons: tuple[Reason, ...] = ()
    typical: tuple[Typical, ...] = ()


@dataclass(frozen=True, slots=True)
class NextFinding:
    """A finding that is worth looking for next."""

    term: str
    label: str
    gain: float
    """How many bits the answer is expected to tell about the candidates at the top."""
    shown_by: tuple[int, ...]
    """Places in the list (from 1) of candidates in which at least half of the patients show it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two diseases that together explain more than one."""

    ids: tuple[tuple[str, ...], tuple[str, ...]]
    names: tuple[str, str]
    score: float
    """Each finding counts for the disease that explains it better."""
    gain: float
    """What the second adds to the better of the two."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer."""

    version: str
    """Release of the annotations."""
    considered: int
    """How many diseases were compared."""
    candidates: tuple[Candidate, ...]
    confidence: Confidence
    notes: tuple[Note, ...] = ()
    unknown_genes: tuple[str, ...] = ()
    """Symbols asked for that HPO connects with no disease; they may be former ones."""
    next_findings: tuple[NextFinding, ...] = ()
