"""A case as one criteria set sees it: what is known of each item, and what is wrong with it.

Rule 1. Presence on one day and absence on another do not contradict each other; the finding was
there. Opposites on one day, or both undated, do: they are reported, and the item stays unknown
until somebody settles it. In population data the caller may ask for `presence_wins`.

Rule 2. A value whose unit has no limit and cannot be converted is reported and left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from nosograph.criteria.matching import CodeIndex
from nosograph.criteria.outline import Outline, Span
from nosograph.criteria.sets import ItemDefinition, ItemKind
from nosograph.criteria.units import converted
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status


@dataclass(frozen=True, slots=True)
class Result:
    """One measured value of an item."""

    span: Span | None
    """Where the value lies: at one number, or on one side of it.

    None for a result that somebody has put down to another cause: it satisfies no limit."""
    unit: str = ""
    day: int | None = None
    illness_day: int | None = None
    sample: str = ""
    named: bool = True
    """Whether the case names the item itself, not only a code."""

    @property
    def is_open(self) -> bool:
        """Whether the value is known only to lie on one side of a number."""
        return self.span is not None and not self.span.is_point


class Trouble(StrEnum):
    """What is wrong with what a case says about an item."""

    OPPOSED = "opposed"
    """It is stated as present and as absent on one day."""
    SEVERAL = "several"
    """Several of its words are stated."""
    APART = "apart"
    """It does not fit together with another item."""
    NO_FACT = "no_fact"
    """It is present or absent, and a value is stated."""
    NO_WORD = "no_word"
    """What is stated is none of its words."""
    NO_NUMBER = "no_number"
    """It has a value, and none is stated."""
    IMPOSSIBLE = "impossible"
    """Nobody has such a value."""
    NO_UNIT = "no_unit"
    """The unit cannot be read in its own."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something about the case that its author has to look at."""

    trouble: Trouble
    item: str
    words: tuple[str, ...] = ()
    """The words that the item has, or those that were stated; the item that it does not fit."""
    value: str = ""
    """What was stated, with its unit in `given`."""
    given: str = ""
    unit: str = ""
    """The item's own."""
    day: int | None = None

    @property
    def kind(self) -> str:
        """contradiction or unusable."""
        contradicts = self.trouble in (Trouble.OPPOSED, Trouble.SEVERAL, Trouble.APART)
        return "contradiction" if contradicts else "unusable"


@dataclass(slots=True)
class Situation:
    """What is known of each item."""

    facts: dict[str, bool] = field(default_factory=dict)
    onsets: dict[str, int] = field(default_factory=dict)
    """Present facts whose first day is known."""
    results: dict[str, tuple[Result, ...]] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    age: Age | None = None
    ages: tuple[Age, Age] | None = None
    """Between which the age lies, where it is not known to the day."""
    done: set[str] = field(default_factory=set)
    """Items about which something was stated, usable or not."""
    concerns: list[Concern] = field(default_factory=list)
    used: dict[str, list[Statement]] = field(default_factory=dict)
    """Item → the statements that it rests on."""
    unmatched: list[Statement] = field(default_factory=list)
    """Statements about which the set does not ask."""


def situation(
    outline: Outline, codes: CodeIndex, case: Case, *, presence_wins: bool = False
) -> Situation:
    """What `case` says about the items of a set."""
    items = outline.items
    found = Situation(age=case.age, ages=None if case.age else case.ages)
    by_item = _by_item(items, codes, case, found)
    _follow(by_item, outline.implied)
    for item, statements in by_item.items():
        definition = items[item]
        found.done.add(item)
        found.used[item] = list(statements)
        match definition.kind:
            case ItemKind.FACT:
                _fact(found, definition, statements, presence_wins=presence_wins)
            case ItemKind.CHOICE:
                _choice(found, definition, statements)
            case ItemKind.QUANTITY:
                _results(found, definition, statements, outline, case.illness_day)
    return found


def _by_item(
    items: Mapping[str, ItemDefinition], codes: CodeIndex, case: Case, found: Situation
) -> dict[str, list[Statement]]:
    by_item: dict[str, list[Statement]] = {}
    excluded: dict[str, dict[str, Statement]] = {}
    for statement in case.statements:
        if statement.item in items:
            by_item.setdefault(statement.item, []).append(statement)
            continue
        code = codes.current(statement.code)
        matched = False
        if statement.status is Status.MEASURED:
            for item in codes.measures.get(code, ()):
                by_item.setdefault(item, []).append(statement)
                matched = True
        elif statement.status is Status.PRESENT:
            for item in codes.confirms.get(code, ()):
                by_item.setdefault(item, []).append(statement)
                matched = True
        else:
            for item, own in codes.rules_out.get(code, ()):
                excluded.setdefault(item, {})[own] = statement
                matched = True
        if not matched or statement.item:
            found.unmatched.append(statement)
    for item, by_code in excluded.items():
        absent = _ruled_out(codes.needed.get(item), by_code)
        if absent is not None:
            by_item.setdefault(item, []).append(absent)
    return by_item


def _ruled_out(needed: frozenset[str] | None, by_code: Mapping[str, Statement]) -> Statement | None:
    """The statement that the item is absent, if the excluded codes amount to one."""
    for code, statement in by_code.items():
        if needed is None or code not in needed:
            return statement  # a broader code: the item cannot be there without it
    if needed is None or not needed <= by_code.keys():
        return None
    first, *others = (by_code[code] for code in sorted(needed))
    same_day = all(other.date == first.date for other in others)
    return first if same_day else replace(first, onset=None, day=None)


def _follow(by_item: dict[str, list[Statement]], implied: Iterable[tuple[str, str]]) -> None:
    """Let presence run along the implications, and absence against them."""
    pairs = tuple(implied)
    changed = bool(pairs)
    while changed:
        changed = False
        for item, other in pairs:
            for source, target, status in (
                (item, other, Status.PRESENT),
                (other, item, Status.ABSENT),
            ):
                for statement in tuple(by_item.get(source, ())):
                    if statement.status is not status or statement.explained_by_other:
                        continue
                    if statement not in by_item.get(target, ()):
                        by_item.setdefault(target, []).append(statement)
                        changed = True


def _fact(
    found: Situation,
    item: ItemDefinition,
    statements: list[Statement],
    *,
    presence_wins: bool,
) -> None:
    present = [s for s in statements if s.status is Status.PRESENT and not s.explained_by_other]
    explained = [s for s in statements if s.status is Status.PRESENT and s.explained_by_other]
    absent = [s for s in statements if s.status is Status.ABSENT]
    for each in statements:
        if each.status is Status.MEASURED:
            _unusable(found, Concern(Trouble.NO_FACT, item.id), each)
    days = {s.date for s in absent}
    opposed = [s for s in present if s.date in days]
    if opposed:
        found.concerns.append(Concern(Trouble.OPPOSED, item.id, day=opposed[0].date))
    firm = present if presence_wins else [s for s in present if s.date not in days]
    if firm:
        found.facts[item.id] = True
        onsets = [s.onset for s in firm if s.onset is not None]
        if onsets:
            found.onsets[item.id] = min(onsets)
    elif explained or (absent and not opposed):
        found.facts[item.id] = False


def _choice(found: Situation, item: ItemDefinition, statements: list[Statement]) -> None:
    words = [str(s.value) for s in statements if s.value is not None]
    for word in words:
        if word not in item.words:
            found.concerns.append(Concern(Trouble.NO_WORD, item.id, item.words, word))
    known = {word for word in words if word in item.words}
    if len(known) > 1:
        found.concerns.append(Concern(Trouble.SEVERAL, item.id, tuple(sorted(known))))
    elif known:
        found.choices[item.id] = known.pop()


def _results(
    found: Situation,
    item: ItemDefinition,
    statements: list[Statement],
    outline: Outline,
    illness_day: Callable[[int | None], int | None],
) -> None:
    results = []
    for each in statements:
        value, unit = each.value, each.unit
        if value is None and each.end is not None and each.onset is not None:
            value, unit = Decimal(each.end - each.onset), "d"
        if not isinstance(value, Decimal):
            if each.item:
                _unusable(found, Concern(Trouble.NO_NUMBER, item.id, unit=item.unit), each)
            continue
        own = outline.read_in(item.id, unit)
        if own is None:
            told = Concern(Trouble.NO_UNIT, item.id, (), str(value), unit, item.unit)
            _unusable(found, told, each)
            continue
        value = value if own == unit else converted(value, unit, own)
        possible = outline.possible(item.id, own)
        if possible is not None and not Span.of(value, "").lies_in(possible):
            ends = f"{possible.low:f} – {possible.high:f} {own}"
            told = Concern(Trouble.IMPOSSIBLE, item.id, (), f"{value:f}", own, ends)
            _unusable(found, told, each)
            continue
        kept = None if each.explained_by_other else Span.of(value, each.comparator)
        results.append(
            Result(kept, own, each.date, illness_day(each.date), each.sample, each.item == item.id)
        )
    if results:
        found.results[item.id] = tuple(results)


def _unusable(found: Situation, concern: Concern, statement: Statement) -> None:
    found.concerns.append(concern)
    if statement in found.used.get(concern.item, ()):
        found.used[concern.item].remove(statement)


def last_runs(results: tuple[Result, ...]) -> tuple[tuple[Result, ...], ...]:
    """The runs of each sample on its last day, in order of time.

    A result without sample and day may be a second run of any other, so it counts only alone.
    """
    samples: dict[object, tuple[Result, ...]] = {}
    for result in sorted(results, key=lambda r: -1 if r.day is None else r.day):
        key = result.sample or result.day
        earlier = samples.pop(key, ())
        same_day = earlier and earlier[0].day == result.day
        samples[key] = (*earlier, result) if same_day else (result,)
    if None in samples and len(samples) > 1:
        del samples[None]
    return tuple(samples.values())
