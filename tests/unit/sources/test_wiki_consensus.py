"""What two other parsers see of a page, held against our reading of it."""

import pytest

from nosograph.sources.wikitext.page import Provenance
from nosograph.sources.wikitext.read import read_page
from tests.wiki_pages import HARD

pytest.importorskip("wikitextprocessor", reason="needs the extra wiki-consensus")

OWN = {
    "nul": "we take the character out, which MediaWiki would not let in",
    "heading-markup": "the others do not say what a template in a heading shows",
}
"""Pages on which we read otherwise than the others, and why."""


@pytest.mark.parametrize("name", sorted(set(HARD) - set(OWN)))
def test_headings_and_references_are_those_of_the_other_parsers(name):
    from nosograph.sources.wikitext.consensus import consensus

    text = HARD[name][0]

    assert consensus(text, read_page(text, Provenance(name))).agreed


def test_a_heading_that_we_lack_is_told():
    from nosograph.sources.wikitext.consensus import consensus

    page = read_page("== One ==\na<ref>b</ref>\n", Provenance("Example"))
    told = consensus("== One ==\na<ref>b</ref>\n== Two ==\n<ref>c</ref>", page)

    assert (told.headings, told.references) == (("+ two",), (2, 1))
