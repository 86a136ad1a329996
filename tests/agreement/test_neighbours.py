"""Neighbours by sparse matrices agree with the definition, written out."""

import math

from hypothesis import given
from hypothesis import strategies as st

from nosograph.build.neighbours import NEIGHBOURS, neighbours

TERMS = [f"T{number:02}" for number in range(16)]


def ancestors(term):
    """A comb: every term is below the previous even one."""
    number = int(term[1:])
    return frozenset(TERMS[each] for each in range(0, number, 2)) | {term}


def cosine(one, other, closures):
    """The definition: information-weighted sets, compared."""
    counts = {term: sum(term in each for each in closures) for term in TERMS}
    weight = {
        term: math.log(len(closures) / count)
        for term, count in counts.items()
        if 0 < count < len(closures) and count < 20
    }

    def length(terms):
        return math.sqrt(sum(weight.get(term, 0) ** 2 for term in terms))

    both = length(one & other) ** 2
    return both / (length(one) * length(other)) if both else 0.0


diseases = st.lists(
    st.lists(st.sampled_from(TERMS), max_size=5).map(
        lambda terms: frozenset().union(*map(ancestors, terms))
    ),
    min_size=1,
    max_size=12,
)


@given(diseases)
def test_the_nearest_are_the_nearest_by_definition(closures):
    found = neighbours(closures, ancestors, lambda parts: None)

    for place, near in enumerate(found):
        similar = sorted(
            (
                round(cosine(closures[place], other, closures), 3)
                for i, other in enumerate(closures)
                if i != place
            ),
            reverse=True,
        )
        expected = [each for each in similar[:NEIGHBOURS] if each >= 0.002]
        assert [round(each.similarity, 3) for each in near][: len(expected)] == [
            approximately(each, near[i].similarity) for i, each in enumerate(expected)
        ]


def approximately(expected, found):
    """`found`, rounded, when it is the expected value but for the last digit."""
    return round(found, 3) if abs(expected - found) <= 0.0015 else expected


@given(diseases)
def test_no_disease_is_its_own_neighbour(closures):
    for place, near in enumerate(neighbours(closures, ancestors, lambda parts: None)):
        assert place not in {each.place for each in near}


@given(diseases)
def test_shared_findings_are_shared_and_none_is_above_another(closures):
    for place, near in enumerate(neighbours(closures, ancestors, lambda parts: None)):
        for each in near:
            assert set(each.shared) <= closures[place] & closures[each.place]
            assert all(
                one not in ancestors(two)
                for one in each.shared
                for two in each.shared
                if one != two
            )
