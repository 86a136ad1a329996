"""Where a rule asks about what: which unknowns occur once, which pull both ways, what stands alone.

Rule 1. Kleene's logic is exact where each unknown occurs once, or where one of its values is
best and one worst for all its occurrences. Only the others need case analysis.

Rule 2. A part whose unknowns occur nowhere else is an unknown of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias, assert_never

from nosograph.cohort.outline import SetOutline, Variable
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
    Within,
    below,
    walk,
)
from nosograph.criteria.outline import Span, ages

Value: TypeAlias = bool | str | Span
"""One way in which an unknown can turn out."""


class Occurrence(NamedTuple):
    """One place where the rule asks."""

    variable: Variable
    wanted: frozenset[Value]
    """Values that make this place true."""
    sign: int
    """1 where truth here helps, -1 where it hurts, 0 where it may do either."""


@dataclass(frozen=True, slots=True)
class Child:
    """A part of a node, and what its truth does to the node."""

    node: Criterion
    sign: int


YES: frozenset[Value] = frozenset({True})


class Occurrences:
    """The places of one criteria set, with or without the ways out that results close."""

    def __init__(self, outline: SetOutline, *, is_closed: bool) -> None:
        self.outline = outline
        self.is_closed = is_closed
        """Whether nothing more becomes known (see `IfNotDone` and `Override`)."""
        self._counts = cache(self._count)
        self._paths = cache(self._path)

    def resolved(self, node: Criterion) -> Criterion:
        """The node, or what its name stands for."""
        while isinstance(node, Use):
            node = self.outline.criteria.named[node.name]
        return node

    def children(self, node: Criterion) -> tuple[Child, ...]:
        """The parts of a node, as often as its term holds them."""
        match node:
            case Use():
                return (Child(self.resolved(node), 1),)
            case NoneOf():
                return tuple(Child(self.resolved(part), -1) for part in node.of)
            case Exactly():
                sign = 1 if node.high == len(node.of) else -1 if node.low == 0 else 0
                return tuple(Child(self.resolved(part), sign) for part in node.of)
            case Within() | AfterDay() | Repeated():
                return ()
            case Score():
                again = [
                    each.of
                    for group in node.needs
                    for domain in node.domains
                    if domain.group == group
                    for each in domain.of
                ]
                return tuple(Child(self.resolved(part), 1) for part in (*below(node), *again))
            case Item() | Quantity() | ForDays() | AgeWithin():
                return ()
            case AllOf() | AnyOf() | AtLeast() | Override() | Switch() | IfNotDone():
                return tuple(Child(self.resolved(part), 1) for part in below(node))
            case _:
                assert_never(node)

    def direct(self, node: Criterion) -> Iterator[Occurrence]:  # noqa: C901  # one case a node
        """The places in the node itself."""
        match node:
            case Item():
                yield Occurrence(Variable("fact", node.id), YES, 1)
            case Quantity() | ForDays():
                yield self._amount(Variable("amount", node.item), node)
            case AfterDay():
                yield self._amount(self.outline.late_amount(node), node.of)
            case AgeWithin():
                yield Occurrence(Variable("age"), _inside(self.outline.age_spans(), ages(node)), 1)
            case Within():
                for leaf in walk(node.of):
                    if isinstance(leaf, Item):
                        yield Occurrence(Variable("fact", leaf.id), YES, 1)
                        yield Occurrence(Variable("onset", leaf.id), frozenset({repr(node)}), 1)
            case Override():
                yield from self._stopping(node)
            case IfNotDone():
                if not self.is_closed:
                    yield Occurrence(Variable("done", node.item), YES, -1)
            case Switch():
                yield from self._choosing(node)
            case Repeated():
                for test in node.of:
                    yield from self._testing(test)
            case AllOf() | AnyOf() | AtLeast() | Exactly() | NoneOf() | Score() | Use():
                return
            case _:
                assert_never(node)

    def _stopping(self, node: Override) -> Iterator[Occurrence]:
        yield Occurrence(Variable("fact", node.item), frozenset({node.present}), -1)
        if not self.is_closed:
            yield Occurrence(Variable("done", node.item), YES, -1)

    def _testing(self, test: Quantity | Override) -> Iterator[Occurrence]:
        inner = test.of if isinstance(test, Override) else test
        if isinstance(test, Override):
            yield from self._stopping(test)
        if isinstance(inner, Quantity):
            first = self._amount(Variable("amount", inner.item), inner)
            yield first
            yield first._replace(variable=Variable("more", inner.item))

    def _choosing(self, node: Switch) -> Iterator[Occurrence]:
        if self.outline.items[node.item].words:
            words = frozenset[Value](word for word, _ in node.cases)
            yield Occurrence(Variable("choice", node.item), words, 0)
        else:
            yield Occurrence(Variable("fact", node.item), YES, 0)

    def _amount(self, variable: Variable, node: Quantity | ForDays) -> Occurrence:
        within = self.outline.within(node.item, node.low, node.high)
        return Occurrence(variable, _inside(self.outline.spans(node.item), within), 1)

    # what stands alone

    def stands_alone(self, node: Criterion, root: Criterion) -> bool:
        """Whether every unknown of `node` occurs, below `root`, only inside `node`."""
        times = self._paths(root, node)
        whole = self._counts(root)
        return all(whole[name] == times * number for name, number in self._counts(node).items())

    def variables(self, node: Criterion) -> frozenset[Variable]:
        """Everything that the node and its parts ask about."""
        found = {each.variable for each in self.direct(node)}
        for child in self.children(node):
            found |= self.variables(child.node)
        return frozenset(found)

    def _count(self, node: Criterion) -> dict[str, int]:
        counts: dict[str, int] = {}
        for each in self.direct(node):
            name = self._class_of(each.variable)
            counts[name] = counts.get(name, 0) + 1
        for child in self.children(node):
            for name, number in self._counts(child.node).items():
                counts[name] = counts.get(name, 0) + number
        return counts

    def _path(self, start: Criterion, end: Criterion) -> int:
        if start == end:
            return 1
        return sum(self._paths(child.node, end) for child in self.children(start))

    def _class_of(self, variable: Variable) -> str:
        """A name that related unknowns share."""
        if variable.kind == "fact" and variable.item in self.outline.closure:
            return "implied " + self._component(variable.item)
        if any(variable.item in pair for pair in self.outline.never_exceeds):
            return "related amounts"
        kind = "fact" if variable.kind in {"onset", "done"} else variable.kind
        kind = "amount" if kind == "more" else kind
        return f"{kind} {variable.item} {variable.day}"

    def _component(self, item: str) -> str:
        group, before = {item}, set[str]()
        while group != before:
            before = set(group)
            for one, others in self.outline.closure.items():
                if one in group or others & group:
                    group |= others | {one}
        return min(group)

    def related(self, item: str) -> frozenset[str]:
        """Facts that implications tie to the item, directly or not, itself included."""
        name = self._component(item)
        return frozenset(each for each in self.outline.closure if self._component(each) == name)


def _inside(spans: Iterable[Span], within: Span) -> frozenset[Value]:
    return frozenset(span for span in spans if span.lies_in(within))
