"""A run's folder: near misses, evidence, counts, and what happens when a run does not end well."""

import json
from itertools import permutations, product

import duckdb
import pytest

from nosograph.cohort.boundaries import Boundaries
from nosograph.cohort.drafts import draft_of
from nosograph.cohort.findings_report import Tally
from nosograph.cohort.generate import Hospital, generate, generate_boundaries
from nosograph.cohort.people import case_of
from nosograph.cohort.refusals import CohortError, EngineError
from nosograph.cohort.search import Population, Wishes, search
from nosograph.reasoning.criteria import Evaluator
from nosograph.render.cohort import as_html
from tests.populations import ask_reference, definition, gallery

PEOPLE = 80


def run(defined, folder, name="out", **wishes):
    population = Population(folder / "pop" / "facts.parquet", folder / "pop" / "persons.parquet")
    return search([defined], population, folder / name, wishes=Wishes(**wishes))


@pytest.mark.parametrize("id", ["kawasaki-aha-2017", "anmdare-graus-2016", "diabetes-ada"])
def test_near_misses_are_the_missing_sets_of_one(id, tmp_path):
    evaluator = Evaluator(gallery()[id])
    defined = definition(evaluator)
    generate_boundaries(defined, PEOPLE, 5, tmp_path / "pop")

    run(defined, tmp_path)

    expected = {
        (person.id, level, names[0])
        for person, facts in Boundaries(defined).people(5, PEOPLE)
        for level, answer in evaluator.evaluate(
            case_of(person, facts, defined), presence_wins=True
        ).levels.items()
        for names in answer.missing
        if len(names) == 1 and facts
    }
    assert expected
    found = duckdb.sql(f"SELECT * FROM '{tmp_path}/out/near_misses.parquet'").fetchall()
    assert set(found) == expected


def test_a_run_again_gives_the_same_bytes(tmp_path):
    defined = definition(Evaluator(gallery()["oms-genoa-2004"]))
    generate_boundaries(defined, PEOPLE, 1, tmp_path / "pop")

    run(defined, tmp_path, "one")
    run(defined, tmp_path, "two")
    run(defined, tmp_path, "two")

    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["cohort.parquet", "evidence.parquet", "near_misses.parquet", "persons.parquet", "rejects.csv", "report.json"]  # fmt: skip
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_report_counts_what_the_verdicts_say(tmp_path):
    evaluator = Evaluator(gallery()["oms-genoa-2004"])
    defined = definition(evaluator)
    generate_boundaries(defined, PEOPLE, 1, tmp_path / "pop")

    report = run(defined, tmp_path, smallest=0)

    reference = ask_reference(evaluator, defined, Boundaries(defined).people(1, PEOPLE))
    verdicts = [each[0] for each in reference.values()]
    counts = {tally.name: tally.people for tally in report.sets[0].levels[0].counts}
    assert counts == {word: verdicts.count(word) for word in counts}
    assert json.loads((tmp_path / "out" / "report.json").read_text())["persons"] == PEOPLE


@pytest.mark.parametrize("smallest", [2, 5, 12, 25])
def test_small_counts_are_not_told_nor_given_away(tmp_path, smallest):
    defined = definition(Evaluator(gallery()["oms-genoa-2004"]))
    generate_boundaries(defined, 40, 1, tmp_path / "pop")
    whole = run(defined, tmp_path, smallest=0).sets[0]
    (tmp_path / "out").rename(tmp_path / "whole")

    report = run(defined, tmp_path, smallest=smallest)

    steps = [tally.people for tally in report.sets[0].attrition if tally.people is not None]
    assert not any(0 < one - other < smallest for one, other in permutations([*steps, 0], 2))
    # Every group of counts adds up to a number that is told, or that anybody can work out.
    for told, exact in zip(groups(report.sets[0]), groups(whole), strict=True):
        hidden = [e for t, e in zip(told, exact, strict=True) if t is None]
        assert all(t is None or t == 0 or t >= smallest for t in told)
        assert len(hidden) != 1 or sum(exact) < smallest or sum(map(bool, exact)) == 1
        assert sum(hidden) >= smallest or not hidden or len(hidden) == sum(map(bool, exact))
    alone = [report.sets[0].attrition, *(level.near_misses for level in report.sets[0].levels)]
    hides = any(tally.people is None for tallies in alone for tally in tallies)
    hides = hides or any(item.conflicts is None for item in report.sets[0].items)
    hides = hides or any(None in g for g in groups(report.sets[0]))
    assert ("not told<" in as_html(report)) == hides


def groups(found):
    """The counts of a report that are parts of one sum."""
    for level in found.levels:
        for tallies in (level.counts, level.by_sex, level.by_age, level.by_year):
            yield [tally.people for tally in tallies]
    for item in found.items:
        yield [*(tally.people for tally in item.counts), item.unknown]


def test_several_sets_share_one_scan_and_say_what_each_says_alone(tmp_path):
    first, second = (definition(Evaluator(gallery()[id])) for id in ("oms-genoa-2004", "gbs-brighton-2011"))  # fmt: skip
    generate(Hospital(200, 1, 40, 0.4), [first, second], tmp_path / "pop")
    population = Population(
        tmp_path / "pop" / "facts.parquet", tmp_path / "pop" / "persons.parquet"
    )

    search([first, second], population, tmp_path / "both")

    for defined in (first, second):
        id = defined.criteria.id
        search([defined], population, tmp_path / id)
        alone = (tmp_path / id / "persons.parquet").read_bytes()
        assert (tmp_path / "both" / id / "persons.parquet").read_bytes() == alone


def test_the_same_seed_makes_up_the_same_hospital(tmp_path):
    defined = definition(Evaluator(gallery()["oms-genoa-2004"]))
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(Hospital(200, seed), [defined], tmp_path / name)

    contents = {
        (folder, name): (tmp_path / folder / f"{name}.parquet").read_bytes()
        for folder, name in product("abc", ("facts", "persons"))
    }
    assert contents["a", "facts"] == contents["b", "facts"] != contents["c", "facts"]


def test_a_run_that_does_not_end_leaves_what_was_there(tmp_path):
    with draft_of(tmp_path / "out", "mark") as draft:
        (draft / "mark").write_text("first")

    with pytest.raises(FileNotFoundError), draft_of(tmp_path / "out", "mark") as draft:
        (draft / "mark").write_text((tmp_path / "missing").read_text())

    assert (tmp_path / "out" / "mark").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_files_is_not_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(CohortError, match="holds other files"), draft_of(tmp_path, "mark"):
        pass


def test_conflicts_are_counted_and_presence_is_believed(tmp_path):
    (tmp_path / "pop").mkdir()
    duckdb.sql("SELECT 1 AS person_id").write_parquet(str(tmp_path / "pop" / "persons.parquet"))
    duckdb.sql(
        "SELECT 1 AS person_id, 'HP' AS code_system, 'HP:0003006' AS code, s AS status, "
        "DATE '2020-01-01' AS start_date FROM (VALUES ('present'), ('absent')) t(s)"
    ).write_parquet(str(tmp_path / "pop" / "facts.parquet"))

    report = run(definition(Evaluator(gallery()["oms-genoa-2004"])), tmp_path, smallest=0)

    item = next(each for each in report.sets[0].items if each.id == "neuroblastoma")
    assert (item.counts, item.conflicts) == ((Tally("present", 1),), 1)


@pytest.mark.parametrize(
    "url", ["spark://127.0.0.1:9", "spark://nowhere.invalid:7077", "sc://127.0.0.1:9", "spark://"]
)
def test_a_cluster_that_does_not_answer_is_told_within_seconds(url):
    from nosograph.cohort.spark import _check_reachable

    with pytest.raises(EngineError, match="cannot be reached"):
        _check_reachable(url)
