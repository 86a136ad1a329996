"""Criteria in FHIR: what is answered to the form, what the engine makes of it, and FHIRPath too."""

import json
from decimal import Decimal

import pytest
from fhirpathpy import compile as compiled
from fhirpathpy.models import models
from hypothesis import given, settings
from hypothesis import strategies as st

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    AtLeast,
    Bound,
    Item,
    Quantity,
    Repeated,
    Within,
    item_of,
    walk,
)
from nosograph.criteria.sets import CriteriaSet, ItemKind
from nosograph.formats.fhir.fhirpath import as_fhirpath
from nosograph.formats.fhir.questionnaires import questionnaire_url
from nosograph.formats.fhir.responses import ResponseError, read_response
from nosograph.model.ages import Age
from nosograph.model.cases import Status
from nosograph.model.truth import Truth
from nosograph.reasoning.criteria import Evaluator
from tests.criteria_strategies import (
    ITEMS,
    TEST_LIMITS,
    TESTS,
    ages,
    criteria_set,
    items,
    joined,
    late,
    quantities,
    repeats,
    windows,
)
from tests.r4 import everything_wrong

EVALUATE = "/fhir/R4/Questionnaire/$evaluate"
TRUTHS = {"met": True, "not_met": False, "undetermined": None}


def response(criteria: CriteriaSet, answers: dict) -> dict:
    """Answers as a QuestionnaireResponse."""
    found = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": questionnaire_url(criteria),
        "item": [{"linkId": item, "answer": given} for item, given in answers.items() if given],
    }
    return found if found["item"] else {k: v for k, v in found.items() if k != "item"}


def by_fhirpath(expression: str, answered: dict) -> bool | None:
    found = compiled(expression, models["r4"])(answered, {})
    assert len(found) <= 1
    return found[0] if found else None


def asked(criterion):
    """The items of a criterion, as often as it asks about them."""
    return [item_of(node) for node in walk(criterion) if item_of(node)]


def quantity(value, unit="d"):
    return {"valueQuantity": {"value": value, "unit": unit, "code": unit}}


answers = st.fixed_dictionaries(
    {
        item.id: {
            ItemKind.FACT: st.sampled_from(
                [[], [{"valueBoolean": True}], [{"valueBoolean": False}]]
            ),
            ItemKind.CHOICE: st.sampled_from(
                [[], *([{"valueCoding": {"code": w}}] for w in item.words)]
            ),
            ItemKind.QUANTITY: st.lists(st.integers(0, 4).map(quantity), max_size=2),
        }[item.kind]
        for item in ITEMS
    }
)


@settings(max_examples=25)  # an expression takes long to parse
@given(st.recursive(items | quantities, joined, max_leaves=4), answers)
def test_fhirpath_never_says_more_than_the_engine(criterion, given_answers):
    criteria = criteria_set(criterion)
    answered = response(criteria, given_answers)
    engine = Evaluator(criteria).evaluate(read_response(answered, criteria))

    said = by_fhirpath(as_fhirpath(criterion, criteria), answered)

    if said is not None:
        assert engine["level"].truth is Truth.of(said)
    elif len(set(asked(criterion))) == len(asked(criterion)):
        assert engine["level"].truth is Truth.UNKNOWN


days = st.integers(1, 6).map(lambda n: f"2026-01-0{n}")


@st.composite
def dated_answers(draw):
    """Answers with first days, days of results, an age and the first day of the illness."""
    found = {}
    for item in ITEMS:
        told = []
        for each in draw(answers)[item.id]:
            name = "onset" if item.kind is ItemKind.FACT else "day"
            day = [{"linkId": f"{item.id}.{name}", "answer": [{"valueDate": draw(days)}]}]
            may = item.kind is not ItemKind.CHOICE and each.get("valueBoolean") is not False
            told.append(each | ({"item": day} if may and draw(st.booleans()) else {}))
        found[item.id] = told
    age = st.tuples(
        st.sampled_from([0, 1, 2, 3, Decimal("1.5"), 40]), st.sampled_from(["a", "mo", "d"])
    )
    if draw(st.booleans()):
        found["patient.age"] = [quantity(*draw(age))]
    if draw(st.booleans()):
        found["patient.day-one"] = [{"valueDate": draw(days)}]
    return found


@settings(max_examples=40)
@given(
    st.recursive(windows() | repeats() | ages | late | items, joined, max_leaves=2), dated_answers()
)
def test_fhirpath_of_dates_ages_and_repeated_results_never_says_more(criterion, given_answers):
    criteria = criteria_set(criterion)
    answered = response(criteria, given_answers)
    engine = Evaluator(criteria).evaluate(read_response(answered, criteria))

    said = by_fhirpath(
        as_fhirpath(criterion, criteria), json.loads(json.dumps(answered, default=float))
    )

    if said is not None:
        assert engine["level"].truth is Truth.of(said)


DAY = {
    "a window": (Within(3, AtLeast(2, (Item("a"), Item("b")))), True, {
        "a": [{"valueBoolean": True, "item": [{"linkId": "a.onset", "answer": [{"valueDate": "2026-01-01"}]}]}],
        "b": [{"valueBoolean": True, "item": [{"linkId": "b.onset", "answer": [{"valueDate": "2026-01-03"}]}]}],
    }),
    "too few in a window": (Within(3, AtLeast(2, (Item("a"), Item("b")))), False, {
        "a": [{"valueBoolean": False}], "b": [{"valueBoolean": True}]}),
    "an age": (AgeWithin(high=Age(12), high_strict=True), True, {"patient.age": [quantity(11, "mo")]}),
    "an age in years": (AgeWithin(high=Age(12), high_strict=True), False, {"patient.age": [quantity(1, "a")]}),
    "two tests": (Repeated(2, tuple(Quantity(e, low=TEST_LIMITS[e]) for e in TESTS)), True, {
        "t": [quantity(2)], "u": [quantity(2)]}),
    "two normal tests": (Repeated(2, tuple(Quantity(e, low=TEST_LIMITS[e]) for e in TESTS)), False, {
        "t": [quantity(1)], "u": [quantity(1)]}),
    "a late result": (AfterDay(3, Quantity("late", low=Bound(((Decimal(2), "d"),)))), True, {
        "late": [quantity(2) | {"item": [{"linkId": "late.day", "answer": [{"valueDate": "2026-01-09"}]}]}],
        "patient.day-one": [{"valueDate": "2026-01-01"}]}),
}  # fmt: skip


@pytest.mark.parametrize("name", DAY)
def test_dates_ages_and_repeated_results_are_told_in_fhirpath(name):
    criterion, expected, told = DAY[name]
    criteria = criteria_set(criterion)

    assert by_fhirpath(as_fhirpath(criterion, criteria), response(criteria, told)) is expected


def test_every_published_table_is_told_in_fhirpath_as_the_engine_reads_it(tiny_library):
    criteria = tiny_library.criteria_set("example-2001")
    levels = {each.id: as_fhirpath(each.criterion, criteria) for each in criteria.levels}
    yes, no = [{"valueBoolean": True}], [{"valueBoolean": False}]
    cases = [
        ({}, (None, None)),
        ({"ataxia": yes}, (None, None)),
        ({"ataxia": yes, "alternative": no}, (True, None)),
        ({"ataxia": no, "myoclonus": no}, (False, False)),
        ({"ataxia": yes, "alternative": no, "duration": [quantity(7)]}, (True, True)),
        ({"ataxia": yes, "alternative": no, "duration": [quantity(1, "wk")]}, (True, True)),
        ({"ataxia": yes, "alternative": no, "duration": [quantity(6)]}, (True, False)),
    ]
    for told, expected in cases:
        answered = response(criteria, told)
        found = tuple(by_fhirpath(levels[level], answered) for level in ("possible", "certain"))
        engine = Evaluator(criteria).evaluate(read_response(answered, criteria))
        assert found == expected
        assert tuple(TRUTHS[engine[level].verdict] for level in ("possible", "certain")) == expected


def test_answers_are_read_exactly(tiny_library):
    criteria = tiny_library.criteria_set("example-2001")
    told = {
        "ataxia": [{"valueBoolean": True}],
        "myoclonus": [{"valueBoolean": False}],
        "duration": [
            {"valueQuantity": {"value": Decimal("6.9"), "comparator": ">", "code": "d"}},
        ],
    }

    ataxia, myoclonus, duration = read_response(response(criteria, told), criteria).statements

    assert (ataxia.item, ataxia.status) == ("ataxia", Status.PRESENT)
    assert myoclonus.status == Status.ABSENT
    assert (duration.value, duration.comparator, duration.unit) == (Decimal("6.9"), ">", "d")


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"resourceType": "Patient"}, "QuestionnaireResponse"),
        ({"status": "entered-in-error"}, "QuestionnaireResponse.status"),
        ({"questionnaire": "urn:nosograph:Questionnaire:other"}, "QuestionnaireResponse.questionnaire"),
        ({"modifierExtension": [{"url": "x"}]}, "QuestionnaireResponse.modifierExtension"),
        ({"item": {}}, "QuestionnaireResponse.item"),
        ({"item": [{"linkId": "nothing", "answer": []}]}, "QuestionnaireResponse.item[0].linkId"),
        ({"item": [{"linkId": "ataxia", "answer": [{"valueString": "yes"}]}]}, "QuestionnaireResponse.item[0].answer[0]"),
        ({"item": [{"linkId": "ataxia", "answer": [{"valueBoolean": "true"}]}]}, "QuestionnaireResponse.item[0].answer[0].valueBoolean"),
        ({"item": [{"linkId": "ataxia", "answer": [{"valueBoolean": True}, {"valueBoolean": False}]}]}, "QuestionnaireResponse.item[0].answer"),
        ({"item": [{"linkId": "duration", "answer": [{"valueQuantity": {"value": 7}}]}]}, "QuestionnaireResponse.item[0].answer[0].valueQuantity"),
        ({"item": [{"linkId": "duration", "answer": [{"valueQuantity": {"value": "7", "code": "d"}}]}]}, "QuestionnaireResponse.item[0].answer[0].valueQuantity"),
        ({"item": [{"linkId": "duration", "answer": [{"valueQuantity": {"value": 7, "code": "d", "comparator": "~"}}]}]}, "QuestionnaireResponse.item[0].answer[0].valueQuantity"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_is_refused_with_its_place(tiny_library, change, at):
    criteria = tiny_library.criteria_set("example-2001")

    with pytest.raises(ResponseError) as caught:
        read_response(response(criteria, {}) | change, criteria)

    assert [each.at for each in caught.value.faults] == [at]


def test_a_response_is_answered_with_verdicts_and_what_is_missing(client, tiny_library):
    criteria = tiny_library.criteria_set("example-2001")
    answered = response(criteria, {"ataxia": [{"valueBoolean": True}]})
    wrapped = {
        "resourceType": "Parameters",
        "parameter": [{"name": "response", "resource": answered}],
    }

    bare = client.post(EVALUATE, json=answered)
    on_form = client.post("/fhir/R4/Questionnaire/example-2001/$evaluate", json=wrapped)
    [possible, certain] = [e["part"] for e in bare.json()["parameter"] if e["name"] == "level"]

    assert bare.json() == on_form.json()
    assert everything_wrong(bare.json()) == []
    assert bare.headers["cache-control"] == "no-store"
    assert {"name": "verdict", "valueCode": "undetermined"} in possible
    assert {"name": "missing", "part": [{"name": "item", "valueString": "alternative"}]} in possible
    assert {"name": "verdict", "valueCode": "undetermined"} in certain


def test_a_response_to_nothing_known_or_with_faults_is_refused(client, tiny_library):
    criteria = tiny_library.criteria_set("example-2001")
    other = response(criteria, {}) | {"questionnaire": "urn:nosograph:Questionnaire:other"}
    faulty = response(criteria, {"ataxia": [{"valueString": "yes"}]})

    assert client.post(EVALUATE, json=other).status_code == 404
    answer = client.post(EVALUATE, json=faulty)
    assert answer.status_code == 422
    assert answer.json()["issue"][0]["expression"] == ["QuestionnaireResponse.item[0].answer[0]"]
    assert client.get(EVALUATE).status_code == 405


def test_a_record_is_answered_as_the_form_would_be(client, tiny_library):
    def condition(code, status):
        verified = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
        return {
            "resourceType": "Condition",
            "subject": {"reference": "Patient/p"},
            "verificationStatus": {"coding": [{"system": verified, "code": status}]},
            "code": {"coding": [{"system": "http://human-phenotype-ontology.org", "code": code}]},
        }

    resources = [
        {"resourceType": "Patient", "id": "p"},
        condition("HP:0001251", "refuted"),
        condition("HP:0001336", "refuted"),
        {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, "code": {}},
    ]
    entry = [{"resource": each} for each in resources]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entry}
    parameter = [
        {"name": "record", "resource": bundle},
        {"name": "questionnaire", "valueCanonical": "urn:nosograph:Questionnaire:example-2001"},
    ]

    answer = client.post(EVALUATE, json={"resourceType": "Parameters", "parameter": parameter})
    levels = [each["part"] for each in answer.json()["parameter"] if each["name"] == "level"]

    assert everything_wrong(answer.json()) == []
    assert all({"name": "verdict", "valueCode": "not_met"} in part for part in levels)
    assert any(each["name"] == "not-met-means" for each in answer.json()["parameter"])
    parameter[0]["resource"] = {"resourceType": "Bundle", "type": "collection"}
    nobody = client.post(EVALUATE, json={"resourceType": "Parameters", "parameter": parameter})
    assert nobody.status_code == 422
