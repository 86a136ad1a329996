"""Criteria read back as they were written: as YAML, as the release keeps them, and in words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nosograph.criteria.nodes import walk
from nosograph.criteria.sets import Confirmation, ItemCode, Match, Note
from nosograph.criteria.stored import from_json, to_json
from nosograph.criteria.wording import heading, in_words
from nosograph.entries.criteria_yaml import read_criteria, write_criteria
from nosograph.entries.criterion_yaml import WORDS, written
from nosograph.entries.problems import Desk
from nosograph.model.problems import Problems
from tests.criteria_strategies import sets

lines = st.from_regex(r"[A-Za-z0-9#:'{\[][A-Za-z0-9 ,:#'\"\]-]{0,12}[a-z]", fullmatch=True)
notes = st.builds(
    Note, lines, st.sampled_from(Confirmation), st.just(("a",)), st.just(("one",))
)  # fmt: skip
codes = st.builds(ItemCode, st.just("HP:0001251"), lines, st.sampled_from(Match))


spoken = st.dictionaries(st.sampled_from(["de", "pt-BR"]), lines).map(
    lambda each: tuple(each.items())
)


@st.composite
def told(draw):
    """A small set with texts, notes and codes."""
    found = draw(sets())
    first = replace(
        found.items[0],
        title=draw(lines),
        codes=tuple(draw(st.lists(codes, max_size=2))),
        titles=draw(spoken),
        definitions=draw(spoken),
    )
    return replace(
        found,
        title=draw(lines),
        titles=draw(spoken),
        levels=(replace(found.levels[0], titles=draw(spoken)), *found.levels[1:]),
        use=draw(st.sampled_from(["diagnosis", "classification", "case definition"])),
        items=(first, *found.items[1:]),
        notes=tuple(draw(st.lists(notes, max_size=2))),
    )


@settings(max_examples=100)
@given(told())
def test_what_is_written_as_yaml_reads_back_the_same(criteria):
    problems = Problems()

    found = read_criteria(write_criteria([criteria]), Desk(problems, "criteria.yaml"))

    assert problems.found == []
    assert found.sets == (criteria,)
    assert write_criteria(found.sets) == write_criteria([criteria])


@settings(max_examples=100)
@given(told())
def test_what_a_release_keeps_reads_back_the_same(criteria):
    assert from_json(to_json(criteria)) == criteria


@settings(max_examples=60)
@given(sets())
def test_words_are_made_of_every_part(criteria):
    for level in criteria.levels:
        words = in_words(level.criterion, criteria)
        titles = {each.id: each.title for each in criteria.items}
        for node in walk(level.criterion):
            item = getattr(node, "item", "") or getattr(node, "id", "")
            assert titles.get(item, "") in words
        assert heading(level.criterion, criteria)


@given(sets())
def test_every_word_of_the_language_is_one_that_can_be_read(criteria):
    for level in criteria.levels:
        for node in walk(level.criterion):
            spelt = written(node)
            assert isinstance(spelt, str) or set(spelt) <= set(WORDS)


@pytest.mark.parametrize("value", [{}, {"node": "Item"}, {"node": "Nothing"}, {"number": "1"}])
def test_what_is_no_criteria_set_is_not_read_as_one(value):
    with pytest.raises((ValueError, TypeError)):
        from_json(value)
