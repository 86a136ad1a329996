"""The manual of the language runs: every row of its tables is a test."""

import re
from pathlib import Path

import pytest

from nosograph.criteria.sets import CriteriaSet, ItemDefinition, ItemKind, Level
from nosograph.entries.criterion_yaml import read_criterion
from nosograph.entries.nodes import read_yaml
from nosograph.entries.problems import Desk
from nosograph.model.problems import Problems
from nosograph.reasoning.criteria import Evaluator
from tests.spec.manual import case_of

MANUAL = Path(__file__).with_name("criteria.md")
ITEMS = (
    *(ItemDefinition(id, id) for id in "abcd"),
    ItemDefinition("x", "x", ItemKind.QUANTITY, "d"),
    ItemDefinition("t", "t", ItemKind.QUANTITY, "mg/dL"),
    ItemDefinition("u", "u", ItemKind.QUANTITY, "mg/dL"),
    ItemDefinition("w", "w", ItemKind.CHOICE, words=("p", "q")),
)


def rows():
    criterion, inside = "", False
    for number, line in enumerate(MANUAL.read_text().splitlines(), 1):
        if line.startswith("```"):
            criterion, inside = ("", True) if line == "```yaml" else (criterion, False)
        elif inside:
            criterion += line + "\n"
        elif line.startswith("|"):
            told, verdict, missing = (each.strip() for each in line.strip("|").split("|"))
            if verdict in {"met", "not met", "undetermined"}:
                id = f"line {number} {criterion.split()[0]} {told}"
                yield pytest.param(criterion, told, verdict, missing, id=id)


def evaluator(criterion):
    problems = Problems()
    read = read_criterion(read_yaml(criterion, Desk(problems, "manual")), Desk(problems, "manual"))
    assert problems.found == []
    return Evaluator(
        CriteriaSet(
            "manual", "Manual", "diagnosis", (), "", "", "", ITEMS, (Level("it", "It", read),)
        )
    )


@pytest.mark.parametrize(("criterion", "told", "verdict", "missing"), list(rows()))
def test_a_row_of_the_manual_is_what_the_engine_says(criterion, told, verdict, missing):
    answer = evaluator(criterion).evaluate(case_of(told))["it"]
    expected = {tuple(sorted(each.split("+"))) for each in missing.split(" or ") if each != "–"}

    assert answer.verdict.replace("_", " ") == verdict
    assert set(answer.missing) == expected


def test_every_word_of_the_language_has_a_table():
    from nosograph.entries.criterion_yaml import WORDS

    text = MANUAL.read_text()

    assert {word for word in WORDS if not re.search(rf"^\s*-? ?{word}:", text, re.MULTILINE)} == {
        "use"
    }
