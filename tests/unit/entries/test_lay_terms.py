"""Lay words lead to findings that HPO has."""

import pytest

from nosograph.entries.lay_terms import read_lay_terms
from nosograph.model.lay_terms import LayTerm
from nosograph.model.problems import Problems
from tests.unit.entries.examples import EXAMPLES, ONTOLOGY


def test_the_example_reads_without_problems():
    problems = Problems()
    terms = read_lay_terms(EXAMPLES / "lay-terms.yaml", ONTOLOGY, problems)

    assert problems.found == []
    assert terms[0] == LayTerm(
        "HP:0001251",
        "Ataxia",
        ("wobbly walking",),
        {"en": "Movements are clumsy and unsteady.", "de": "Die Bewegungen sind unsicher."},
    )


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("- term: HP:0001251\n  label: Atxia\n  words: [a]\n", "wrong-label", (2, 10)),
        ("- term: HP:9999999\n  label: Ataxia\n  words: [a]\n", "unknown-hpo-id", (1, 9)),
        ("- term: HP:0001251\n  label: Ataxia\n", "missing-key", (1, 3)),
        ("- term: HP:0001251\n  label: Ataxia\n  word: [a]\n  words: [b]\n", "unknown-key", (3, 3)),
        ("- HP:0001251\n", "wrong-type", (1, 3)),
        (
            "- term: HP:0001251\n  label: Ataxia\n  meaning:\n    fr: x\n  words: [a]\n",
            "unknown-key",
            (4, 5),
        ),
        ("term: HP:0001251\n", "wrong-type", (1, 1)),
        ("- [", "bad-yaml", (1, 4)),
        (
            "- term: HP:0001251\n  label: Ataxia\n  words: [a]\n- term: HP:0001336\n  label: Myoclonus\n  words: [b, A]\n",
            "duplicate-name",
            (6, 14),
        ),
    ],
    ids=range(9),
)
def test_a_mistake_is_found_where_it_was_made(text, slug, place, tmp_path):
    path = tmp_path / "lay-terms.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    read_lay_terms(path, ONTOLOGY, problems)

    assert [(each.slug, (each.line, each.column)) for each in problems.found] == [(slug, place)]


def test_a_file_that_is_not_there_is_reported(tmp_path):
    problems = Problems()

    assert read_lay_terms(tmp_path / "lay-terms.yaml", ONTOLOGY, problems) == ()
    assert [each.slug for each in problems.found] == ["missing-file"]
