"""Exact verdicts where parts share items: the unknowns that pull both ways are gone through.

Rule 1. A node is settled on its own where its unknowns occur nowhere else; so case analysis
stays as small as the sharing is.

Rule 2. Nothing is approximated. A rule that would need more cases than `MOST_CASES`, or shares
dates in a way that no row can settle, is refused by name.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from nosograph.cohort.occurrences import Child, Occurrence, Occurrences, Value
from nosograph.cohort.outline import SetOutline, Variable
from nosograph.cohort.refusals import UndecidableError
from nosograph.cohort.rules import Rules
from nosograph.cohort.terms import (
    YES,
    Column,
    Compare,
    Fits,
    Term,
    assumed,
    every,
    negated,
    settled,
    some,
)
from nosograph.criteria.nodes import Criterion, IfNotDone, Override, Repeated
from nosograph.criteria.outline import Span

MOST_CASES = 256
"""Combinations that one part is split into at most; the gallery's sets need 96."""


class Levels:
    """The terms of a set's levels."""

    def __init__(self, outline: SetOutline, learnt: Mapping[Variable, Value] | None = None) -> None:
        self._outline = outline
        self._learnt = dict(learnt or {})
        """What is assumed everywhere, to ask what one more result would settle."""
        self._places = {
            is_closed: Occurrences(outline, is_closed=is_closed) for is_closed in (False, True)
        }
        self._exact = cache(self._settle)

    def level(self, id: str) -> Term:
        """Whether the level is met.

        Raises:
            UndecidableError: the level cannot be decided exactly by SQL.
        """
        node = self._places[True].resolved(self._outline.criteria.named[id])
        try:
            certain = self._exact(node, True)
            if not self._has_way_out(node):
                return certain
            return settled(certain, self._exact(node, False))
        except UndecidableError as error:
            raise UndecidableError(f"{self._outline.criteria.id}, level {id}: {error}") from None

    def _has_way_out(self, node: Criterion) -> bool:
        tests = node.of if isinstance(node, Repeated) else ()
        if any(isinstance(each, IfNotDone | Override) for each in (node, *tests)):
            return True
        return any(self._has_way_out(child.node) for child in self._places[True].children(node))

    def _settle(self, root: Criterion, is_closed: bool) -> Term:
        places = self._places[is_closed]

        def part(node: Criterion) -> Term | None:
            if node == root or not places.children(node):
                return None
            return self._exact(node, is_closed) if places.stands_alone(node, root) else None

        found = list(self._asked(root, places, part))
        split = self._to_split(found, places)
        domains = {each: self._domain(each) for each in split}
        size = 1
        for values in domains.values():
            size *= len(values)
        if size > MOST_CASES:
            names = ", ".join(sorted({each.item or each.kind for each in split}))
            raise UndecidableError(
                f"{size} cases of shared unknowns ({names}), more than {MOST_CASES}"
            )
        certain, possible = [], []
        for values in product(*domains.values()):
            chosen = dict(zip(domains, values, strict=True))
            term = Rules(self._outline, places, chosen | self._learnt, part).build(root)
            if size == 1:
                return term
            allowed = self._allowed(chosen)
            certain.append(some((negated(allowed), term)))
            possible.append(every((allowed, term)))
        return settled(every(certain), some(possible))

    def _asked(self, root: Criterion, places: Occurrences, part: object) -> Iterator[Occurrence]:
        """Every place below the root, parts that stand alone being one place each."""
        stack = [Child(root, 1)]
        while stack:
            each = stack.pop()
            if (
                each.node != root
                and places.children(each.node)
                and places.stands_alone(each.node, root)
            ):
                yield Occurrence(Variable("part", repr(each.node)), frozenset({True}), each.sign)
                continue
            for found in places.direct(each.node):
                yield found._replace(sign=found.sign * each.sign)
            stack += [Child(c.node, c.sign * each.sign) for c in places.children(each.node)]

    def _to_split(self, found: Sequence[Occurrence], places: Occurrences) -> tuple[Variable, ...]:
        """The unknowns that Kleene's logic would not do justice to."""
        by_variable: dict[Variable, list[Occurrence]] = {}
        for each in found:
            by_variable.setdefault(each.variable, []).append(each)
        split: dict[Variable, None] = {}
        for variable, asked in by_variable.items():
            if len(asked) > 1 and not self._is_one_way(variable, asked):
                self._refuse_if_unsplittable(variable, found)
                split.setdefault(variable)
        for variable in by_variable:
            if variable.kind == "fact" and variable.item in self._outline.closure:
                group = [Variable("fact", item) for item in sorted(places.related(variable.item))]
                here = [each for each in group if each in by_variable]
                signs = {each.sign for one in here for each in by_variable[one]}
                if len(here) > 1 and (signs not in ({1}, {-1}) or any(v in split for v in here)):
                    split |= dict.fromkeys(here)
        if any(v.kind == "amount" and self._is_related(v.item) for v in by_variable):
            for pair in self._outline.never_exceeds:
                for item in pair:
                    self._refuse_if_unsplittable(Variable("amount", item), found)
                    split.setdefault(Variable("amount", item))
        return tuple(each for each in split if each not in self._learnt)

    def _is_one_way(self, variable: Variable, asked: Sequence[Occurrence]) -> bool:
        """Whether one value is best and one worst everywhere."""
        if variable.kind == "onset":
            return len({each.wanted for each in asked}) == 1 and {e.sign for e in asked} in (
                {1},
                {-1},
            )
        if any(each.sign == 0 for each in asked):
            return False
        domain = self._domain(variable)
        best = [all((v in e.wanted) == (e.sign > 0) for e in asked) for v in domain]
        worst = [all((v in e.wanted) == (e.sign < 0) for e in asked) for v in domain]
        if not (any(best) and any(worst)):
            return False
        # What a bound leaves settles some of the places: the others have to be one way by it too.
        is_bounded = self._outline.bounded and variable.kind in {"amount", "more"}
        return not is_bounded or _nested(asked)

    def _refuse_if_unsplittable(self, variable: Variable, found: Sequence[Occurrence]) -> None:
        item = variable.item
        if variable.kind == "onset":
            raise UndecidableError(
                f"within: the onset of {item} is asked for in more than one way; a row cannot "
                "settle where it would have to lie"
            )
        repeated = any(each.variable == Variable("more", item) for each in found)
        if variable.kind == "more" or (variable.kind == "amount" and repeated):
            raise UndecidableError(
                f"repeated: results of {item} are also asked for in another way, so that a result "
                "to come would have to answer both"
            )

    def _domain(self, variable: Variable) -> tuple[Value, ...]:
        match variable.kind:
            case "amount" | "more":
                return self._outline.spans(variable.item)
            case "age":
                return self._outline.age_spans()
            case "choice":
                return self._outline.items[variable.item].words
            case _:
                return (False, True)

    # what no record can contain

    def _is_related(self, item: str) -> bool:
        return any(item in pair for pair in self._outline.never_exceeds)

    def _allowed(self, chosen: Mapping[Variable, Value]) -> Term:
        """Whether the values chosen for unknowns agree with the set's relations."""
        parts: list[Term] = []
        for item, others in self._outline.closure.items():
            for other in sorted(others - {item}):
                one, two = Variable("fact", item), Variable("fact", other)
                if one in chosen and two in chosen:
                    first = assumed(Column(item), chosen[one] is True)
                    second = assumed(Column(other), chosen[two] is True)
                    parts.append(some((negated(first), second)))
        fitting = self._fitting(chosen)
        reached = self._reached(chosen) if self._outline.bounded else ()
        if not parts and fitting == YES and not reached:
            return YES
        allowed = every((*parts, fitting, *reached))
        if not self._outline.never_exceeds:
            return allowed
        # Known values that contradict the relations say nothing about the unknown ones.
        return some((negated(self._consistent()), allowed))

    def _reached(self, chosen: Mapping[Variable, Value]) -> tuple[Term, ...]:
        """Whether the values chosen are some that results which only bound them leave."""
        found = []
        for variable, value in chosen.items():
            if variable.kind == "amount" and isinstance(value, Span):
                place = self._outline.spans(variable.item).index(value)
                least, most = self._outline.columns.place(variable)
                ends = (Compare(least, "<=", place), Compare(most, ">=", place))
                found.append(some(assumed(end, True) for end in ends))
        return tuple(found)

    def _fitting(self, chosen: Mapping[Variable, Value]) -> Term:
        parts = []
        for pair in self._outline.never_exceeds:
            spans = [chosen.get(Variable("amount", item)) for item in pair]
            one, two = spans
            if isinstance(one, Span) and isinstance(two, Span):
                parts.append(self._fits(*pair, one, two))
        return every(parts)

    def _consistent(self) -> Term:
        items = list(dict.fromkeys(item for pair in self._outline.never_exceeds for item in pair))
        spans = [self._outline.spans(item) for item in items]
        return some(
            self._fitting({Variable("amount", i): s for i, s in zip(items, each, strict=True)})
            for each in product(*spans)
        )

    def _fits(self, item: str, other: str, one: Span, two: Span) -> Term:
        for each in (item, other):
            self._outline.columns.single.setdefault(each)
        return Fits(
            item, one.low, one.is_point, other, two.high, two.is_point, one.may_stay_below(two)
        )


def _nested(asked: Sequence[Occurrence]) -> bool:
    """Whether of any two conditions one follows from the other, all with one sign."""
    return len({each.sign for each in asked}) == 1 and all(
        one.wanted <= other.wanted or other.wanted <= one.wanted for one in asked for other in asked
    )
