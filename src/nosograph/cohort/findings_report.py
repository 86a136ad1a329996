"""What a run found, counted: the report as values.

Rule 1. Counts of people below `smallest` are not told, nor any that would give one away; who is
entitled to the list of cases has `persons.parquet`.

Rule 2. The same tables give the same report, byte for byte: no clock, no path, no order by chance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise

from nosograph.cohort.accounting import ItemCoverage, MapLine, RowCount
from nosograph.cohort.duck import Duck
from nosograph.cohort.index_days import DAY
from nosograph.cohort.readers.tables import literal, quoted
from nosograph.cohort.statement import Plan, silence

VERDICTS = ("met", "undetermined", "not_met")
SMALLEST = 5
"""Counts below this are not told unless asked for."""
AGE_BANDS = (0, 1, 2, 5, 10, 18, 30, 45, 60, 75)
_OLDEST = f"{AGE_BANDS[-1]} and over"
_BANDS = (
    *(f"{low} to {high - 1}" if high - low > 1 else str(low) for low, high in pairwise(AGE_BANDS)),
    _OLDEST,
    "not known",
)


@dataclass(frozen=True)
class Tally:
    """A named count of people; None where it is too small to be told, or would tell such a one."""

    name: str
    people: int | None


@dataclass(frozen=True)
class LevelCount:
    """How many people a level is met for, is not, or stays open for."""

    id: str
    title: str
    counts: tuple[Tally, ...]
    by_sex: tuple[Tally, ...] = ()
    """Of those who meet it."""
    by_age: tuple[Tally, ...] = ()
    """Age in years at the first finding of the set."""
    by_year: tuple[Tally, ...] = ()
    """Year in which the level was first met."""
    near_misses: tuple[Tally, ...] = ()
    """The one item that is missing → people."""


@dataclass(frozen=True)
class ItemCount:
    """How often an item is known."""

    id: str
    title: str
    counts: tuple[Tally, ...]
    unknown: int | None
    conflicts: int | None
    """People for whom it is stated as present and as absent on one day."""


@dataclass(frozen=True)
class SetReport:
    """One definition's results."""

    id: str
    title: str
    sources: tuple[str, ...]
    basis: str
    intended_purpose: str
    not_met_means: str
    value_set_digest: str
    codes: int
    closed: tuple[str, ...]
    attrition: tuple[Tally, ...]
    levels: tuple[LevelCount, ...]
    items: tuple[ItemCount, ...]
    coverage: tuple[ItemCoverage, ...] = ()


@dataclass(frozen=True)
class Report:
    """A run."""

    engine: str
    versions: Mapping[str, str]
    persons: int
    matched_facts: int
    rejects: tuple[Tally, ...]
    """Reason → rows that could not be read."""
    silent: int
    """Rows that say nothing either way."""
    smallest: int
    rows: tuple[RowCount, ...] = ()
    """What became of the rows of each kind."""
    maps: tuple[MapLine, ...] = ()
    sets: tuple[SetReport, ...] = field(default=())

    def as_record(self) -> dict[str, object]:
        """The report as one JSON object."""
        return asdict(self)


class Counter:
    """Counts for one definition, from the tables of its run."""

    def __init__(self, duck: Duck, planned: Plan, persons_file: str, smallest: int) -> None:
        self._duck = duck
        self._plan = planned
        self._criteria = planned.definition.criteria
        self._smallest = smallest
        self._silence = silence(planned)
        self._answers = f"read_parquet({literal(persons_file)})"
        self._persons = duck.number("SELECT count(*) FROM persons")
        self._judged = duck.number("SELECT count(*) FROM verdicts")

    def report(self, coverage: tuple[ItemCoverage, ...] = ()) -> SetReport:
        """The definition's part of the report."""
        self._date()
        conflicts = self._conflicts()
        criteria, sets = self._criteria, self._plan.definition.value_sets
        return SetReport(
            criteria.id,
            criteria.title,
            criteria.sources,
            criteria.basis,
            criteria.intended_purpose,
            criteria.not_met_means,
            sets.digest,
            len(sets.rows),
            tuple(sorted(self._plan.definition.closed)),
            self._attrition(),
            tuple(self._level(each.id, each.title) for each in criteria.levels),
            tuple(self._item(e.id, e.title, conflicts.get(e.id, 0)) for e in criteria.items),
            coverage,
        )

    def _date(self) -> None:
        """`first_findings`: day and age of the first finding, of those who meet a level."""
        met = " OR ".join(f"{quoted(each.id)} = 'met'" for each in self._criteria.levels)
        self._duck.execute(
            "CREATE OR REPLACE TEMP TABLE first_findings AS SELECT f.person_id, f.day, "
            "CASE WHEN coalesce(p.latest_birth, p.birth_date) = p.birth_date THEN date_sub('year', p.birth_date, f.day) END AS age FROM (SELECT person_id, "
            "min(start_date) AS day FROM asked WHERE status <> 'absent' AND person_id IN "
            f"(SELECT person_id FROM verdicts WHERE {met}) GROUP BY person_id) f "
            "LEFT JOIN persons p USING (person_id)"
        )

    def _attrition(self) -> tuple[Tally, ...]:
        """Who is left, step by step."""
        found = [
            ("persons", self._persons),
            ("with any fact that the set asks about", self._judged),
            ("with a finding that is present", self._duck.number(
                "SELECT count(DISTINCT person_id) FROM asked WHERE status = 'present'")),
        ]  # fmt: skip
        not_ruled_out = " OR ".join(f"{quoted(e.id)} <> 'not_met'" for e in self._criteria.levels)
        met = " OR ".join(f"{quoted(e.id)} = 'met'" for e in self._criteria.levels)
        for label, when in (("with a fact, and some level not ruled out", not_ruled_out), ("meeting some level", met)):  # fmt: skip
            found.append((label, self._duck.number(f"SELECT count(*) FROM verdicts WHERE {when}")))
        # A small difference between two steps is a small count too.
        tallies: list[Tally] = []
        for label, number in found:
            known = [each.people for each in tallies if each.people is not None]
            given_away = any(0 < abs(each - number) < self._smallest for each in known)
            tallies.append(Tally(label, None if given_away else self._told(number)))
        return tuple(tallies)

    def _level(self, level: str, title: str) -> LevelCount:
        column = quoted(level)
        counts = self._said(level)
        # The file holds everybody; where silence meets no level, those judged are enough.
        judged = self._answers if self._silence[level] == "met" else "verdicts"
        met = f"{judged} a LEFT JOIN {{}} USING (person_id) WHERE a.{column} = 'met' GROUP BY 1"
        by_sex = (
            "SELECT coalesce(CAST(p.sex AS VARCHAR), 'not known'), count(*) FROM "
            + met.format("persons p")
        )
        by_age = f"SELECT {_band('f.age')}, count(*) FROM " + met.format("first_findings f")
        day = f"f.{quoted(DAY.format(level))}"
        by_year = f"SELECT coalesce(CAST(year({day}) AS VARCHAR), 'not known'), count(*) FROM "
        by_year += met.format("first_met f")
        near = (
            f"SELECT missing, count(*) FROM near_misses WHERE level = {literal(level)} GROUP BY 1"
        )
        return LevelCount(
            level,
            title,
            self._tallies(counts, VERDICTS),
            self._tallies(self._grouped(by_sex)),
            self._tallies(self._grouped(by_age), _BANDS),
            self._tallies(self._grouped(by_year)),
            self._tallies(self._grouped(near)),
        )

    def _item(self, item: str, title: str, conflicts: int) -> ItemCount:
        told = self._tallies({"": 0} | self._said(item))
        unknown = next(tally.people for tally in told if not tally.name)
        known = tuple(tally for tally in told if tally.name)
        return ItemCount(item, title, known, unknown, self._told(conflicts))

    def _said(self, name: str) -> dict[str, int]:
        """What is said of a level or an item, nothing included → people."""
        silent = self._silence.get(name, "")
        counts = self._grouped(
            f"SELECT coalesce(CAST({quoted(name)} AS VARCHAR), {literal(silent)}), count(*) "
            "FROM verdicts GROUP BY 1"
        )
        others = self._persons - self._judged
        return counts | {silent: counts.get(silent, 0) + others} if others else counts

    def _conflicts(self) -> dict[str, int]:
        """Item → people for whom it is present and absent on one day."""
        return self._grouped(
            "SELECT item, count(DISTINCT person_id) FROM (SELECT item, person_id FROM asked "
            "GROUP BY item, person_id, start_date "
            "HAVING bool_or(status = 'present') AND bool_or(status = 'absent')) GROUP BY 1"
        )

    def _grouped(self, text: str) -> dict[str, int]:
        return {str(row[0]): _whole(row[1]) for row in self._duck.rows(text)}

    def _tallies(self, counts: Mapping[str, int], order: Sequence[str] = ()) -> tuple[Tally, ...]:
        """The counts without those too small, and without what their sum would tell of them."""
        names = [*(n for n in order if n in counts), *sorted(n for n in counts if n not in order)]
        hidden = {n for n in names if 0 < counts[n] < self._smallest}
        others = sorted((n for n in names if counts[n] and n not in hidden), key=counts.__getitem__)
        while hidden and others and (len(hidden) == 1 or sum(map(counts.__getitem__, hidden)) < self._smallest):  # fmt: skip
            hidden.add(others.pop(0))
        return tuple(Tally(n, None if n in hidden else counts[n]) for n in names)

    def _told(self, number: int) -> int | None:
        return None if 0 < number < self._smallest else number


def _band(age: str) -> str:
    """The words for an age in years, in SQL."""
    cases = [
        f"WHEN {age} < {high} THEN {literal(words)}"
        for high, words in zip(AGE_BANDS[1:], _BANDS, strict=False)
    ]
    return f"CASE {' '.join(cases)} WHEN {age} IS NOT NULL THEN {literal(_OLDEST)} ELSE 'not known' END"


def reasons(rows: Iterable[Sequence[object]]) -> tuple[Tally, ...]:
    """Reason and number of rows."""
    return tuple(Tally(str(reason), _whole(number)) for reason, number in rows)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not a count: {value!r}")
    return value
