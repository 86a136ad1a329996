"""An answer to criteria as JSON, and what was stated, in words."""

from nosograph.model.cases import Statement
from nosograph.model.truth import Truth
from nosograph.reasoning.answers import Answer, PartAnswer
from nosograph.reasoning.situation import Concern, Trouble
from nosograph.render.languages import Words, words
from nosograph.render.site import LANGUAGES


def answer_record(answer: Answer) -> dict[str, object]:
    """The answer as one JSON object."""
    levels = answer.levels.values()
    record: dict[str, object] = {
        "case": answer.case.id,
        "set": answer.engine.criteria.id,
        "levels": {each.level.id: each.verdict for each in levels},
        "minimal_missing": {
            each.level.id: [list(names) for names in each.missing]
            for each in levels
            if each.missing
        },
        "next": answer.next,
        "evidence": [
            {"level": each.level.id, **evidence_record(part)}
            for each in levels
            for part in each.evidence.parts or (each.evidence,)
        ],
    }
    scores = {
        each.level.id: [[s.low, s.high] for s in each.scores] for each in levels if each.scores
    }
    if scores:
        record["scores"] = scores
    if answer.concerns:
        record["concerns"] = [
            {
                "kind": each.kind,
                "item": each.item,
                "message": concern_text(each, words(LANGUAGES[0])),
            }
            for each in answer.concerns
        ]
    if any(each.truth is Truth.FALSE for each in levels):
        record["not_met_means"] = answer.engine.criteria.not_met_means
    if answer.unmatched:
        record["unmatched"] = [stated(each) for each in answer.unmatched]
    revocable = {each.level.id: list(each.revocable) for each in levels if each.revocable}
    if revocable:
        record["revocable_by"] = revocable
    return record


def evidence_record(part: PartAnswer) -> dict[str, object]:
    """A part as a JSON object: its words, its truth, and what was stated about its items."""
    return {
        "part": part.words,
        "holds": {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not known"}[part.truth],
        "items": list(part.items),
        "statements": [stated(each) for each in part.statements],
    }


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
