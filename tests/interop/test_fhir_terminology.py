"""The terminology operations, as FHIR R4 has them, by GET and by POST."""

import pytest

from tests.r4 import everything_wrong

BASE = "/fhir/R4"
HPO = "http://human-phenotype-ontology.org"
ORPHA, OMIM = "http://www.orpha.net", "http://www.omim.org"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
OWN = "urn:nosograph:CodeSystem:diseases"
OPSOCLONUS, EYE = "HP:0010543", "HP:0000478"
FINDINGS = "urn:nosograph:ValueSet:findings"


@pytest.fixture
def asked(client):
    """Asks an operation by GET and by POST, which must answer alike, and checks the answer."""

    def ask(operation, status=200, **told):
        by_get = client.get(f"{BASE}/{operation}", params=told)
        parameter = [
            {"name": name, "valueString": value} if isinstance(value, str)
            else {"name": name, "valueBoolean": value} if isinstance(value, bool)
            else {"name": name, "valueInteger": value}
            for name, value in told.items()
        ]  # fmt: skip
        body = {"resourceType": "Parameters", "parameter": parameter}
        by_post = client.post(f"{BASE}/{operation}", json=body)
        assert (by_get.status_code, by_post.status_code) == (status, status), by_get.text
        assert by_get.headers["content-type"].startswith("application/fhir+json")
        one, other = by_get.json(), by_post.json()
        assert one == other
        assert everything_wrong(one) == []
        return one

    return ask


def value(answer, name):
    """The value of a parameter."""
    for each in answer["parameter"]:
        if each["name"] == name:
            [found] = [part for key, part in each.items() if key.startswith("value")]
            return found
    return None


def parts(answer, name):
    """Every parameter of a name, as name → value of its parts."""
    return [
        {p["name"]: v for p in each["part"] for k, v in p.items() if k.startswith("value")}
        for each in answer["parameter"]
        if each["name"] == name
    ]


# $lookup


def test_a_code_is_looked_up_with_its_names_and_neighbours(asked):
    answer = asked("CodeSystem/$lookup", system=HPO, code=OPSOCLONUS)

    assert value(answer, "name") == "Human Phenotype Ontology"
    assert value(answer, "version") == "2025-01-16"
    assert value(answer, "display") == "Opsoclonus"
    told = {(each["code"], str(each["value"])) for each in parts(answer, "property")}
    assert ("inactive", "False") in told
    assert {code for code, _ in told} >= {"definition", "parent"}


def test_only_the_properties_that_are_asked_for_are_told(asked):
    answer = asked("CodeSystem/$lookup", system=HPO, code=OPSOCLONUS, property="parent")

    assert {each["code"] for each in parts(answer, "property")} == {"parent"}
    assert not parts(answer, "designation")
    assert value(answer, "display") == "Opsoclonus"


def test_a_coding_is_looked_up(client):
    coding = {"system": ORPHA, "code": "1183"}
    body = {"resourceType": "Parameters", "parameter": [{"name": "coding", "valueCoding": coding}]}

    answer = client.post(f"{BASE}/CodeSystem/$lookup", json=body).json()

    assert value(answer, "display") == "Opsoclonus-myoclonus syndrome"


def test_a_display_language_is_used_where_there_is_a_name(asked):
    told = {"system": OWN, "code": "example-syndrome"}
    german = asked("CodeSystem/$lookup", **told, displayLanguage="de-CH,en;q=0.5")
    french = asked("CodeSystem/$lookup", **told, displayLanguage="fr")

    assert value(german, "display") == "Beispielsyndrom"
    assert value(french, "display") == "Example syndrome"


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ({"system": "http://example.org/none", "code": "x"}, 404, "not-found"),
        ({"system": HPO, "code": "HP:9999999"}, 404, "not-found"),
        ({"system": HPO, "code": "0010543"}, 404, "not-found"),
        ({"system": HPO, "code": OPSOCLONUS, "version": "1999"}, 404, "not-found"),
        ({"code": OPSOCLONUS}, 400, "required"),
        ({"system": HPO}, 400, "required"),
        ({"system": HPO, "code": OPSOCLONUS, "date": "1999-12-31"}, 400, "not-supported"),
    ],
)
def test_a_lookup_of_what_is_not_known_is_an_outcome(asked, told, status, code):
    answer = asked("CodeSystem/$lookup", status, **told)

    assert answer["resourceType"] == "OperationOutcome"
    assert answer["issue"][0]["code"] == code


# $subsumes


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (OPSOCLONUS, OPSOCLONUS, "equivalent"),
        (EYE, OPSOCLONUS, "subsumes"),
        (OPSOCLONUS, EYE, "subsumed-by"),
        (OPSOCLONUS, "HP:0001250", "not-subsumed"),
        ("HP:0000118", OPSOCLONUS, "subsumes"),
        (OPSOCLONUS, "HP:0000001", "subsumed-by"),
    ],
)
def test_one_finding_subsumes_another(asked, one, other, outcome):
    answer = asked("CodeSystem/$subsumes", system=HPO, codeA=one, codeB=other)

    assert answer["parameter"] == [{"name": "outcome", "valueCode": outcome}]


def test_a_category_subsumes_its_codes(asked):
    below = asked("CodeSystem/$subsumes", system=ICD, codeA="G25", codeB="G25.3")
    beside = asked("CodeSystem/icd-10-cm/$subsumes", codeA="G25", codeB="E11.9")

    assert value(below, "outcome") == "subsumes"
    assert value(beside, "outcome") == "not-subsumed"


def test_nothing_is_said_where_no_hierarchy_is_known(asked):
    flat = asked("CodeSystem/$subsumes", 400, system=OMIM, codeA="154700", codeB="607208")
    outside = asked("CodeSystem/$subsumes", 400, system=HPO, codeA="HP:0000005", codeB=OPSOCLONUS)
    same = asked("CodeSystem/$subsumes", system=OMIM, codeA="154700", codeB="154700")

    assert flat["issue"][0]["code"] == outside["issue"][0]["code"] == "not-supported"
    assert value(same, "outcome") == "equivalent"


# $validate-code


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ({"code": OPSOCLONUS}, True),
        ({"code": OPSOCLONUS, "display": "opsoclonus"}, True),
        ({"code": "HP:0001251", "display": "Cerebellar ataxia"}, True),
        ({"code": OPSOCLONUS, "display": "Nystagmus"}, False),
        ({"code": "HP:9999999"}, False),
    ],
)
def test_a_code_of_a_system_is_valid_with_one_of_its_names(asked, told, holds):
    for operation in ("CodeSystem/$validate-code", "CodeSystem/hpo/$validate-code"):
        url = {"url": HPO} if "hpo" not in operation else {}
        answer = asked(operation, **url, **told)
        assert value(answer, "result") is holds
        assert bool(value(answer, "message")) is not holds


def test_a_wrong_display_is_answered_with_the_right_one(asked):
    told = {"url": HPO, "code": OPSOCLONUS, "display": "Nystagmus"}

    assert value(asked("CodeSystem/$validate-code", **told), "display") == "Opsoclonus"


def test_a_code_is_valid_in_a_value_set(asked):
    told = {"url": "urn:nosograph:ValueSet:example-2001.ataxia", "system": HPO}

    assert value(asked("ValueSet/$validate-code", code="HP:0001251", **told), "result") is True
    outside = asked("ValueSet/$validate-code", code=OPSOCLONUS, **told)
    assert value(outside, "result") is False
    assert "not in the value set" in value(outside, "message")
    alien = asked("ValueSet/findings/$validate-code", system="http://example.org/x", code="1")
    assert "is not known here" in value(alien, "message")


def test_one_coding_of_a_concept_is_enough(client):
    concept = {"coding": [{"system": ORPHA, "code": "1183"}, {"system": HPO, "code": OPSOCLONUS}]}
    parameter = [
        {"name": "url", "valueUri": FINDINGS},
        {"name": "codeableConcept", "valueCodeableConcept": concept},
    ]
    body = {"resourceType": "Parameters", "parameter": parameter}

    answer = client.post(f"{BASE}/ValueSet/$validate-code", json=body).json()

    assert value(answer, "result") is True


@pytest.mark.parametrize(
    ("operation", "told", "status", "code"),
    [
        ("CodeSystem/$validate-code", {"url": "http://example.org/none", "code": "x"}, 404, "not-found"),
        ("CodeSystem/$validate-code", {"code": "x"}, 400, "required"),
        ("CodeSystem/$validate-code", {"url": HPO}, 400, "required"),
        ("ValueSet/$validate-code", {"url": "http://example.org/none", "code": "x", "system": HPO}, 404, "not-found"),
        ("ValueSet/$validate-code", {"url": FINDINGS, "code": OPSOCLONUS}, 400, "required"),
        ("ValueSet/$validate-code", {"code": "x", "system": HPO}, 400, "required"),
        ("ValueSet/$validate-code", {"url": FINDINGS, "code": OPSOCLONUS, "system": HPO, "systemVersion": "1999"}, 404, "not-found"),
        ("ValueSet/$validate-code", {"url": FINDINGS, "code": "x", "system": HPO, "context": "y"}, 400, "not-supported"),
    ],
)  # fmt: skip
def test_a_validation_that_cannot_be_done_is_an_outcome(asked, operation, told, status, code):
    assert asked(operation, status, **told)["issue"][0]["code"] == code


# $expand


def test_a_value_set_is_expanded_page_by_page(asked):
    whole = asked("ValueSet/$expand", url=FINDINGS, count=1000)["expansion"]
    page = asked("ValueSet/findings/$expand", count=10, offset=5)["expansion"]

    assert whole["total"] == len(whole["contains"])
    assert page["total"] == whole["total"]
    assert page["offset"] == 5
    assert page["contains"] == whole["contains"][5:15]
    assert {each["name"] for each in page["parameter"]} == {"count", "offset", "version"}


def test_a_filter_finds_beginnings_of_words(asked):
    found = asked("ValueSet/$expand", url=FINDINGS, filter="opso")["expansion"]
    none = asked("ValueSet/$expand", url=FINDINGS, filter="qqqq")["expansion"]

    assert [each["code"] for each in found["contains"]] == [OPSOCLONUS]
    assert none["total"] == 0
    assert "contains" not in none


def test_a_count_of_nothing_tells_the_total(asked):
    told = asked("ValueSet/$expand", url=FINDINGS, count=0)["expansion"]

    assert told["total"] > 100
    assert "contains" not in told


def test_an_item_of_criteria_opens_up_to_what_lies_below(asked):
    told = asked("ValueSet/example-2001.ataxia/$expand", includeDesignations=True)["expansion"]

    codes = [each["code"] for each in told["contains"]]
    assert "HP:0001251" in codes
    assert "HP:0002066" in codes
    assert any("designation" in each for each in told["contains"])


def test_a_value_set_of_ones_own_is_expanded(client):
    own = {
        "resourceType": "ValueSet",
        "status": "active",
        "compose": {
            "include": [
                {"system": HPO, "filter": [{"property": "concept", "op": "is-a", "value": EYE}]},
                {"system": ORPHA, "concept": [{"code": "1183"}, {"code": "none"}]},
                {"system": "http://example.org/own", "concept": [{"code": "a", "display": "A"}]},
            ],
            "exclude": [{"system": HPO, "concept": [{"code": OPSOCLONUS}]}],
        },
    }
    wrapped = {"resourceType": "Parameters", "parameter": [{"name": "valueSet", "resource": own}]}

    for body in (own, wrapped):
        answer = client.post(f"{BASE}/ValueSet/$expand", json=body)
        assert answer.status_code == 200, answer.text
        assert everything_wrong(answer.json()) == []
        codes = [(each["system"], each["code"]) for each in answer.json()["expansion"]["contains"]]
        assert (HPO, EYE) in codes
        assert (HPO, OPSOCLONUS) not in codes
        assert codes[-2:] == [(ORPHA, "1183"), ("http://example.org/own", "a")]


@pytest.mark.parametrize(
    ("include", "code"),
    [
        ({"system": "http://example.org/none"}, "not-found"),
        ({"valueSet": ["http://example.org/none"]}, "not-found"),
        ({"system": HPO, "filter": [{"property": "concept", "op": "regex", "value": "(H+)+"}]}, "not-supported"),
        ({"system": HPO, "filter": [{"property": "code", "op": "regex", "value": "H.*P.*0.*1.*"}]}, "not-supported"),
        ({"system": HPO, "filter": [{"property": "code", "op": "regex", "value": "["}]}, "invalid"),
        ({"system": OMIM, "filter": [{"property": "concept", "op": "is-a", "value": "154700"}]}, "not-supported"),
        ({"system": HPO, "filter": [{"property": "concept", "op": "is-a", "value": "none"}]}, "not-found"),
        ({"system": HPO, "filter": [{"property": "colour", "op": "=", "value": "red"}]}, "not-supported"),
        ({}, "invalid"),
        ("text", "structure"),
    ],
)  # fmt: skip
def test_a_value_set_that_cannot_be_worked_out_is_an_outcome(client, include, code):
    own = {"resourceType": "ValueSet", "status": "active", "compose": {"include": [include]}}

    answer = client.post(f"{BASE}/ValueSet/$expand", json=own)

    assert answer.status_code in (400, 404)
    assert answer.json()["issue"][0]["code"] == code


def test_codes_are_picked_by_a_pattern_of_the_whole_code(client):
    pattern = {"property": "code", "op": "regex", "value": "HP:00105[0-9]{2}"}
    own = {"resourceType": "ValueSet", "status": "active",
           "compose": {"include": [{"system": HPO, "filter": [pattern]}]}}  # fmt: skip
    found = client.post(f"{BASE}/ValueSet/$expand", json=own).json()["expansion"]["contains"]

    assert OPSOCLONUS in {each["code"] for each in found}
    assert all(each["code"].startswith("HP:00105") for each in found)


def test_a_concept_in_words_alone_is_in_no_set(client):
    concept = {"name": "codeableConcept", "valueCodeableConcept": {"text": "Ataxia"}}
    body = {"resourceType": "Parameters", "parameter": [concept]}
    answer = client.post(f"{BASE}/ValueSet/findings/$validate-code", json=body).json()

    assert value(answer, "result") is False
    assert "no coding" in value(answer, "message")


def test_a_post_without_a_body_asks_by_its_address(client):
    answer = client.post(f"{BASE}/ValueSet/findings/$expand?count=2")

    assert answer.status_code == 200
    assert len(answer.json()["expansion"]["contains"]) == 2


@pytest.mark.parametrize("count", ["-1", "many", "1.5", ""])
def test_a_count_that_is_none_is_refused(client, count):
    answer = client.get(f"{BASE}/ValueSet/$expand", params={"url": FINDINGS, "count": count})

    assert answer.status_code == 400
    assert answer.json()["issue"][0]["code"] == "value"


def test_a_value_set_that_takes_too_much_work_is_refused(client):
    below = {"property": "concept", "op": "is-not-a", "value": EYE}
    include = [{"system": HPO, "filter": [below]}] * 150
    own = {"resourceType": "ValueSet", "status": "active", "compose": {"include": include}}

    answer = client.post(f"{BASE}/ValueSet/$expand", json=own)

    assert answer.status_code == 422
    assert answer.json()["issue"][0]["code"] == "too-costly"


def test_the_definition_stays_where_it_is_asked_for(asked):
    told = asked("ValueSet/findings/$expand", filter="opso", includeDefinition=True)

    assert told["compose"]["include"][0]["system"] == HPO
    assert "compose" not in asked("ValueSet/findings/$expand", filter="opso")


# $translate


def test_a_code_is_translated_through_the_disease_that_it_means(asked):
    answer = asked("ConceptMap/$translate", system=ORPHA, code="558", targetsystem=OMIM)
    [match] = parts(answer, "match")

    assert value(answer, "result") is True
    assert match["equivalence"] == "equivalent"
    assert match["concept"] == {"system": OMIM, "code": "154700", "display": "Marfan syndrome"}
    assert match["source"] == "urn:nosograph:ConceptMap:diseases-to-omim"


def test_a_map_goes_both_ways(asked):
    there = asked("ConceptMap/orpha-to-diseases/$translate", system=ORPHA, code="1183")
    url = "urn:nosograph:ConceptMap:orpha-to-diseases"
    slug = parts(there, "match")[0]["concept"]["code"]
    back = asked("ConceptMap/$translate", url=url, system=OWN, code=slug, reverse=True)

    assert [each["concept"]["system"] for each in parts(there, "match")] == [OWN]
    assert [each["concept"]["code"] for each in parts(back, "match")] == ["1183"]


def test_a_code_without_a_translation_is_told(asked):
    answer = asked("ConceptMap/$translate", system=ORPHA, code="999999")

    assert value(answer, "result") is False
    assert value(answer, "message")


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ({"system": "http://example.org/none", "code": "x"}, 404, "not-found"),
        ({"system": ORPHA, "code": "1183", "url": "http://example.org/none"}, 404, "not-found"),
        ({"system": ORPHA, "code": "1183", "version": "1999"}, 404, "not-found"),
        ({"system": ORPHA, "code": "1183", "target": "http://example.org/none"}, 404, "not-found"),
        ({"code": "1183"}, 400, "required"),
        ({"system": ORPHA}, 400, "required"),
    ],
)
def test_a_translation_that_cannot_be_done_is_an_outcome(asked, told, status, code):
    assert asked("ConceptMap/$translate", status, **told)["issue"][0]["code"] == code
