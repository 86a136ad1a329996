"""Rows about one person as a case: what the SQL says, said for the reference engine.

Rule 1. Days of the illness are counted from the first dated finding of the set, which is day 1;
the age is that at the first dated finding, or else at the first measurement.

Rule 2. Rows have no order. Where an order matters (runs on one day), the larger value is last.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from nosograph.cohort.statement import Definition
from nosograph.cohort.value_sets import Row
from nosograph.criteria.numbers import exact
from nosograph.formats.systems import OWN, SYSTEMS
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the table of persons."""

    id: int | str
    birth_date: date | None = None
    sex: str | None = None
    latest_birth: date | None = None
    """The last day that the birth may have been on, where `birth_date` is but the first."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the table of facts."""

    code_system: str
    code: str
    status: str
    start_date: date | None = None
    end_date: date | None = None
    value: str | None = None
    unit: str | None = None
    comparator: str | None = None
    latest_date: date | None = None
    """The last day on which it may have begun, where `start_date` is but the first."""

    @property
    def day(self) -> date | None:
        """The day on which it began, where that is known."""
        return self.start_date if self.latest_date in (None, self.start_date) else None


def case_of(person: Person, facts: Iterable[Fact], definition: Definition) -> Case:
    """The person as one criteria set sees them."""
    index = _index(definition)
    hits = [(fact, rows) for fact in facts for rows in [_rows(fact, index)] if rows]
    present = [f.day for f, _ in hits if f.status == "present" and f.day]
    measured = [f.day for f, _ in hits if f.status == "measured" and f.day]
    first = min(present, default=None)
    zero = first or max(measured, default=date(2000, 1, 1))
    shift = zero.toordinal() - (1 if first else 0)
    statements = [
        each
        for fact, rows in sorted(hits, key=lambda hit: _order(hit[0]))
        for each in _statements(fact, rows, shift)
    ]
    there = {row.item for fact, rows in hits if fact.status == "present" for row in rows}
    there |= {other for item in there for other in definition.outline.closure.get(item, ())}
    closed = [Statement(Status.ABSENT, item) for item in sorted(definition.closed)]
    ages = _ages(person, [fact for fact, _ in hits])
    age = ages[0] if ages and ages[0] == ages[1] else None
    statements += [each for each in closed if each.item not in there]
    return Case(str(person.id), tuple(statements), age, calendar="days", ages=None if age else ages)


def _ages(person: Person, facts: list[Fact]) -> tuple[Age, Age] | None:
    """Between which the age at the first finding, or else measurement, lies."""
    born, last_born = person.birth_date, person.latest_birth or person.birth_date
    dated = [f for f in facts if f.start_date and f.status == "present"]
    dated = dated or [f for f in facts if f.start_date and f.status == "measured"]
    if born is None or last_born is None or not dated:
        return None
    first = min(f.start_date for f in dated if f.start_date)
    last = min(f.latest_date or f.start_date for f in dated if f.start_date)
    if last < born:
        return None
    # Whoever may be born after the first finding is as young as can be on it.
    least = Age(0) if last_born > first else Age.between(last_born, first)
    return least, Age.between(born, last)


def _index(definition: Definition) -> Mapping[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in definition.value_sets.rows:
        found.setdefault((row.status, row.code), []).append(row)
    return found


def _rows(fact: Fact, index: Mapping[tuple[str, str], list[Row]]) -> list[Row]:
    return [
        row
        for row in index.get((fact.status, fact.code), ())
        if fact.code_system in SYSTEMS.get(row.system, (row.system,))
    ]


def _order(fact: Fact) -> tuple[bool, date, bool, float, str]:
    day, value = fact.day or date.min, _number(fact.value)
    if fact.value is None and fact.status != "measured" and fact.day and fact.end_date:
        value = float((fact.end_date - fact.day).days)
    return (fact.day is not None, day, value is not None, value or 0.0, fact.unit or "")


def _number(value: str | None) -> float | None:
    try:
        return None if value is None else float(exact(value))
    except ValueError:
        return None


def _statements(fact: Fact, rows: list[Row], shift: int) -> Iterator[Statement]:
    status = Status(fact.status)
    value = None
    if fact.value is not None:
        value = fact.value if _number(fact.value) is None else exact(fact.value)
    start = None if fact.day is None else fact.day.toordinal() - shift
    end = None if fact.end_date is None else fact.end_date.toordinal() - shift
    onset, day = (None, start) if status is Status.MEASURED else (start, None)
    named = next((row.item for row in rows if row.system == OWN), "")
    code = "" if named else _code(fact)
    yield Statement(
        status,
        named,
        code,
        value,
        fact.unit or "",
        onset,
        end,
        day,
        comparator=fact.comparator or "",
    )


def _code(fact: Fact) -> str:
    if ":" in fact.code:
        return fact.code
    return next(
        (f"{own}:{fact.code}" for own, names in SYSTEMS.items() if fact.code_system in names),
        fact.code,
    )
