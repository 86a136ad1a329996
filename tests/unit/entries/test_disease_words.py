"""Lexicons of diseases: what is wrong with them is told, all of it."""

import pytest

from nosograph.entries.disease_words import read_disease_words
from nosograph.model.problems import Problems

KNOWN = {
    "ICD-10-CM:B05": "Measles",
    "ORPHA:586": "Cystic fibrosis",
    "diabetes-mellitus": "Diabetes",
}
MEASLES = "- code: ICD-10-CM:B05\n  label: Measles\n  words: [x]\n"


@pytest.fixture
def read(tmp_path):
    """Reads an English lexicon; the words and the slugs of its problems."""

    def told(text):
        (tmp_path / "diseases.en.yaml").write_text(text, encoding="utf-8")
        problems = Problems()
        found = read_disease_words(tmp_path, KNOWN, problems)
        return found, [each.slug for each in problems.found]

    return told


def test_a_disease_is_called_by_code_or_by_entry(read):
    words, problems = read(
        "- code: ICD-10-CM:B05\n  label: Measles\n  names: [rubeola]\n"
        "- entry: diabetes-mellitus\n  label: Diabetes\n  words: [sugar]\n"
    )

    assert [(each.target, each.language, each.names, each.words) for each in words] == [
        ("ICD-10-CM:B05", "en", ("rubeola",), ()),
        ("diabetes-mellitus", "en", (), ("sugar",)),
    ]
    assert not problems


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("- code: ICD-10-CM:B99\n  label: X\n  words: [x]\n", "unknown-code"),
        ("- entry: nowhere\n  label: X\n  words: [x]\n", "unknown-entry"),
        ("- code: ICD-10-CM:B05\n  label: Mumps\n  words: [x]\n", "wrong-label"),
        ("- code: ICD-10-CM:B05\n  label: Measles\n", "missing-key"),
        (MEASLES + "- code: ORPHA:586\n  label: Cystic fibrosis\n  words: [X]\n", "duplicate-name"),
        (MEASLES + "- code: ICD-10-CM:B05\n  label: Measles\n  words: [y]\n", "duplicate-code"),
    ],
)
def test_what_is_wrong_is_told(read, text, slug):
    assert slug in read(text)[1]
