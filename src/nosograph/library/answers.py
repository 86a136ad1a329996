"""What the search box answers: lines, counts, and what the answer says about itself.

Rule. Codes and values only; words are chosen where they are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nosograph.library.candidates import Candidate, Match
from nosograph.library.question import LONGEST_SYMBOL, symbol

MOST_MEANINGS = 6
"""Meanings of an abbreviation that are named."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One line of an answer."""

    slug: str
    """The address of a disease or a presentation, a finding's HPO id or a gene's symbol."""
    name: str
    kind: str
    """curated, stub, annotated or classified for a disease; otherwise the type."""
    codes: tuple[str, ...]
    matched: str
    """The name, code, finding, gene or chapter that fits what was typed."""
    score: float
    type: str
    """disease, finding, gene or presentation."""
    match: Match = Match.EXACT
    findings: int = 0
    """Findings of a disease; diseases with the finding or the gene."""
    onset: tuple[str, ...] = ()
    """HPO ids of when it begins."""
    systems: tuple[str, ...] = ()
    """HPO ids of the organ systems with most of its findings."""
    gloss: str = ""
    """A line of its own, where the page has one."""
    patient: tuple[str, ...] = ()
    """Languages of its plain-language pages."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many diseases fit, before filters."""

    kinds: dict[str, int] = field(default_factory=dict)
    """Kind → diseases."""
    systems: dict[str, int] = field(default_factory=dict)
    """HPO id of an organ system → diseases."""


@dataclass(frozen=True, slots=True)
class Note:
    """What an answer says about itself."""

    kind: str
    """nearest, set-aside, some-words, read-as, unknown-symbol or ambiguous."""
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What the search box answers."""

    query: str
    results: tuple[SearchResult, ...] = ()
    facets: Facets = Facets()
    total: int = 0
    """How many diseases, findings and genes fit, with filters."""
    notes: tuple[Note, ...] = ()
    named: bool = False
    """Whether what was typed is the very name or code of the first, no word set aside."""


def result(candidate: Candidate) -> SearchResult:
    """A candidate as a line of an answer."""
    card = candidate.card
    return SearchResult(
        card.slug,
        card.name,
        card.kind,
        codes=card.codes,
        matched=candidate.matched,
        score=candidate.score,
        type=card.type,
        match=candidate.match,
        findings=card.findings,
        onset=card.onset,
        systems=card.systems,
        gloss=card.gloss,
        patient=card.patient,
    )


def notes(text: str, ranked: Sequence[Candidate], aside: Sequence[str]) -> Iterator[Note]:
    """What has to be said beside the lines."""
    if aside:
        yield Note("set-aside", tuple(aside))
    called = [each for each in ranked if each.named]
    if symbol(text) and not called:
        yield Note("unknown-symbol", (text.strip(),))
    if ranked and ranked[0].match is Match.FUZZY:
        yield Note("nearest", (text.strip(), ranked[0].matched))
    if ranked and ranked[0].match is Match.SOME:
        yield Note("some-words", (text.strip(),))
    one = len(text.strip()) <= LONGEST_SYMBOL and " " not in text.strip()
    meanings = dict.fromkeys(each.card.name for each in called)
    if one and len(meanings) > 1:
        yield Note("ambiguous", (text.strip(), *list(meanings)[:MOST_MEANINGS]))
