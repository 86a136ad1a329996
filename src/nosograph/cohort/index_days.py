"""The day on which a level was first met: judged again with what was known by each day.

Rule. By a day are known the facts that began by it, and those without a day. Nobody is asked
about a day on which nothing new became known.
"""

from sqlglot import exp

from nosograph.cohort.duck import Duck
from nosograph.cohort.expressions import column
from nosograph.cohort.hits import hits
from nosograph.cohort.readers.tables import quoted
from nosograph.cohort.statement import Plan, sql, with_steps

DAY = "{}__from"
"""The column of `persons.parquet` with the day on which a level was first met."""


def find_index_days(duck: Duck, planned: Plan) -> None:
    """Make the table `first_met`: for each level the first day; only people who meet one."""
    levels = [each.id for each in planned.definition.criteria.levels]
    met = " OR ".join(f"{quoted(level)} = 'met'" for level in levels)
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE moments AS SELECT row_number() OVER () AS moment, * FROM (SELECT DISTINCT "
        "person_id, start_date AS day FROM asked WHERE start_date IS NOT NULL AND "
        f"person_id IN (SELECT person_id FROM verdicts WHERE {met}))"
    )
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE asked_by_then AS SELECT m.moment AS person_id, a.* EXCLUDE (person_id) "
        "FROM asked a JOIN moments m USING (person_id) "
        "WHERE a.start_date IS NULL OR a.start_date <= m.day"
    )
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE persons_then AS SELECT m.moment AS person_id, p.* EXCLUDE (person_id) "
        "FROM moments m JOIN persons p USING (person_id)"
    )
    then = exp.select(exp.Star()).from_("persons_then")
    steps = [
        ("persons", then),
        ("hits", hits("asked_by_then", counts_days=planned.counts_days)),
        *planned.rows,
        *planned.parts,
    ]
    judged = sql(with_steps(planned.verdicts, steps), "duckdb", pretty=False)
    first = ", ".join(
        f"min(m.day) FILTER (v.{quoted(level)} = 'met' AND w.{quoted(level)} = 'met') AS {quoted(DAY.format(level))}"
        for level in levels
    )
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE first_met AS SELECT m.person_id, {first} FROM ({judged}) v "
        "JOIN moments m ON m.moment = v.person_id JOIN verdicts w ON w.person_id = m.person_id GROUP BY 1"
    )


def with_index_days(query: exp.Select, planned: Plan) -> exp.Select:
    """Everybody's row with the days on which each level was first met."""
    same = exp.EQ(this=column("person_id", "f"), expression=column("person_id", "p"))
    for level in planned.levels:
        query = query.select(column(DAY.format(level), "f"))
    return query.join(
        exp.alias_(exp.to_table("first_met"), "f", table=True), on=same, join_type="left"
    )


def cohort_rows(planned: Plan) -> str:
    """The query for OHDSI's cohort table: one row for each person and level that is met.

    A person stays in the cohort until the last fact that the run read about them.
    """
    parts = [
        f"SELECT f.person_id AS subject_id, f.{quoted(DAY.format(each.id))} AS cohort_start_date, "
        f"greatest(f.{quoted(DAY.format(each.id))}, l.day) AS cohort_end_date, '{each.id}' AS level "
        f"FROM first_met f JOIN last_facts l USING (person_id) WHERE f.{quoted(DAY.format(each.id))} IS NOT NULL"
        for each in planned.definition.criteria.levels
    ]
    last = "SELECT person_id, max(start_date) AS day FROM asked GROUP BY 1"
    return f"WITH last_facts AS ({last}) {' UNION ALL '.join(parts)} ORDER BY level, subject_id"
