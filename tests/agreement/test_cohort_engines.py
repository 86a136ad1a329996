"""Every set of the dictionary, over made-up people: the engines agree person by person."""

import os
from datetime import date
from decimal import Decimal

import pytest
from sqlglot import parse_one

from nosograph.cohort.boundaries import Boundaries, outcomes
from nosograph.cohort.people import Fact, Person
from nosograph.cohort.statement import DIALECTS, plan, sql, whole
from nosograph.cohort.value_sets import OWN
from nosograph.criteria.nodes import AgeWithin, AllOf, Bound, Item, Quantity
from nosograph.criteria.sets import CriteriaSet, ItemDefinition, ItemKind, Level
from nosograph.model.ages import Age
from nosograph.reasoning.criteria import Evaluator
from nosograph.sources.catalog import load_known
from tests.populations import ask_duckdb, ask_reference, definition, gallery

SETS = sorted(gallery())
TIMES = 40 if os.environ.get("NOSOGRAPH_HYPOTHESIS") == "nightly" else 1
"""How many more people there are at night."""


@pytest.fixture(scope="module")
def ontology(tiny_config):
    return load_known(tiny_config).ontology


@pytest.mark.parametrize("id", SETS)
def test_duckdb_agrees_with_the_reference(id, ontology):
    evaluator = Evaluator(gallery()[id], ontology)
    defined = definition(evaluator)
    people = list(Boundaries(defined).people(11, 120))

    found = ask_duckdb(defined, people)

    assert found == ask_reference(evaluator, defined, people)
    assert len(outcomes(found, 0)) >= 2


@pytest.mark.parametrize("id", SETS)
def test_they_agree_on_results_that_only_bound_a_value(id, ontology):
    evaluator = Evaluator(gallery()[id], ontology)
    defined = definition(evaluator)
    people = list(Boundaries(defined, bounded=0.4).people(12, 120))

    assert ask_duckdb(defined, people) == ask_reference(evaluator, defined, people)


@pytest.mark.parametrize("id", SETS)
def test_they_agree_on_days_known_to_the_month_or_year(id, ontology):
    evaluator = Evaluator(gallery()[id], ontology)
    defined = definition(evaluator)
    people = list(Boundaries(defined, bounded=0.2, vague=0.5).people(13, 150 * TIMES))

    assert ask_duckdb(defined, people) == ask_reference(evaluator, defined, people)


YEAR, INFANT, ADULT = date(2020, 1, 1), date(2021, 7, 1), date(2040, 1, 1)


@pytest.mark.parametrize(
    ("birth", "latest", "day", "last", "verdict"),
    [
        (YEAR, None, INFANT, None, "not_met"),
        (YEAR, date(2020, 12, 31), date(2021, 2, 1), None, "undetermined"),
        (YEAR, date(2020, 12, 31), date(2020, 11, 1), None, "met"),
        (YEAR, date(2020, 12, 31), date(2022, 2, 1), None, "not_met"),
        (YEAR, None, date(2020, 3, 1), date(2020, 3, 31), "met"),
        (YEAR, None, date(2020, 12, 1), date(2021, 1, 31), "undetermined"),
        (YEAR, date(2020, 1, 31), date(2020, 12, 1), date(2020, 12, 31), "met"),
        (ADULT, date(2040, 12, 31), INFANT, None, "undetermined"),
        (None, None, INFANT, None, "undetermined"),
    ],
)
def test_an_age_follows_from_years_as_far_as_they_tell(birth, latest, day, last, verdict):
    item = ItemDefinition("fever", "fever")
    level = Level(
        "level", "level", AllOf((Item("fever"), AgeWithin(high=Age(12), high_strict=True)))
    )
    evaluator = Evaluator(CriteriaSet("s", "s", "diagnosis", (), "", "", "", (item,), (level,)))
    fact = Fact(OWN, "s/fever", "present", day, latest_date=last)
    people = [(Person(1, birth, None, latest), [fact])]

    assert ask_reference(evaluator, definition(evaluator), people) == {1: (verdict,)}
    assert ask_duckdb(definition(evaluator), people) == {1: (verdict,)}


@pytest.mark.parametrize("id", SETS)
def test_every_set_is_sql_in_every_dialect(id):
    for bounded in (False, True):
        defined = definition(Evaluator(gallery()[id]))
        planned = plan(defined, bounded=bounded, spanned=bounded)
        query = whole(planned, "facts", "persons")
        for dialect in DIALECTS:
            assert parse_one(sql(query, dialect, pretty=False), dialect=dialect)


@pytest.mark.parametrize("unit", ["macules", "1", "{macules}", "{spots}"])
def test_what_is_counted_is_read_whatever_the_count_is_called(unit):
    item = ItemDefinition("spots", "spots", ItemKind.QUANTITY, "macules")
    level = Level("level", "level", Quantity("spots", Bound(((Decimal(6), "macules"),))))
    criteria = CriteriaSet("s", "s", "diagnosis", (), "", "", "", (item,), (level,))
    evaluator = Evaluator(criteria)
    people = [(Person(1), [Fact(OWN, "s/spots", "measured", None, None, "6", unit)])]

    assert ask_duckdb(definition(evaluator), people) == {1: ("met",)}
    assert ask_reference(evaluator, definition(evaluator), people) == {1: ("met",)}
