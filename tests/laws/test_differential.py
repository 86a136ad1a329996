"""Laws of the differential.

Order and repetition change nothing. Another present finding never lowers a score; an absent one
never raises it. A finding that nobody has annotated is neutral. Reasons sum to the score, and
what speaks for a disease is called so. Which ids diseases and findings have changes nothing.
Twice the same disease ties.
"""

import random
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nosograph.model.annotations import Frequency
from nosograph.model.codes import Code
from nosograph.model.ontology import PHENOTYPE, Ontology
from nosograph.reasoning.differential.answers import Match
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.question import Question
from nosograph.reasoning.differential.reasons import LEAST
from nosograph.sources.hpoa import AnnotatedDisease
from tests.diagnosis_worlds import (
    annotated,
    disease,
    ontology,
    random_diseases,
    random_ontology,
    row,
    term,
)

CHANCE = random.Random(5)
WORLD = random_ontology(CHANCE, 40)
DISEASES = random_diseases(CHANCE, WORLD, 25)
ANNOTATIONS = annotated(WORLD, DISEASES)
DIFFERENTIAL = Differential(ANNOTATIONS)
CLOSE = 1e-5

findings = st.sampled_from([term(number) for number in range(40)])
some = st.lists(findings, min_size=1, max_size=8)


@given(some, some, st.randoms())
def test_order_does_not_matter(present, absent, chance):
    shuffled = chance.sample(present, len(present))
    one = DIFFERENTIAL.scores(Question(tuple(present), tuple(absent)))
    two = DIFFERENTIAL.scores(Question(tuple(shuffled), tuple(reversed(absent))))

    np.testing.assert_allclose(one, two, atol=CLOSE)


@given(some)
def test_saying_it_twice_does_not_matter(present):
    one = DIFFERENTIAL.scores(Question(tuple(present)))
    two = DIFFERENTIAL.scores(Question((*present, *present)))

    np.testing.assert_array_equal(one, two)


@given(some, findings)
def test_another_finding_below_none_already_said_never_lowers_a_score(present, another):
    if any(each in WORLD.ancestors(another) for each in present):
        return
    before = DIFFERENTIAL.scores(Question(tuple(present)))
    after = DIFFERENTIAL.scores(Question((*present, another)))

    assert (after >= before - CLOSE).all()


@given(some, findings)
def test_absence_never_raises_a_score(present, absent):
    before = DIFFERENTIAL.scores(Question(tuple(present)))
    after = DIFFERENTIAL.scores(Question(tuple(present), (absent,)))

    assert (after <= before + CLOSE).all()


@given(some, st.lists(findings, max_size=5))
def test_reasons_sum_to_the_score(present, absent):
    ranking = DIFFERENTIAL.rank(Question(tuple(present), tuple(absent), sex="FEMALE"), top=50)
    for candidate in ranking.candidates:
        total = sum(reason.contribution for reason in candidate.reasons)
        assert abs(total - candidate.score) < CLOSE


@given(some)
def test_ranks_follow_scores(present):
    candidates = DIFFERENTIAL.rank(Question(tuple(present)), top=50).candidates
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    for candidate in candidates:
        assert candidate.rank == 1 + sum(score > candidate.score for score in scores)


@given(some)
def test_the_ids_of_diseases_do_not_matter(present):
    order = random.Random(len(present)).sample(range(25), 25)
    renamed = [
        AnnotatedDisease(
            Code("OMIM", f"{200000 + order[number]}"), each.name, each.findings,
            each.inheritance, each.onset,
        )
        for number, each in enumerate(DISEASES)
    ]  # fmt: skip
    shuffled = sorted(renamed, key=lambda each: each.id)
    other = Differential(annotated(WORLD, shuffled))
    mine = DIFFERENTIAL.scores(Question(tuple(present)))
    theirs = other.scores(Question(tuple(present)))
    place = {each.id: at for at, each in enumerate(shuffled)}

    moved = [theirs[place[each.id]] for each in renamed]
    np.testing.assert_allclose(mine, moved, atol=CLOSE)


@given(st.sets(st.integers(40, 79), min_size=4, max_size=8))
def test_an_invented_disease_with_findings_of_its_own_comes_first(numbers):
    often = Frequency(0.8, 0.99, name="very frequent")
    own = {term(number): [row(often)] for number in numbers}
    edges = {id: each.parents for id, each in WORLD.terms.items() if id.startswith("HP:0001")}
    world = ontology(
        edges | {id: [term(number - 40)] for id, number in zip(own, numbers, strict=True)}
    )
    invented = disease("OMIM:999999", "Omega", own)
    ranking = Differential(annotated(world, [*DISEASES, invented])).rank(Question(tuple(own)))

    assert ranking.candidates[0].ids == ("OMIM:999999",)


def test_a_finding_that_nobody_shows_is_neutral():
    world = ontology({"HP:0000010": [], "HP:0000020": [], "HP:0000030": []})
    annotations = annotated(
        world,
        [
            disease("OMIM:100001", "One", {"HP:0000010": [row()]}),
            disease("OMIM:100002", "Two", {"HP:0000020": [row()]}),
        ],
    )
    differential = Differential(annotations)
    alone = differential.scores(Question(("HP:0000010",)))
    with_unknown = differential.scores(Question(("HP:0000010", "HP:0000030")))

    np.testing.assert_array_equal(alone, with_unknown)


def test_what_speaks_for_a_disease_is_called_so_where_the_root_is_near():
    world = ontology(
        {
            "HP:0000010": [],
            "HP:0000020": ["HP:0000010"],
            "HP:0000030": ["HP:0000010"],
            "HP:0000040": [PHENOTYPE, "HP:0000030"],
            "HP:0000050": [],
        }
    )
    annotations = annotated(
        world,
        [
            disease("OMIM:100001", "One", {"HP:0000020": [row()]}),
            disease("OMIM:100002", "Two", {"HP:0000050": [row()]}),
        ],
    )
    ranking = Differential(annotations).rank(Question(("HP:0000040",)))

    [reason] = ranking.candidates[0].reasons
    assert reason.contribution > LEAST
    assert (reason.match, reason.via) == (Match.RELATED, "HP:0000010")


def test_former_ids_of_a_finding_mean_the_current_one():
    terms = dict(ontology({"HP:0000010": []}).terms)
    terms["HP:0000010"] = replace(terms["HP:0000010"], alternative_ids=("HP:0000099",))
    world = Ontology("test", terms, replaced={"HP:0000098": "HP:0000010"})
    annotations = annotated(world, [disease("OMIM:100001", "One", {"HP:0000010": [row()]})])
    differential = Differential(annotations)

    assert {
        float(differential.scores(Question((id,)))[0])
        for id in ("HP:0000010", "HP:0000099", "HP:0000098")
    } == {float(differential.scores(Question(("HP:0000010",)))[0])}


def test_two_diseases_with_the_same_findings_share_a_rank():
    world = ontology({"HP:0000010": [], "HP:0000020": []})
    same = {"HP:0000010": [row()]}
    annotations = annotated(
        world,
        [
            disease("OMIM:100001", "Lorem", same),
            disease("OMIM:100002", "Ipsum", same),
            disease("OMIM:100003", "Dolor", {"HP:0000020": [row()]}),
        ],
    )
    ranking = Differential(annotations).rank(Question(("HP:0000010",)))

    assert [(each.ids[0], each.rank) for each in ranking.candidates[:2]] == [
        ("OMIM:100001", 1),
        ("OMIM:100002", 1),
    ]


def test_a_finding_recorded_as_absent_earns_nothing_however_alike_the_disease_is():
    world = ontology(
        {"HP:0000010": [], "HP:0000020": [], "HP:0000030": ["HP:0000020"], "HP:0000040": []}
    )
    none_of_seven = row(Frequency.counted(0, 7), excluded=True)
    shared = {"HP:0000010": [row()]}
    annotations = annotated(
        world,
        [
            disease("OMIM:100001", "Lorem 1", shared | {"HP:0000020": [none_of_seven]}),
            disease("OMIM:100002", "Lorem 2", shared | {"HP:0000030": [row()]}),
            disease("OMIM:100003", "Dolor", {"HP:0000040": [row()]}),
        ],
    )
    for said in ("HP:0000020", "HP:0000030"):
        first, second = Differential(annotations).rank(Question(("HP:0000010", said))).candidates
        [against] = [each for each in second.reasons if each.term == said]

        assert first.ids == ("OMIM:100002",)
        assert (against.match, against.contribution) == (Match.RECORDED, 0.0)
        assert against.patients == 7
