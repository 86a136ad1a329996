"""The script that ranks diseases without a server agrees with the engine."""

from random import Random

import pytest

from nosograph.editions.differential import differential_data
from nosograph.editions.scripts import RANK, own_script
from nosograph.model.ages import MEAN_MONTH, Age
from nosograph.reasoning.differential.answers import Match
from nosograph.reasoning.differential.confidence import Level
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.question import Question, Unused
from tests.diagnosis_worlds import random_annotations

pytestmark = pytest.mark.browser

ASK = """([data, questions]) => {
  const opened = nosographRank.prepared(data);
  return questions.map((each) => nosographRank.rank(opened, each));
}"""
AGREEMENT = 1e-6
KINDS = {
    Match.EXACT: {"shown"},
    Match.DESCENDANT: {"shown"},
    Match.ANCESTOR: {"more_general", "borrowed", "not_annotated"},
    Match.RELATED: {"more_general"},
    Match.BORROWED: {"borrowed"},
    Match.NOT_ANNOTATED: {"not_annotated"},
    Match.RECORDED: {"recorded"},
    Match.EXCLUDED: {"excluded"},
    Match.ONSET: {"onset"},
    Match.LIKELY_ONSET: {"likely_onset"},
    Match.PRIOR: {"prior"},
}
"""Kind of match → what the script may call it.

What is annotated more generally is "borrowed" there where most of what it adds is."""


@pytest.fixture(scope="module")
def script(browser):
    """Puts a world and questions to the script."""
    page = browser.new_page()
    page.add_script_tag(content=own_script(RANK).decode())
    yield lambda annotations, asked: page.evaluate(ASK, [differential_data(annotations), asked])
    page.close()


def drawn(chance: Random) -> Question:
    """A question as the form puts it: each finding once, some of them of no use."""
    terms = [f"HP:{1000 + n:07d}" for n in range(40)]
    said = chance.sample(
        [*terms, "HP:0000001", "HP:0000118", "HP:9999999"], chance.randrange(0, 14)
    )
    present = [each for each in said if chance.random() < 0.7]

    def age() -> Age | None:
        return chance.choice([None, None, Age(0), Age(0, 20), Age(chance.randrange(900))])

    return Question(
        tuple(present),
        tuple(each for each in said if each not in present),
        age(),
        age(),
        chance.choice(["", "MALE", "FEMALE"]),
    )


def as_asked(question: Question) -> dict:
    def parts(age: Age | None) -> float | None:
        return None if age is None else float(age.exact * MEAN_MONTH.numerator)

    stated = [{"term": each, "present": True} for each in question.present]
    stated += [{"term": each, "present": False} for each in question.absent]
    return {
        "stated": stated,
        "onset": parts(question.onset),
        "age": parts(question.age),
        "sex": question.sex,
    }


@pytest.mark.parametrize("seed", [0, 1, 3, 7])  # worlds in which lists are clear, or weak
def test_it_ranks_and_explains_as_the_engine_does(seed, script):
    annotations, chance = random_annotations(seed), Random(seed)
    differential = Differential(annotations)
    asked = [drawn(chance) for _ in range(60)]
    asked += [
        Question(tuple(map(annotations.term, annotations.own(at)[0])))
        for at in range(len(annotations))
    ]

    answers = script(annotations, list(map(as_asked, asked)))

    told: list[bool] = []
    for question, found in zip(asked, answers, strict=True):
        ranking = differential.rank(question)
        scores = differential.scores(question)
        close = {"abs": AGREEMENT * max(1.0, abs(scores).max())}
        assert ranking.confidence.level == found["level"]
        assert sorted(found["unexplained"]) == sorted(ranking.confidence.unexplained)
        assert sorted((each["term"], each["why"]) for each in found["notes"]) == sorted(
            (each.term, str(each.reason)) for each in ranking.notes
        )
        assert [each["score"] for each in found["listed"]] == pytest.approx(
            [each.score for each in ranking.candidates], **close
        )
        reasons = {each.disease: each.reasons for each in ranking.candidates}
        for each in found["listed"]:
            assert each["score"] == pytest.approx(scores[each["disease"]], **close)
            assert sum(r["adds"] for r in each["reasons"]) == pytest.approx(each["score"], **close)
            own = {reason.term: reason for reason in reasons.get(each["disease"], ())}
            for reason in each["reasons"] if own else ():
                expected = own[reason["term"]]
                assert reason["adds"] == pytest.approx(expected.contribution, **close)
                told.append(reason["how"] in KINDS[expected.match])
    # Shares are kept in steps, so that what is borrowed by a hair may be called otherwise.
    assert told.count(False) < len(told) / 200
    levels = {found["level"] for found in answers}
    assert levels >= {Level.NONE, Level.CLEAR} or len(levels) > 2
    assert {note["why"] for found in answers for note in found["notes"]} == {
        str(each) for each in Unused if each not in (Unused.REPEATED, Unused.WITHDRAWN)
    }
