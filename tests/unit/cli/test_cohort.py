"""Case finding from the command line: what is printed, what is written, what is refused."""

import json

import duckdb
import pytest

SET = "example-2001"
FACTS = """\
person_id,code_system,code,status,start_date,value,unit
1,HP,HP:0001251,present,2020-01-01,,
1,nosograph,example-2001/alternative,absent,,,
1,nosograph,example-2001/duration,measured,2020-01-08,1,wk
2,HP,HP:0001251,absent,2020-01-01,,
"""


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text(FACTS, encoding="utf-8")
    return path


@pytest.fixture
def cohort(nosograph, tiny_release):
    return lambda *words: nosograph("cohort", *words, "--release", tiny_release)


def test_a_run_gives_each_person_a_verdict_and_writes_the_folder(cohort, facts, tmp_path):
    told = cohort("run", "--set", SET, "--facts", facts, "--out", tmp_path / "out", "--json")

    assert told.code == 0
    assert told.json["persons"] == 2
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"persons.parquet", "cohort.parquet", "evidence.parquet", "near_misses.parquet", "rejects.csv",
                     "report.html", "report.json"}  # fmt: skip
    rows = duckdb.sql(
        f"SELECT person_id, possible, certain FROM '{tmp_path}/out/persons.parquet'"
    ).fetchall()
    assert rows[0] == ("1", "met", "met")
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == told.json


def test_the_page_tells_counts_and_never_a_person(cohort, facts, tmp_path):
    told = cohort("run", "--set", SET, "--facts", facts, "--out", tmp_path / "out")

    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "not told" in told.out
    assert "not told" in page
    assert "no diagnosis" in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_set_that_does_not_exist_is_named_with_those_that_do(cohort, facts, tmp_path):
    told = cohort("run", "--set", "nothing", "--facts", facts, "--out", tmp_path / "out")

    assert told.code == 1
    assert SET in told.err


def test_a_table_without_a_column_is_refused(cohort, tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text("person_id,code\n1,HP:0001251\n", encoding="utf-8")

    told = cohort("run", "--set", SET, "--facts", path, "--out", tmp_path / "out")

    assert told.code == 2
    assert "there is no column 'code_system'" in told.err
    assert not (tmp_path / "out").exists()


def test_silence_is_read_as_absence_only_about_facts_that_exist(cohort, facts, tmp_path):
    told = cohort("run", "--set", SET, "--closed", "typo", "--facts", facts, "--out", tmp_path)

    assert told.code == 2
    assert "typo" in told.err


def test_the_statement_names_its_set_and_its_codes(cohort):
    told = cohort("sql", "--set", SET, "--dialect", "spark")

    assert told.out.startswith(f"-- {SET}, codes ")
    assert "WITH value_set AS" in told.out


def test_a_printed_statement_says_which_units_it_reads(cohort):
    published = cohort("sql", "--set", SET)
    more = cohort("sql", "--set", SET, "--unit", "h", "--unit", "kg")

    assert "-- duration in d, wk\n" in published.out
    assert "-- duration in d, wk, h\n" in more.out


def test_a_printed_statement_reads_comparators_when_asked_and_says_when_it_does_not(cohort):
    plain = cohort("sql", "--set", SET)
    bounded = cohort("sql", "--set", SET, "--comparators")

    assert "taken for exact" in plain.out
    assert "comparator" not in plain.out
    assert "taken for exact" not in bounded.out
    assert '"comparator"' in bounded.out


def test_codes_of_other_systems_come_from_a_map(cohort, tmp_path):
    codes, path = tmp_path / "map.tsv", tmp_path / "facts.csv"
    codes.write_text("system\tcode\tfinding\tmatch\nICD10CM\tR27.0\tHP:0001251\texact\n")
    rows = ("1,ICD10CM,R27.0,present,", "1,nosograph,example-2001/alternative,absent,")
    path.write_text("\n".join(["person_id,code_system,code,status,start_date", *rows]) + "\n")

    cohort("run", "--set", SET, "--facts", path, "--map", codes, "--out", tmp_path / "out")

    rows = duckdb.sql(f"SELECT possible FROM '{tmp_path}/out/persons.parquet'").fetchall()
    assert rows == [("met",)]


def test_a_population_can_be_made_up_and_searched(cohort, tmp_path):
    told = cohort("generate", "--persons", 50, "--seed", 3, "--out", tmp_path / "pop")
    facts, persons = (tmp_path / "pop" / f"{name}.parquet" for name in ("facts", "persons"))
    run = cohort(
        "run", "--set", SET, "--facts", facts, "--persons", persons, "--out", tmp_path / "o"
    )

    assert (told.code, run.code) == (0, 0)
    assert duckdb.sql(f"SELECT count(*) FROM '{facts}'").fetchall() == [(2500,)]


def test_the_benchmark_finds_no_disagreement(nosograph, tiny_release):
    told = nosograph(
        "benchmark", "cohort", "--pairs", 60, "--persons", 100, "--release", tiny_release, "--json"
    )

    assert told.code == 0
    assert [each["disagreements"] for each in told.json["agreement"]] == [0]
    assert told.json["speed"][0]["facts"] == 5000
