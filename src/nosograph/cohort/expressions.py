"""Terms as SQLGlot expressions, in stages: a part that is used often is computed once.

Rule. Every name is quoted; a dialect's spelling is SQLGlot's business.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import assert_never

from sqlglot import exp

from nosograph.cohort.terms import (
    Assume,
    Bounds,
    Column,
    Compare,
    Count,
    Dated,
    Elsewhere,
    Every,
    Fits,
    Is,
    Known,
    Near,
    Not,
    Points,
    Settled,
    Some,
    Term,
    inside,
)

_SIGNS: dict[str, Callable[..., exp.Expression]] = {
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}
TRUE, FALSE, NULL = exp.true(), exp.false(), exp.null()


def column(name: str, table: str = "") -> exp.Column:
    """A quoted column."""
    quoted = exp.to_identifier(name, quoted=True)
    return exp.Column(this=quoted, table=exp.to_identifier(table) if table else None)


def number(value: int | Decimal) -> exp.Expression:
    """A number as it is written."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if text.startswith("-"):
        return exp.Neg(this=exp.Literal.number(text[1:]))
    return exp.Literal.number(text)


def compared(left: exp.Expression, sign: str, right: exp.Expression) -> exp.Expression:
    """`left sign right`."""
    return _SIGNS[sign](this=left, expression=right)


def case(
    *branches: tuple[exp.Expression, exp.Expression], otherwise: exp.Expression | None = None
) -> exp.Case:
    """CASE WHEN … THEN … [ELSE …] END."""
    ifs = [exp.If(this=when, true=then) for when, then in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def one_of(left: exp.Expression, words: Iterable[str]) -> exp.Expression:
    """`left IN (…)`, or `=` for a single word."""
    literals: list[exp.Expression] = [exp.Literal.string(word) for word in words]
    if len(literals) == 1:
        return exp.EQ(this=left, expression=literals[0])
    return exp.In(this=left, expressions=literals)


def joined(kind: Callable[..., exp.Expression], parts: Iterable[exp.Expression]) -> exp.Expression:
    """The parts, joined by AND or OR, in brackets where they need them."""
    whole: exp.Expression | None = None
    for part in parts:
        part = exp.paren(part) if isinstance(part, exp.Connector) else part
        whole = part if whole is None else kind(this=whole, expression=part)
    return whole if whole is not None else TRUE


def both(*parts: exp.Expression) -> exp.Expression:
    """All of them."""
    return joined(exp.And, parts)


def either(*parts: exp.Expression) -> exp.Expression:
    """One of them."""
    return joined(exp.Or, parts)


def is_null(part: exp.Expression) -> exp.Expression:
    """`part IS NULL`."""
    return exp.Is(this=part, expression=NULL.copy())


def coalesce(part: exp.Expression, other: exp.Expression) -> exp.Expression:
    """`part`, or `other` where it is NULL."""
    return exp.Coalesce(this=part, expressions=[other])


class Stages:
    """The columns that a level's term needs, in the order in which they can be computed."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = terms
        self._uses: dict[Term, int] = {}
        self._heavy: set[Term] = set()
        for term in terms.values():
            self._visit(term)
        self._names: dict[Term, str] = {}
        self._depths: dict[Term, int] = {}
        self.stages: list[dict[str, exp.Expression]] = []
        """For each stage, its new columns."""

    def final(self) -> dict[str, exp.Expression]:
        """The terms themselves, over the last stage's columns."""
        return {name: self.expression(term) for name, term in self._terms.items()}

    def _visit(self, term: Term) -> None:
        self._uses[term] = self._uses.get(term, 0) + 1
        if self._uses[term] > 1:
            return
        parts = inside(term)
        if isinstance(term, Count | Points | Settled):
            self._heavy.update(part for part in parts if inside(part))
        for part in parts:
            self._visit(part)

    def expression(self, term: Term) -> exp.Expression:
        """The term over the columns of the stages before it."""
        is_named = inside(term) and (term in self._heavy or self._uses.get(term, 0) > 1)
        if not is_named or isinstance(term, Assume):
            return self._written(term)
        name = self._names.get(term)
        if name is None:
            written = self._written(term)
            depth = self._depth(term)
            while len(self.stages) < depth:
                self.stages.append({})
            name = self._names[term] = f"part_{len(self._names) + 1}"
            self._depths[term] = depth
            self.stages[depth - 1][name] = written
        return column(name)

    def _depth(self, term: Term) -> int:
        """The first stage in which everything that the term names has been computed."""
        found = 1
        for part in inside(term):
            found = max(found, self._depths[part] + 1 if part in self._names else self._depth(part))
        return found

    def _written(self, term: Term) -> exp.Expression:
        match term:
            case Every():
                return both(*(self.expression(part) for part in term.of))
            case Some():
                return either(*(self.expression(part) for part in term.of))
            case Not():
                return exp.Not(this=_bracketed(self.expression(term.of)))
            case Assume():
                value = TRUE.copy() if term.value else FALSE.copy()
                return coalesce(self.expression(term.of), value)
            case Count():
                return self._count(term)
            case Points():
                return self._points(term)
            case Settled():
                certain, possible = self.expression(term.certain), self.expression(term.possible)
                never = exp.Not(this=_bracketed(possible))
                return case((certain, TRUE.copy()), (never, FALSE.copy()))
            case _:
                return leaf(term)

    def _count(self, term: Count) -> exp.Expression:
        parts = [self.expression(part) for part in term.of]
        yes, no = _number_of(parts, holds=True), _number_of(parts, holds=False)
        low, high = term.low, term.high
        enough = compared(yes, ">=", number(low)) if low else None
        few = compared(yes.copy(), ">", number(high)) if high < len(parts) else None
        # So many certainly do not hold that too few are left.
        hopeless = compared(no, ">", number(len(parts) - low)) if low else None
        safe = compared(no.copy(), ">=", number(len(parts) - high)) if high < len(parts) else None
        met = both(*(each for each in (enough, safe) if each is not None))
        missed = either(*(each for each in (hopeless, few) if each is not None))
        return case((met, TRUE.copy()), (missed, FALSE.copy()))

    def _points(self, term: Points) -> exp.Expression:
        low = _sum(self._best(domain, certain=True) for domain in term.domains)
        high = _sum(self._best(domain, certain=False) for domain in term.domains)
        threshold = number(term.threshold)
        return case(
            (compared(low, ">=", threshold), TRUE.copy()),
            (compared(high, "<", threshold.copy()), FALSE.copy()),
        )

    def _best(self, domain: tuple[tuple[int, Term], ...], *, certain: bool) -> exp.Expression:
        branches = []
        for points, part in sorted(domain, key=lambda each: -each[0]):
            holds = self.expression(part)
            when = holds if certain else coalesce(holds, TRUE.copy())
            branches.append((when, number(points)))
        return case(*branches, otherwise=number(0))


def leaf(term: Term) -> exp.Expression:
    """A term that asks one thing of the row."""
    match term:
        case Known(value):
            return NULL.copy() if value is None else TRUE.copy() if value else FALSE.copy()
        case Column(name):
            return column(name)
        case Is(name, word):
            return exp.EQ(this=column(name), expression=exp.Literal.string(word))
        case Compare(name, sign, limit):
            return compared(column(name), sign, number(limit))
        case Bounds(name, sign, limit):
            ends = [column(f"{name}__{end}") for end in ("least", "most")]
            low, high = ends if sign in (">", ">=") else reversed(ends)
            surely, perhaps = (compared(end, sign, number(limit)) for end in (low, high))
            never = exp.Not(this=exp.paren(perhaps))
            return case((surely, TRUE.copy()), (never, FALSE.copy()))
        case Dated(name):
            return exp.Not(this=is_null(column(name)))
        case Near(name, start, reach):
            last = exp.Add(this=column(start), expression=number(reach))
            return exp.Between(this=column(name), low=column(start), high=last)
        case Elsewhere(name):
            return case((exp.Not(this=is_null(column(name))), FALSE.copy()))
        case Fits():
            return _fits(term)
        case Every() | Some() | Not() | Assume() | Count() | Points() | Settled():
            raise TypeError(f"not a leaf: {term}")
        case _:
            assert_never(term)


def _fits(term: Fits) -> exp.Expression:
    one, other = f"{term.item}__single", f"{term.other}__single"
    no_one, no_other = (
        is_null(column(f"{term.item}__measured")),
        is_null(column(f"{term.other}__measured")),
    )
    below = TRUE.copy() if term.high is None else compared(
        column(one), "<=" if term.other_is_point else "<", number(term.high))  # fmt: skip
    above = TRUE.copy() if term.low is None else compared(
        number(term.low), "<=" if term.is_point else "<", column(other))  # fmt: skip
    both_known = compared(column(one), "<=", column(other))
    assumed = TRUE.copy() if term.both else FALSE.copy()
    # A value that cannot be read in the item's unit leaves everything possible.
    return coalesce(
        case(
            (both(no_one, no_other), assumed),
            (no_other.copy(), below),
            (no_one.copy(), above),
            otherwise=both_known,
        ),
        TRUE.copy(),
    )


def _number_of(parts: Iterable[exp.Expression], *, holds: bool) -> exp.Expression:
    counted = []
    for part in parts:
        part = part.copy()
        when = part if holds else exp.Not(this=_bracketed(part))
        counted.append(case((when, number(1)), otherwise=number(0)))
    return _sum(counted)


def _sum(parts: Iterable[exp.Expression]) -> exp.Expression:
    whole: exp.Expression | None = None
    for part in parts:
        whole = part if whole is None else exp.Add(this=whole, expression=part)
    return whole if whole is not None else number(0)


def _bracketed(part: exp.Expression) -> exp.Expression:
    # AND and OR count as functions in SQLGlot.
    plain = isinstance(part, exp.Column | exp.Paren | exp.Func)
    return exp.paren(part) if isinstance(part, exp.Connector) or not plain else part
