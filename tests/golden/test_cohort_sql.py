"""The SQL itself, dialect by dialect: a change of it is seen and meant.

To accept a change, run the tests with NOSOGRAPH_GOLDEN=write and look at the difference.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from nosograph.cohort.statement import DIALECTS, plan, sql, whole
from nosograph.reasoning.criteria import Evaluator
from tests.populations import definition, gallery

FOLDER = Path(__file__).parent / "cohort"
SETS = ("oms-genoa-2004", "diabetes-ada", "gbs-brighton-2011")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("id", SETS)
def test_the_statement_is_the_one_that_was_looked_at(id, dialect):
    # The codes of the entries change more often than the statement; two an item are enough here.
    criteria = gallery()[id]
    items = tuple(replace(item, codes=item.codes[:2]) for item in criteria.items)
    defined = definition(Evaluator(replace(criteria, items=items)))
    path = FOLDER / f"{id}.{dialect}.sql"

    text = sql(whole(plan(defined), "facts", "persons"), dialect) + "\n"

    if os.environ.get("NOSOGRAPH_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
