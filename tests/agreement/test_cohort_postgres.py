"""The SQL that is printed for another warehouse says there what the reference says."""

import psycopg
import pytest

from nosograph.cohort.boundaries import Boundaries, outcomes
from nosograph.cohort.statement import plan, sql, whole
from nosograph.reasoning.criteria import Evaluator
from tests.populations import FACTS, PERSONS, ask_reference, definition, gallery

PEOPLE = 120


@pytest.mark.parametrize("id", sorted(gallery()))
def test_postgresql_says_what_the_reference_says(id, postgis):
    evaluator = Evaluator(gallery()[id])
    defined = definition(evaluator)
    people = list(Boundaries(defined, bounded=0.2, vague=0.2).people(5, PEOPLE))
    units = {
        item.id: {fact.unit for _, facts in people for fact in facts}
        for item in defined.criteria.items
    }

    with psycopg.connect(postgis) as connection:
        write(connection, people)
        text = sql(
            whole(plan(defined, units, bounded=True, spanned=True), "facts", "persons"), "postgres"
        )
        rows = connection.execute(text.encode()).fetchall()
        connection.rollback()

    levels = len(defined.criteria.levels)
    expected = ask_reference(evaluator, defined, people)
    assert {row[0]: tuple(row[1 : levels + 1]) for row in rows} == expected
    assert sum(outcomes(expected, 0).values()) == PEOPLE


def write(connection, people):
    connection.execute(f"CREATE TEMP TABLE facts ({FACTS})")
    connection.execute(f"CREATE TEMP TABLE persons ({PERSONS})")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO persons VALUES (%s, %s, %s, %s)",
            [(p.id, p.birth_date, p.sex, p.latest_birth) for p, _ in people],
        )
        cursor.executemany(
            "INSERT INTO facts VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    p.id,
                    f.code_system,
                    f.code,
                    f.status,
                    f.start_date,
                    f.end_date,
                    f.value,
                    f.unit,
                    f.comparator,
                    f.latest_date,
                )
                for p, facts in people
                for f in facts
            ],
        )
