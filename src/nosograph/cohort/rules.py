"""A criterion as a term: where this engine gives every node of the vocabulary its meaning.

Rule. The term takes unknowns as SQL takes NULL. Where that says less than all completions do,
`cases` has already settled the unknown, and says so in `assumed`.
"""

from collections.abc import Callable, Mapping
from typing import assert_never

from nosograph.cohort.occurrences import Occurrences, Value
from nosograph.cohort.outline import Condition, SetOutline, Variable, signed
from nosograph.cohort.terms import (
    NO,
    YES,
    Bounds,
    Column,
    Compare,
    Dated,
    Elsewhere,
    Is,
    Near,
    Points,
    Term,
    assumed,
    counted,
    every,
    negated,
    settled,
    some,
)
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

Part = Callable[[Criterion], Term | None]
"""The term of a part that stands alone, or None."""


class Rules:
    """The terms of nodes, with some unknowns assumed to have turned out one way."""

    def __init__(
        self, outline: SetOutline, places: Occurrences, values: Mapping[Variable, Value], part: Part
    ) -> None:
        self._outline = outline
        self._columns = outline.columns
        self._places = places
        self._values = values
        self._part = part
        self._built: dict[Criterion, Term] = {}

    def build(self, node: Criterion) -> Term:
        """The node's term."""
        node = self._places.resolved(node)
        found = self._built.get(node)
        if found is None:
            alone = self._part(node)
            found = self._built[node] = self._build(node) if alone is None else alone
        return found

    def _build(self, node: Criterion) -> Term:  # noqa: C901  # one case a node
        match node:
            case Item():
                return self._fact(node.id)
            case Quantity() | ForDays():
                wanted = Condition(node.item, node.low, node.high)
                return self._amount(Variable("amount", node.item), wanted)
            case AfterDay():
                wanted = Condition(node.of.item, node.of.low, node.of.high, node.day)
                return self._amount(self._outline.late_amount(node), wanted)
            case AgeWithin():
                return self._age(node)
            case AllOf():
                return every(self.build(part) for part in node.of)
            case AnyOf():
                return some(self.build(part) for part in node.of)
            case AtLeast():
                return counted(node.count, len(node.of), [self.build(part) for part in node.of])
            case Exactly():
                return counted(node.low, node.high, [self.build(part) for part in node.of])
            case NoneOf():
                return negated(some(self.build(part) for part in node.of))
            case Override():
                return every((negated(self._is_known_as(node)), self.build(node.of)))
            case Score():
                return self._score(node)
            case Within():
                return self._within(node)
            case Repeated():
                return self._repeated(node)
            case Switch():
                return self._switch(node)
            case IfNotDone():
                return every((negated(self._done(node.item)), self.build(node.of)))
            case Use():
                return self.build(node)
            case _:
                assert_never(node)

    # leaves

    def _fact(self, item: str) -> Term:
        value = self._values.get(Variable("fact", item))
        column = Column(item)
        return assumed(column, value) if isinstance(value, bool) else column

    def _done(self, item: str) -> Term:
        self._columns.done.setdefault(item)
        column = Column(f"{item}__done")
        value = self._values.get(Variable("done", item))
        if isinstance(value, bool):
            return assumed(column, value)
        return assumed(column, False) if self._places.is_closed else column

    def _amount(self, variable: Variable, wanted: Condition) -> Term:
        if not self._can_hold(wanted):
            return NO
        column = Column(self._columns.condition(wanted))
        value = self._values.get(variable)
        if not isinstance(value, Span):
            return column
        return assumed(column, self._is_inside(value, wanted))

    def _can_hold(self, wanted: Condition) -> bool:
        """Whether any number lies within the bounds; bounds that exclude each other are nobody's."""
        return any(self._is_inside(span, wanted) for span in self._outline.spans(wanted.item))

    def _is_inside(self, span: Span, wanted: Condition) -> bool:
        return span.lies_in(self._outline.within(wanted.item, wanted.low, wanted.high))

    def _age(self, node: AgeWithin) -> Term:
        within = ages(node)
        if not any(span.lies_in(within) for span in self._outline.age_spans()):
            return NO
        self._columns.age = True
        value = self._values.get(Variable("age"))
        low, high = within._replace(high=None), within._replace(low=None)
        parts: list[Term] = []
        for side in (low, high):
            for sign, limit in signed(side):
                kind = Bounds if self._outline.spanned else Compare
                term = kind("age", sign, int(limit))
                parts.append(
                    assumed(term, value.lies_in(side)) if isinstance(value, Span) else term
                )
        return every(parts)

    def _is_known_as(self, node: Override) -> Term:
        fact = self._fact(node.item)
        return every((self._done(node.item), fact if node.present else negated(fact)))

    def _switch(self, node: Switch) -> Term:
        words = self._outline.items[node.item].words
        cases = {word: self.build(part) for word, part in node.cases}
        may: dict[str, Term] = {}
        if words:
            value = self._values.get(Variable("choice", node.item))
            for word in words:
                may[word] = assumed(Is(node.item, word), value is None or value == word)
        else:
            fact = self._fact(node.item)
            may = {"yes": assumed(fact, True), "no": assumed(negated(fact), True)}
        certain = every(some((negated(may[w]), cases.get(w, NO))) for w in may)
        return settled(certain, some(every((may[w], cases.get(w, NO))) for w in may))

    # counting

    def _score(self, node: Score) -> Term:
        domains = tuple(
            tuple((each.points, self.build(each.of)) for each in domain.of)
            for domain in node.domains
        )
        groups = [
            some(
                self.build(each.of)
                for domain in node.domains
                if domain.group == group
                for each in domain.of
            )
            for group in node.needs
        ]
        return every((Points(node.threshold, domains), *groups))

    def _repeated(self, node: Repeated) -> Term:
        slots: list[Term] = []
        for test in node.of:
            inner = test.of if isinstance(test, Override) else test
            if not isinstance(inner, Quantity):
                raise TypeError(f"repeated: counts quantities, not {type(inner).__name__}")
            stopped = self._is_known_as(test) if isinstance(test, Override) else NO
            wanted = Condition(inner.item, inner.low, inner.high)
            for number in range(1, node.count + 1):
                slot: Term = NO
                if self._can_hold(wanted):
                    slot = Column(self._columns.slot(wanted, number))
                slots.append(every((negated(stopped), slot)))
        return counted(node.count, len(slots), slots)

    def _within(self, node: Within) -> Term:
        """The part holds in the span that starts with some onset."""
        items = list(dict.fromkeys(leaf.id for leaf in walk(node.of) if isinstance(leaf, Item)))
        for item in items:
            self._columns.onsets.setdefault(item)
        reach = node.days - node.strict
        spans = [
            every(
                (
                    Dated(_onset(start)),
                    self._joined(node.of, lambda item, s=start: self._in(item, s, reach)),  # type: ignore[misc]
                )
            )
            for start in items
        ]
        undated = self._joined(node.of, self._undated)
        # An onset far from all others is a span of its own.
        alone = [
            self._joined(node.of, lambda item, own=own: self._fact(item) if item == own else NO)  # type: ignore[misc]
            for own in items
        ]
        return some((*spans, undated, *alone))

    def _in(self, item: str, start: str, reach: int) -> Term:
        near: Term = YES if item == start else Near(_onset(item), _onset(start), reach)
        if self._values.get(Variable("onset", item)) is True:
            near = assumed(near, True)
        return every((self._fact(item), near))

    def _undated(self, item: str) -> Term:
        where: Term = Elsewhere(_onset(item))
        if self._values.get(Variable("onset", item)) is True:
            where = assumed(where, True)
        return every((self._fact(item), where))

    def _joined(self, node: Criterion, leaf: Callable[[str], Term]) -> Term:
        if not isinstance(node, Windowed):
            raise TypeError(f"within: cannot look at {type(node).__name__}")
        match node:
            case Item():
                return leaf(node.id)
            case AllOf():
                return every(self._joined(part, leaf) for part in node.of)
            case AnyOf():
                return some(self._joined(part, leaf) for part in node.of)
            case AtLeast():
                parts = [self._joined(part, leaf) for part in node.of]
                return counted(node.count, len(parts), parts)
            case _:
                assert_never(node)


def _onset(item: str) -> str:
    return f"{item}__onset"
