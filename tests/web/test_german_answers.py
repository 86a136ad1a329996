"""What the tools answer on a German page is German: concerns, remarks, reasons."""

import json

import pytest

CRITERIA = "/d/example-syndrome/criteria/example-2001"
SCALE = "/d/example-syndrome/scales/three-things"


def stated(*findings):
    return json.dumps({"findings": findings})


@pytest.mark.parametrize(
    ("findings", "english", "german"),
    [
        (
            [{"item": "ataxia", "status": "present"}, {"item": "ataxia", "status": "absent"}],
            "is stated as present and absent, undated",
            "ist als vorhanden und als nicht vorhanden angegeben, ohne Tag",
        ),
        (
            [{"item": "ataxia", "status": "present", "onset_day": 3},
             {"item": "ataxia", "status": "absent", "onset_day": 3}],
            "is stated as present and absent, on day 3",
            "am Tag 3",
        ),
        (
            [{"item": "ataxia", "status": "measured", "value": 3}],
            "is present or absent, it has no value",
            "ist vorhanden oder nicht vorhanden und hat keinen Wert",
        ),
        (
            [{"item": "duration", "status": "measured", "value": 3, "unit": "kg"}],
            "which cannot be read in",
            "das lässt sich nicht in",
        ),
        (
            [{"item": "duration", "status": "measured", "value": 3}],
            "is 3 without a unit",
            "ist 3 ohne Einheit",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_case_is_said_in_the_pages_language(client, findings, english, german):
    file = {"file": ("case.json", stated(*findings))}
    pages = [client.post(f"{tag}{CRITERIA}/open", files=file).text for tag in ("", "/de")]

    assert english in pages[0]
    assert german in pages[1]
    assert english not in pages[1]


def test_what_is_wrong_with_ratings_is_said_in_the_pages_language(client):
    text = stated({"item": "steps", "value": 2}, {"item": "words", "value": 1})
    pages = [
        client.post(f"{tag}{SCALE}/open", files={"file": ("case.json", text)}).text
        for tag in ("", "/de")
    ]

    assert "2 is no value of" in pages[0]
    assert "2 ist kein Wert von" in pages[1]


def test_why_a_specialty_is_named_is_said_in_the_pages_language(client):
    page = client.post("/de/find", data={"disease": "ORPHA:1183"}).text

    assert "Wegen: " in page
    assert "recorded findings" not in page
