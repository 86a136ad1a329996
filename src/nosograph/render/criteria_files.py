"""An answer to criteria as JSON, and what was stated, in words."""

from msgspec import Struct

from nosograph.model.cases import Statement
from nosograph.model.truth import Truth
from nosograph.reasoning.answers import Answer, PartAnswer
from nosograph.reasoning.situation import Concern, Trouble
from nosograph.render.languages import Words, words
from nosograph.render.site import LANGUAGES


class EvidenceRecord(Struct, frozen=True):
    """A part of a level: its words, its truth, and what was stated about its items."""

    level: str
    part: str
    holds: str
    """yes, no, or not known."""
    items: list[str]
    statements: list[str]


class ConcernRecord(Struct, frozen=True):
    """What is wrong with what a case says."""

    kind: str
    item: str
    message: str


class VerdictRecord(Struct, frozen=True, omit_defaults=True):
    """The answer of one criteria set about one case."""

    case: str
    set: str
    levels: dict[str, str]
    """Level → met, not_met or undetermined."""
    minimal_missing: dict[str, list[list[str]]]
    """Level → the smallest sets of items whose results can make it met."""
    next: str | None
    """The item to ask for first."""
    evidence: list[EvidenceRecord]
    scores: dict[str, list[list[int]]] = {}
    """Level → lowest and highest of each of its scores."""
    concerns: list[ConcernRecord] = []
    not_met_means: str = ""
    unmatched: list[str] = []
    """What was stated and the set does not ask about."""
    revocable_by: dict[str, list[str]] = {}
    """Level → items whose results, once there, may revoke its verdict."""


def answer_record(answer: Answer) -> VerdictRecord:
    """The answer as one JSON object."""
    levels = answer.levels.values()
    t, criteria = words(LANGUAGES[0]), answer.engine.criteria
    refuted = any(each.truth is Truth.FALSE for each in levels)
    return VerdictRecord(
        case=answer.case.id,
        set=criteria.id,
        levels={each.level.id: each.verdict for each in levels},
        minimal_missing={
            each.level.id: [list(names) for names in each.missing]
            for each in levels
            if each.missing
        },
        next=answer.next,
        evidence=[
            _evidence(each.level.id, part)
            for each in levels
            for part in each.evidence.parts or (each.evidence,)
        ],
        scores={
            each.level.id: [[s.low, s.high] for s in each.scores] for each in levels if each.scores
        },
        concerns=[
            ConcernRecord(each.kind, each.item, concern_text(each, t)) for each in answer.concerns
        ],
        not_met_means=criteria.not_met_means if refuted else "",
        unmatched=[stated(each) for each in answer.unmatched],
        revocable_by={each.level.id: list(each.revocable) for each in levels if each.revocable},
    )


_HOLDS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not known"}


def _evidence(level: str, part: PartAnswer) -> EvidenceRecord:
    statements = [stated(each) for each in part.statements]
    return EvidenceRecord(level, part.words, _HOLDS[part.truth], list(part.items), statements)


def stated(statement: Statement) -> str:
    """A statement in words, as the case made it."""
    told = f"{statement.finding} {statement.status}"
    if statement.value is not None:
        told = f"{statement.finding} {statement.value} {statement.unit}".rstrip()
    day = "" if statement.date is None else f", day {statement.date}"
    return told + day + (", explained otherwise" if statement.explained_by_other else "")


def concern_text(concern: Concern, t: Words) -> str:
    """What is wrong with what a case says, in words."""
    key = f"concern_{concern.trouble}"
    if concern.day is not None:
        key += "_day"
    if concern.trouble is Trouble.NO_UNIT and not concern.given:
        key += "_missing"
    said = t["concern_and"] if concern.kind == "contradiction" else ", "
    return t[key].format(
        item=concern.item,
        words=said.join(concern.words),
        value=concern.value,
        given=concern.given,
        unit=concern.unit,
        day=concern.day,
    )
