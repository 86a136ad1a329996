"""CDS Hooks 2.0, statement by statement: the matrix in docs/reference/cds-hooks.md names each test."""

import ast
import json
import re
from pathlib import Path

import pytest

from nosograph.site import application
from tests.interop.hooks import (
    INSTANCE,
    UUID,
    adding,
    bundle,
    condition,
    empties,
    mistakes,
    outcome,
    view,
)
from tests.web.visitor import Visitor

PAGE = Path(__file__).parents[2] / "docs/reference/cds-hooks.md"
CRITERIA, ENTRIES = "/cds-services/criteria", "/cds-services/entries"
ATAXIA, MYOCLONUS = condition("HP:0001251"), condition("HP:0001336")


def services(client):
    return {each["id"]: each for each in client.get("/cds-services").json()["services"]}


def called(client, body=None, path=CRITERIA, **more):
    return client.post(path, json=body or view(bundle(ATAXIA, MYOCLONUS)), **more)


def card(client):
    (found, *_) = called(client).json()["cards"]
    return found


# discovery


def test_discovery_is_always_at_its_address(client):
    answer = client.get("/cds-services")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"


def test_discovery_is_an_object_with_the_list_of_services(client):
    assert set(client.get("/cds-services").json()) == {"services"}
    assert set(services(client)) == {"criteria", "entries"}


def test_every_service_says_hook_description_and_id(client):
    for each in services(client).values():
        assert set(each) == {
            "hook", "title", "description", "id", "prefetch", "usageRequirements"
        }  # fmt: skip
    assert services(client)["criteria"]["hook"] == "patient-view"
    assert services(client)["entries"]["hook"] == "problem-list-item-create"


def test_a_site_without_services_lists_none(tiny_release):
    public = Visitor(application(tiny_release, with_tools=False))

    assert public.get("/cds-services").json() == {"services": []}
    assert called(public).status_code == 404


def test_prefetch_templates_read_or_search_by_fields_of_the_context(client):
    for each in services(client).values():
        for template in each["prefetch"].values():
            assert re.fullmatch(r"\w+(/|\?patient=)\{\{context\.patientId\}\}", template)


# the call


def test_a_call_is_answered_at_the_services_own_address(client):
    for id in services(client):
        body = adding(ATAXIA) if id == "entries" else view(bundle(ATAXIA))
        assert called(client, body, f"/cds-services/{id}").status_code == 200


@pytest.mark.parametrize("key", ["hook", "hookInstance", "context"])
def test_a_call_without_what_is_required_is_refused(client, key):
    body = view(bundle(ATAXIA))
    del body[key]

    assert called(client, body).status_code == 400


@pytest.mark.parametrize(
    "more",
    [{"hook": "order-sign"}, {"hook": None}, {"hookInstance": "1"}, {"context": {}},
     {"context": {"userId": "", "patientId": "pt-1"}}, {"context": {"userId": "x", "patientId": 7}},
     {"prefetch": []}, {"prefetch": {"conditions": "none"}}],
)  # fmt: skip
def test_a_call_with_other_than_what_is_required_is_refused(client, more):
    answer = called(client, view(bundle(ATAXIA)) | more)

    assert answer.status_code == 400
    assert set(answer.json()) == {"error", "hint"}


def test_a_token_for_the_clients_server_needs_the_server_and_is_not_used(client):
    token = {"access_token": "marked", "token_type": "Bearer", "expires_in": 300,
             "scope": "patient/*.read", "subject": "x"}  # fmt: skip
    alone = view(bundle(ATAXIA), fhirAuthorization=token)
    server = alone | {"fhirServer": "https://ehr.example/fhir"}

    assert called(client, alone).status_code == 400
    assert called(client, server).status_code == 200
    assert "marked" not in called(client, server).text


def test_extensions_of_others_are_passed_over(client):
    assert called(client, view(bundle(ATAXIA), extension={"com.example": 1})).status_code == 200


def test_what_the_prefetch_should_bring_and_does_not_is_a_failed_precondition(client):
    refused = {"resourceType": "OperationOutcome", "issue": []}

    assert called(client, view()).status_code == 412
    assert called(client, view(refused)).status_code == 412
    assert called(client, {k: v for k, v in view().items() if k != "prefetch"}).status_code == 412


def test_null_says_that_there_is_nothing_and_satisfies_the_template(client):
    body = view()
    body["prefetch"]["conditions"] = None
    answer = called(client, body)

    assert (answer.status_code, answer.json()) == (200, {"cards": []})


def test_what_was_satisfied_is_used_and_the_rest_is_named(client):
    (found, *_) = called(client, view(bundle(ATAXIA, MYOCLONUS))).json()["cards"]

    assert "Not sent, so not looked at: `observations`." in found["detail"]


def test_a_record_of_somebody_else_is_refused(client):
    other = {"resourceType": "Patient", "id": "pt-2"}

    assert called(client, view(bundle(ATAXIA), patient=other)).status_code == 400


# the answer


def test_an_answer_is_an_object_with_cards(client):
    answer = called(client)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["cards"]
    assert mistakes(answer.json()) == []


def test_nothing_to_say_is_an_empty_list_of_cards(client):
    answer = called(client, view(bundle(condition("HP:0000518"))))

    assert (answer.status_code, answer.json()) == (200, {"cards": []})


def test_no_answer_holds_null_or_an_empty_value(client):
    assert empties(client.get("/cds-services").json()) == []
    assert empties(called(client).json()) == []
    assert empties(called(client, view()).json()) == []


def test_a_card_has_an_id_a_short_summary_and_its_urgency(client):
    found = card(client)

    assert UUID.fullmatch(found["uuid"])
    assert len(found["summary"]) < 140
    assert found["indicator"] == "info"


def test_a_card_names_its_source(client):
    source = card(client)["source"]

    assert source["label"].startswith("Nosograph ")
    assert source["url"] == "http://test/about/sources"
    assert source["topic"]["code"] == "criteria"


def test_details_are_markdown_without_raw_html(client):
    text = card(client)["detail"]

    assert "**" in text
    assert not re.search(r"<\w", text)


def test_a_card_suggests_nothing_and_acts_on_nothing(client):
    assert not {"suggestions", "selectionBehavior"} & set(card(client))
    assert "systemActions" not in called(client).json()


def test_reasons_for_putting_a_card_aside_have_words(client):
    reasons = card(client)["overrideReasons"]

    assert {each["code"] for each in reasons} == {"known", "not-relevant", "record-wrong", "later"}
    assert all(each["display"] for each in reasons)


def test_links_are_absolute_and_start_no_app(client):
    links = card(client)["links"]

    assert [each["url"] for each in links][:2] == [
        "http://test/d/example-syndrome/",
        "http://test/d/example-syndrome/criteria/example-2001",
    ]
    assert any("/pathways/" in each["url"] for each in links)
    assert {frozenset(each) for each in links} == {frozenset({"label", "url", "type"})}
    for each in links:
        assert client.get(each["url"].removeprefix("http://test")).status_code == 200


# feedback


@pytest.mark.parametrize(
    "told",
    [outcome(), outcome(overrideReason={"reason": {"code": "known"}}),
     outcome(overrideReason={"userComment": "seen"}),
     outcome("accepted", acceptedSuggestions=[{"id": INSTANCE}])],
)  # fmt: skip
def test_feedback_is_taken_at_the_services_address(client, told):
    assert client.post(f"{CRITERIA}/feedback", json={"feedback": [told, told]}).status_code == 200


@pytest.mark.parametrize(
    "told",
    [{}, {"feedback": None}, {"feedback": [{}]}, {"feedback": [outcome("ignored")]},
     {"feedback": [outcome("accepted")]}, {"feedback": [outcome(overrideReason={})]},
     {"feedback": [outcome() | {"card": "1"}]}, {"feedback": [outcome(outcomeTimestamp="soon")]},
     {"feedback": [outcome(outcomeTimestamp="2026-11-30")]}],
)  # fmt: skip
def test_feedback_that_is_none_is_refused(client, told):
    assert client.post(f"{CRITERIA}/feedback", json=told).status_code == 400


# the wire


def test_refusals_are_json_too(client):
    for answer in (
        client.post("/cds-services/none", json={}),
        client.get(CRITERIA),
        client.post(CRITERIA, content="{"),
        client.post("/cds-services/none/feedback", json={}),
    ):
        assert answer.status_code in (400, 404, 405)
        assert json.loads(answer.content)["hint"]


def test_a_browser_of_another_site_may_call(client):
    origin = {"origin": "https://ehr.example"}
    asked = client.request(
        "OPTIONS", CRITERIA, headers=origin | {"access-control-request-method": "POST"}
    )

    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "authorization" in asked.headers["access-control-allow-headers"]
    assert called(client, headers=origin).headers["access-control-allow-origin"] == "*"


def test_an_operator_may_say_which_sites(tiny_release, tmp_path):
    (tmp_path / "site.toml").write_text('[cors]\norigins = ["https://ehr.example"]\n')
    client = Visitor(application(tiny_release, settings=tmp_path / "site.toml"))
    known = called(client, headers={"origin": "https://ehr.example"})
    unknown = called(client, headers={"origin": "https://evil.example"})

    assert known.headers["access-control-allow-origin"] == "https://ehr.example"
    assert "origin" in known.headers["vary"]
    assert "access-control-allow-origin" not in unknown.headers


def test_the_matrix_names_every_test_of_the_statements():
    trusting = Path(__file__).with_name("test_trust.py")
    tests = {
        each.name
        for file in (Path(__file__), trusting)
        for each in ast.parse(file.read_text("utf-8")).body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    }
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text("utf-8")))

    assert named == tests - {"test_the_matrix_names_every_test_of_the_statements"}
