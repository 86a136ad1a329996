"""Spark says what DuckDB and the reference say. Skipped, visibly, where Spark or Java is missing."""

import os
import shutil
from dataclasses import replace
from importlib.util import find_spec

import duckdb
import pytest

from nosograph.cohort.boundaries import Boundaries, outcomes
from nosograph.cohort.search import Population, Wishes, search
from nosograph.reasoning.criteria import Evaluator
from tests.populations import ask_reference, definition, fill, gallery

MISSING = [
    what
    for what, is_there in (
        ("PySpark (pip install 'nosograph[spark]')", find_spec("pyspark") is not None),
        ("Java 17 or newer", shutil.which("java") is not None or "JAVA_HOME" in os.environ),
    )
    if not is_there
]
REQUIRED = os.environ.get("NOSOGRAPH_REQUIRE_SPARK")
pytestmark = [
    pytest.mark.skipif(bool(MISSING) and not REQUIRED, reason=f"needs {' and '.join(MISSING)}"),
    pytest.mark.filterwarnings("ignore"),
]
SETS = ("oms-genoa-2004", "diabetes-ada", "anmdare-graus-2016")
PEOPLE = 250
"""People at the edges of each set; every set is asked about all of them."""


def test_spark_agrees_with_the_reference_and_writes_what_duckdb_writes(tmp_path):
    from nosograph.cohort.spark import Spark

    evaluators = {id: Evaluator(gallery()[id]) for id in SETS}
    defined = {id: definition(evaluator) for id, evaluator in evaluators.items()}
    people = [
        (replace(person, id=person.id + 1000 * n), facts)
        for n, each in enumerate(defined.values())
        for person, facts in Boundaries(each, bounded=0.2, vague=0.2).people(3, PEOPLE)
    ]
    population = written(people, tmp_path)
    wishes = Wishes(near_misses=False)

    search(list(defined.values()), population, tmp_path / "duckdb", wishes=wishes)
    report = search(
        list(defined.values()), population, tmp_path / "spark", wishes=wishes,
        engine=lambda duck, folder: Spark(duck, "local[1]", folder),
    )  # fmt: skip

    assert report.engine == "spark"
    assert len(people) * len(SETS) >= 2000
    for id in SETS:
        spark, duck = (tmp_path / name / id / "persons.parquet" for name in ("spark", "duckdb"))
        assert spark.read_bytes() == duck.read_bytes()
        expected = ask_reference(evaluators[id], defined[id], people)
        rows = duckdb.sql(f"SELECT * FROM '{spark}'").fetchall()
        levels = len(defined[id].criteria.levels)
        assert {row[0]: tuple(row[1 : levels + 1]) for row in rows} == expected
        assert min(outcomes(expected, 0).values()) >= 1


def written(people, folder) -> Population:
    with duckdb.connect() as connection:
        fill(connection, people)
        for name in ("facts", "persons"):
            connection.execute(f"COPY {name} TO '{folder / name}.parquet' (FORMAT parquet)")
    return Population(folder / "facts.parquet", folder / "persons.parquet")
