"""The day on which a level was first met, and the cohort table that is made of it."""

from datetime import date

import duckdb
import pytest

from nosograph.cohort.search import Population, search
from nosograph.reasoning.criteria import Evaluator
from tests.populations import definition, gallery

HEADER = "person_id,code_system,code,status,start_date\n"
ROWS = {
    "a": [("HP:0010543", "2020-01-01"), ("HP:0001251", "2020-02-01"), ("HP:0003006", "2020-03-01"),
          ("HP:0000737", "2020-06-01")],
    "undated": [("HP:0010543", ""), ("HP:0001251", "2020-02-01"), ("HP:0003006", "")],
    "nodate": [("HP:0010543", ""), ("HP:0001251", ""), ("HP:0003006", "")],
    "open": [("HP:0010543", "2020-01-01")],
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    lines = [f"{who},HP,{code},present,{day}" for who, rows in ROWS.items() for code, day in rows]
    (folder / "facts.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    defined = definition(Evaluator(gallery()["oms-genoa-2004"]))
    search([defined], Population(folder / "facts.csv"), folder / "out")
    return folder / "out"


def test_a_level_is_met_from_the_day_on_which_enough_was_known(found):
    rows = duckdb.sql(f"SELECT person_id, oms, oms__from FROM '{found}/persons.parquet'").fetchall()

    assert {who: (verdict, day) for who, verdict, day in rows} == {
        "a": ("met", date(2020, 3, 1)),
        "undated": ("met", date(2020, 2, 1)),
        "nodate": ("met", None),
        "open": ("undetermined", None),
    }


def test_the_cohort_table_has_a_row_for_each_level_met_with_a_day(found):
    rows = duckdb.sql(f"SELECT * FROM '{found}/cohort.parquet'")

    assert rows.columns == ["subject_id", "cohort_start_date", "cohort_end_date", "level"]
    assert rows.fetchall() == [
        ("a", date(2020, 3, 1), date(2020, 6, 1), "oms"),
        ("undated", date(2020, 2, 1), date(2020, 2, 1), "oms"),
    ]
