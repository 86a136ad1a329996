"""An answer about criteria as plain text: verdicts, reasons, what is missing, what it rests on.

Rule. A verdict is never shown without what it does not say.
"""

from collections.abc import Iterator

from nosograph.criteria.sets import Confirmation, CriteriaSet
from nosograph.criteria.wording import in_words, title_of
from nosograph.model.truth import Truth
from nosograph.reasoning.answers import Answer, LevelAnswer, PartAnswer
from nosograph.render.criteria_files import concern_text, stated
from nosograph.render.languages import words
from nosograph.render.site import LANGUAGES

VERDICT_WORDS = {"met": "met", "not_met": "not met", "undetermined": "undetermined"}
MOST_SETS = 8
"""Missing sets that are listed; the others are counted."""

_SIGNS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not known"}
_CONFIRMATIONS = {Confirmation.READING: "our reading", Confirmation.RECALLED: "to be confirmed"}


def answer_text(answer: Answer, *, explain: bool = False) -> str:
    """The answer in words; `explain` adds every part with what was stated about it."""
    return "\n".join(_answer_lines(answer, explain=explain))


def criteria_text(criteria: CriteriaSet) -> str:
    """The criteria in words."""
    return "\n".join(_criteria_lines(criteria))


def _answer_lines(answer: Answer, *, explain: bool) -> Iterator[str]:
    criteria = answer.engine.criteria
    yield f"{answer.case.id}: {criteria.title}" if answer.case.id else criteria.title
    for level in answer.levels.values():
        yield ""
        yield f"{level.level.title}: {VERDICT_WORDS[level.verdict]}{_marked(level)}"
        yield from (f"  {line}" for line in _level_lines(criteria, level))
        if explain:
            yield from _evidence_lines(level.evidence, 1)
    yield ""
    for concern in answer.concerns:
        yield f"Look at the case again ({concern.kind}): {concern_text(concern, words(LANGUAGES[0]))}"
    if answer.unmatched:
        told = "; ".join(dict.fromkeys(stated(each) for each in answer.unmatched))
        yield f"Not asked for by these criteria: {told}"
    if any(level.truth is Truth.FALSE for level in answer.levels.values()):
        yield criteria.not_met_means
    yield f"Basis: {criteria.basis} ({criteria.id}; {', '.join(criteria.sources)})"
    yield criteria.intended_purpose


def _marked(level: LevelAnswer) -> str:
    words = _CONFIRMATIONS.get(level.level.confirmation)
    return f" [{words}]" if words else ""


def _level_lines(criteria: CriteriaSet, level: LevelAnswer) -> Iterator[str]:
    for score in level.scores:
        points = f"{score.low}" if score.low == score.high else f"{score.low} to {score.high}"
        yield f"score {points}, threshold {score.threshold}"
    if level.missing:
        yield "could become met by:"
        for names in level.missing[:MOST_SETS]:
            yield f"- {' and '.join(title_of(criteria, name) for name in names)}"
        left = len(level.missing) - MOST_SETS
        if left > 0:
            yield f"- and {left} other set{'s'[: left != 1]} of findings"
    if level.next is not None:
        yield f"ask next: {title_of(criteria, level.next)}"
    if level.revocable:
        items = ", ".join(title_of(criteria, name) for name in level.revocable)
        yield f"may be overturned by a result of: {items}"


def _evidence_lines(part: PartAnswer, depth: int) -> Iterator[str]:
    told = f" ({'; '.join(stated(each) for each in part.statements)})" if not part.parts else ""
    words = part.words.partition(": ")[0].rstrip(":") if part.parts else part.words
    yield f"{'  ' * depth}{_SIGNS[part.truth]}: {words}{told if part.statements else ''}"
    for inner in part.parts:
        yield from _evidence_lines(inner, depth + 1)


def _criteria_lines(criteria: CriteriaSet) -> Iterator[str]:
    yield f"{criteria.title} ({criteria.id}, for {criteria.use})"
    for name, part in criteria.parts:
        yield ""
        yield f"“{name.replace('_', ' ')}” means"
        yield from (f"  {line}" for line in in_words(part, criteria).split("\n"))
    for level in criteria.levels:
        mark = _CONFIRMATIONS.get(level.confirmation)
        yield ""
        yield level.title + (f" [{mark}]" if mark else "")
        yield from (f"  {line}" for line in in_words(level.criterion, criteria).split("\n"))
        if level.note:
            yield f"  {level.note}"
    yield ""
    yield "Items"
    for item in criteria.items:
        codes = ", ".join(f"{c.code} {c.label}".rstrip() for c in item.codes)
        kind = f" [{item.unit}]" if item.unit else f" [{', '.join(item.words)}]" * bool(item.words)
        yield f"  {item.id}{kind}: {item.title}{f' ({codes})' if codes else ''}"
    yield ""
    for note in criteria.notes:
        mark = _CONFIRMATIONS.get(note.confirmation)
        yield f"- {note.text}" + (f" [{mark}]" if mark else "")
    yield f"Basis: {criteria.basis} ({', '.join(criteria.sources)})"
    yield criteria.intended_purpose
    yield criteria.not_met_means
