"""Results that only bound a value, in SQL: `<6.5` keeps a limit, does not, or may.

Rule. A column of `comparator` is NULL for an exact value; what may be either is NULL, as any other
unknown is.
"""

from decimal import Decimal

from sqlglot import exp

from nosograph.cohort.expressions import (
    FALSE,
    TRUE,
    both,
    case,
    coalesce,
    column,
    compared,
    either,
    is_null,
    number,
    one_of,
)
from nosograph.cohort.outline import signed
from nosograph.criteria.outline import Span

BELOW, ABOVE, NEAR = ("<", "<="), (">", ">="), "~"


def is_exact() -> exp.Expression:
    """Whether the hit gives the value itself."""
    return is_null(column("comparator"))


def kept(within: Span, *, bounded: bool) -> exp.Expression:
    """Whether the hit's value lies within, in its own unit; NULL where a bound leaves it open."""
    exact = both(*(_value(sign, limit) for sign, limit in signed(within)))
    if not bounded:
        return exact
    surely = both(*(_surely(sign, limit) for sign, limit in signed(within)))
    perhaps = both(*(_perhaps(sign, limit) for sign, limit in signed(within)))
    never = exp.Not(this=exp.paren(perhaps))
    return case(
        (both(is_exact(), exact), TRUE.copy()),
        (is_exact(), FALSE.copy()),
        (surely, TRUE.copy()),
        (never, FALSE.copy()),
    )


def some(usable: exp.Expression, keeps: exp.Expression, *, bounded: bool) -> exp.Expression:
    """Whether some usable hit keeps; NULL where one may and none does."""
    found = exp.LogicalOr(this=case((usable, keeps)))
    if not bounded:
        return found
    open_ = exp.LogicalOr(this=both(usable.copy(), is_null(exp.paren(keeps.copy()))))
    settled = exp.Not(this=coalesce(open_, FALSE.copy()))
    return case((found, TRUE.copy()), (settled, found.copy()))


def places(limits: tuple[Decimal, ...]) -> tuple[exp.Expression, exp.Expression]:
    """The first span between limits that a value above the hit's may lie in, and the last below."""
    under = _count(limits, ">")
    upto = _count(limits, ">=")
    first = case(
        (_is(">"), _twice(upto)),
        (_is(">="), _between(under, upto)),
        (_is(NEAR), number(0)),
    )
    last = case((_is("<"), _twice(under)), (_is("<="), _between(under, upto)))
    return first, last


def _count(limits: tuple[Decimal, ...], sign: str) -> exp.Expression:
    whole: exp.Expression = number(0)
    for limit in limits:
        one = case((_value(sign, limit), number(1)), otherwise=number(0))
        whole = exp.Add(this=whole, expression=one)
    return exp.paren(whole)


def _twice(count: exp.Expression) -> exp.Expression:
    return exp.Mul(this=count.copy(), expression=number(2))


def _between(under: exp.Expression, upto: exp.Expression) -> exp.Expression:
    # On a limit the two differ by one, and the limit's own span lies between.
    return exp.Add(this=under.copy(), expression=upto.copy())


def _is(comparator: str) -> exp.Expression:
    return one_of(column("comparator"), [comparator])


def _value(sign: str, limit: Decimal) -> exp.Expression:
    return compared(column("value"), sign, number(limit))


def _surely(sign: str, limit: Decimal) -> exp.Expression:
    strict, loose = ABOVE if sign in ABOVE else BELOW
    if sign == loose:
        return both(one_of(column("comparator"), (strict, loose)), _value(loose, limit))
    return either(both(_is(strict), _value(loose, limit)), both(_is(loose), _value(strict, limit)))


def _perhaps(sign: str, limit: Decimal) -> exp.Expression:
    same, other = (ABOVE, BELOW) if sign in ABOVE else (BELOW, ABOVE)
    return exp.paren(
        either(
            one_of(column("comparator"), (*same, NEAR)),
            both(_is(other[0]), _value(same[0], limit)),
            both(_is(other[1]), _value(sign, limit)),
        )
    )
