"""What the ranking says of invented children, on HPO's own annotations and the dictionary's entries."""

import json
from datetime import date
from pathlib import Path

import pytest

from nosograph.build.annotations import arrays
from nosograph.build.edited import edited
from nosograph.build.linkage import linked
from nosograph.build.reachable import unreachable
from nosograph.build.vignettes import checked_at_work
from nosograph.model.ages import Age
from nosograph.reasoning.differential.answers import Match
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.onset import JUVENILE, distribution
from nosograph.reasoning.differential.question import Question
from nosograph.sources.catalog import load_sources
from nosograph.sources.twins import groups

HERE = Path(__file__).parent
TODDLERS = json.loads((HERE / "toddlers.json").read_text(encoding="utf-8"))["toddlers"]
DICTIONARY = HERE.parents[1] / "dictionary"
ADULT = 0.6
"""Share of patients with onset in adult life from which on a disease is one of adults."""


@pytest.fixture(scope="module")
def entries_and_differential(tmp_path_factory):
    sources = load_sources(tmp_path_factory.mktemp("no_optional_source") / "sources.toml")
    names = {str(each.id): each.name for each in sources.annotated.diseases}
    checked = checked_at_work(DICTIONARY, sources.ontology, names, date(2026, 11, 30))
    entries = edited(checked.entries)
    found = groups(sources.annotated.diseases, None, linked(sources))
    return entries, Differential(arrays(sources.ontology, found, sources.genes, "test", entries))


@pytest.fixture(scope="module")
def differential(entries_and_differential):
    return entries_and_differential[1]


def rank_of(differential: Differential, id: str, question: Question) -> int:
    annotations = differential.annotations
    place = next(at for at in range(len(annotations)) if id in annotations.ids(at))
    scores = differential.scores(question)
    return 1 + int((scores > scores[place]).sum())


@pytest.mark.parametrize("toddler", TODDLERS, ids=[each["story"][:20] for each in TODDLERS])
def test_no_disease_of_adults_is_among_the_first_twenty_for_a_toddler(differential, toddler):
    question = Question(tuple(toddler["present"]), age=Age.parse(toddler["age"]))
    later = distribution(differential.annotations)[:, JUVENILE + 1 :].sum(axis=1)
    ranking = differential.rank(question, top=20)

    assert len(ranking.candidates) == 20
    assert [each.name for each in ranking.candidates if later[each.disease] >= ADULT] == []


@pytest.mark.parametrize("id", ["ORPHA:683", "OMIM:601104", "OMIM:300623"])
def test_a_disease_of_late_life_leaves_a_toddlers_list_and_comes_back_without_the_age(
    differential, id
):
    present = tuple(TODDLERS[0]["present"])

    assert rank_of(differential, id, Question(present, age=Age(20))) > 50
    if id != "OMIM:300623":  # shows none of these findings often
        assert rank_of(differential, id, Question(present)) <= 10


def test_what_diseases_alike_show_is_said_to_be_that(differential):
    present = tuple(TODDLERS[0]["present"])
    ranking = differential.rank(Question(present, age=Age(20)), top=5000)
    [palsy] = [each for each in ranking.candidates if "ORPHA:683" in each.ids]
    [reason] = [each for each in palsy.reasons if each.term == "onset"]

    assert reason.match is Match.LIKELY_ONSET
    assert reason.via_label in {"Young adult onset", "Middle age onset", "Late onset"}
    assert reason.contribution < -1


def test_every_entry_comes_up_by_its_own_findings(entries_and_differential):
    entries, differential = entries_and_differential

    assert list(unreachable(differential.annotations, entries)) == []


@pytest.mark.parametrize(
    ("id", "present", "age", "within"),
    [
        ("ORPHA:1183", ("HP:0010543", "HP:0001336", "HP:0001251", "HP:0000737"), 19, 1),
        ("ORPHA:1183", ("HP:0001336", "HP:0001251", "HP:0000737", "HP:0002360"), 19, 10),
        ("nosograph:acute-cerebellar-ataxia", ("HP:0001251",), 36, 3),
        ("nosograph:acute-cerebellar-ataxia", ("HP:0002066", "HP:0001310"), 36, 3),
        ("ORPHA:2103", ("HP:0003690", "HP:0001284", "HP:0002922"), 60, 3),
    ],
)
def test_what_a_clinician_expects_comes_first(differential, id, present, age, within):
    question = Question(present, onset=Age(age), age=Age(age))

    assert rank_of(differential, id, question) <= within
