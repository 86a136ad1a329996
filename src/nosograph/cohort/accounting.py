"""What became of every row, of every code, and of every line of a map.

Rule 1. The numbers of a kind of record add up: used, left out by reason, not asked about.
Rule 2. Rows are no people: they are counted however few they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nosograph.cohort.duck import Duck
from nosograph.cohort.readers.tables import Tables, literal
from nosograph.cohort.settling import leave_out_unasked
from nosograph.cohort.statement import Definition, Plan
from nosograph.cohort.value_sets import Mapped
from nosograph.criteria.sets import ItemKind
from nosograph.formats.stated import Why
from nosograph.formats.systems import OWN, split


@dataclass(frozen=True)
class RowCount:
    """One kind of record: a table, or a type of resource."""

    source: str
    rows: int
    used: int
    not_asked: int
    left_out: tuple[tuple[str, int], ...]
    """Reason → rows."""


@dataclass(frozen=True)
class MapLine:
    """One line of a code map."""

    source: str
    line: int
    code: str
    finding: str
    is_asked: bool
    """Whether any set names the finding."""
    rows: int


@dataclass(frozen=True)
class ItemCoverage:
    """What was looked for, for one item, and what answered."""

    id: str
    title: str
    codes: tuple[tuple[str, int], ...]
    """Code system → codes looked for; none where the item can only be named itself."""
    rows: int
    people: int | None
    answered_by: tuple[tuple[str, int], ...] = field(default=())
    """Code → rows, the most frequent first."""


class Ledger:
    """The accounts of one run, from its tables."""

    def __init__(self, duck: Duck, tables: Tables) -> None:
        self._duck = duck
        self._tables = tables

    def close(self, planned: Iterable[Plan]) -> None:
        """Complete `left_out`: what was matched, and cannot be used by any set."""
        readable, quantities = [], []
        for plan in planned:
            number = self._duck.numbers[plan.definition.criteria.id]
            readable += [
                (number, item, unit, *plan.possible.get((item, unit), (None, None)))
                for item, units in plan.units.items()
                for unit in units
            ]
            items = plan.definition.criteria.items
            quantities += [(number, item.id) for item in items if item.kind is ItemKind.QUANTITY]
        leave_out_unasked(self._duck, readable, quantities)
        self._duck.execute(
            "CREATE OR REPLACE TEMP TABLE rejects AS SELECT l.source, l.why, l.words, s.row_no, s.record, "
            "coalesce(s.record, CAST(to_json(struct_pack(person_id := s.person_id, code_system := s.code_system, "
            "code := s.code, status := s.status, start_date := coalesce(s.start_text, CAST(s.start_date AS VARCHAR)), "
            "value := CAST(s.value AS VARCHAR), comparator := s.comparator, unit := s.unit)) AS VARCHAR)) AS told "
            "FROM left_out l JOIN stated s USING (row_no)"
        )
        if self._tables.unread:
            self._duck.execute(
                "INSERT INTO rejects SELECT source, why, words, NULL, NULL, record "
                f"FROM ({self._tables.unread})"
            )
        births = "birth_text IS NOT NULL AND birth_date IS NULL"
        self._duck.execute(
            f"INSERT INTO rejects SELECT 'persons', {literal(Why.DATE)}, 'birth_date is no date such as 2026-11-23', "
            f"NULL, NULL, CAST(person_id AS VARCHAR) FROM persons WHERE {births}"
        )

    def rows(self) -> tuple[RowCount, ...]:
        """Every kind of record."""
        totals = {name: self._duck.number(query) for name, query in self._tables.counts.items()}
        asked = self._grouped(
            f"SELECT source, {_RECORDS} FROM stated WHERE row_no IN (SELECT row_no FROM facts UNION "
            "SELECT row_no FROM left_out) GROUP BY 1"
        )
        put_aside = self._grouped(
            f"SELECT source, {_RECORDS} FROM rejects WHERE row_no IS NOT NULL GROUP BY 1"
        )
        left: dict[str, list[tuple[str, int]]] = {}
        # A record of several statements is counted once, by one reason.
        for source, why, number in self._duck.rows(
            "SELECT source, why, count(*) FROM (SELECT source, min(why) AS why FROM rejects "
            "GROUP BY source, record, CASE WHEN record IS NULL THEN coalesce(CAST(row_no AS VARCHAR), told) END) GROUP BY 1, 2 ORDER BY 1, 2"
        ):
            left.setdefault(str(source), []).append((str(why), int(str(number))))
        found = []
        for name in sorted({*totals, *asked, *left}):
            out = sum(number for _, number in left.get(name, ()))
            used = asked.get(name, 0) - put_aside.get(name, 0)
            rows = totals.get(name, used + out)
            found.append(RowCount(name, rows, used, rows - used - out, tuple(left.get(name, ()))))
        return tuple(found)

    def maps(
        self, mapped: Sequence[Mapped], definitions: Iterable[Definition]
    ) -> tuple[MapLine, ...]:
        """What each line of the maps matched."""
        if not mapped:
            return ()
        rows = {
            (str(system), str(code)): int(str(number))
            for system, code, number in self._duck.rows(
                "SELECT code_system, code, count(*) FROM facts GROUP BY ALL"
            )
        }
        asked = {(row.system, row.code) for each in definitions for row in each.value_sets.rows}
        found = []
        for each in mapped:
            code = split(each.code, each.system)
            found.append(
                MapLine(
                    each.source,
                    each.line,
                    ":".join(code),
                    each.finding,
                    code in asked,
                    rows.get(code, 0),
                )
            )
        return tuple(found)

    def coverage(self, definition: Definition, smallest: int) -> tuple[ItemCoverage, ...]:
        """For each item, which codes were looked for and what answered."""
        number = self._duck.numbers[definition.criteria.id]
        answered: dict[str, list[tuple[str, int]]] = {}
        for item, system, code, rows in self._duck.rows(
            f"SELECT item, code_system, code, count(*) FROM matched WHERE set_no = {number} GROUP BY ALL ORDER BY 4 DESC, 2, 3"
        ):
            answered.setdefault(str(item), []).append((f"{system}:{code}", int(str(rows))))
        people = self._grouped(
            f"SELECT item, count(DISTINCT person_id) FROM matched WHERE set_no = {number} GROUP BY 1"
        )
        codes: dict[str, dict[str, set[str]]] = {}
        for row in definition.value_sets.rows:
            if row.system != OWN:
                codes.setdefault(row.item, {}).setdefault(row.system, set()).add(split(row.code)[1])
        return tuple(
            ItemCoverage(
                item.id, item.title,
                tuple((system, len(found)) for system, found in sorted(codes.get(item.id, {}).items())),
                sum(rows for _, rows in answered.get(item.id, ())),
                None if 0 < people.get(item.id, 0) < smallest else people.get(item.id, 0),
                tuple(answered.get(item.id, ())[:10]),
            )
            for item in definition.criteria.items
        )  # fmt: skip

    def _grouped(self, text: str) -> dict[str, int]:
        return {str(row[0]): int(str(row[1])) for row in self._duck.rows(text)}


_RECORDS = "count(DISTINCT record) + count(*) FILTER (record IS NULL)"
"""How many records: statements that name the same one are one row."""
