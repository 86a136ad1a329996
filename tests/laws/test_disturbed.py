"""Wrong and imprecise findings, and invented patients by age: the same draws each time."""

import pytest

from nosograph.evaluation.by_age import BANDS, EACH, by_age
from nosograph.evaluation.disturbed import GENERAL, WRONG, disturbed
from nosograph.evaluation.protocol import TestCase, trials
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.question import Question
from tests.diagnosis_worlds import random_annotations


@pytest.fixture(scope="module")
def differential():
    return Differential(random_annotations(5, terms=60, count=40))


@pytest.fixture(scope="module")
def tested(differential):
    annotations = differential.annotations
    cases = [
        TestCase(
            f"case {place}",
            Question(tuple(annotations.term(int(each)) for each in annotations.own(place)[0][:3])),
            annotations.ids(place)[0],
            "PMID:99",
        )
        for place in range(len(annotations))
        if len(annotations.own(place)[0]) >= 3
    ]
    return trials(cases, annotations)


def test_every_change_is_made_to_all_cases_for_both_rankings(differential, tested):
    counted = []
    rows = disturbed(differential, tested, lambda: counted.append(1))

    assert len(counted) == len(tested) > 10
    assert len(rows) == 2 * (1 + len(WRONG) + len(GENERAL))
    assert {row.cases for row in rows} == {len(tested)}


def test_the_same_draws_are_made_each_time(differential, tested):
    assert disturbed(differential, tested, int) == disturbed(differential, tested, int)


def test_findings_told_in_general_place_fewer_diagnoses_first(differential, tested):
    first = {
        row.change: row.tops[0]
        for row in disturbed(differential, tested, int)
        if row.ranking == "Nosograph"
    }

    assert first["as stated"] > first["100% more general"]


def test_patients_of_each_band_are_asked_about_in_three_ways(differential):
    rows = by_age(differential, int)
    bands = {row.band for row in rows}

    assert bands
    assert bands <= set(BANDS)
    assert len(rows) == 3 * len(bands)
    assert all(0 < row.patients <= EACH for row in rows)
    assert rows == by_age(differential, int)
