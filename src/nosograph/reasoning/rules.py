"""A criteria set and a situation as decision diagrams over what is still unknown.

Rule 1. This is where every node of the vocabulary gets its meaning; the other modules only ask
the diagrams. tests/laws holds it to the enumeration of all completions.

Rule 2. A diagram is true where the criterion holds. What no record can contain (a child's count
above the parent's, a finding without what it implies) is a diagram of its own, so that
impossible completions decide nothing.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import assert_never

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    AllOf,
    AnyOf,
    AtLeast,
    Criterion,
    Exactly,
    ForDays,
    IfNotDone,
    Item,
    NoneOf,
    Override,
    Quantity,
    Repeated,
    Score,
    Switch,
    Use,
    Windowed,
    Within,
    walk,
)
from nosograph.criteria.outline import Span, ages
from nosograph.model.truth import Truth, any_true
from nosograph.reasoning.diagrams import FALSE, TRUE, Diagrams
from nosograph.reasoning.outcomes import Outcomes
from nosograph.reasoning.situation import Result, Situation, last_runs
from nosograph.reasoning.variables import AGE, Value, Variables, tested

Window = Callable[[int | None], bool]
"""Whether an onset counts in the span of time that is being looked at."""


class Rules:
    """The criteria of one set in one situation."""

    def __init__(self, outline: Variables, known: Situation, diagrams: Diagrams) -> None:
        self.outline = outline
        self.known = known
        self.diagrams = diagrams
        self._built: dict[int, int] = {}
        self.outcomes = Outcomes(outline, known)

    def level(self, id: str) -> int:
        """Where the level holds."""
        return self.build(self.outline.criteria.named[id])

    def build(self, node: Criterion) -> int:
        """Where the criterion holds."""
        found = self._built.get(id(node))
        if found is None:
            found = self._built[id(node)] = self._build(node)
        return found

    def _build(self, node: Criterion) -> int:  # noqa: C901  # one case a node
        d = self.diagrams
        match node:
            case Item():
                return self._item(node.id)
            case Quantity() | ForDays():
                return self._quantity(node, node.item, self.known.results.get(node.item, ()))
            case AgeWithin():
                return self._age(node)
            case AllOf():
                return d.all([self.build(part) for part in node.of])
            case AnyOf():
                return d.any([self.build(part) for part in node.of])
            case AtLeast():
                return d.at_least(node.count, [self.build(part) for part in node.of])
            case Exactly():
                parts = [self.build(part) for part in node.of]
                more = d.at_least(node.high + 1, parts) if node.high < len(parts) else FALSE
                return d.both(d.at_least(node.low, parts), d.negate(more))
            case NoneOf():
                return d.negate(d.any([self.build(part) for part in node.of]))
            case Override():
                return d.both(d.negate(self._is_known_as(node)), self.build(node.of))
            case Score():
                return self._score(node)
            case Within():
                return self._within(node)
            case AfterDay():
                return self._after(node)
            case Repeated():
                return self._repeated(node)
            case Switch():
                return self._switch(node)
            case IfNotDone():
                return d.both(self._is_open(node.item), self.build(node.of))
            case Use():
                return self.build(self.outline.criteria.named[node.name])
            case _:
                assert_never(node)

    # leaves

    def _where(self, name: str, holds: Callable[[Value], bool]) -> int:
        """Where the unknown turns out so."""
        children = [TRUE if holds(value) else FALSE for value in self.outcomes.values(name)]
        return self.diagrams.ask(self.outline.position[name], children)

    def _item(self, item: str, window: Window | None = None) -> int:
        fact = self.known.facts.get(item)
        if fact is None:
            return self._where(
                item, lambda v: v.state is True and (window is None or window(v.onset))
            )
        if window is None or not fact:
            return TRUE if fact else FALSE
        if item in self.known.onsets:
            return TRUE if window(self.known.onsets[item]) else FALSE
        return self._where(f"{item}@onset", lambda v: window(v.onset))

    def _quantity(self, node: Quantity | ForDays, name: str, results: tuple[Result, ...]) -> int:
        truth = any_true(self._satisfies(r, node) for r in results) if results else Truth.UNKNOWN
        if truth is not Truth.UNKNOWN:
            return TRUE if truth is Truth.TRUE else FALSE
        within = self.outline.within(node.item, node.low, node.high)
        return self._where(name, partial(_lies_in, within))

    def _satisfies(self, result: Result, node: Quantity | ForDays) -> Truth:
        """Whether a result lies within the bounds, which are read in its unit."""
        if result.span is None:
            return Truth.FALSE
        within = self.outline.within(node.item, node.low, node.high, result.unit)
        if result.span.lies_in(within):
            return Truth.TRUE
        return Truth.UNKNOWN if result.span.meets(within) else Truth.FALSE

    def _age(self, node: AgeWithin) -> int:
        within = ages(node)
        if self.known.age is not None:
            own = Span.at(Decimal(self.known.age.parts))
            return TRUE if own.lies_in(within) else FALSE
        return self._where(AGE, partial(_lies_in, within))

    def _after(self, node: AfterDay) -> int:
        name = self.outline.late[node.of.item, node.day]
        return self._quantity(node.of, name, self.outcomes.late(node.of.item, node.day))

    def _switch(self, node: Switch) -> int:
        d = self.diagrams
        if self.outline.items[node.item].words:
            word = self.known.choices.get(node.item)
            if word is not None:
                return self.build(dict(node.cases)[word]) if word in dict(node.cases) else FALSE
            parts = [
                d.both(self._where(node.item, partial(_is, case)), self.build(part))
                for case, part in node.cases
            ]
            return d.any(parts)
        cases = {word: self.build(part) for word, part in node.cases}
        return d.choose(self._item(node.item), cases.get("yes", FALSE), cases.get("no", FALSE))

    # what is known, as a condition

    def _is_known_as(self, node: Override) -> int:
        fact = self.known.facts.get(node.item)
        if fact is not None:
            return TRUE if fact is node.present else FALSE
        return self._where(node.item, lambda v: v.done and v.state is node.present)

    def _is_open(self, item: str) -> int:
        if item in self.known.done:
            return FALSE
        return self._where(item, lambda v: not v.done)

    # counting

    def _within(self, node: Within) -> int:
        """The part holds in the span that starts with some onset."""
        days = self.outcomes.days
        reach = node.days - node.strict
        windows = [partial(_starts_in, day, day + reach) for day in days]
        parts = [self._in_window(node.of, window) for window in windows]
        # An onset far from all others is a span of its own.
        items = {leaf.id for leaf in walk(node.of) if isinstance(leaf, Item)}
        parts += [self._in_window(node.of, lambda onset: True, alone=item) for item in items]
        return self.diagrams.any(parts)

    def _in_window(self, node: Criterion, window: Window, alone: str = "") -> int:
        d = self.diagrams
        if not isinstance(node, Windowed):
            raise TypeError(f"within: cannot look at {type(node).__name__}")
        match node:
            case Item():
                return FALSE if alone and node.id != alone else self._item(node.id, window)
            case AllOf():
                return d.all([self._in_window(part, window, alone) for part in node.of])
            case AnyOf():
                return d.any([self._in_window(part, window, alone) for part in node.of])
            case AtLeast():
                parts = [self._in_window(part, window, alone) for part in node.of]
                return d.at_least(node.count, parts)
            case _:
                assert_never(node)

    def _repeated(self, node: Repeated) -> int:
        d = self.diagrams
        slots = []
        for test in node.of:
            stopped = self._is_known_as(test) if isinstance(test, Override) else FALSE
            allowed = d.negate(stopped)
            slots += [d.both(allowed, slot) for slot in self._abnormal(tested(test), node.count)]
        return d.at_least(node.count, slots)

    def _abnormal(self, test: Quantity, count: int) -> Iterator[int]:
        """For each result that may count, where it is abnormal."""
        runs = last_runs(self.known.results.get(test.item, ()))
        if runs:
            abnormal = [any_true(self._satisfies(r, test) for r in run) for run in runs]
            settled = sum(each is Truth.TRUE for each in abnormal)
            number = min(settled + sum(each is Truth.UNKNOWN for each in abnormal), count)
            yield from [TRUE] * min(settled, count)
            yield from [self._quantity(test, test.item, ())] * (number - settled)
            latest = runs[-1][0].day
            newest = (abnormal[n] for n, run in enumerate(runs) if run[0].day == latest)
            if all(each is Truth.FALSE for each in newest):
                return
            before = TRUE
        else:
            number, before = 1, self._quantity(test, test.item, ())
            yield before
        for each in range(number + 1, count + 1):
            name = f"{test.item}#{each}"
            within = self.outline.within(test.item, test.low, test.high)
            before = self.diagrams.both(before, self._where(name, partial(_lies_in, within)))
            yield before

    def _score(self, node: Score) -> int:
        needs = [self.group(node, group) for group in node.needs]
        return self.diagrams.all([self.total(node, node.threshold), *needs])

    def group(self, node: Score, group: str) -> int:
        """Where some part of the group holds."""
        parts = [
            self.build(each.of)
            for domain in node.domains
            if domain.group == group
            for each in domain.of
        ]
        return self.diagrams.any(parts)

    def total(self, node: Score, threshold: int) -> int:
        """Where the score reaches the threshold."""
        steps = self.steps(node)
        most = [0]
        for step in reversed(steps):
            most.append(most[-1] + max((points for points, _ in step), default=0))
        most.reverse()
        done: dict[tuple[int, int], int] = {}

        def reach(domain: int, left: int) -> int:
            if left <= 0:
                return TRUE
            if left > most[domain]:
                return FALSE
            key = (domain, left)
            if key not in done:
                found = reach(domain + 1, left)
                for points, holds in reversed(steps[domain]):
                    found = self.diagrams.choose(holds, reach(domain + 1, left - points), found)
                done[key] = found
            return done[key]

        return reach(0, threshold)

    def steps(self, node: Score) -> list[list[tuple[int, int]]]:
        """For each domain, the points it can give, largest first, and where it gives as many."""
        found = []
        for domain in node.domains:
            points = sorted({each.points for each in domain.of}, reverse=True)
            found.append(
                [
                    (p, self.diagrams.any([self.build(w.of) for w in domain.of if w.points == p]))
                    for p in points
                ]
            )
        return found

    # what no record can contain

    def consistent(self, *, ordered: bool = True) -> int:
        """Where nothing contradicts the set's relations; without `ordered`, those of facts alone."""
        d = self.diagrams
        implied = [
            d.either(d.negate(self._item(item)), self._item(other))
            for item, other in self.outline.implied
        ]
        never = self.outline.never_exceeds if ordered else ()
        return d.all([*implied, *(self._never_exceeds(*pair) for pair in never)])

    def _never_exceeds(self, item: str, larger: str) -> int:
        d = self.diagrams
        # One high result is enough for lower limits; beside upper ones, what holds of all.
        telling = max if {item, larger}.isdisjoint(self.outline.capped) else min
        parts = []
        for span, where in self._spans(item, telling):
            possible = [w for other, w in self._spans(larger, max) if span.may_stay_below(other)]
            parts.append(d.both(where, d.any(possible)))
        return d.any(parts)

    def _spans(
        self, item: str, telling: Callable[[list[Decimal]], Decimal]
    ) -> list[tuple[Span, int]]:
        """The spans that the item's value may lie in, and where it does."""
        results = self.known.results.get(item, ())
        own = self.outline.items[item].unit
        values = [
            each.span.low
            for each in results
            if each.span is not None and each.span.low is not None
            if each.span.is_point and each.unit == own
        ]
        if values and len(values) == len(results):
            return [(Span.at(telling(values)), TRUE)]
        if results:  # in another unit, put down to another cause, or with a comparator
            return [(Span(), TRUE)]
        return [
            (span, self._where(item, partial(_is, span))) for span in self.outline.domains[item]
        ]


def _is(state: object, value: Value) -> bool:
    return value.state == state


def _lies_in(within: Span, value: Value) -> bool:
    return isinstance(value.state, Span) and value.state.lies_in(within)


def _starts_in(first: int, last: int, onset: int | None) -> bool:
    return onset is not None and first <= onset <= last
