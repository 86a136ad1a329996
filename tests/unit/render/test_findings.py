"""A disease's findings as pages list them, and what sources say of one differently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.model.annotations import Annotation, Frequency, disagreeing, stated
from nosograph.render.findings import MANY, listed
from nosograph.render.references import ReferenceList
from tests.unit.render.examples import SITE, finding

OFTEN = Frequency(0.8, 0.99, name="very frequent")
SOME = Frequency(0.05, 0.29, name="occasional")
COUNTED = Frequency.counted(14, 16)


def shown(*findings, names=None):
    return listed(findings, ReferenceList(), "en", SITE, names or {})


def labels(found):
    return [row.label for group in found.groups for row in group.rows]


def test_one_of_one_comes_after_twenty_seven_of_twenty_seven():
    once = finding("HP:1", "Once", "HP:9", Annotation((), frequency=Frequency.counted(1, 1)))
    surely = finding("HP:2", "Surely", "HP:9", Annotation((), frequency=Frequency.counted(27, 27)))
    silent = finding("HP:3", "Unsaid", "HP:9", Annotation(()))

    assert labels(shown(silent, once, surely)) == ["Surely", "Once", "Unsaid"]
    assert [row.label for row in shown(silent, once, surely).key] == ["Surely", "Once"]


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_bounds_of_a_count_hold_its_share_and_narrow_as_more_are_counted(count):
    low, high = Frequency.counted(*count).bounds
    wider = Frequency.counted(*(10 * each for each in count)).bounds

    assert 0 <= low <= count[0] / count[1] <= high <= 1
    assert wider[1] - wider[0] < high - low


def test_a_count_and_a_class_that_do_not_fit_stand_side_by_side_with_their_citations():
    rows = (
        Annotation(("PMID:1",), frequency=COUNTED),
        Annotation(("ORPHA:5",), frequency=SOME),
    )
    (row,) = shown(finding("HP:1", "Ataxia", "HP:9", *rows)).groups[0].rows

    assert [each.often for each in row.said] == ["14 of 16 (88 %)", "occasional (5–29 %)"]
    assert [each.cites for each in row.said] == [(1,), (2,)]
    assert row.disagree


@pytest.mark.parametrize(
    ("frequencies", "disagree"),
    [
        ((COUNTED, OFTEN), False),
        ((COUNTED, SOME), True),
        ((OFTEN, SOME), True),
        ((Frequency.counted(0, 20), Frequency.counted(9, 9)), True),
        ((Frequency.counted(0, 1), Frequency.counted(1, 1)), False),
    ],
)
def test_sources_disagree_where_no_one_share_fits_both(frequencies, disagree):
    rows = [Annotation((), frequency=each) for each in frequencies]

    assert disagreeing(stated(rows)) is disagree


def test_counts_that_agree_are_added_up_and_an_exclusion_stands_beside_them():
    rows = (
        Annotation(("PMID:1",), frequency=Frequency.counted(3, 4)),
        Annotation(("PMID:2",), frequency=Frequency.counted(5, 6)),
        Annotation(("PMID:3",), excluded=True),
    )
    counted, excluded = stated(rows)

    assert (counted.frequency, counted.references) == (
        Frequency.counted(8, 10),
        ("PMID:1", "PMID:2"),
    )
    assert (excluded.frequency, excluded.references) == (None, ("PMID:3",))
    assert disagreeing((counted, excluded))


def test_a_long_list_folds_all_but_the_largest_systems():
    many = [
        finding(f"HP:{n}", f"Sign {n}", f"HP:9{n % 5}", Annotation(())) for n in range(MANY + 1)
    ]

    assert [each.folded for each in shown(*many).groups] == [False] * 3 + [True] * 2
    assert not any(each.folded for each in shown(*many[:MANY]).groups)


def test_everyday_words_stand_in_place_of_terms_where_they_are_given():
    ataxia = finding("HP:1", "Ataxia", "HP:9", Annotation(()))

    assert labels(shown(ataxia, names={"HP:1": "wobbly walking"})) == ["Wobbly walking"]
