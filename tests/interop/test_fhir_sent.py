"""Code systems and value sets that somebody sends along with a question about terminology."""

import pytest

from tests.interop.test_fhir_terminology import BASE, HPO, parts, value
from tests.r4 import everything_wrong

SHAPES = "http://example.org/shapes"
PROPERTY = "http://hl7.org/fhir/concept-properties#"


def concept(code, *below, display="", **properties):
    told = [{"code": name, **held} for name, held in properties.items()]
    found = {"code": code, "display": display or code.title(), "concept": list(below),
             "property": told}  # fmt: skip
    return {key: part for key, part in found.items() if part}


SYSTEM = {
    "resourceType": "CodeSystem", "url": SHAPES, "version": "2", "title": "Shapes",
    "status": "active", "content": "complete", "caseSensitive": True,
    "property": [
        {"code": "not-for-use", "uri": f"{PROPERTY}notSelectable", "type": "boolean"},
        {"code": "status", "type": "code"}, {"code": "corners", "type": "integer"},
    ],
    "concept": [
        concept(
            "polygon",
            concept("square", corners={"valueInteger": 4}, status={"valueCode": "retired"}),
            concept("rhombus", corners={"valueInteger": 4}),
            concept("triangle", concept("scalene"), corners={"valueInteger": 3}),
            **{"not-for-use": {"valueBoolean": True}},
        ),
        {"code": "disc", "display": "Disc", "definition": "All within a circle", "designation": [
            {"language": "de", "value": "Scheibe"}, {"use": {"code": "short"}, "value": "D"}]},
    ],
}  # fmt: skip


def set_of(*include, **compose):
    return {"resourceType": "ValueSet", "url": f"{SHAPES}-set", "status": "active",
            "compose": {"include": list(include), **compose}}  # fmt: skip


@pytest.fixture
def sent(client):
    """Puts a question with resources beside it."""

    def ask(operation, *resources, status=200, **told):
        parameter = [{"name": "tx-resource", "resource": each} for each in resources]
        for name, held in told.items():
            key = name.replace("_", "-")
            for one in held if isinstance(held, list) else [held]:
                kind = {bool: "valueBoolean", int: "valueInteger", str: "valueString"}.get(
                    type(one)
                )
                kind = kind or (
                    "resource"
                    if "resourceType" in one
                    else "valueCodeableConcept"
                    if name == "codeableConcept"
                    else "valueCoding"
                )
                parameter.append({"name": key, kind: one})
        body = {"resourceType": "Parameters", "parameter": parameter}
        answer = client.post(f"{BASE}/{operation}", json=body)
        assert answer.status_code == status, answer.text
        assert everything_wrong(answer.json()) == []
        return answer.json()

    return ask


def codes(expanded):
    return [each["code"] for each in expanded["expansion"].get("contains", [])]


EVERYTHING = ["polygon", "square", "rhombus", "triangle", "scalene", "disc"]


def test_a_set_of_what_is_sent_is_expanded_with_what_is_out_of_use(sent):
    told = sent("ValueSet/$expand", SYSTEM, valueSet=set_of({"system": SHAPES}))
    marks = {each["code"]: set(each) & {"abstract", "inactive"}
             for each in told["expansion"]["contains"]}  # fmt: skip

    assert codes(told) == EVERYTHING
    assert marks == {each: set() for each in EVERYTHING} | {
        "polygon": {"abstract"}, "square": {"inactive"},
    }  # fmt: skip
    assert {"name": "version", "valueUri": f"{SHAPES}|2"} in told["expansion"]["parameter"]


@pytest.mark.parametrize(
    ("include", "compose", "found"),
    [
        ({"filter": [{"property": "concept", "op": "is-a", "value": "triangle"}]}, {}, ["triangle", "scalene"]),
        ({"filter": [{"property": "concept", "op": "descendent-of", "value": "polygon"}]}, {},
         ["square", "rhombus", "triangle", "scalene"]),
        ({"filter": [{"property": "concept", "op": "is-not-a", "value": "polygon"}]}, {}, ["disc"]),
        ({"filter": [{"property": "concept", "op": "generalizes", "value": "scalene"}]}, {},
         ["polygon", "triangle", "scalene"]),
        ({"filter": [{"property": "parent", "op": "=", "value": "triangle"}]}, {}, ["scalene"]),
        ({"filter": [{"property": "child", "op": "=", "value": "scalene"}]}, {}, ["triangle"]),
        ({"filter": [{"property": "corners", "op": "=", "value": "4"}]}, {}, ["square", "rhombus"]),
        ({"filter": [{"property": "corners", "op": "in", "value": "3, 4"}]}, {}, ["square", "rhombus", "triangle"]),
        ({"filter": [{"property": "corners", "op": "not-in", "value": "3,4"}]}, {}, ["polygon", "scalene", "disc"]),
        ({"filter": [{"property": "corners", "op": "=", "value": "4"},
                     {"property": "status", "op": "=", "value": "retired"}]}, {}, ["square"]),
        ({}, {"inactive": False}, ["polygon", "rhombus", "triangle", "scalene", "disc"]),
        ({}, {"exclude": [{"system": SHAPES, "concept": [{"code": "disc"}]}]}, EVERYTHING[:-1]),
    ],
)  # fmt: skip
def test_its_codes_are_picked_by_place_and_by_property(sent, include, compose, found):
    own = set_of({"system": SHAPES, **include}, **compose)

    assert codes(sent("ValueSet/$expand", SYSTEM, valueSet=own)) == found


def test_a_set_that_is_sent_may_stand_on_another(sent):
    inner = set_of({"system": SHAPES})
    outer = set_of({"valueSet": [inner["url"]], "system": SHAPES,
                    "filter": [{"property": "concept", "op": "is-a", "value": "triangle"}]})  # fmt: skip
    outer["url"] += "-2"

    assert codes(sent("ValueSet/$expand", SYSTEM, inner, outer, url=outer["url"])) == [
        "triangle", "scalene",
    ]  # fmt: skip
    assert codes(sent("ValueSet/$expand", SYSTEM, inner, url=inner["url"], activeOnly=True)) == [
        each for each in EVERYTHING if each != "square"
    ]


def test_names_are_told_as_they_are_asked_for(sent):
    own, whole = (
        set_of({"system": SHAPES, "concept": [{"code": "disc"}]}),
        {"includeDesignations": True},
    )

    def named(**asked):
        [told] = sent("ValueSet/$expand", SYSTEM, valueSet=own, **asked)["expansion"]["contains"]
        return told["display"], [each["value"] for each in told.get("designation", [])]

    assert named() == ("Disc", [])
    assert named(displayLanguage="de") == ("Scheibe", [])
    assert named(**whole) == ("Disc", ["Scheibe", "D"])
    assert named(designation="urn:ietf:bcp:47|de") == ("Disc", ["Scheibe"])
    assert named(designation=["short", "de"], **whole) == ("Disc", ["Scheibe", "D"])


@pytest.mark.parametrize(
    ("name", "wanted", "status"),
    [
        ("system-version", "2", 200), ("system-version", "1", 404), ("check-system-version", "1", 404),
        ("check-system-version", "2", 200), ("force-system-version", "1", 404),
        ("force-system-version", "2", 200),
    ],
)  # fmt: skip
def test_a_version_that_is_wanted_is_the_one_that_is_here_or_nothing(sent, name, wanted, status):
    own, key = set_of({"system": SHAPES}), name.replace("-", "_")
    told = sent(
        "ValueSet/$expand", SYSTEM, valueSet=own, status=status, **{key: f"{SHAPES}|{wanted}"}
    )

    if status == 200:
        assert {"name": name, "valueUri": f"{SHAPES}|{wanted}"} in told["expansion"]["parameter"]


def test_versions_that_contradict_one_another_are_told(sent):
    own = set_of({"system": SHAPES, "version": "2"})
    told = sent("ValueSet/$expand", SYSTEM, valueSet=own, status=400,
                check_system_version=f"{SHAPES}|3")  # fmt: skip

    assert told["issue"][0]["code"] == "conflict"
    sent("ValueSet/$expand", SYSTEM, valueSet=own, status=400, system_version="2")


def test_systems_can_be_left_out(sent):
    own = set_of({"system": SHAPES}, {"system": HPO, "concept": [{"code": "HP:0001251"}]})

    assert codes(sent("ValueSet/$expand", SYSTEM, valueSet=own, exclude_system=SHAPES)) == [
        "HP:0001251"
    ]


def test_a_sent_code_is_looked_up_and_compared(sent):
    told = sent("CodeSystem/$lookup", SYSTEM, system=SHAPES, code="triangle")
    place = [(each["code"], each["value"], each.get("description"))
             for each in parts(told, "property") if each["code"] in ("parent", "child")]  # fmt: skip
    named = sent("CodeSystem/$lookup", SYSTEM, system=SHAPES, code="disc", property="lang.de")

    assert value(told, "name") == "Shapes"
    assert value(told, "version") == "2"
    assert place == [("parent", "polygon", "Polygon"), ("child", "scalene", "Scalene")]
    assert [each["value"] for each in parts(named, "designation")] == ["Scheibe"]
    for pair, outcome in (
        (("polygon", "scalene"), "subsumes"), (("scalene", "polygon"), "subsumed-by"),
        (("disc", "polygon"), "not-subsumed"), (("disc", "disc"), "equivalent"),
    ):  # fmt: skip
        asked = dict(zip(("codeA", "codeB"), pair, strict=True))
        told = sent("CodeSystem/$subsumes", SYSTEM, system=f"{SHAPES}|2", **asked)
        assert value(told, "outcome") == outcome


def flaws(told):
    """Kind, severity and place of everything that is said about a code."""
    found = next((e["resource"] for e in told["parameter"] if e["name"] == "issues"), {"issue": []})
    return [(each["details"]["coding"][0]["code"], each["severity"], each["expression"][0])
            for each in found["issue"]]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "holds", "said"),
    [
        ({"code": "disc"}, True, []),
        ({"code": "disc", "display": "scheibe"}, True, []),
        ({"code": "Disc"}, False, [("invalid-code", "error", "code")]),
        ({"code": "disc", "display": "Plate"}, False, [("invalid-display", "error", "display")]),
        ({"code": "disc", "display": "Plate", "lenient_display_validation": True}, True,
         [("invalid-display", "warning", "display")]),
        ({"code": "polygon"}, True, []),
        ({"code": "polygon", "abstract": True}, True, []),
        ({"code": "polygon", "abstract": False}, False, [("code-rule", "error", "code")]),
        ({"coding": {"system": SHAPES, "code": "none"}}, False,
         [("invalid-code", "error", "Coding.code")]),
        ({"codeableConcept": {"coding": [{"system": HPO, "code": "HP:0001251"},
                                         {"system": SHAPES, "code": "disc"}]}}, True, []),
        ({"codeableConcept": {"coding": [{"system": SHAPES, "code": "disc", "display": "Plate"}]}}, False,
         [("invalid-display", "error", "CodeableConcept.coding[0].display")]),
    ],
)  # fmt: skip
def test_a_sent_code_is_validated(sent, told, holds, said):
    for where in ({"codeSystem": SYSTEM}, {"url": SHAPES}):
        beside = [] if "codeSystem" in where else [SYSTEM]
        answer = sent("CodeSystem/$validate-code", *beside, **where, **told)

        assert value(answer, "result") is holds
        assert flaws(answer) == said
        assert bool(value(answer, "message")) is bool(said)
        assert value(answer, "system") == SHAPES


def test_what_is_said_of_a_code_names_code_system_and_version(sent):
    told = sent("ValueSet/$validate-code", SYSTEM, valueSet=set_of({"system": SHAPES}),
                code="square", system=SHAPES)  # fmt: skip

    found = {each["name"]: value(told, each["name"]) for each in told["parameter"]}
    assert found == {"result": True, "display": "Square", "code": "square", "system": SHAPES,
                     "version": "2", "inactive": True}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "holds", "said"),
    [
        ({"code": "scalene", "system": SHAPES}, True, []),
        ({"code": "disc", "system": SHAPES}, False, ["not-in-vs"]),
        ({"code": "none", "system": SHAPES}, False, ["not-in-vs", "invalid-code"]),
        ({"code": "scalene", "system": "http://example.org/other"}, False, ["not-in-vs", "not-found"]),
        ({"code": "scalene", "inferSystem": True}, True, []),
        ({"code": "none", "inferSystem": True}, False, ["not-in-vs"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_code_of_a_set_is_told_part_by_part(sent, told, holds, said):
    below = {"property": "concept", "op": "is-a", "value": "triangle"}
    own = set_of({"system": SHAPES, "filter": [below]})
    answer = sent("ValueSet/$validate-code", SYSTEM, valueSet=own, **told)

    assert value(answer, "result") is holds
    assert [each for each, _, _ in flaws(answer)] == said


def test_capitals_count_only_where_the_system_says_so(sent):
    loose = SYSTEM | {"caseSensitive": False}
    told = sent("CodeSystem/$validate-code", codeSystem=loose, code="DISC")

    assert value(told, "result") is True
    assert value(told, "display") == "Disc"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"content": "supplement", "supplements": HPO}, "not-supported"),
        ({"content": "not-present", "concept": []}, "not-supported"),
        ({"url": HPO}, "not-supported"),
        ({"concept": [{"code": "a"}, {"code": "a"}]}, "invalid"),
        ({"concept": [{"display": "no code"}]}, "invalid"),
        ({"concept": "text"}, "structure"),
        ({"concept": [{"code": 1}]}, "structure"),
        ({"resourceType": "NamingSystem"}, "not-supported"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_never_passed_over(client, change, code):
    parameter = [{"name": "tx-resource", "resource": SYSTEM | change},
                 {"name": "system", "valueUri": SHAPES}, {"name": "code", "valueCode": "disc"}]  # fmt: skip
    body = {"resourceType": "Parameters", "parameter": parameter}
    answer = client.post(f"{BASE}/CodeSystem/$lookup", json=body)

    assert answer.status_code == 400
    assert answer.json()["issue"][0]["code"] == code


def test_what_was_sent_is_forgotten(sent, client):
    sent("CodeSystem/$lookup", SYSTEM, system=SHAPES, code="disc")
    again = client.get(f"{BASE}/CodeSystem/$lookup", params={"system": SHAPES, "code": "disc"})

    assert again.status_code == 404
