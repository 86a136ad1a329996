"""Every set of the dictionary, over made-up people: the engines agree person by person."""

from decimal import Decimal

import pytest
from sqlglot import parse_one

from nosograph.cohort.boundaries import Boundaries, outcomes
from nosograph.cohort.people import Fact, Person
from nosograph.cohort.statement import DIALECTS, plan, sql, whole
from nosograph.cohort.value_sets import OWN
from nosograph.criteria.nodes import Bound, Quantity
from nosograph.criteria.sets import CriteriaSet, ItemDefinition, ItemKind, Level
from nosograph.reasoning.criteria import Evaluator
from nosograph.sources.catalog import load_known
from tests.populations import ask_duckdb, ask_reference, definition, gallery

SETS = sorted(gallery())


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
def test_every_set_is_sql_in_every_dialect(id):
    for bounded in (False, True):
        planned = plan(definition(Evaluator(gallery()[id])), bounded=bounded)
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
