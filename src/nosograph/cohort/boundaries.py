"""Made-up people on whom engines would disagree first: on limits, edges of windows, birthdays.

Rule 1. Uniform draws almost never reach an edge; here every choice is made from the edges of
the set at hand, and silence is one of them.

Rule 2. The same seed gives the same people. None of them is anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from nosograph.cohort.people import Fact, Person
from nosograph.cohort.statement import Definition
from nosograph.cohort.value_sets import Row
from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    Item,
    NoneOf,
    Within,
    walk,
)
from nosograph.criteria.numbers import COMPARATORS
from nosograph.criteria.outline import spans_between
from nosograph.criteria.sets import ItemDefinition, ItemKind
from nosograph.formats.systems import OWN, SYSTEMS

BIRTHS = (
    date(2000, 2, 29),
    date(2004, 2, 29),
    date(2001, 1, 31),
    date(2003, 3, 1),
    date(1999, 12, 31),
)
"""Births on days that some months do not have."""


class Boundaries:
    """People for one definition."""

    def __init__(self, definition: Definition, bounded: float = 0, vague: float = 0) -> None:
        self._bounded = bounded
        """How often a result only bounds the value."""
        self._vague = vague
        """How often a day is known to the month or year alone."""
        sets = definition.value_sets
        self._outline = definition.outline
        self._codes: dict[tuple[str, str], list[Row]] = {}
        for row in sets.rows:
            self._codes.setdefault((row.item, row.status), []).append(row)
        reaches = {n.days for n in self._outline.nodes if isinstance(n, Within)}
        late = {n.day for n in self._outline.nodes if isinstance(n, AfterDay)}
        near = {0, 1, *(each + step for each in reaches | late for step in (-1, 0, 1))}
        self._offsets = sorted(near | {-each for each in near})
        self._hindering = {
            leaf.id
            for node in self._outline.nodes
            if isinstance(node, NoneOf)
            for leaf in walk(node)
            if isinstance(leaf, Item)
        }
        self._ages = [
            each.months
            for node in self._outline.nodes
            if isinstance(node, AgeWithin)
            for each in (node.low, node.high)
            if each is not None
        ]

    def people(self, seed: int, number: int) -> Iterator[tuple[Person, list[Fact]]]:
        """So many people with their facts."""
        random = Random(seed)  # noqa: S311 - made-up people, no secrets
        for id in range(1, number + 1):
            yield self._person(random, id)

    def _person(self, random: Random, id: int) -> tuple[Person, list[Fact]]:
        born = random.choice((*BIRTHS, None))
        start = self._start(random, born)
        silence, absence = random.choice((0.02, 0.2, 0.5, 0.9)), random.choice((0.05, 0.3, 0.8))
        # Some are made to fit or to fail, or published criteria would hardly ever be settled.
        fits = random.choice((True, True, False, None, None, None))
        facts = [
            fact
            for item in self._outline.criteria.items
            if random.random() >= silence
            for fact in self._facts(
                random, item, start, self._absence(item.id, absence, fits=fits), fits=fits
            )
        ]
        random.shuffle(facts)
        sex = random.choice(("male", "female", None))
        if not self._vague:
            return Person(id, born, sex), facts
        first, last = self._days(random, born)
        return Person(id, first, sex, last), [self._blurred(random, each) for each in facts]

    def _blurred(self, random: Random, fact: Fact) -> Fact:
        first, last = self._days(random, fact.start_date)
        return replace(fact, start_date=first, latest_date=last)

    def _days(self, random: Random, day: date | None) -> tuple[date | None, date | None]:
        """The day, or the first and the last one of its month or year."""
        if day is None or random.random() >= self._vague:
            return day, None
        first = day.replace(day=1) if random.random() < 0.6 else date(day.year, 1, 1)
        after = date(day.year + 1, 1, 1)
        if first.month == day.month and random.random() < 0.8:
            after = (first + timedelta(days=31)).replace(day=1)
        return first, after - timedelta(days=1)

    def _start(self, random: Random, born: date | None) -> date:
        if born is None:
            return date(2020, 2, 28)
        months = random.choice(self._ages or [24]) + random.choice((-1, 0, 0, 0, 1))
        year, month = divmod(born.year * 12 + born.month - 1 + max(months, 0), 12)
        first = date(year, month + 1, 1)
        return first + timedelta(days=born.day - 1 + random.choice((-1, 0, 1)))

    def _absence(self, item: str, otherwise: float, fits: bool | None) -> float:
        """How often a statement about the item says that it is absent."""
        if fits is None:
            return otherwise
        return 0.98 if (item in self._hindering) is fits else 0.02

    def _facts(
        self, random: Random, item: ItemDefinition, start: date, absence: float, fits: bool | None
    ) -> Iterator[Fact]:
        for _ in range(random.choice((1, 1, 1, 2, 3)) if fits is None else 1):
            day = start + timedelta(days=random.choice(self._offsets))
            when = random.choice((day, day, day, None))
            match item.kind:
                case ItemKind.FACT:
                    status = "absent" if random.random() < absence else "present"
                    yield self._coded(random, item.id, status, when)
                case ItemKind.CHOICE:
                    word = random.choice((*item.words, item.words[0], "neither"))
                    yield self._coded(random, item.id, "measured", when, word)
                case ItemKind.QUANTITY:
                    yield self._measured(random, item, when, fits)

    def _measured(
        self, random: Random, item: ItemDefinition, when: date | None, fits: bool | None
    ) -> Fact:
        units = sorted(self._outline.units(item.id)) or [item.unit]
        unit = random.choice((*units, *units, "no_unit") if random.random() < 0.1 else units)
        if unit == "no_unit":
            return self._coded(random, item.id, "measured", when, "7", "no unit of any kind")
        limits = [
            self._outline.limit(bound, unit) for bound in self._outline.bounds.get(item.id, ())
        ]
        if unit == "d" and when is not None and random.random() < 0.5:
            days = int(random.choice(limits or [Decimal(3)])) + random.choice((-1, 0, 1))
            named = Fact(OWN, f"{self._outline.criteria.id}/{item.id}", "present", when)
            return Fact(*_start_of(named), when + timedelta(days=max(days, 0)))
        points = [span.low for span in spans_between(limits) if span.low is not None] or [
            Decimal(1)
        ]
        step = Decimal("0.01") if any(point % 1 for point in points) else Decimal(1)
        value = random.choice(points) + step * random.choice((-1, 0, 0, 1))
        if fits is not None:
            value = self._beside(random, item.id, unit, step, keeps=fits) or value
        found = self._coded(random, item.id, "measured", when, f"{value:f}", unit)
        return (
            replace(found, comparator=random.choice(COMPARATORS))
            if random.random() < self._bounded
            else found
        )

    def _beside(
        self, random: Random, item: str, unit: str, step: Decimal, *, keeps: bool
    ) -> Decimal | None:
        """A value beside a limit of one of the item's conditions, that keeps it or does not."""
        asked = [node for node in self._outline.measuring if node.item == item]
        if not asked:
            return None
        node = random.choice(asked)
        bound, way = (node.low, 1) if node.low is not None else (node.high, -1)
        if bound is None:
            return None
        off = bound.strict if keeps else bound.strict - 1
        return self._outline.limit(bound, unit) + way * step * off

    def _coded(
        self, random: Random, item: str, status: str, when: date | None,
        value: str | None = None, unit: str | None = None,
    ) -> Fact:  # fmt: skip
        rows = self._codes.get((item, status), [])
        coded: Sequence[Row] = [row for row in rows if row.system != OWN]
        if coded and random.random() < 0.5:
            row = random.choice(coded)
            system = random.choice(SYSTEMS.get(row.system, (row.system,)))
            return Fact(system, row.code, status, when, None, value, unit)
        code = f"{self._outline.criteria.id}/{item}"
        return Fact(OWN, code, status, when, None, value, unit)


def _start_of(fact: Fact) -> tuple[str, str, str, date | None]:
    return fact.code_system, fact.code, fact.status, fact.start_date


def outcomes(verdicts: Mapping[int, tuple[str, ...]], level: int) -> dict[str, int]:
    """How often each verdict occurs on a level."""
    found: dict[str, int] = {}
    for each in verdicts.values():
        found[each[level]] = found.get(each[level], 0) + 1
    return found
