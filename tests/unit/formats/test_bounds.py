"""What is larger than any record of one person is refused before it is worked on."""

import json
import time

import pytest

from nosograph.formats.cases import read_each
from nosograph.formats.courses import read_course
from nosograph.model.problems import Problems, Severity


def read(document):
    problems = Problems()
    [(_, case)] = read_each(json.dumps(document), "case", problems) or [("", None)]
    return case, problems.found


def slugs(text):
    problems = Problems()
    return list(read_each(text, "case", problems)), {each.slug for each in problems.found}


STATED = {"hpo": "HP:0001251", "status": "present"}

TOO_MUCH = {
    "findings": {"findings": [STATED] * 1001},
    "short": {"present": ["HP:0001251"] * 1001},
    "terms": {"hpoIds": ["HP:0001251"] * 1001},
    "packet": {"phenotypicFeatures": [{"type": {"id": "HP:0001251"}}] * 1001, "id": "a"},
    "unknown keys": {"findings": [], **{f"k{n}": 1 for n in range(1001)}},
    "scattered keys": {"findings": [{**STATED, f"k{n}": 1} for n in range(999)] + [{str(n): 1 for n in range(9)}]},
    "nested": {"findings": [STATED], "more": {"deep": [[0] * 1001]}},
}  # fmt: skip


@pytest.mark.parametrize("document", TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_case_that_holds_too_much_is_refused_with_the_bound(document):
    found, said = slugs(json.dumps(document))

    assert said == {"too-much"}
    assert [case for _, case in found] == []


def test_two_lists_that_are_too_long_together_are_refused():
    found, said = slugs(
        json.dumps({"present": ["HP:0001251"] * 900, "absent": ["HP:0001250"] * 900})
    )

    assert said == {"too-much"}
    assert [case for _, case in found] == [None]


def test_a_case_at_the_bound_is_read():
    [(_, case)], said = slugs(json.dumps({"findings": [STATED] * 1000}))

    assert len(case.statements) == 1000
    assert not said


def test_a_list_of_many_cases_is_no_large_case():
    found, said = slugs(json.dumps([{"findings": [STATED]}] * 1500))

    assert len(found) == 1500
    assert not said


def test_a_record_of_thousands_of_results_is_one_persons_still():
    patient = {"resourceType": "Patient", "id": "p"}
    result = {
        "resourceType": "Observation", "status": "final", "subject": {"reference": "Patient/p"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "2339-0"}]},
        "valueQuantity": {"value": 7, "unit": "mg/dL", "code": "mg/dL", "system": "http://unitsofmeasure.org"},
    }  # fmt: skip
    entries = [{"resource": each} for each in (patient, *[result] * 1200)]
    [(_, case)], _ = slugs(json.dumps({"resourceType": "Bundle", "entry": entries}))

    assert len(case.statements) == 1200


def test_long_yaml_is_refused_before_it_is_parsed():
    began = time.process_time()
    found, said = slugs("a: [" + "1, " * 300_000 + "1]")

    assert (found, said) == ([], {"too-much"})
    assert time.process_time() - began < 5


def test_the_mistakes_that_are_listed_have_an_end():
    problems = Problems()
    wrong = {"findings": [{"hpo": "HP:0001251", "status": "prsent"}] * 1000}

    [(_, case)] = read_each(json.dumps(wrong), "case", problems)

    assert case is None
    assert len(problems.found) == 102
    assert problems.found[-1].slug == "too-much"


def test_the_warnings_that_are_listed_have_an_end_and_are_counted():
    problems = Problems()
    foreign = {"findings": [STATED | {"x-own": 1, "y-own": 2}] * 1000}

    [(_, case)] = read_each(json.dumps(foreign), "case", problems)

    assert len(case.statements) == 1000
    assert {each.severity for each in problems.found} == {Severity.WARNING}
    assert "1,000 more warnings" in problems.found[-1].message


@pytest.mark.parametrize(
    "text",
    [
        "date," + ",".join(f"c{n}" for n in range(40_000)) + "\n2026-01-01" + "," * 40_000,
        "date,total\n" + "2026-01-01,1\n" * 1001,
        json.dumps({"visits": [{"date": "2026-01-01"}] * 1001}),
    ],
)
def test_a_course_that_holds_too_much_is_refused(text):
    problems = Problems()

    assert read_course(text, "course", (), problems) is None
    assert {each.slug for each in problems.found} == {"too-much"}
