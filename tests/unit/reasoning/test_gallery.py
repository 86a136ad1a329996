"""The gallery answers its vignettes, from the files that hold both."""

from pathlib import Path

import pytest

from nosograph.entries.criteria_files import VIGNETTES, read_vignette_file
from nosograph.entries.criteria_yaml import FILE, read_criteria
from nosograph.entries.problems import Desk
from nosograph.model.problems import Problems
from nosograph.reasoning.criteria import Evaluator
from nosograph.reasoning.vignettes import differences

DICTIONARY = Path(__file__).parents[3] / "dictionary"
ABOVE = {"HP:0002066": "HP:0001251", "HP:0100785": "HP:0002360", "HP:0006747": "HP:0003006"}
"""What vignettes know of HPO: gait ataxia, insomnia and ganglioneuroblastoma."""


class FewTerms:
    """As much of HPO as the vignettes need."""

    def resolve(self, id):
        return id

    def ancestors(self, id):
        return frozenset({id, ABOVE.get(id, id)})

    def descendants(self, id):
        return frozenset({id, *(below for below, above in ABOVE.items() if above == id)})


def gallery():
    for folder in sorted(DICTIONARY.iterdir()):
        if (folder / VIGNETTES).exists():
            problems = Problems()
            read = read_criteria((folder / FILE).read_text(), Desk(problems, FILE))
            vignettes = read_vignette_file((folder / VIGNETTES).read_text(), Desk(problems, FILE))
            assert problems.found == []
            for each in vignettes.vignettes:
                yield next(s for s in read.sets if s.id == each.criteria), each


GALLERY = list(gallery())
SETS = {criteria.id: criteria for criteria, _ in GALLERY}


@pytest.mark.parametrize("pair", GALLERY, ids=lambda pair: pair[1].case.id)
def test_a_vignette_comes_out_as_it_says(pair):
    criteria, vignette = pair

    assert differences(Evaluator(criteria, FewTerms()), vignette) == ()


@pytest.mark.parametrize("id", SETS)
def test_every_set_says_what_it_is_for_and_what_not_met_does_not_exclude(id):
    criteria = SETS[id]

    assert criteria.intended_purpose
    assert "not exclude" in criteria.not_met_means or "not rule out" in criteria.not_met_means
    assert criteria.sources
