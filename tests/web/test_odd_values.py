"""Whatever is typed or sent, no answer is a failure of ours."""

import json

import pytest

PAGE = "/d/example-syndrome/criteria/example-2001"
ODD = [
    0, -1, 9999999, 10**400, 1e308, "0", "9999999", "1e5000", f"P{'9' * 4300}Y", "\ud800", "€", "\0",
    "2020-02-30", "10*99999999", "", [1], {"a": 1}, None, True, "x" * 5000,
]  # fmt: skip


def cases(value):
    yield {"findings": [], "age": value, "sex": value, "id": value, "day_one": value}
    for calendar in ("days", "age", "dates"):
        days = {"onset_day": value, "end_day": value, "day": value}
        stated = {"item": "ataxia", "status": "present", **days}
        measured = {"item": "length", "status": "measured", "value": value, "unit": value, **days}
        yield {"calendar": calendar, "findings": [stated, measured]}
    yield {
        "phenotypicFeatures": [
            {"type": {"id": value}, "onset": {"age": {"iso8601duration": value}}}
        ]
    }
    yield {
        "phenotypicFeatures": [],
        "subject": {"timeAtLastEncounter": {"age": {"iso8601duration": value}}},
    }


@pytest.mark.parametrize("value", ODD, ids=lambda value: repr(value)[:20])
def test_an_odd_value_in_a_case_is_answered(client, value):
    for case in cases(value):
        text = json.dumps(case)
        for answer in (
            client.post(f"{PAGE}/open", files={"file": ("a.json", text)}),
            client.post(f"{PAGE}/case.json", data={"rest": text}),
            client.post("/differential", data={"case": text}),
            client.post("/recognise", data={"text": text}),
        ):
            assert answer.status_code in (200, 422), text


@pytest.mark.parametrize("calendar", ["days", "age", "dates"])
@pytest.mark.parametrize("value", ["0", "-1", "9999999", "9" * 400, "1e308", "2020-02-30"])
def test_an_odd_day_in_a_form_is_answered(client, calendar, value):
    fields = {"calendar": calendar, "s.ataxia": "present", "d.ataxia": value, "age": value}

    assert client.post(PAGE, data=fields).status_code == 200
    assert client.post(f"{PAGE}/case.json", data=fields).status_code == 200


@pytest.mark.parametrize(
    "rest", ["%E2%82%AC", "%00", "%0d%0aSet-Cookie:a", "%ff", "%5c%5cevil", "a%20b"]
)
def test_an_address_of_this_release_leads_on_whatever_it_names(client, site, rest):
    with site.releases.lease() as opened:
        version = opened.site.version

    answer = client.get(f"/v/{version}/d/{rest}")

    assert answer.status_code in (307, 404)
    assert answer.headers.get("location", "/d/").startswith("/d/")
    assert answer.headers.get("location", "").isascii()
    assert "set-cookie" not in answer.headers
