"""The gallery at its limits: every row of gallery.md is a test."""

from dataclasses import replace
from pathlib import Path

import pytest

from nosograph.reasoning.criteria import Evaluator
from tests.spec.manual import case_of
from tests.unit.reasoning.test_gallery import SETS, FewTerms

MANUAL = Path(__file__).with_name("gallery.md")


def rows():
    """Set, case, level, answer and score of every row."""
    id = given = ""
    for number, line in enumerate(MANUAL.read_text().splitlines(), 1):
        if line.startswith("## "):
            id = line.removeprefix("## ")
        elif line.startswith("Given: "):
            given = line.removeprefix("Given: ")
        elif line.startswith("|") and not line.startswith(("| case", "|---")):
            told, level, answer, *score = (each.strip() for each in line.strip("|").split("|"))
            yield number, id, changed(given, told), level, answer.replace(" ", "_"), *score


def changed(given, told):
    """The given case with what a row says of it."""
    base, row = case_of(given), case_of(told.replace("-", ""))
    named = {each.item for each in row.statements}
    said = tuple(s for s in row.statements if f"{s.item}-" not in told)
    kept = tuple(each for each in base.statements if each.item not in named)
    return replace(base, statements=(*kept, *said), age=row.age or base.age)


ROWS = list(rows())


def differs(evaluator, case, level, answer, score=""):
    """Whether the engine says something else than the row."""
    found = evaluator.evaluate(case)[level]
    low, _, high = score.partition("–")
    wrong = score and [(each.low, each.high) for each in found.scores] != [
        (int(low), int(high or low))
    ]
    return found.verdict != answer or bool(wrong)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line {row[0]} {row[1]}")
def test_a_set_answers_at_its_limits_as_the_publication_says(row):
    _, id, *expected = row

    assert not differs(Evaluator(SETS[id], FewTerms()), *expected)


def test_every_set_has_rows():
    assert {row[1] for row in ROWS} == set(SETS)
