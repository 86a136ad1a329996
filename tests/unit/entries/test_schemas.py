"""The schemas that editors' tools are given agree with the reader."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from nosograph.entries.schemas import FORMS, schema_of
from tests.unit.entries.mistakes import MISTAKES

ROOT = Path(__file__).parents[3]
FILES = [
    path
    for folder in ("dictionary", "tests/fixtures/dictionary")
    for file in FORMS
    for path in sorted((ROOT / folder).glob(f"*/{file}"))
]
EXAMPLE = ROOT / "tests/fixtures/dictionary/example-syndrome"
TOLD = {"unknown-key", "wrong-type", "unsourced-claim"}
"""What a schema can know; ids, graphs and sums are for the checker."""

IN_A_FIELD = [each for each in MISTAKES if each.slug in TOLD and each.file in FORMS]


def mistakes_in(file: str, text: str) -> list[str]:
    schema = schema_of(file)
    Draft202012Validator.check_schema(schema)
    # A day is text to a schema, as it is to an editor.
    value = json.loads(json.dumps(YAML(typ="safe").load(text), default=str))
    return [each.message for each in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_of_a_dictionary_is_what_its_schema_says(path):
    assert mistakes_in(path.name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("mistake", IN_A_FIELD, ids=range(len(IN_A_FIELD)))
def test_a_schema_refuses_what_the_checker_refuses_in_a_field(mistake):
    text = (EXAMPLE / mistake.file).read_text(encoding="utf-8")
    wrong = text.replace(mistake.old, mistake.new, 1)

    assert wrong != text
    assert mistakes_in(mistake.file, wrong)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("scales.yaml", "higher: worse", "higher: worst"),
        ("scales.yaml", "  measures: How much of the example can be seen\n", ""),
        ("entry.yaml", "phase: [onset, acute]", "phase: [onset, accute]"),
        ("pathways.yaml", "  scope: Invented for tests\n", ""),
        ("differential.yaml", "for: here", "for: us"),
    ],
)
def test_a_schema_knows_words_and_what_is_needed(file, old, new):
    text = (EXAMPLE / file).read_text(encoding="utf-8")

    assert mistakes_in(file, text.replace(old, new, 1))
