"""People one finding short: for whom a single result would make an open level met.

Rule. The rule itself is asked again, with one unknown filled in; so a near miss is what the
reference engine calls a missing set of one. Whoever has no fact at all is not listed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlglot import exp

from nosograph.cohort.duck import Duck, verdicts_over
from nosograph.cohort.readers.tables import literal
from nosograph.cohort.statement import Plan, sql
from nosograph.criteria.outline import Outline
from nosograph.criteria.sets import ItemKind

ROWS_AT_ONCE = 2_000_000
"""Rows that the rule is asked about in one statement."""


@dataclass(frozen=True)
class Variant:
    """One unknown filled in."""

    missing: str
    """`item`, or `item@onset` where only the date is missing."""
    values: dict[str, str]
    """Column → SQL for its value."""
    when: str
    """SQL for whether it is unknown."""


def find_near_misses(duck: Duck, planned: Plan) -> None:
    """Make the table `near_misses`: person_id, level, missing; after `judge`."""
    levels = [each.id for each in planned.definition.criteria.levels]
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE near_misses AS SELECT person_id, '' AS level, '' AS missing "
        "FROM verdicts LIMIT 0"
    )
    open_ = " OR ".join(f"{_name(level)} = 'undetermined'" for level in levels)
    kept = ", ".join(f"v.{_name(level)} AS {_name('level ' + level)}" for level in levels)
    # People of whom the same is known share a row, because the rule sees no more of them.
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE patterns AS SELECT row_number() OVER () AS person_id, * FROM ("
        f"SELECT r.* EXCLUDE (person_id), {kept}, list(r.person_id ORDER BY r.person_id) AS people "
        f"FROM person_rows r JOIN (SELECT * FROM verdicts WHERE {open_}) v USING (person_id) GROUP BY ALL)"
    )
    columns = {str(row[0]) for row in duck.rows("SELECT column_name FROM (DESCRIBE person_rows)")}
    variants = list(_variants(planned, columns))
    patterns = duck.number("SELECT count(*) FROM patterns")
    batch = max(1, ROWS_AT_ONCE // max(patterns, 1))
    for start in range(0, len(variants) if patterns else 0, batch):
        _try(duck, planned, variants[start : start + batch])
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE near_misses AS SELECT DISTINCT * FROM near_misses "
        "ORDER BY person_id, level, missing"
    )
    duck.execute("DROP TABLE patterns; DROP TABLE IF EXISTS tried")


def _try(duck: Duck, planned: Plan, variants: Sequence[Variant]) -> None:
    """Ask the rule about every open pattern with each variant; a row is `pattern * most + variant`."""
    most = len(variants)
    filled = [
        f"SELECT * REPLACE ({_replaced(each)}, person_id * {most} + {number} AS person_id) "
        f"FROM patterns WHERE {each.when}"
        for number, each in enumerate(variants)
    ]
    duck.execute(f"CREATE OR REPLACE TEMP VIEW filled AS {' UNION ALL '.join(filled)}")
    verdicts = sql(verdicts_over(planned, "filled"), "duckdb", pretty=False)
    duck.execute(f"CREATE OR REPLACE TEMP TABLE tried AS {verdicts}")
    names = ", ".join(f"({n}, {literal(each.missing)})" for n, each in enumerate(variants))
    for level in planned.definition.criteria.levels:
        duck.execute(
            f"INSERT INTO near_misses SELECT unnest(p.people), {literal(level.id)}, m.missing "
            f"FROM tried v JOIN patterns p ON p.person_id = v.person_id // {most} "
            f"JOIN (VALUES {names}) m(n, missing) ON m.n = v.person_id % {most} "
            f"WHERE p.{_name('level ' + level.id)} = 'undetermined' AND v.{_name(level.id)} = 'met'"
        )


def _replaced(variant: Variant) -> str:
    return ", ".join(f"{value} AS {_name(name)}" for name, value in variant.values.items())


def _variants(planned: Plan, columns: set[str]) -> Iterator[Variant]:
    outline = planned.definition.outline
    if "age" in columns:
        for span in outline.age_spans():
            yield Variant("age", {"age": f"{span.example:f}"}, "age IS NULL")
    for item in planned.definition.criteria.items:
        match item.kind:
            case ItemKind.FACT:
                yield from _facts(outline, item.id, columns)
            case ItemKind.CHOICE:
                for word in item.words:
                    yield _known(
                        columns, item.id, {item.id: f"'{word}'"}, f"{_name(item.id)} IS NULL"
                    )
            case ItemKind.QUANTITY:
                yield from _amounts(planned, outline, item.id, columns)


def _facts(outline: Outline, item: str, columns: set[str]) -> Iterator[Variant]:
    unknown = f"{_name(item)} IS NULL"
    absent = dict.fromkeys(sorted(outline.following(item, present=False)), "FALSE")
    yield _known(columns, item, absent, unknown)
    present = dict.fromkeys(sorted(outline.following(item, present=True)), "TRUE")
    yield _known(columns, item, present, unknown)
    onset = f"{item}__onset"
    if onset not in columns:
        return
    for other in sorted(name for name in columns if name.endswith("__onset") and name != onset):
        moved = {onset: _name(other)}
        dated = f"{_name(other)} IS NOT NULL"
        yield _known(columns, item, present | moved, f"{unknown} AND {dated}")
        undated = f"{_name(item)} AND {_name(onset)} IS NULL AND {dated}"
        yield Variant(f"{item}@onset", moved, undated)


def _amounts(planned: Plan, outline: Outline, item: str, columns: set[str]) -> Iterator[Variant]:
    """The item's value in each span between its limits; a further result where tests repeat."""
    conditions = planned.conditions
    own = {c: name for c, name in conditions.items() if c.item == item and name in columns}
    measured = f"{item}__measured"
    for span in outline.spans(item) if own else ():
        values = {measured: "TRUE"}
        for condition, name in own.items():
            inside = span.lies_in(outline.within(item, condition.low, condition.high))
            values[name] = f"coalesce({_name(name)}, {str(inside).upper()})"
            if f"{name}_result1" in columns:
                values[f"{name}_result1"] = (
                    f"coalesce({_name(name + '_result1')}, {str(inside).upper()})"
                )
        if f"{item}__single" in columns:
            values[f"{item}__single"] = f"{span.example:f}"
        yield _known(columns, item, values, f"{_name(measured)} IS NULL")
        for condition, name in own.items():
            if condition.after is not None:  # measured, but not late enough
                inside = span.lies_in(outline.within(item, condition.low, condition.high))
                when = f"{_name(measured)} AND {_name(name)} IS NULL"
                yield Variant(item, {name: str(inside).upper()}, when)
    for name in sorted(own.values()):
        numbers = sorted(
            int(c.rpartition("_result")[2]) for c in columns if c.startswith(f"{name}_result")
        )
        for number in numbers[1:]:
            slot = f"{name}_result{number}"
            before = f"{name}_result{number - 1}"
            when = f"{_name(slot)} IS NULL AND {_name(before)}"
            yield Variant(f"{item}#{number}", {slot: "TRUE"}, when)


def _known(columns: set[str], item: str, values: dict[str, str], when: str) -> Variant:
    """The variant, in which the item counts as looked into."""
    done = {f"{name}__done": "TRUE" for name in (*values, item) if f"{name}__done" in columns}
    return Variant(item, {n: v for n, v in (values | done).items() if n in columns}, when)


def _name(name: str) -> str:
    return exp.to_identifier(name, quoted=True).sql(dialect="duckdb")
