"""What the language of entries takes for running text, and what it states."""

import pytest

from nosograph.prose.read import read
from nosograph.prose.statements import Passage, passages, statements


def stated(text):
    return [
        (each.kind, each.block, each.words.strip(" .\n"), len(each.sources))
        for passage in passages(read(text))
        if isinstance(passage, Passage)
        for each in statements(passage)
    ]


def test_a_line_that_begins_with_a_year_goes_on_with_its_paragraph():
    text = "A survey was published in\n2010. It counted nobody [@a]."

    assert stated(text) == [
        ("paragraph", "", "A survey was published in\n2010. It counted nobody", 1)
    ]


def test_a_list_after_a_blank_line_may_begin_with_any_number():
    assert stated("So:\n\n3. One [@a]\n4. Two [@b]") == [
        ("item", "", "One", 1),
        ("item", "", "Two", 1),
    ]


def test_the_second_paragraph_of_an_item_is_a_statement_of_its_own():
    assert stated("- One [@a]\n\n  Two [@b]") == [
        ("item", "", "One", 1),
        ("paragraph", "", "Two", 1),
    ]


def test_a_block_within_a_block_has_fewer_colons():
    text = ":::: conflict\nOne [@a].\n\n::: secondary\nTwo [@b].\n:::\n\nThree [@c].\n::::"

    assert [(block, words) for _, block, words, _ in stated(text)] == [
        ("conflict", "One"),
        ("secondary", "Two"),
        ("conflict", "Three"),
    ]


def test_a_mark_around_a_citation_changes_nothing():
    assert stated("**One [@a]. Two [@b]**") == [
        ("paragraph", "", "One", 1),
        ("paragraph", "", "Two", 1),
    ]


@pytest.mark.parametrize("text", ["`[@a]` is how to cite", r"\[@a] is how to cite"])
def test_a_citation_that_is_shown_as_typed_is_no_source(text):
    assert [sources for *_, sources in stated(text)] == [0]


@pytest.mark.parametrize(
    "text",
    ["Hidden\n===", "    Hidden", "```\nHidden\n```", "[a]: https://example.org (Hidden)", "<b>Hidden</b>"],
)  # fmt: skip
def test_nothing_that_a_reader_sees_hides_from_the_checker(text):
    assert any("Hidden" in words for _, _, words, _ in stated(text))


def test_a_cell_that_the_page_leaves_out_supports_nothing():
    assert stated("| a |\n|---|\n| One | [@a] |") == [("row", "", "One", 0)]


def test_a_lead_in_states_nothing_even_when_it_is_strong():
    assert stated("**The signs are:**\n\n- one [@a]") == [("item", "", "one", 1)]
