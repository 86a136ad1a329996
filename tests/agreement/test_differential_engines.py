"""The fast engine of the differential agrees with the reference, disease by disease.

Random worlds, random questions, with and without some publications; and the longest questions
known from published cases.
"""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nosograph.library.annotations import Annotations
from nosograph.model.ages import Age
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.evidence import whole, without
from nosograph.reasoning.differential.question import Question, understood
from nosograph.reasoning.differential.reference import Reference
from tests.diagnosis_worlds import random_annotations

AGREEMENT = 1e-6
AGES = st.none() | st.builds(Age, st.integers(0, 900))
WORLDS = {seed: random_annotations(seed) for seed in range(4)}
questions = st.builds(
    Question,
    present=st.lists(st.sampled_from([f"HP:{1000 + n:07d}" for n in range(40)]), max_size=12),
    absent=st.lists(st.sampled_from([f"HP:{1000 + n:07d}" for n in range(40)]), max_size=8),
    onset=AGES,
    age=AGES,
    sex=st.sampled_from(["", "MALE", "FEMALE"]),
)


def both(annotations: Annotations, question: Question, left_out: frozenset[str]) -> tuple:
    fast = Differential(annotations).scores(question, left_out)
    everything = whole(annotations)
    evidence = without(annotations, left_out, everything)
    slow = Reference(annotations, evidence)
    said = understood(question, annotations)
    return fast, np.array([slow.score(question, said, each) for each in slow.diseases])


def assert_agreement(fast: np.ndarray, slow: np.ndarray) -> None:
    assert np.abs(fast - slow).max() <= AGREEMENT * max(1.0, np.abs(slow).max())


@settings(max_examples=200)
@given(st.sampled_from(sorted(WORLDS)), questions)
def test_the_engines_agree_on_any_question(seed, question):
    assert_agreement(*both(WORLDS[seed], question, frozenset()))


@given(
    st.sampled_from(sorted(WORLDS)),
    questions,
    st.frozensets(st.sampled_from([f"PMID:{n}" for n in range(12)]), min_size=1, max_size=3),
)
def test_the_engines_agree_without_some_publications(seed, question, left_out):
    assert_agreement(*both(WORLDS[seed], question, left_out))


@pytest.mark.parametrize("seed", [11, 12])
def test_the_engines_agree_on_66_findings_present_and_174_absent(seed):
    annotations = random_annotations(seed, terms=400, count=30)
    terms = [annotations.term(place) for place in range(1, len(annotations.terms))]
    chosen = random.Random(seed).sample(terms, 240)
    question = Question(tuple(chosen[:66]), tuple(chosen[66:]), onset=Age(20), sex="FEMALE")

    assert_agreement(*both(annotations, question, frozenset()))


@given(
    st.sampled_from(sorted(WORLDS)),
    st.frozensets(st.sampled_from([f"PMID:{n}" for n in range(12)])),
)
def test_leaving_out_a_publication_is_as_if_it_had_never_been_read(seed, left_out):
    annotations = WORLDS[seed]
    evidence = without(annotations, left_out, whole(annotations))
    dropped = [
        not left_out.isdisjoint(annotations.references[int(place)].split())
        for place in annotations.row_references
    ]
    for disease in range(len(annotations)):
        terms, share = evidence.own_findings(annotations, disease)
        rows = np.flatnonzero((annotations.row_diseases == disease) & ~np.array(dropped))
        assert set(terms.tolist()) <= set(annotations.row_terms[rows].tolist())
        assert ((share > 0) & (share < 1)).all()
