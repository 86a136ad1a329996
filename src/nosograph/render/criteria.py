"""The page of a criteria set: what to state, what follows from it, and on what that rests.

Rule 1. Three choices per fact, and silence is "not known".
Rule 2. An answer is worded, never coloured: it speaks of criteria and records, not of a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from nosograph.criteria.numbers import plain_number
from nosograph.criteria.sets import Confirmation, CriteriaSet, ItemDefinition, ItemKind, Level
from nosograph.criteria.wording import ENGLISH, Phrases, heading, in_words, title_of
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.truth import Truth
from nosograph.reasoning.answers import Answer, LevelAnswer, PartAnswer
from nosograph.reasoning.engine import CriteriaEngine
from nosograph.reasoning.variables import AGE
from nosograph.render.criteria_files import stated
from nosograph.render.languages import Words, words
from nosograph.render.references import ReferenceList, ShownReference

MOST_MISSING = 12
"""Missing sets that are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ResultField:
    """Where one result of a test is typed."""

    key: str
    """What stands in the names of its fields: the item and which result it is."""
    value: str
    unit: str
    day: str
    sample: str


@dataclass(frozen=True, slots=True)
class Question:
    """One item of the form."""

    id: str
    title: str
    definition: str
    kind: ItemKind
    note: str
    """That it is a reading, or recalled; empty when confirmed."""
    state: str
    """present, absent, a word of the item's choice, or empty."""
    words: tuple[str, ...]
    onset: str | None
    """The first day; None where no criterion asks for it."""
    results: tuple[ResultField, ...]
    units: tuple[str, ...]
    dated: bool
    """Whether the day of a result matters."""
    sampled: bool
    """Whether it matters which sample a result comes from."""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a criterion with what speaks for and against it."""

    words: str
    holds: str
    statements: tuple[str, ...]
    parts: "tuple[ShownPart, ...]"


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """The answer for one level."""

    id: str
    title: str
    note: str
    verdict: str
    words: str
    means: str
    """What it does not mean; empty unless the level is not met."""
    missing: tuple[str, ...]
    more: int
    """Missing sets that are not listed."""
    scores: tuple[str, ...]
    tally: str
    """How many parts hold so far of those needed; empty where parts are not counted."""
    next: str
    revocable: str
    evidence: ShownPart


@dataclass(frozen=True, slots=True)
class ShownNote:
    """What a reader of the criteria must know."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class CriteriaPage:
    """A criteria set with a case and the answer."""

    set: CriteriaSet
    disease: str
    disease_href: str
    action: str
    questions: tuple[Question, ...]
    asks_age: bool
    age: str
    sex: str
    calendar: str
    carried: tuple[str, ...]
    """What the form does not show, as far as it is listed."""
    carried_count: int
    """Statements that the form does not show, in words."""
    rest: str
    """The same as JSON."""
    stated: int
    """How many statements the answer rests on."""
    levels: tuple[ShownLevel, ...]
    concerns: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    """Level → its criterion in words."""
    notes: tuple[ShownNote, ...]
    sources: tuple[ShownReference, ...]
    unread: bool
    """Whether anything in the set was not read in the publication."""
    speaks: bool
    """Whether its titles are in the page's language."""


@cache
def phrases_of(language: str) -> Phrases:
    """The phrases of a rule, in a language."""
    t = words(language)
    return {key: t[f"rule_{key}"] for key in ENGLISH}


def phrases_for(criteria: CriteriaSet, language: str) -> Phrases:
    """The phrases for a set: English ones around titles that are English."""
    return phrases_of(language) if criteria.speaks(language) else ENGLISH


def questions(engine: CriteriaEngine, case: Case, language: str) -> Iterator[Question]:
    """The set's items as a form shows them, filled with what the case says."""
    outline, criteria = engine.outline, engine.criteria.in_language(language)
    stated_of: dict[str, list[Statement]] = {}
    for each in case.statements:
        stated_of.setdefault(each.item, []).append(each)
    late = {item for item, _ in outline.late}
    for item in criteria.items:
        own = stated_of.get(item.id, [])
        count = 1 + sum(u.name.startswith(f"{item.id}#") for u in outline.unknowns)
        sampled = count > 1
        units = sorted({item.unit, *outline.units(item.id)} - {""})
        yield Question(
            item.id,
            item.title,
            item.definition,
            item.kind,
            _confirmation(item.confirmation, words(language)),
            _state(item, own),
            item.words,
            _shown_day(own[0].onset if own else None, case.calendar)
            if item.id in outline.windowed
            else None,
            tuple(_result(item, own, number, case.calendar) for number in range(1, count + 1))
            if item.kind is ItemKind.QUANTITY
            else (),
            tuple(units),
            dated=item.id in late or sampled,
            sampled=sampled,
        )


def _state(item: ItemDefinition, own: list[Statement]) -> str:
    if not own:
        return ""
    if item.kind is ItemKind.CHOICE:
        return str(own[0].value or "")
    return str(own[0].status) if item.kind is ItemKind.FACT else ""


def _result(item: ItemDefinition, own: list[Statement], number: int, calendar: str) -> ResultField:
    given = [each for each in own if each.status is Status.MEASURED]
    key = f"{item.id}.{number}"
    if number > len(given):
        return ResultField(key, "", item.unit, "", "")
    one = given[number - 1]
    return ResultField(
        key,
        "" if one.value is None else _written(one),
        one.unit or item.unit,
        _shown_day(one.day, calendar),
        one.sample,
    )


def _written(result: Statement) -> str:
    """The value, as a form of any language reads it again."""
    if not isinstance(result.value, Decimal):
        return str(result.value)
    return plain_number(result.value, result.comparator)


def _shown_day(day: int | None, calendar: str) -> str:
    if day is None:
        return ""
    return date.fromordinal(day).isoformat() if calendar == "dates" else str(day)


def shown_levels(answer: Answer, language: str) -> tuple[ShownLevel, ...]:
    """The answer for every level, worded."""
    t, own = words(language), answer.engine.criteria
    criteria, rules = own.in_language(language), phrases_for(own, language)
    return tuple(
        _level(each, level, criteria, t, rules)
        for each, level in zip(answer.levels.values(), criteria.levels, strict=True)
    )


def _level(
    answer: LevelAnswer, level: Level, criteria: CriteriaSet, t: Words, rules: Phrases
) -> ShownLevel:
    missing = answer.missing
    return ShownLevel(
        level.id,
        level.title,
        " ".join(p for p in (level.note, _confirmation(level.confirmation, t)) if p),
        answer.verdict,
        t[f"verdict_{answer.verdict}"],
        criteria.not_met_means if answer.truth is Truth.FALSE else "",
        tuple(
            " + ".join(_name(criteria, n, t, rules) for n in names)
            for names in missing[:MOST_MISSING]
        ),
        max(len(missing) - MOST_MISSING, 0),
        tuple(
            t["criteria_score"].format(low=s.low, high=s.high, threshold=s.threshold)
            for s in answer.scores
        ),
        t["criteria_tally"].format(held=answer.tally[0], needed=answer.tally[1])
        if answer.tally
        else "",
        _name(criteria, answer.next, t, rules) if answer.next else "",
        ", ".join(_name(criteria, each, t, rules) for each in answer.revocable),
        _part(answer.evidence, criteria, t, rules),
    )


def _name(criteria: CriteriaSet, name: str, t: Words, rules: Phrases) -> str:
    return t["criteria_age"] if name == AGE else title_of(criteria, name, rules)


def _part(evidence: PartAnswer, criteria: CriteriaSet, t: Words, rules: Phrases) -> ShownPart:
    holds = {Truth.TRUE: "holds_yes", Truth.FALSE: "holds_no", Truth.UNKNOWN: "holds_unknown"}
    return ShownPart(
        heading(evidence.node, criteria, rules),
        t[holds[evidence.truth]],
        ()
        if evidence.parts
        else tuple(shown_statement(each, criteria) for each in evidence.statements),
        tuple(_part(each, criteria, t, rules) for each in evidence.parts),
    )


def shown_statement(statement: Statement, criteria: CriteriaSet) -> str:
    """A statement in words, with the item's title for its id."""
    if not statement.item:
        return stated(statement)
    return stated(statement).replace(statement.item, title_of(criteria, statement.item), 1)


def _confirmation(confirmation: Confirmation, t: Words) -> str:
    return "" if confirmation is Confirmation.CONFIRMED else t[f"criteria_{confirmation}"]


def shown_notes(criteria: CriteriaSet, language: str) -> tuple[ShownNote, ...]:
    """The set's notes, each with how it is founded."""
    t = words(language)
    return tuple(ShownNote(n.text, _confirmation(n.confirmation, t)) for n in criteria.notes)


def rests_on_unread(criteria: CriteriaSet) -> bool:
    """Whether anything in the set is a reading or was recalled."""
    found = {each.confirmation for each in criteria.items}
    found |= {each.confirmation for each in criteria.levels}
    found |= {each.confirmation for each in criteria.notes}
    return not found <= {Confirmation.CONFIRMED}


def rules_in_words(criteria: CriteriaSet, rules: Phrases) -> tuple[tuple[str, str], ...]:
    """Each level and named part, as an indented list."""
    named = [(level.title, level.criterion) for level in criteria.levels]
    named += [(id.replace("_", " "), criterion) for id, criterion in criteria.parts]
    return tuple((title, in_words(criterion, criteria, rules)) for title, criterion in named)


def cited(criteria: CriteriaSet, references: ReferenceList) -> tuple[ShownReference, ...]:
    """The publications that the set rests on."""
    for key in dict.fromkeys((*criteria.sources, *(s for n in criteria.notes for s in n.sources))):
        references.cite(key)
    # Nothing on this page has a place of its own to go back to.
    return tuple(replace(each, back=()) for each in references.shown())
