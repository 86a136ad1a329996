"""Vignettes are run before anything is published."""

import pytest

from nosograph.build.vignettes import checked_at_work
from nosograph.entries.criteria_files import VIGNETTES
from tests.unit.entries.examples import EXAMPLES, NAMES, ONTOLOGY, SLUG, TODAY, copied


def at_work(root):
    return checked_at_work(root, ONTOLOGY, NAMES, TODAY)


def test_vignettes_that_come_out_right_say_nothing():
    result = at_work(EXAMPLES)

    assert result.problems.found == []
    assert [each.id for each in result.criteria[SLUG]] == ["example-2001"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"possible": "not_met"', '"possible": "met"', "possible: expected met, got not_met"),
        ('"status": "present"\n    },\n    {', '"status": "absent"\n    },\n    {', "missing"),
    ],
)
def test_a_vignette_that_fails_is_reported_with_its_line_and_breaks_the_entry(
    tmp_path, old, new, said
):
    root = copied(tmp_path)
    path = root / SLUG / VIGNETTES
    path.write_text(path.read_text().replace(old, new, 1))

    result = at_work(root)
    problem = result.problems.found[0]

    assert {each.slug for each in result.problems.found} == {"failing-vignette"}
    assert said in problem.message
    assert problem.value in path.read_text().splitlines()[problem.line]
    assert result.broken == (SLUG,)
    assert [each.slug for each in result.entries] == ["suddenly-unsteady"]
    assert result.criteria == {}
