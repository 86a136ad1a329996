"""From facts to hits: what a set's codes find, days as numbers.

Rule. A day known to the month or year is no day; its first and last day stand beside it.
"""

from collections.abc import Collection, Sequence

from sqlglot import exp

from nosograph.cohort.expressions import both, case, coalesce, column, either, is_null, one_of
from nosograph.cohort.value_sets import Asked, ValueSets, asked_rows
from nosograph.formats.systems import OWN, SYSTEMS


def value_set_table(sets: ValueSets) -> exp.Select:
    """The value set as rows."""
    rows = [exp.Tuple(expressions=[exp.convert(each) for each in row]) for row in asked_rows(sets)]
    names = [exp.to_identifier(name, quoted=True) for name in Asked._fields]
    alias = exp.TableAlias(this=exp.to_identifier("v"), columns=names)
    return exp.select(*(column(name) for name in Asked._fields)).from_(
        exp.Values(expressions=rows, alias=alias)
    )


def matched(
    facts: exp.Expression | str,
    extra: Sequence[str] = (),
    systems: Collection[str] = (),
    *,
    bounded: bool = False,
    spanned: bool = False,
) -> exp.Select:
    """The facts that the table `value_set` speaks of, with days as numbers.

    Of `systems` the table may use any name; of others only the one used here. With `bounded` it has
    a column `comparator`, which is NULL where the value is exact, with `spanned` one `latest_date`,
    which is NULL where the day is.
    """
    start: exp.Expression = column("start_date", "f")
    last = coalesce(column("latest_date", "f"), start)
    if spanned:
        start = case((exp.EQ(this=last, expression=start), start.copy()))
    # Asked for first, the codes alone are read of facts that are about something else.
    asked = exp.In(
        this=column("code"), query=exp.select(column("code")).from_("value_set").subquery()
    )
    about = exp.select(exp.Star()).from_(source(facts, "all_facts")).where(asked)
    day = _day(start)
    value = exp.TryCast(this=column("value", "f"), to=exp.DataType.build("double"))
    lasting = exp.Sub(this=_day(column("end_date", "f")), expression=day.copy())
    is_lasting = both(
        is_null(column("value", "f")),
        exp.EQ(this=column("system", "v"), expression=exp.Literal.string(OWN)),
        exp.NEQ(this=column("status", "f"), expression=exp.Literal.string("measured")),
        exp.Not(this=is_null(start.copy())),
        exp.Not(this=is_null(column("end_date", "f"))),
    )
    days = exp.Cast(this=lasting, to=exp.DataType.build("double"))
    unit = coalesce(column("unit", "f"), exp.Literal.string(""))
    select = exp.select(
        column("person_id", "f"),
        *(column(name, "v") for name in extra),
        column("item", "v"),
        column("status", "v"),
        column("part", "v"),
        column("mask", "v"),
        column("code_system", "f"),
        column("code", "v"),
        exp.alias_(start.copy(), "start_date", quoted=True) if spanned else start,
        exp.alias_(day, "day", quoted=True),
        exp.alias_(case((is_lasting, days), otherwise=value), "value", quoted=True),
        exp.alias_(exp.Cast(this=column("value", "f"), to=exp.DataType.build("text")), "word", quoted=True),
        exp.alias_(case((is_lasting.copy(), exp.Literal.string("d")), otherwise=unit), "unit", quoted=True),
        exp.alias_(exp.EQ(this=column("system", "v"), expression=exp.Literal.string(OWN)), "named", quoted=True),
    )  # fmt: skip
    more: list[exp.Expr] = [column("comparator", "f")] if bounded else []
    if spanned:
        more += [column("start_date", "f").as_("first_date"), last.as_("last_date")]
    same = both(
        exp.EQ(this=column("code", "f"), expression=column("code", "v")),
        exp.EQ(this=column("status", "f"), expression=column("status", "v")),
        same_system(systems),
    )
    return (
        select.select(*more)
        .from_(about.subquery("f"))
        .join(exp.alias_(exp.to_table("value_set"), "v", table=True), on=same)
    )


def hits(table: str, *, counts_days: bool) -> exp.Select:
    """What one set asks about, days counted from the first finding where that matters."""
    select = exp.select(exp.Star()).from_(table)
    if counts_days:
        present = exp.EQ(this=column("status"), expression=exp.Literal.string("present"))
        found = exp.Min(this=case((present, column("day"))))
        first = exp.Window(this=found, partition_by=[column("person_id")])
        select = select.select(exp.alias_(first, "first_day", quoted=True))
    return select


def same_system(systems: Collection[str]) -> exp.Expression:
    """Whether the table means the value set's code system, whatever it calls it."""
    tests = [
        both(
            exp.EQ(this=column("system", "v"), expression=exp.Literal.string(name)),
            one_of(column("code_system", "f"), spellings),
        )
        for name, spellings in SYSTEMS.items()
        if len(spellings) > 1 and name in systems
    ]
    plain = exp.EQ(this=column("code_system", "f"), expression=column("system", "v"))
    return exp.paren(either(plain, *tests))


def _day(day: exp.Expression) -> exp.Expression:
    start = exp.Cast(this=exp.Literal.string("1970-01-01"), to=exp.DataType.build("date"))
    return exp.DateDiff(this=day, expression=start, unit=exp.var("DAY"))


def source(table: exp.Expression | str, alias: str) -> exp.Expr:
    if isinstance(table, str):
        return exp.alias_(exp.to_table(table), alias, table=True)
    return exp.alias_(
        exp.paren(table) if isinstance(table, exp.Query) else table, alias, table=True
    )
