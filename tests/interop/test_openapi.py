"""The interfaces are what their description says, and answer nothing that it does not."""

import re
from pathlib import Path

import pytest
import schemathesis
import schemathesis.python._constants.orchestrator  # else both are loaded, and parsed, while
import schemathesis.specs.openapi.schemas  # examples are drawn, which Python 3.11 may not survive
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from nosograph.interop.openapi import SERVICES, operations
from nosograph.interop.questions import QUESTIONS
from nosograph.interop.routes import CRAWLED, EMBEDDED, MOCK, ROUTES
from nosograph.site import application
from nosograph.web import routes
from tests.interop.hooks import bundle, condition
from tests.web.visitor import Visitor

PAGE = Path(__file__).parents[2] / "docs/reference/api.md"
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
CASE = {"findings": [{"code": "HP:0001251", "status": "present"}]}
ASKED = {
    "read-entry": {"disease": "ORPHA:1183"},
    "claims": {"disease": "example-syndrome"},
    "code": {"code": "ICD-10-CM:G25.3"},
    "criteria": {"id": "example-2001"},
    "evaluate-criteria": {"set": "example-2001", "case": CASE},
    "differential": {"present": ["Ataxia"], "absent": ["HP:0001250"], "age": "20mo"},
    "recognise": {"text": "Opsoclonus, no seizures"},
    "compare": {"here": "ORPHA:1183", "there": "example-syndrome"},
    "specialties": {"disease": "ORPHA:1183", "age": "20mo"},
}


@pytest.fixture(scope="module")
def document(site):
    return Visitor(site).get("/api/openapi.json").json()


@pytest.fixture(scope="module")
def described(site):
    return schemathesis.openapi.from_asgi("/api/openapi.json", site)


@pytest.mark.parametrize("asked", [*operations()], ids=lambda each: f"{each.method} {each.path}")
def test_whatever_is_asked_the_answer_is_described(described, asked):
    @settings(max_examples=10)
    @given(described[asked.path][asked.method].as_strategy())
    def holds(case):
        case.call_and_validate(checks=CHECKS)

    holds()


@pytest.mark.parametrize("name", ASKED)
def test_a_question_is_answered_as_its_type_says(client, document, name):
    answer = client.post(f"/api/{name}", json=ASKED[name])
    shown = document["paths"][f"/api/{name}"]["post"]["responses"]["200"]["content"]
    schema = shown["application/json"]["schema"] | {"components": document["components"]}

    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["safety"]
    assert answer.json()["sources"]
    Draft202012Validator(schema).validate(answer.json())


def test_a_whole_case_may_be_put_in_any_form(client):
    record = {"resourceType": "Bundle", "entry": bundle(
        {"resourceType": "Patient", "id": "pt-1"}, condition("HP:0001251"),
    )["entry"]}  # fmt: skip
    packet = {"id": "x", "phenotypicFeatures": [{"type": {"id": "HP:0001251"}}]}
    told = [
        client.post("/api/evaluate-criteria", json={"set": "example-2001", "case": each}).json()
        for each in (CASE, record, packet)
    ]

    assert len({str(each["answer"]["levels"]) for each in told}) == 1


def test_german_answers_speak_german(client):
    answer = client.post("/de/api/code", json=ASKED["code"]).json()

    assert "ersetzt keinen" in answer["safety"]


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("code", b"{", 400), ("code", b"[" * 5000, 400), ("code", b'{"code": 1}', 400),
        ("code", b'{"code": "x", "more": 1}', 400), ("code", b'{"code": "nothing"}', 400),
        ("read-entry", b'{"disease": "nothing of the kind"}', 404), ("none", b"{}", 404),
        ("differential", b"{}", 400), ("specialties", b'{"disease": "ORPHA:1183", "age": "old"}', 400),
        ("evaluate-criteria", b'{"set": "none"}', 404),
        ("evaluate-criteria", b'{"set": "example-2001", "case": {"phenotypicFeatures": 1}}', 400),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_says_what_to_mend(client, name, body, status):
    answer = client.post(f"/api/{name}", content=body)

    assert answer.status_code == status
    assert set(answer.json()) == {"error", "hint"}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/search", 400), ("PUT", "/api/search", 405), ("DELETE", "/api/suggest", 405),
        ("POST", "/api/suggest", 413), ("POST", "/api/search", 413), ("POST", "/api/find", 404),
        ("GET", "/api/find", 405), ("GET", "/api/nothing/of/the/kind", 404), ("GET", "/api/", 404),
        ("GET", "/de/api/search", 400), ("GET", "/cds-services/criteria/nothing", 404),
    ],
)  # fmt: skip
def test_a_program_is_refused_in_json_never_with_a_page(client, method, address, status):
    body = {"content": b"q=" + b"x" * 100_000} if status == 413 else {}
    answer = client.request(method, address, **body)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error", "hint"}
    assert all(answer.json().values())


def test_the_public_profile_describes_and_answers_no_tool(tiny_release):
    public = Visitor(application(tiny_release, with_tools=False))
    paths = public.get("/api/openapi.json").json()["paths"]

    assert "/api/read-entry" in paths
    assert not {"/api/differential", "/api/evaluate-criteria", "/cds-services/{id}"} & set(paths)
    assert public.post("/api/differential", json=ASKED["differential"]).status_code == 404


def test_every_address_of_ours_is_described(document):
    ours = {each.path for each in ROUTES if not each.path.startswith("/fhir")}
    ours -= {each.path for each in (*CRAWLED, *EMBEDDED, *MOCK)}
    ours |= {each.path for each in routes.ROUTES if each.path.startswith("/api")}
    questions = {f"/api/{name.replace('_', '-')}" for name in QUESTIONS}
    described = set(document["paths"])

    assert described >= (ours | questions) - {"/api/{question}", "/api/openapi.json"}
    assert document["openapi"].startswith("3.1")


def test_the_services_are_those_of_discovery(client):
    listed = client.get("/cds-services").json()["services"]

    assert tuple(each["id"] for each in listed) == SERVICES


def test_the_page_lists_the_questions():
    assert set(re.findall(r"^\| `(/api/[\w-]+)`", PAGE.read_text("utf-8"), re.M)) == {
        f"/api/{name.replace('_', '-')}" for name in QUESTIONS
    }
