"""DuckDB, embedded: one scan for all definitions, then one small statement for each.

Rule 1. The scan keeps the facts that some definition asks about, in the order of the definitions;
each then reads its own and passes over the rest.

Rule 2. Memory is limited, and what does not fit goes to a folder beside the results.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from sqlglot import exp

from nosograph.cohort.coding import Codes
from nosograph.cohort.expressions import column
from nosograph.cohort.hits import hits, matched
from nosograph.cohort.known import Units
from nosograph.cohort.readers.delimited import csv_fault
from nosograph.cohort.readers.filling import fill
from nosograph.cohort.readers.tables import Tables, literal, quoted
from nosograph.cohort.refusals import EngineError, TableError
from nosograph.cohort.settling import ALWAYS, Study, read_births, settle
from nosograph.cohort.statement import (
    STATED,
    VERDICTS,
    Definition,
    Plan,
    answers,
    plan,
    sql,
    with_steps,
)
from nosograph.cohort.value_sets import Asked, asked_rows
from nosograph.cohort.watching import Share, Watch
from nosograph.criteria.nodes import AgeWithin
from nosograph.criteria.sets import ItemKind

SET_NUMBER = "set_no"
"""The column of `value_set` and `matched` that tells definitions apart."""
PARQUET = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"
WORD = exp.DataType.build("word", udt=True)
"""Verdicts, and what is known of items: a byte each, where text takes sixteen."""
WORDS = ("status", "system", "code", "item")
"""Columns of `value_set` whose words are kept once."""


@dataclass(frozen=True)
class Limits:
    """What an engine may use."""

    memory: str = "2GB"
    threads: int | None = None


class Duck:
    """A DuckDB session over one population."""

    name = "duckdb"

    def __init__(self, limits: Limits, spill: Path, share: Share | None = None) -> None:
        self.connection = duckdb.connect()
        threads = limits.threads
        self._threads = "RESET threads" if threads is None else f"SET threads = {threads}"
        self.numbers: dict[str, int] = {}
        """Criteria set → its number in `matched`."""
        try:
            self.connection.execute(f"SET memory_limit = {literal(limits.memory)}")
            self.connection.execute(f"SET temp_directory = {literal(spill)}")
            self.connection.execute(self._threads)
            # A moment with a zone is a day only by some clock; that of the machine would do otherwise elsewhere.
            self.connection.execute("SET TimeZone = 'UTC'")
            words = ", ".join(literal(each) for each in (*VERDICTS.values(), *STATED))
            self.connection.execute(f"CREATE TEMP TYPE word AS ENUM ({words})")
        except duckdb.Error as error:
            raise EngineError(f"DuckDB: {str(error).splitlines()[0]}") from None
        self._watch = Watch(self.connection, share)

    def close(self) -> None:
        """Forget everything."""
        self._watch.stop()
        self.connection.close()

    def execute(
        self, text: str, values: Sequence[object] | None = None
    ) -> duckdb.DuckDBPyConnection:
        """Run one statement, with these for its question marks.

        Raises:
            EngineError: DuckDB cannot, and says why.
        """
        try:
            return self.connection.execute(text, values)
        except duckdb.OutOfMemoryException as error:
            raise EngineError(f"DuckDB ran out of memory; raise --memory ({error})") from None
        except duckdb.Error as error:
            if fault := csv_fault(str(error)):
                raise TableError(fault) from None
            raise EngineError(f"DuckDB: {error}") from None

    def rows(self, text: str) -> list[tuple[object, ...]]:
        """All rows of a query."""
        return self.execute(text).fetchall()

    def number(self, text: str) -> int:
        """The one number of a query."""
        row = self.execute(text).fetchone()
        return int(row[0]) if row is not None and row[0] is not None else 0

    def take_value_sets(self, definitions: Sequence[Definition]) -> None:
        """Make the table `value_set`: the codes of all definitions, each word kept once."""
        columns = ", ".join(f"{name} VARCHAR" for name in WORDS)
        self.execute(
            f"CREATE OR REPLACE TEMP TABLE told ({columns}, part INTEGER, mask BIGINT, "
            f"{SET_NUMBER} INTEGER)"
        )
        self.numbers = {each.criteria.id: n for n, each in enumerate(definitions)}
        unnested = ", ".join("unnest(?)" for _ in Asked._fields)
        for number, each in enumerate(definitions):
            values = [list(column) for column in zip(*asked_rows(each.value_sets), strict=True)]
            self.execute(f"INSERT INTO told SELECT {unnested}, {number}", values)
        kept = []
        for name in WORDS:
            words = f"SELECT DISTINCT {name} FROM told ORDER BY 1"
            self.execute(f"CREATE TEMP TYPE {name}_word AS ENUM ({words})")
            kept.append(f"CAST({name} AS {name}_word) AS {name}")
        self.execute(
            f"CREATE TEMP TABLE value_set AS SELECT * REPLACE ({', '.join(kept)}) FROM told"
        )
        self.execute("DROP TABLE told")

    def take_codes(self, codes: Codes) -> None:
        """Make the tables by which a reader finds what is asked about."""
        fill(self, "asked_keys", "key VARCHAR", [(key,) for key in codes.keys])
        fill(self, "asked_heads", "key VARCHAR", [(key,) for key in codes.heads])

    def take_persons(self, tables: Tables) -> None:
        """Make the table `persons` in the order of their ids.

        Raises:
            TableError: a person comes more than once.
        """
        self.execute(
            f"CREATE OR REPLACE TEMP TABLE persons AS SELECT * FROM ({tables.persons}) ORDER BY person_id"
        )
        read_births(self)
        [(repeated, such)] = self.rows(out_of_order("persons", "="))
        if repeated:
            raise TableError(
                f"{tables.people}: person_id is expected once, but {repeated} come again, such as "
                f"{such!r}"
            )

    def match(self, tables: Tables, codes: Codes, study: Study = ALWAYS) -> int:
        """Make `facts`, `left_out` and `matched`; how many facts are matched."""
        self.take_stated(tables.stated(tables.source))
        return self.settle(codes, study, tables.decimal)

    def take_stated(self, query: str) -> None:
        """Make the table `stated`: what the records say about codes that are asked for."""
        self.execute(
            f"CREATE OR REPLACE TEMP TABLE stated AS SELECT row_number() OVER () AS row_no, * FROM ({query})"
        )

    def settle(self, codes: Codes, study: Study, decimal: str) -> int:
        """Make `facts`, `left_out` and `matched` of `stated`; how many facts are matched."""
        settle(self, codes, study, decimal)
        found = matched("facts", (SET_NUMBER,), bounded=True, spanned=True)
        found = found.order_by(column(SET_NUMBER)) if len(self.numbers) > 1 else found
        self.execute(
            f"CREATE OR REPLACE TEMP TABLE matched AS {sql(found, 'duckdb', pretty=False)}"
        )
        return self.number("SELECT count(*) FROM matched")

    def turn_to(self, definition: Definition) -> None:
        """Make the view `asked`: what this definition asks about, of `matched`."""
        number = self.numbers[definition.criteria.id]
        self.execute(
            f"CREATE OR REPLACE TEMP VIEW asked AS SELECT * EXCLUDE ({SET_NUMBER}) FROM matched "
            f"WHERE {SET_NUMBER} = {number}"
        )

    def units_of(self, definition: Definition) -> Units:
        """Quantity → units in which the data give it."""
        found: dict[str, set[str]] = {}
        if all(each.kind is not ItemKind.QUANTITY for each in definition.criteria.items):
            return found
        self.turn_to(definition)
        for item, unit in self.rows("SELECT DISTINCT item, unit FROM asked"):
            found.setdefault(str(item), set()).add(str(unit))
        return found

    def plan(self, definition: Definition) -> Plan:
        """The statements for a definition, in the units of these data."""
        units = self.units_of(definition)
        bounds = "SELECT 1 FROM asked WHERE comparator IS NOT NULL LIMIT 1"
        bounded = bool(units and self.rows(bounds))
        return plan(definition, units, bounded=bounded, spanned=self._is_spanned(definition))

    def _is_spanned(self, definition: Definition) -> bool:
        """Whether an age is asked for that days known to the month or year bear on."""
        if not any(isinstance(node, AgeWithin) for node in definition.outline.nodes):
            return False
        self.turn_to(definition)
        births = "SELECT 1 FROM persons WHERE latest_birth > birth_date LIMIT 1"
        days = "SELECT 1 FROM asked WHERE last_date > first_date LIMIT 1"
        return bool(self.rows(births) or self.rows(days))

    def judge(self, planned: Plan) -> None:
        """Make `person_rows` and `verdicts`: what is known, and what follows, for each person."""
        self.turn_to(planned.definition)
        steps = [("hits", hits("asked", counts_days=planned.counts_days)), *planned.rows]
        rows = with_steps(_everything(planned.row_table), steps)
        self.execute(
            f"CREATE OR REPLACE TEMP TABLE person_rows AS {sql(rows, 'duckdb', pretty=False)}"
        )
        found = sql(verdicts_over(planned, "person_rows"), "duckdb", pretty=False)
        self.take_verdicts(planned, f"({found})")

    def take_verdicts(self, planned: Plan, source: str) -> None:
        """Make the table `verdicts`, its words as numbers: everybody's have to be sorted."""
        criteria = planned.definition.criteria
        names = [each.id for each in criteria.levels]
        names += [each.id for each in criteria.items if each.kind is not ItemKind.CHOICE]
        words = ", ".join(f"CAST({quoted(name)} AS word) AS {quoted(name)}" for name in names)
        self.execute(
            f"CREATE OR REPLACE TEMP TABLE verdicts AS SELECT * REPLACE ({words}) FROM {source}"
        )

    def write(
        self,
        planned: Plan,
        path: Path,
        extended: Callable[[exp.Select], exp.Select] = lambda query: query,
    ) -> None:
        """Write everybody's row in the order of their ids, after `judge`; `extended` adds columns."""
        query = extended(answers(planned, "persons", WORD))
        loose = query.copy()
        loose.set("order", None)
        # One thread that joins as it reads keeps the order of `persons`: cheaper than sorting
        # everybody, and in less memory. DuckDB does not promise it, hence the look at the file.
        self.execute("SET threads = 1; SET disabled_optimizers = 'build_side_probe_side'")
        try:
            self._copy(loose, path)
        finally:
            self.execute(f"RESET disabled_optimizers; {self._threads}")
        if self.number(out_of_order(f"read_parquet({literal(path)})", "<")):
            self._copy(query, path)

    def _copy(self, query: exp.Select, path: Path) -> None:
        self.execute(f"COPY ({sql(query, 'duckdb', pretty=False)}) TO {literal(path)} ({PARQUET})")


def out_of_order(table: str, sign: str) -> str:
    """How many people compare so (`<`, `=`) with the one before them, and one of them."""
    # Grouping millions of ids instead would take the most memory of all.
    return (
        "SELECT count(*), any_value(person_id) FROM (SELECT person_id, lag(person_id) OVER () AS "
        f"before FROM {table}) WHERE person_id {sign} before"
    )


def verdicts_over(planned: Plan, table: str) -> exp.Select:
    """The verdicts over a table that has the columns of `row_table`."""
    rows = exp.select(exp.Star()).from_(table)
    return with_steps(planned.verdicts, [(planned.row_table, rows), *planned.parts])


def _everything(table: str) -> exp.Select:
    return exp.select(exp.Star()).from_(table)
