"""An age between two days as SQL, in whole numbers.

Rule. It counts as `nosograph.model.ages.Age.between` does: birthdays that a month does not have
are kept on the first of the next; an age is months times 487 plus days times 16, which orders
ages as months of 487/16 days do.
"""

from sqlglot import exp

from nosograph.cohort.expressions import both, case, either, number
from nosograph.model.ages import MEAN_MONTH


def scaled_age(birth: exp.Expression, day: exp.Expression) -> exp.Expression:
    """The age on a day; NULL before the birth, or where a date is missing."""
    birth_day, day_of_month = _part("DAY", birth), _part("DAY", day)
    had_birthday = exp.GTE(this=day_of_month, expression=birth_day)
    months = exp.Add(
        this=exp.Mul(
            this=exp.paren(exp.Sub(this=_part("YEAR", day), expression=_part("YEAR", birth))),
            expression=number(12),
        ),
        expression=exp.paren(exp.Sub(this=_part("MONTH", day), expression=_part("MONTH", birth))),
    )
    last = _days_before(day)
    since = exp.Add(
        this=exp.Sub(this=day_of_month.copy(), expression=number(1)),
        expression=case(
            (exp.LTE(this=birth_day.copy(), expression=last), exp.paren(
                exp.Add(this=exp.Sub(this=last.copy(), expression=birth_day.copy()), expression=number(1)))),
            otherwise=number(0),
        ),
    )  # fmt: skip
    whole = exp.paren(
        exp.Sub(this=months, expression=case((had_birthday, number(0)), otherwise=number(1)))
    )
    days = case(
        (had_birthday.copy(), exp.Sub(this=day_of_month.copy(), expression=birth_day.copy())),
        otherwise=since,
    )
    scaled = exp.Add(
        this=exp.Mul(this=whole, expression=number(MEAN_MONTH.numerator)),
        expression=exp.Mul(this=days, expression=number(MEAN_MONTH.denominator)),
    )
    return case((exp.GTE(this=day.copy(), expression=birth.copy()), scaled))


def age_between(
    born: exp.Expression, last_born: exp.Expression, first: exp.Expression, last: exp.Expression
) -> dict[str, exp.Expression]:
    """The least and the most that the age can be, where birth and day are spans of days."""
    last_born = exp.Coalesce(this=last_born, expressions=[born.copy()])
    unborn = exp.GT(this=last_born, expression=first.copy())
    least = case((unborn, number(0)), otherwise=scaled_age(last_born.copy(), first))
    # Who can only be born after the last day has no age on it.
    is_there = exp.LTE(this=born.copy(), expression=last.copy())
    return {"age__least": case((is_there, least)), "age__most": scaled_age(born, last)}


def _days_before(day: exp.Expression) -> exp.Expression:
    """How many days the month before has."""
    month, year = _part("MONTH", day), _part("YEAR", day)
    leap = either(both(_divides(year, 4), exp.Not(this=_divides(year, 100))), _divides(year, 400))
    february = case((leap, number(29)), otherwise=number(28))
    short = exp.In(this=month.copy(), expressions=[number(n) for n in (5, 7, 10, 12)])
    return case(
        (exp.EQ(this=month, expression=number(3)), february),
        (short, number(30)),
        otherwise=number(31),
    )


def _divides(part: exp.Expression, by: int) -> exp.Expression:
    return exp.EQ(this=exp.Mod(this=part.copy(), expression=number(by)), expression=number(0))


def _part(name: str, day: exp.Expression) -> exp.Expression:
    return exp.Extract(this=exp.var(name), expression=day.copy())
