"""A slip in the gallery's rules does not go unnoticed: a vignette or a row of gallery.md fails."""

import pytest

from nosograph.reasoning.criteria import Evaluator
from nosograph.reasoning.vignettes import differences
from tests.mutations import slips
from tests.spec.test_gallery_limits import ROWS, differs
from tests.unit.reasoning.test_gallery import GALLERY, SETS, FewTerms

SAME = {
    # With three minor criteria, a major one that is also counted as minor meets the shorter route.
    "arf-jones-2015": ["jones: part 0 left out", "jones: part 1 left out"],
    # A z score of 2.5 or more is positive by itself, whatever else counts it.
    "kawasaki-aha-2017": ["echo: strictness of ((Decimal('2.5'), 'z'),)", "echo: 2.5 z → 5.0"],
}
"""Set → slips that change nothing that any record could show."""


def is_noticed(id, wrong):
    evaluator = Evaluator(wrong, FewTerms())
    rows = (row for row in ROWS if row[1] == id)
    vignettes = (each for own, each in GALLERY if own.id == id)
    return any(differs(evaluator, *row[2:]) for row in rows) or any(
        differences(evaluator, each) for each in vignettes
    )


@pytest.mark.parametrize("id", sorted(SETS))
def test_no_slip_goes_unnoticed(id):
    unnoticed = [words for words, wrong in slips(SETS[id]) if not is_noticed(id, wrong)]

    assert unnoticed == SAME.get(id, [])
