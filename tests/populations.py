"""Small populations for the engines: facts as rows, and the same facts as cases."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from nosograph.cohort.people import Fact, Person, case_of
from nosograph.cohort.statement import Definition, plan, sql, whole
from nosograph.cohort.value_sets import frozen
from nosograph.criteria.sets import CriteriaSet
from nosograph.entries.criteria_yaml import FILE, read_criteria
from nosograph.entries.problems import Desk
from nosograph.reasoning.criteria import Evaluator

FACTS = (
    "person_id BIGINT, code_system VARCHAR, code VARCHAR, status VARCHAR, start_date DATE, "
    "end_date DATE, value VARCHAR, unit VARCHAR, "
    "comparator VARCHAR, latest_date DATE"
)
PERSONS = "person_id BIGINT, birth_date DATE, sex VARCHAR, latest_birth DATE"


@cache
def gallery() -> dict[str, CriteriaSet]:
    """Every criteria set of the dictionary, by id."""
    desk = Desk(lambda problem: None, FILE)
    files = sorted(Path("dictionary").glob(f"*/{FILE}"))
    found = [read_criteria(path.read_text(encoding="utf-8"), desk) for path in files]
    return {each.id: each for file in found for each in file.sets}


def definition(evaluator: Evaluator, closed: frozenset[str] = frozenset()) -> Definition:
    """The set of an evaluator, for a population."""
    codes, ontology = evaluator.codes, evaluator.codes.ontology
    aliases: Mapping[str, str] = {}
    if ontology is not None:
        aliases = {old: new.id for new in ontology.terms.values() for old in new.alternative_ids}
    sets = frozen(
        evaluator.criteria,
        codes.confirms,
        codes.rules_out,
        codes.needed,
        codes.measures,
        evaluator.outline.implied,
        aliases,
    )
    return Definition(evaluator.criteria, sets, closed)


def ask_duckdb(
    defined: Definition, people: Iterable[tuple[Person, list[Fact]]]
) -> dict[int, tuple[str, ...]]:
    """Person → verdicts, one a level, as DuckDB finds them."""
    people = list(people)
    units = {
        item.id: {fact.unit for _, facts in people for fact in facts}
        for item in defined.criteria.items
    }
    text = sql(
        whole(
            plan(
                defined,
                units,
                bounded=any(f.comparator for _, facts in people for f in facts),
                spanned=is_spanned(people),
            ),
            "facts",
            "persons",
        ),
        "duckdb",
    )
    with duckdb.connect() as connection:
        fill(connection, people)
        rows = connection.execute(text).fetchall()
    number = len(defined.criteria.levels)
    return {row[0]: tuple(row[1 : number + 1]) for row in rows}


def is_spanned(people: Iterable[tuple[Person, list[Fact]]]) -> bool:
    """Whether some day is known to the month or year alone."""
    return any(p.latest_birth or any(f.latest_date for f in facts) for p, facts in people)


def fill(connection: duckdb.DuckDBPyConnection, people: list[tuple[Person, list[Fact]]]) -> None:
    """The two tables."""
    connection.execute(f"CREATE TABLE facts ({FACTS})")
    connection.execute(f"CREATE TABLE persons ({PERSONS})")
    persons = ", ".join(
        f"({p.id}, {_word(p.birth_date)}, {_word(p.sex)}, {_word(p.latest_birth)})"
        for p, _ in people
    )
    connection.execute(f"INSERT INTO persons VALUES {persons}")
    rows = [
        f"({p.id}, {_word(f.code_system)}, {_word(f.code)}, {_word(f.status)}, "
        f"{_word(f.start_date)}, {_word(f.end_date)}, {_word(f.value)}, {_word(f.unit)}, {_word(f.comparator)}, {_word(f.latest_date)})"
        for p, facts in people
        for f in facts
    ]
    if rows:
        connection.execute(f"INSERT INTO facts VALUES {', '.join(rows)}")


def ask_reference(
    evaluator: Evaluator, defined: Definition, people: Iterable[tuple[Person, list[Fact]]]
) -> dict[int, tuple[str, ...]]:
    """Person → verdicts, one a level, as the reference engine finds them."""
    found = {}
    for person, facts in people:
        case = case_of(person, facts, defined)
        answer = evaluator.evaluate(case, presence_wins=True)
        found[person.id] = tuple(each.verdict for each in answer.levels.values())
    return found


def _word(value: str | date | None) -> str:
    return "NULL" if value is None else f"'{value}'"
