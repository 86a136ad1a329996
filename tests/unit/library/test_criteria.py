"""The criteria of a release, and the terms they are matched along."""

from nosograph.model.cases import Case, Statement, Status
from nosograph.reasoning.criteria import Evaluator


def test_a_set_is_found_by_its_id_and_by_its_disease(tiny_library):
    found = tiny_library.criteria_set("example-2001")

    assert [level.id for level in found.levels] == ["possible", "certain"]
    assert tiny_library.criteria_of("example-syndrome") == (found,)
    assert tiny_library.criteria_sets() == (("example-2001", "example-syndrome"),)
    assert tiny_library.manifest.counts["criteria"] == 1


def test_a_set_that_is_not_there_is_none(tiny_library):
    assert tiny_library.criteria_set("no-such-set") is None
    assert tiny_library.criteria_of("marfan-syndrome") == ()


def test_terms_know_what_lies_above_and_below_them(tiny_library):
    terms = tiny_library.ontology
    ataxia = "HP:0001251"

    for below in terms.descendants(ataxia) - {ataxia}:
        assert ataxia in terms.ancestors(below)
    assert ataxia in terms.descendants(ataxia) & terms.ancestors(ataxia)
    assert terms.resolve(ataxia) == ataxia
    assert terms.resolve("HP:9999999") is None


def test_former_terms_lead_to_current_ones(tiny_library):
    former = tiny_library.former_terms()

    assert former
    for old, current in former.items():
        assert tiny_library.ontology.resolve(old) == current


def test_a_stored_set_answers_like_the_written_one(tiny_library):
    evaluator = Evaluator(tiny_library.criteria_set("example-2001"), tiny_library.ontology)
    case = Case(
        statements=(
            Statement(Status.PRESENT, code="HP:0001251"),
            Statement(Status.ABSENT, "alternative"),
        )
    )

    assert evaluator.evaluate(case)["possible"].verdict == "met"
    assert evaluator.evaluate(case)["certain"].missing == (("duration",),)
