"""The forms in which cases come: what is read is told, what cannot be says how to write it."""

import json

import pytest

from nosograph.formats.cases import read_cases
from nosograph.model.cases import Status
from nosograph.model.problems import Problems

THREE = ["HP:0010543", "HP:0001251", "HP:0001336"]


def read(text):
    problems = Problems()
    return list(read_cases(text, "case", problems)), problems


def codes(case, status=Status.PRESENT):
    return [each.code for each in case.statements if each.status is status]


@pytest.mark.parametrize(
    "text",
    [
        "HP:0010543\nHP:0001251\nHP:0001336\n",
        "HP:0010543, HP:0001251;HP:0001336",
        "# from the clinic\nHP:0010543\tOpsoclonus\nhp:0001251 # ataxia\nHP_0001336\n",
        "- HP:0010543\n- HP:0001251\n- HP:0001336\n",
        "sampleId: a\nhpoIds: ['HP:0010543', 'HP:0001251', 'HP:0001336']\n",
        "analysis:\n  hpoIds: ['HP:0010543', 'HP:0001251', 'HP:0001336']\n  genomeAssembly: hg19\n",
        "id: a\nphenotypicFeatures:\n- type: {id: HP:0010543}\n- type: {id: HP:0001251}\n- type: {id: HP:0001336}\n",
    ],
)
def test_what_other_tools_take_is_read_and_the_form_is_told(text):
    [case], problems = read(text)

    assert codes(case) == THREE
    assert [each.slug for each in problems.found] == ["other-form"]


def test_what_is_excluded_stays_excluded():
    [case], _ = read(
        "hpoIds: ['HP:0010543']\nnegatedHpoIds: ['HP:0001250']\nage: P1Y8M\nsex: FEMALE\n"
    )

    assert codes(case, Status.ABSENT) == ["HP:0001250"]
    assert (str(case.age), case.sex) == ("P1Y8M", "FEMALE")


@pytest.mark.parametrize(
    "text", ["HP:0010543\n!HP:0001251\n", "HP:0010543\nHP:001\n", "HP:0010543\nataxia\n"]
)
def test_a_list_with_a_line_that_is_no_term_is_refused(text):
    cases, problems = read(text)

    assert cases == []
    assert "not an HPO term" in problems.errors[0].message


@pytest.mark.parametrize("text", ["what is this", "%PDF-1.4 \x00", "a,b\n1,2\n"])
def test_anything_else_is_refused_with_the_forms_that_are_read(text):
    cases, problems = read(text)

    assert cases == []
    assert any(
        "HPO" in each.message + each.hint or "findings" in each.message for each in problems.errors
    )


def test_keys_in_snake_case_are_read_and_told():
    packet = {"id": "a", "subject": {"time_at_last_encounter": {"age": {"iso8601duration": "P20M"}}},
              "phenotypic_features": [{"type": {"id": "HP:0001251"}}]}  # fmt: skip
    [case], problems = read(json.dumps(packet))

    assert (str(case.age), codes(case)) == ("P1Y8M", ["HP:0001251"])
    assert {each.slug for each in problems.found} == {"other-form"}


def resource(kind, **more):
    return {"resourceType": kind, "id": "r", "subject": {"reference": "Patient/p"}, **more}


def coded(code, system="http://purl.obolibrary.org/obo/hp.owl"):
    return {"coding": [{"system": system, "code": code}]}


PATIENT = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "2018-05-05"}


def test_a_bundle_of_one_person_is_a_case():
    resources = [
        PATIENT,
        resource("Condition", code=coded("HP:0001251"), onsetDateTime="2020-01-05"),
        resource("Condition", code=coded("HP:0010543"), onsetDateTime="2020-02"),
        resource("Observation", status="final", code=coded("4548-4", "http://loinc.org"), effectiveDateTime="2020-03-01",
                 valueQuantity={"value": 6.5, "comparator": "<", "code": "%"}),
        resource("Observation", status="preliminary", code=coded("HP:0001336"), valueBoolean=True),
    ]  # fmt: skip
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": r} for r in resources],
    }

    for text in (json.dumps(bundle), "\n".join(map(json.dumps, resources))):
        [case], problems = read(text)

        assert codes(case) == ["HP:0001251", "HP:0010543"]
        assert case.statements[1].between is not None
        assert case.statements[1].onset is None
        assert [(s.code, s.comparator) for s in case.statements if s.value] == [
            ("LOINC:4548-4", "<")
        ]
        assert [each.slug for each in problems.found] == ["record-left-out"]
        assert (str(case.age), case.sex) == ("P1Y9M25D", "FEMALE")


def test_a_bundle_of_two_people_is_no_case():
    cases, problems = read(json.dumps({"resourceType": "Bundle", "entry": [
        {"resource": PATIENT}, {"resource": PATIENT | {"id": "q"}}]}))  # fmt: skip

    assert cases == []
    assert "2 patients" in problems.errors[0].message
