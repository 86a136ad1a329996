"""The words of a lexicon lead to findings that HPO has."""

import pytest

from nosograph.entries.lexicons import read_lexicons
from nosograph.model.lexicons import FindingWords
from nosograph.model.problems import Problems
from tests.unit.entries.examples import EXAMPLES, ONTOLOGY


def test_the_examples_read_without_problems():
    problems = Problems()
    german, also, english, *_ = read_lexicons(EXAMPLES / "lexicons", ONTOLOGY, problems)

    assert problems.found == []
    assert [german.language, also.language] == ["de", "de"]
    assert english == FindingWords(
        "HP:0001251",
        "Ataxia",
        "en",
        words=("wobbly walking",),
        meaning="Movements are clumsy and unsteady.",
    )


ATAXIA = "- term: HP:0001251\n  label: Ataxia\n"
MYOCLONUS = "- term: HP:0001336\n  label: Myoclonus\n"


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("- term: HP:0001251\n  label: Atxia\n  words: [a]\n", "wrong-label", (2, 10)),
        ("- term: HP:9999999\n  label: Ataxia\n  words: [a]\n", "unknown-hpo-id", (1, 9)),
        (ATAXIA, "missing-key", (1, 3)),
        (ATAXIA + "  word: [a]\n  words: [b]\n", "unknown-key", (3, 3)),
        (ATAXIA + "  meaning:\n    fr: x\n", "wrong-type", (4, 5)),
        (ATAXIA + "  words: [a]\n" + ATAXIA + "  words: [b]\n", "duplicate-finding", (4, 9)),
        (ATAXIA + "  words: [a]\n" + MYOCLONUS + "  names: [b, A]\n", "duplicate-name", (6, 14)),
        ("- HP:0001251\n", "wrong-type", (1, 3)),
        ("term: HP:0001251\n", "wrong-type", (1, 1)),
        ("- [", "bad-yaml", (1, 4)),
    ],
    ids=range(10),
)
def test_a_mistake_is_found_where_it_was_made(text, slug, place, tmp_path):
    (tmp_path / "findings.de.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    read_lexicons(tmp_path, ONTOLOGY, problems)

    assert [(each.slug, (each.line, each.column)) for each in problems.found] == [(slug, place)]


def test_a_dictionary_needs_no_lexicons(tmp_path):
    problems = Problems()

    assert read_lexicons(tmp_path / "lexicons", ONTOLOGY, problems) == ()
    assert problems.found == []
