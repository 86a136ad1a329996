"""Laws of addresses."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from nosograph.build.slugs import assigned
from nosograph.model.codes import Code

codes = st.builds(Code, st.just("ORPHA"), st.integers(1, 999).map(str))
texts = st.one_of(
    st.text(max_size=120),
    st.sampled_from(["Ataxia", "ataxia!", "Ataxia ORPHA 1", "ORPHA-1", "Ätaxia", "ataxia orpha 2"]),
)
names = st.dictionaries(codes, texts, max_size=12)
taken = st.sets(st.sampled_from(["ataxia", "orpha-1", "ataxia-orpha-1"]))


@given(names, taken)
@example(
    {
        Code("ORPHA", "1"): "Ataxia",
        Code("ORPHA", "2"): "ORPHA:1",
        Code("ORPHA", "3"): "Ataxia",
        Code("ORPHA", "4"): "Ataxia ORPHA 1",
    },
    set(),
)
def test_no_two_diseases_share_an_address(names, taken):
    slugs = list(assigned(names, ()).values())

    assert len(set(slugs)) == len(slugs)


@given(names, taken)
def test_every_address_can_stand_in_a_url(names, taken):
    for slug in assigned(names, taken).values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)


@given(names, st.randoms())
def test_the_order_of_reading_does_not_matter(names, random):
    mixed = list(names.items())
    random.shuffle(mixed)

    assert assigned(dict(mixed), ()) == assigned(names, ())
