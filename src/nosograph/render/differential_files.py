"""A ranking as JSON.

Rule. What a record says, the ranking says; scores are rounded to six digits and nothing else is.
"""

from typing import Any

from nosograph.reasoning.differential.answers import (
    Candidate,
    NextFinding,
    Pair,
    Ranking,
    Reason,
)
from nosograph.render.languages import words
from nosograph.render.site import LANGUAGES


def as_record(ranking: Ranking, case: str = "") -> dict[str, Any]:
    """Everything that a ranking says."""
    t = words(LANGUAGES[0])
    return {
        "case": case,
        "version": ranking.version,
        "considered": ranking.considered,
        "confidence": {
            "level": str(ranking.confidence.level),
            "says": t[f"dx_level_{ranking.confidence.level}"],
            "weight": round(ranking.confidence.weight, 6),
            "coverage": round(ranking.confidence.coverage, 6),
            "unexplained": list(ranking.confidence.unexplained),
        },
        "ranking": [_explained(each) for each in ranking.candidates],
        "next": [_next(each) for each in ranking.next_findings],
        "notes": [
            {"id": note.term, "absent": note.absent, "reason": t[f"dx_unused_{note.reason}"]}
            for note in ranking.notes
        ],
        "unknown_genes": list(ranking.unknown_genes),
    }


def as_line(ranking: Ranking, case: str) -> dict[str, Any]:
    """The list alone, as one line of many."""
    return {"case": case, "ranking": [_listed(each) for each in ranking.candidates]}


def pair_record(pair: Pair) -> dict[str, Any]:
    """Two diseases that together explain more than one."""
    return {
        "ids": [list(ids) for ids in pair.ids],
        "names": list(pair.names),
        "score": round(pair.score, 6),
        "gain": round(pair.gain, 6),
    }


def _listed(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.ids[0],
        "ids": list(candidate.ids),
        "name": candidate.name,
        "score": round(candidate.score, 6),
        "rank": candidate.rank,
    }


def _explained(candidate: Candidate) -> dict[str, Any]:
    return _listed(candidate) | {
        "reasons": [_reason(each) for each in candidate.reasons],
        "typical_not_mentioned": [
            {"id": each.term, "label": each.label, "share": round(each.share, 3)}
            for each in candidate.typical
        ],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": reason.term,
        "label": reason.label,
        "match": str(reason.match),
        "contribution": round(reason.contribution, 6),
    }
    if reason.via:
        record["via"] = {"id": reason.via, "label": reason.via_label}
    if reason.share is not None:
        record["share"] = round(reason.share, 3)
    if reason.sources:
        record["sources"] = list(reason.sources)
    if reason.patients:
        record["patients_without"] = reason.patients
    return record


def _next(finding: NextFinding) -> dict[str, Any]:
    return {
        "id": finding.term,
        "label": finding.label,
        "gain_bits": round(finding.gain, 4),
        "shown_by_places": list(finding.shown_by),
    }
