"""One SQL statement for one criteria set: from facts and persons to a verdict per level.

    value_set ─┐
    facts ─────┴─ hits ── known (one row a person) ── parts ── verdicts ─┐
    persons ─────────────────────────────────────────────────────────────┴─ answers

Rule. Nobody without a hit is computed: such a person's verdicts are the same for all, and known
before the statement runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from sqlglot import ErrorLevel, exp

from nosograph.cohort.ages_in_sql import age_between, scaled_age
from nosograph.cohort.case_analysis import Levels
from nosograph.cohort.closing import closed_terms
from nosograph.cohort.expressions import (
    Stages,
    case,
    coalesce,
    column,
    either,
    is_null,
    number,
)
from nosograph.cohort.hits import hits, matched, source, value_set_table
from nosograph.cohort.known import KnownColumns, Units
from nosograph.cohort.outline import Condition, SetOutline
from nosograph.cohort.terms import Term
from nosograph.cohort.unknown import with_nothing_known
from nosograph.cohort.value_sets import ValueSets
from nosograph.criteria.outline import Outline
from nosograph.criteria.sets import CriteriaSet, ItemKind
from nosograph.model.truth import Truth

VERDICTS = {Truth.TRUE: "met", Truth.FALSE: "not_met", Truth.UNKNOWN: "undetermined"}
STATED = ("present", "absent", "measured")
"""What can be known of an item that is no choice."""
DIALECTS = ("duckdb", "spark", "postgres")


@dataclass(frozen=True)
class Definition:
    """A criteria set, ready to be asked of tables."""

    criteria: CriteriaSet
    value_sets: ValueSets
    closed: frozenset[str] = frozenset()
    """Facts about which silence is read as absence, because somebody asked for it by name."""

    @property
    def silent_absent(self) -> frozenset[str]:
        """Facts absent for whoever has no record at all: the closed ones and what implies them."""
        absent = (self.outline.following(each, present=False) for each in self.closed)
        return self.closed.union(*absent)

    @cached_property
    def outline(self) -> Outline:
        """What the set asks."""
        return Outline(self.criteria, self.value_sets.implied)


Steps: TypeAlias = tuple[tuple[str, exp.Select], ...]
"""Named subqueries, each over those before it."""


@dataclass(frozen=True)
class Plan:
    """The statements for one definition."""

    definition: Definition
    levels: Mapping[str, Term]
    rows: Steps
    """From a table `hits` (and `persons`, for ages) to one row a person."""
    parts: Steps
    """From those rows to what the levels need more than once."""
    verdicts: exp.Select
    """The levels of each person with a hit."""
    conditions: Mapping[Condition, str]
    """Bounds on an item → their column."""
    counts_days: bool
    """Whether `hits` needs `first_day`."""
    units: Mapping[str, tuple[str, ...]]
    """Quantity → units that are read; a value in another one says nothing."""
    bounded: bool = False
    """Whether `hits` needs `comparator`."""
    possible: Mapping[tuple[str, str], tuple[Decimal, Decimal]] = field(default_factory=dict)
    """Quantity and unit → between which values it can lie."""
    spanned: bool = False
    """Whether days known to the month or year are read, for ages."""

    @property
    def row_table(self) -> str:
        """The last step of `rows`: one row a person, with everything that the levels ask."""
        return self.rows[-1][0]


def plan(
    definition: Definition,
    units: Units | None = None,
    *,
    bounded: bool = False,
    spanned: bool = False,
) -> Plan:
    """The statements; `units` are those that the data use, beside the published ones.

    `bounded` reads a column `comparator` of the facts too, `spanned` the columns `latest_date` and,
    of persons, `latest_birth`.

    Raises:
        UndecidableError: the set holds something that SQL cannot decide exactly.
    """
    criteria = definition.criteria
    outline = SetOutline(criteria, definition.value_sets.implied, bounded=bounded, spanned=spanned)
    levels = Levels(outline)
    terms = {level.id: levels.level(level.id) for level in criteria.levels}
    known = KnownColumns(outline, definition.value_sets, units or {}, definition.closed)
    facts = dict(known.facts())
    rows: list[tuple[str, exp.Select]] = [("known", _grouped(facts, "hits"))]
    if outline.columns.slots:
        rows += _runs(known)
    if outline.columns.age:
        rows.append(("aged", _aged(rows[-1][0], spanned=spanned)))
    table = rows[-1][0]
    parts: list[tuple[str, exp.Select]] = []
    stages = Stages(terms)
    final = stages.final()
    for number_, stage in enumerate(stages.stages, 1):
        made = [exp.alias_(expression, name, quoted=True) for name, expression in stage.items()]
        parts.append((f"parts_{number_}", exp.select(exp.Star(), *made).from_(table)))
        table = f"parts_{number_}"
    verdicts = exp.select(column("person_id")).from_(table)
    told = {name: _verdict(expression) for name, expression in final.items()}
    told |= {item.id: _stated(item.id, item.kind) for item in criteria.items}
    for name, expression in told.items():
        verdicts.select(exp.alias_(expression, name, quoted=True), copy=False)
    columns = outline.columns
    return Plan(
        definition, terms, tuple(rows), tuple(parts), verdicts,
        dict(columns.conditions), columns.counts_days, known.units, bounded,
        known.ends, spanned,
    )  # fmt: skip


def whole(plan: Plan, facts: exp.Expression | str, persons: exp.Expression | str) -> exp.Select:
    """Everything in one statement, over a table or subquery of facts and one of persons."""
    values = value_set_table(plan.definition.value_sets)
    systems = {row.system for row in plan.definition.value_sets.rows}
    found = [
        ("value_set", values),
        ("matched", matched(facts, (), systems, bounded=plan.bounded, spanned=plan.spanned)),
        ("hits", hits("matched", counts_days=plan.counts_days)),
    ]
    steps = [*found, *plan.rows, *plan.parts, ("verdicts", plan.verdicts)]
    return with_steps(answers(plan, persons), steps)


def with_steps(select: exp.Select, steps: Sequence[tuple[str, exp.Expression]]) -> exp.Select:
    """The query with named subqueries before it."""
    # Each step is copied once; copying the whole for each of them costs more than judging.
    select = select.copy()
    for name, query in steps:
        select.with_(name, as_=query.copy(), copy=False)
    return select


def answers(
    plan: Plan, persons: exp.Expression | str, word: exp.DataType | None = None
) -> exp.Select:
    """One row for each person, those without a hit included; `word` is the type of `verdicts`."""
    found = exp.select(column("person_id", "p")).from_(source(persons, "p"))
    silent = silence(plan)
    for name in (*plan.levels, *(item.id for item in plan.definition.criteria.items)):
        said: exp.Expression = column(name, "v")
        if name in silent:
            default: exp.Expression = exp.Literal.string(silent[name])
            said = coalesce(said, exp.Cast(this=default, to=word) if word else default)
        found = found.select(exp.alias_(said, name, quoted=True))
    same = exp.EQ(this=column("person_id", "v"), expression=column("person_id", "p"))
    return found.join(
        exp.alias_(exp.to_table("verdicts"), "v", table=True), on=same, join_type="left"
    ).order_by(column("person_id", "p"))


def silence(plan: Plan) -> dict[str, str]:
    """Level or item → what is said of whoever has no fact that the set asks about."""
    levels = {
        name: VERDICTS[with_nothing_known(_closed(term, plan))]
        for name, term in plan.levels.items()
    }
    return levels | dict.fromkeys(sorted(plan.definition.silent_absent), "absent")


def sql(query: exp.Expression, dialect: str, *, pretty: bool = True) -> str:
    """The query as text."""
    if dialect == "postgres":
        query = query.transform(_guarded)
    return query.sql(dialect=dialect, pretty=pretty, unsupported_level=ErrorLevel.RAISE)


_NUMBER = r"^[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?$"


def _guarded(node: exp.Expression) -> exp.Expression:
    """A cast that may fail, for dialects that have no such cast."""
    if not isinstance(node, exp.TryCast):
        return node
    text = exp.Cast(this=node.this.copy(), to=exp.DataType.build("text"))
    is_number = exp.RegexpLike(this=text, expression=exp.Literal.string(_NUMBER))
    return case((is_number, exp.Cast(this=node.this.copy(), to=node.args["to"].copy())))


def _grouped(columns: Mapping[str, exp.Expression], table: str) -> exp.Select:
    made = [exp.alias_(expression, name, quoted=True) for name, expression in columns.items()]
    grouped = exp.select(column("person_id"), *made, copy=False)
    return grouped.from_(table, copy=False).group_by(column("person_id"), copy=False)


def _runs(known: KnownColumns) -> list[tuple[str, exp.Select]]:
    """One result of each day, within the limits if any is, and what the tests make of them."""
    person, item, day = column("person_id"), column("item"), column("day")
    within = known.within_limits()
    first = [(within, True), (column("value"), True), (column("unit"), True)]
    last = _row_number([person, item, day], first)
    lasts = exp.select(exp.Star(), exp.alias_(last, "run", quoted=True)).from_("hits")
    days = exp.Window(this=exp.Count(this=exp.Star()), partition_by=[person.copy(), item.copy()])
    samples = (
        exp.select(exp.Star(), exp.alias_(days, "samples", quoted=True))
        .from_("runs")
        .where(exp.EQ(this=column("run"), expression=number(1)))
    )
    latest = _row_number([person.copy(), item.copy()], [(day.copy(), True)])
    newest = (
        exp.select(exp.Star(), exp.alias_(latest, "latest", quoted=True))
        .from_("samples")
        .where(either(exp.Not(this=is_null(day.copy())), exp.EQ(this=column("samples"), expression=number(1))))
    )  # fmt: skip
    tests = dict(known.runs())
    tested = exp.select("k.*", *(column(name, "t") for name in tests)).from_(
        exp.alias_(exp.to_table("known"), "k", table=True)
    )
    same = exp.EQ(this=column("person_id", "t"), expression=column("person_id", "k"))
    return [
        ("runs", lasts.where(known.usable_results())),
        ("samples", samples),
        ("newest", newest),
        ("tests", _grouped(tests, "newest")),
        ("tested", tested.join(exp.alias_(exp.to_table("tests"), "t", table=True), on=same, join_type="left")),
    ]  # fmt: skip


def _row_number(
    by: Sequence[exp.Expression], order: Sequence[tuple[exp.Expression, bool]]
) -> exp.Expression:
    ordered = [exp.Ordered(this=each, desc=desc, nulls_first=False) for each, desc in order]
    return exp.Window(
        this=exp.RowNumber(), partition_by=list(by), order=exp.Order(expressions=ordered)
    )


def _aged(table: str, *, spanned: bool) -> exp.Select:
    same = exp.EQ(this=column("person_id", "p"), expression=column("person_id", "k"))
    born = column("birth_date", "p")
    ages = {"age": scaled_age(born, column("anchor", "k"))}
    if spanned:
        ages = age_between(
            born,
            column("latest_birth", "p"),
            *(column(f"anchor_{end}", "k") for end in ("first", "last")),
        )
    return (
        exp.select("k.*", *(exp.alias_(age, name, quoted=True) for name, age in ages.items()))
        .from_(exp.alias_(exp.to_table(table), "k", table=True))
        .join(exp.alias_(exp.to_table("persons"), "p", table=True), on=same, join_type="left")
    )


def _verdict(truth: exp.Expression) -> exp.Expression:
    words = [
        exp.Literal.string(VERDICTS[each]) for each in (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN)
    ]
    no = exp.Not(this=exp.paren(truth.copy()))
    return case((truth, words[0]), (no, words[1]), otherwise=words[2])


def _stated(item: str, kind: ItemKind) -> exp.Expression:
    """What is known of an item, in a word; NULL where nothing is."""
    match kind:
        case ItemKind.CHOICE:
            return column(item)
        case ItemKind.QUANTITY:
            return case((column(f"{item}__measured"), exp.Literal.string("measured")))
        case ItemKind.FACT:
            no = exp.Not(this=column(item))
            present, absent = exp.Literal.string("present"), exp.Literal.string("absent")
            return case((column(item), present), (no, absent))


def _closed(term: Term, plan: Plan) -> Term:
    """The term with the facts that are read as closed."""
    return closed_terms(term, plan.definition.silent_absent)
