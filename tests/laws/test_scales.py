"""Laws of scoring: against brute force over every completion of what is not rated."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from nosograph.reasoning.scales import score
from tests.strategies import scales


@st.composite
def rated(draw):
    scale = draw(scales().filter(lambda each: each.confirmed))
    items = draw(st.lists(st.sampled_from(scale.items), unique_by=lambda each: each.id))
    values = {i.id: draw(st.sampled_from([a.value for a in i.anchors])) for i in items}
    return scale, values


def completions(scale, ratings):
    values = [
        [ratings[item.id]] if item.id in ratings else [anchor.value for anchor in item.anchors]
        for item in scale.items
    ]
    return [sum(each) for each in product(*values)]


@given(rated())
def test_the_total_is_the_span_of_every_completion(case):
    scale, ratings = case
    totals, found = completions(scale, ratings), score(scale, ratings)
    assert (found.total.least, found.total.most) == (min(totals), max(totals))


@given(rated())
def test_a_band_is_settled_just_when_every_completion_lies_in_it(case):
    scale, ratings = case
    totals, found = completions(scale, ratings), score(scale, ratings)
    certain = [band for band in scale.bands if all(total in band.totals for total in totals)]
    possible = [band for band in scale.bands if any(total in band.totals for total in totals)]
    assert certain == ([found.band] if found.band else [])
    assert list(found.open_bands) == ([] if found.band else possible)


@given(rated(), st.data())
def test_learning_more_only_narrows_the_total(case, data):
    scale, ratings = case
    before = score(scale, ratings)
    if before.missing:
        item = scale.item(data.draw(st.sampled_from(before.missing)))
        value = data.draw(st.sampled_from([anchor.value for anchor in item.anchors]))
        after = score(scale, {**ratings, item.id: value})
        assert before.total.holds(after.total)
        assert before.band is None or after.band == before.band
