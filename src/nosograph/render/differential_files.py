"""A ranking as JSON: typed records, from which the descriptions of our interfaces are derived.

Rule. What a record says, the ranking says; scores are rounded to six digits and nothing else is.
"""

from collections.abc import Iterable

from msgspec import Struct

from nosograph.reasoning.differential.answers import (
    Candidate,
    NextFinding,
    Pair,
    Ranking,
    Reason,
)
from nosograph.reasoning.differential.confidence import Confidence
from nosograph.reasoning.differential.labels import Mislabelled
from nosograph.render.first import FirstShown, FirstThing
from nosograph.render.languages import words
from nosograph.render.site import LANGUAGES


class TermRecord(Struct, frozen=True):
    """A finding with its label."""

    id: str
    label: str


class ReasonRecord(Struct, frozen=True, omit_defaults=True):
    """What one statement adds to the score of one disease."""

    id: str
    label: str
    match: str
    contribution: float
    via: TermRecord | None = None
    share: float | None = None
    sources: list[str] = []
    patients_without: int = 0


class TypicalRecord(Struct, frozen=True):
    """A finding that many patients show and nobody has mentioned."""

    id: str
    label: str
    share: float


class ListedRecord(Struct, frozen=True):
    """One disease of the list."""

    id: str
    ids: list[str]
    name: str
    score: float
    rank: int


class CandidateRecord(ListedRecord, frozen=True):
    """One disease of the list, with its reasons."""

    reasons: list[ReasonRecord]
    typical_not_mentioned: list[TypicalRecord]


class ConfidenceRecord(Struct, frozen=True):
    """How far the list can be relied upon."""

    level: str
    says: str
    weight: float
    coverage: float
    unexplained: list[str]


class NextRecord(Struct, frozen=True):
    """A finding that is worth looking for next."""

    id: str
    label: str
    gain_bits: float
    shown_by_places: list[int]


class UnusedRecord(Struct, frozen=True):
    """A finding of the case that the list does not rest on, and why."""

    id: str
    absent: bool
    reason: str


class MislabelledRecord(Struct, frozen=True):
    """A finding that the case calls by a name that is not its own."""

    term: str
    label: str
    called: str
    meant: str


class PairRecord(Struct, frozen=True):
    """Two diseases that together explain more than one."""

    ids: list[list[str]]
    names: list[str]
    score: float
    gain: float


class FirstThingRecord(Struct, frozen=True):
    """A red flag that the case states, or a cause."""

    id: str
    name: str
    text: str
    sources: list[str]


class FirstRecord(Struct, frozen=True):
    """What to exclude first and what is common at the age, as a presentation has it."""

    presentation: str
    name: str
    red_flags: list[FirstThingRecord]
    exclude: list[FirstThingRecord]
    common: list[FirstThingRecord]


class RankingRecord(Struct, frozen=True, omit_defaults=True):
    """Everything that a ranking says."""

    case: str
    version: str
    considered: int
    confidence: ConfidenceRecord
    ranking: list[CandidateRecord]
    next: list[NextRecord]
    notes: list[UnusedRecord]
    unknown_genes: list[str]
    mislabelled: list[MislabelledRecord]
    pairs: list[PairRecord] | None = None
    first: list[FirstRecord] = []


class ListRecord(Struct, frozen=True):
    """The list alone, as one line of many."""

    case: str
    ranking: list[ListedRecord] = []


def as_record(
    ranking: Ranking,
    case: str = "",
    mislabelled: Iterable[Mislabelled] = (),
    pairs: Iterable[Pair] | None = None,
    first: Iterable[FirstShown] = (),
) -> RankingRecord:
    """Everything that a ranking says, and what comes first; `pairs` where they were asked for."""
    t = words(LANGUAGES[0])
    return RankingRecord(
        case,
        ranking.version,
        ranking.considered,
        _confidence(ranking.confidence),
        [_explained(each) for each in ranking.candidates],
        [_next(each) for each in ranking.next_findings],
        [
            UnusedRecord(note.term, note.absent, t[f"dx_unused_{note.reason}"])
            for note in ranking.notes
        ],
        list(ranking.unknown_genes),
        [MislabelledRecord(each.term, each.label, each.called, each.meant) for each in mislabelled],
        None if pairs is None else [_pair(each) for each in pairs],
        [_first(each) for each in first],
    )


def _first(shown: FirstShown) -> FirstRecord:
    def things(several: Iterable[FirstThing]) -> list[FirstThingRecord]:
        return [
            FirstThingRecord(each.id, each.name, each.text, each.sources.split("; "))
            for each in several
        ]

    return FirstRecord(
        shown.slug, shown.way.name, things(shown.flags), things(shown.exclude), things(shown.common)
    )


def as_line(ranking: Ranking, case: str) -> ListRecord:
    """The list alone, as one line of many."""
    return ListRecord(case, [ListedRecord(*_listed(each)) for each in ranking.candidates])


def _pair(pair: Pair) -> PairRecord:
    ids = [list(ids) for ids in pair.ids]
    return PairRecord(ids, list(pair.names), round(pair.score, 6), round(pair.gain, 6))


def _confidence(confidence: Confidence) -> ConfidenceRecord:
    return ConfidenceRecord(
        str(confidence.level),
        words(LANGUAGES[0])[f"dx_level_{confidence.level}"],
        round(confidence.weight, 6),
        round(confidence.coverage, 6),
        list(confidence.unexplained),
    )


def _listed(candidate: Candidate) -> tuple[str, list[str], str, float, int]:
    score = round(candidate.score, 6)
    return candidate.ids[0], list(candidate.ids), candidate.name, score, candidate.rank


def _explained(candidate: Candidate) -> CandidateRecord:
    return CandidateRecord(
        *_listed(candidate),
        [_reason(each) for each in candidate.reasons],
        [TypicalRecord(each.term, each.label, round(each.share, 3)) for each in candidate.typical],
    )


def _reason(reason: Reason) -> ReasonRecord:
    return ReasonRecord(
        reason.term,
        reason.label,
        str(reason.match),
        round(reason.contribution, 6),
        TermRecord(reason.via, reason.via_label) if reason.via else None,
        None if reason.share is None else round(reason.share, 3),
        list(reason.sources),
        reason.patients,
    )


def _next(finding: NextFinding) -> NextRecord:
    shown_by = list(finding.shown_by)
    return NextRecord(finding.term, finding.label, round(finding.gain, 4), shown_by)
