"""Calls of CDS services as records make them that are odd, and legal."""

import gzip
import json
from itertools import pairwise

import pytest

from tests.interop.hooks import PATIENT, bundle, view
from tests.interop.test_cds_hooks import ATAXIA, CRITERIA, MYOCLONUS, called, card


def page_of(*entries, **more):
    return {"resourceType": "Bundle", "type": "searchset", "entry": list(entries), **more}


UUID_OF_ONE = "urn:uuid:11111111-1111-4111-8111-111111111111"
EXTENDED = {k: v for k, v in PATIENT.items() if k != "birthDate"} | {
    "_birthDate": {"extension": [{"url": "http://example.org/masked", "valueBoolean": True}]},
    "name": [{"given": ["A", None], "_given": [None, {"id": "x"}]}],
}
OUTCOME = {"resource": {"resourceType": "OperationOutcome", "issue": []}}
FOUND = [{"resource": each} for each in (ATAXIA, MYOCLONUS)]
OF_UUID = [
    {"resource": each["resource"] | {"subject": {"reference": UUID_OF_ONE}}} for each in FOUND
]


@pytest.mark.parametrize(
    "prefetch",
    [
        {"patient": page_of({"resource": PATIENT}, OUTCOME)},
        {"patient": None},
        {"patient": EXTENDED},
        {"patient": page_of({"fullUrl": UUID_OF_ONE, "resource": PATIENT}), "conditions": page_of(*OF_UUID)},
        {"conditions": page_of({"fullUrl": UUID_OF_ONE, "resource": PATIENT}, *OF_UUID)},
        {"conditions": page_of(*FOUND, {"resource": PATIENT}, {"resource": PATIENT | {"id": "mother"}})},
        {"conditions": page_of(*FOUND, OUTCOME, link=[{"relation": "next", "url": "https://e.example/2"}])},
        {"conditions": page_of({"resource": page_of(*FOUND)}, type="batch-response")},
        {"conditions": page_of(*({**each, "request": {"method": "GET", "url": "Condition"},
                                  "response": {"status": "200"}} for each in FOUND))},
        {"conditions": page_of(*({"resource": each["resource"] | {"contained": [
            {"resourceType": "Practitioner", "id": "p"}], "recorder": {"reference": "#p"}}} for each in FOUND))},
        {"medications": page_of()},
    ],
)  # fmt: skip
def test_odd_but_legal_prefetch_is_read_as_it_is_meant(client, prefetch):
    body = view(bundle(ATAXIA, MYOCLONUS))
    body["prefetch"] |= prefetch

    assert [each["summary"] for each in called(client, body).json()["cards"]] == [
        card(client)["summary"]
    ]


def test_what_is_said_of_another_patient_is_not_used(client):
    mother = {"resource": PATIENT | {"id": "mother"}}
    hers = [
        {"resource": e["resource"] | {"subject": {"reference": "Patient/mother"}}} for e in FOUND
    ]
    body = view(page_of(mother, *hers))

    assert called(client, body).json() == {"cards": []}


def packed(body, *cuts):
    """A body with gzip, in as many members as it is cut."""
    parts = [body[a:b] for a, b in pairwise((0, *cuts, len(body)))]
    return b"".join(map(gzip.compress, parts))


BODY = json.dumps(view(bundle(ATAXIA, MYOCLONUS))).encode()


BODIES = {
    "a byte order mark": (b"\xef\xbb\xbf" + BODY, {}, 200),
    "gzip": (packed(BODY), {"content-encoding": "gzip"}, 200),
    "gzip in two members": (packed(BODY, 100), {"Content-Encoding": "GZIP"}, 200),
    "identity": (BODY, {"content-encoding": "identity"}, 200),
    "gzip cut short": (packed(BODY)[:-9], {"content-encoding": "gzip"}, 415),
    "no gzip": (BODY, {"content-encoding": "gzip"}, 415),
    "brotli": (BODY, {"content-encoding": "br"}, 415),
    "a bomb": (packed(b" " * 5_000_000), {"content-encoding": "gzip"}, 413),
    "capitals": (BODY, {"CONTENT-TYPE": "Application/JSON; Charset=UTF-8"}, 200),
    "no type": (BODY, {"content-type": ""}, 200),
    "UTF-16": (json.dumps(view(bundle(ATAXIA))).encode("utf-16"), {}, 400),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_read_as_its_headers_say(client, name):
    content, headers, status = BODIES[name]
    answer = client.post(CRITERIA, content=content, headers=headers)

    assert answer.status_code == status, answer.text
    assert set(answer.json()) == ({"cards"} if status == 200 else {"error", "hint"})


def test_a_browser_may_ask_from_the_open_network(client):
    asked = {"origin": "https://ehr.example", "access-control-request-method": "POST",
             "Access-Control-Request-Private-Network": "true"}  # fmt: skip

    told = client.request("OPTIONS", CRITERIA, headers=asked).headers
    assert told["access-control-allow-private-network"] == "true"
    del asked["Access-Control-Request-Private-Network"]
    plain = client.request("OPTIONS", CRITERIA, headers=asked).headers
    assert "access-control-allow-private-network" not in plain
    assert "etag" in called(client, headers=asked).headers["access-control-expose-headers"]


def test_a_record_with_further_pages_says_so_on_its_card(client):
    further = page_of(*FOUND, link=[{"relation": "next", "url": "https://ehr.example/2"}])
    (told,) = called(client, view(further)).json()["cards"]

    assert "further pages of `conditions`" in told["detail"]
    assert "further pages" not in card(client)["detail"]
