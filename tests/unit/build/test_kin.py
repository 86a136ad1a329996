"""Diseases that are alike by their names and genes."""

from nosograph.build.edited import Candidate
from nosograph.build.kin import kin
from nosograph.model.diseases import Gene

WORLD = [
    ("OMIM:1", "Alpha oxidase deficiency", "AOX1"),
    ("OMIM:2", "Quite another illness", "AOX1"),
    ("OMIM:3", "Third illness", "AOX2"),
    ("OMIM:4", "Oxidase excess", "ZED1"),
    ("OMIM:5", "Unheard malady", "UHM"),
    ("OMIM:6", "Seldom ailment", "SAI"),
]
MADE = [Candidate((id,), name) for id, name, _ in WORLD]
GENES = {id: (Gene(symbol, symbol),) for id, _, symbol in WORLD}


def likeness(genes: dict[str, tuple[Gene, ...]]) -> dict[int, int]:
    """Place → step, for the first disease."""
    found = kin(MADE, genes)
    end = int(found["kin_starts"][1])
    return dict(zip(found["kin"][:end].tolist(), found["kin_likeness"][:end].tolist(), strict=True))


def test_a_gene_its_family_and_a_rare_word_of_the_name_make_diseases_alike():
    assert set(likeness(GENES)) == {1, 2, 3}


def test_the_same_gene_counts_more_than_one_of_its_family():
    assert likeness(GENES)[1] > likeness(GENES)[2]


def test_nothing_is_like_itself_or_like_what_it_shares_nothing_with():
    assert likeness(GENES).keys().isdisjoint({0, 4, 5})


def test_a_stretch_of_a_chromosome_is_not_like_the_diseases_of_each_of_its_genes():
    many = tuple(Gene(each, each) for each in ("AOX1", "B1", "C1", "D1", "E1", "F1"))

    assert set(likeness(GENES | {"OMIM:1": many})) == {3}
