"""What a page of a wiki suggests: criteria that count a list, and codes of exact names."""

import pytest

from nosograph.entries.proposals import Names, proposals
from nosograph.sources.wikitext.page import Provenance
from nosograph.sources.wikitext.read import read_page
from tests.unit.entries.examples import ONTOLOGY

NAMES = Names(ONTOLOGY, {"ORPHA:9999991": "Example syndrome"})


def of(text: str):
    return proposals(read_page(text, Provenance("Palsy")), NAMES)


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("The diagnosis needs at least 2 of the following 3:", 2),
        ("It needs at least two of the following:", 2),
        ("* Two or more of these three criteria are met:", 2),
        ("One of the following 3 may be seen:", None),
        ("At least 4 of the following:", None),
    ],
)
def test_a_sentence_that_counts_its_list_is_proposed_as_criteria(sentence, count):
    marks = "**" if sentence.startswith("*") else "*"
    found = of(
        f"== Diagnosis ==\n{sentence}\n{marks} ataxia\n{marks} tremor\n{marks} a test\n"
    ).criteria

    assert [each.count for each in found] == ([] if count is None else [count])
    if found:
        assert found[0].items == ("ataxia", "tremor", "a test")
        assert "at_least:" in found[0].yaml
        assert "HP:0001251" in found[0].yaml


def test_exact_names_are_proposed_as_codes_and_others_are_not():
    found = of("[[Ataxia]], [[example syndrome|it]], [[Ataxia of cats]]").codes

    assert [(each.code, each.what) for each in found] == [
        ("HP:0001251", "finding"),
        ("ORPHA:9999991", "disease"),
    ]
