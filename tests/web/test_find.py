"""The page that finds a doctor, and the directory in FHIR."""

import logging
import re

import pytest

from nosograph.model.failures import DirectoryError
from nosograph.site import application
from tests.directories import made, person
from tests.web.visitor import Visitor

HERE = {"s.2084N0402X": "1", "postal": "06105"}


@pytest.fixture(scope="session")
def doctors(tmp_path_factory):
    rows = [
        person(
            1,
            41.77,
            -72.70,
            phone="5550100001",
            accepting=2,
            languages="en de",
            hours="Mo-Fr 09:00-17:00; Sa 09:00-12:00",
        ),
        person(2, 41.80, -72.60, name="EXAMPLE <b>TWO</b>", accepting=0),
        person(3, 42.90, -72.70, verified="2015-01-01"),
        person(4, 41.77, -72.70, specialties="207Q00000X"),
        person(5, specialties="2084N0402X", postal="nowhere"),
    ]
    return made(tmp_path_factory.mktemp("doctors") / "d", rows, fictional=True)


@pytest.fixture(scope="session")
def site(tiny_release, doctors):
    return application(tiny_release, directory=doctors)


@pytest.fixture
def client(site):
    return Visitor(site)


def test_the_page_asks_for_a_disease_or_a_specialty(client):
    answer = client.get("/find")

    assert answer.status_code == 200
    assert 'name="disease"' in answer.text
    assert "Child neurology" in answer.text
    assert "EXAMPLE DATA" in answer.text


def test_a_disease_leads_to_specialties_with_reasons_for_the_age(client):
    child = client.post("/find", data={"disease": "ORPHA:1183", "age": "20 months"}).text
    adult = client.post("/find", data={"disease": "ORPHA:1183", "age": "40 years"}).text

    assert "May also be relevant" in child
    assert 'name="s.2084N0402X"' in child
    assert 'name="s.2084N0402X"' not in adult
    assert 'name="s.2084N0400X"' in adult
    assert "Because of:" in child


def test_words_lead_to_diseases_to_choose_from(client):
    answer = client.get("/find?disease=neuroblastoma+susceptib")

    assert "Which one is meant?" in answer.text
    assert "/find?disease=" in answer.text


def test_an_unknown_disease_and_a_bad_age_are_said(client):
    assert "No disease of that name" in client.get("/find?disease=qqqqqq").text
    assert "is no age" in client.post("/find", data={"disease": "ORPHA:1183", "age": "old"}).text


def test_the_form_for_clinicians_does_not_carry_the_disease(client):
    text = client.post("/find", data={"disease": "ORPHA:1183", "age": "20 months"}).text
    form = text[text.index('action="/find/clinicians"') :]

    assert "1183" not in form
    assert 'name="disease"' not in form


def test_clinicians_stand_by_distance_with_reasons(client):
    answer = client.post("/find/clinicians", data=HERE)
    names = re.findall(r'<p class="name">([^<&]+)', answer.text)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert names[0].startswith("EXAMPLE 1")
    assert "so the search was widened to 125.8 km" in answer.text
    assert "1 more have no position" in answer.text
    assert "Call first" in answer.text
    assert "last verified 2015-01-01 (more than two years ago)" in answer.text
    assert "EXAMPLE &lt;b&gt;TWO" in answer.text
    assert "<svg" in answer.text


def test_filters_tell_yes_no_and_unknown_apart(client):
    shown = client.post("/find/clinicians", data=HERE | {"accepting": "1"}).text
    strict = client.post("/find/clinicians", data=HERE | {"accepting": "1", "hide": "1"}).text

    assert re.search(r"take new patients <span[^>]*>\(1 yes, 1 no, 1 not known\)", shown)
    assert "EXAMPLE 3" in shown
    assert "TWO" not in shown
    assert "EXAMPLE 3" not in strict


def test_hours_and_languages_are_shown_in_the_readers_language(client):
    english = client.post("/find/clinicians", data=HERE).text
    german = client.post("/de/find/clinicians", data=HERE).text

    assert "Hours: Mon–Fri 09:00–17:00; Sat 09:00–12:00" in english
    assert "Languages: English, German" in english
    assert '<option value="de">German</option>' in english
    assert "Sprechzeiten: Mo–Fr 09:00–17:00; Sa 09:00–12:00" in german
    assert "Sprachen: Englisch, Deutsch" in german


@pytest.mark.parametrize("word", ["de", "Deutsch", "German", "ger"])
def test_a_language_is_asked_for_by_any_name(client, word):
    answer = client.post("/api/find", data=HERE | {"language": word}).json()

    assert answer["counts"]["language"]["yes"] == 1


def test_languages_filter_on_what_the_record_says(client):
    text = client.post("/find/clinicians", data=HERE | {"language": "de", "hide": "1"}).text

    assert re.findall(r'<p class="name">([^<]+)', text) == ["EXAMPLE 1"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"s.2084N0402X": "1", "postal": "XX 1"}, "is not known"),
        ({"s.2084N0402X": "1"}, "is not known"),
        ({"postal": "06105"}, "Choose a specialty"),
        ({"s.2084N0402X": "1", "position": "north"}, "is not known"),
    ],
)
def test_what_cannot_be_used_is_said(client, data, what):
    answer = client.post("/find/clinicians", data=data)

    assert answer.status_code == 422
    assert what in answer.text


def test_a_specialty_that_nobody_has_is_said(client):
    some = client.post("/find/clinicians", data=HERE | {"s.207K00000X": "1"})
    none = client.post("/find/clinicians", data={"s.207K00000X": "1", "postal": "06105"})
    told = client.post("/api/find", data={"s.207K00000X": "1", "postal": "06105"}).json()

    for answer in (some, none):
        assert "nobody with a position for: Allergy and immunology." in answer.text
        assert 'name="s.207K00000X"' in answer.text
    assert "EXAMPLE 1" in some.text
    assert "Nobody was found" in none.text
    assert none.status_code == 200
    assert told["results"] == []
    assert told["counts"]["providers"] == 0


@pytest.mark.parametrize("address", ["/find", "/find?disease=ORPHA:1183"])
def test_the_page_with_a_disease_sends_no_referrer(client, address):
    # Its own address holds the disease, and would go with the position.
    assert '<meta name="referrer" content="no-referrer">' in client.get(address).text


def test_a_position_is_rounded(client):
    exact = client.post(
        "/find/clinicians", data={"s.2084N0402X": "1", "position": "41.7700,-72.7000"}
    )
    near = client.post(
        "/find/clinicians", data={"s.2084N0402X": "1", "position": "41.8123,-72.7321"}
    )

    assert re.findall(r"[\d.]+ km", exact.text) == re.findall(r"[\d.]+ km", near.text)


def test_the_position_is_neither_in_an_address_nor_in_the_log(client, caplog):
    with caplog.at_level(logging.INFO, "nosograph.serving"):
        client.post("/find/clinicians", data=HERE)
        client.post("/api/find", data=HERE)
        client.get("/fhir/R4/PractitionerRole?location.near=41.7712|-72.7001|50|km")
        client.get("/fhir/R4/PractitionerRole?location.near=41.7712|oops")

    written = " ".join(record.getMessage() for record in caplog.records)
    assert "/find/clinicians" in written
    assert "06105" not in written
    assert "41.7712" not in written
    assert client.get("/find/clinicians").status_code == 405


def test_german_pages_speak_german(client):
    answer = client.post("/de/find/clinicians", data=HERE | {"accepting": "1"})

    assert "Rufen Sie vorher an" in answer.text
    assert "Neuropädiatrie" in answer.text


def test_a_site_without_a_directory_still_names_specialties(tiny_release):
    client = Visitor(application(tiny_release))

    assert "has no directory" in client.get("/find?disease=ORPHA:1183").text
    assert client.post("/find/clinicians", data=HERE).status_code == 404
    assert client.get("/fhir/R4/PractitionerRole").json()["resourceType"] == "OperationOutcome"


def test_a_public_site_refuses_made_up_doctors(tiny_release, doctors):
    with pytest.raises(DirectoryError, match="made-up"):
        application(tiny_release, directory=doctors, with_tools=False)


def test_a_missing_directory_is_said_at_the_start(tiny_release, tmp_path):
    with pytest.raises(DirectoryError, match="doctors import"):
        application(tiny_release, directory=tmp_path / "none")


NEAR = {
    "specialty": "http://nucc.org/provider-taxonomy|2084N0402X",
    "location.near": "41.77|-72.70|50|km",
}
FHIR = "/fhir/R4/PractitionerRole"


def test_fhir_answers_by_get_and_by_post_alike(client):
    got = client.get(FHIR, params=NEAR)
    posted = client.post(f"{FHIR}/_search", data=NEAR)

    assert got.json() == posted.json()
    assert got.headers["content-type"].startswith("application/fhir+json")
    matches = [e for e in got.json()["entry"] if e["search"]["mode"] == "match"]
    assert matches[0]["resource"]["practitioner"]["display"] == "EXAMPLE 1"
    assert len(matches) == 2


def outcome(answer):
    """The only issue of an OperationOutcome."""
    told = answer.json()
    assert told["resourceType"] == "OperationOutcome"
    assert answer.headers["content-type"].startswith("application/fhir+json")
    [issue] = told["issue"]
    assert issue["severity"] == "error"
    return answer.status_code, issue["code"]


def test_fhir_answers_every_parameter_it_does_not_support(client):
    asked = NEAR | {"gender": "female", "_sort": "name", "specialty:not": "x"}
    refused = client.get(FHIR, params=asked)
    lenient = client.get(FHIR, params=asked, headers={"prefer": "handling=lenient"}).json()
    issues = lenient["entry"][-1]["resource"]["issue"]

    assert outcome(refused) == (400, "not-supported")
    assert all(name in refused.text for name in ("gender", "_sort", "specialty:not"))
    assert sum(issue["code"] == "not-supported" for issue in issues) == 3
    assert "gender" not in lenient["link"][0]["url"]


def test_fhir_refuses_to_read_and_as_or(client):
    twice = client.get(f"{FHIR}?specialty=2084N0402X&specialty=207Q00000X&location.near=41|-72")
    same = client.get(f"{FHIR}?specialty=2084N0402X&specialty=2084N0402X&location.near=41|-72")
    either = client.get(FHIR, params=NEAR | {"specialty": "2084N0402X,207Q00000X"})

    assert outcome(twice) == (400, "not-supported")
    assert same.status_code == 200
    assert either.json()["total"] == 3


def test_fhir_takes_a_specialty_that_comes_often_for_one(client):
    once = client.get(FHIR, params=NEAR).json()
    often = client.post(f"{FHIR}/_search", data=NEAR | {"specialty": "2084N0402X," * 5000}).json()

    assert often["total"] == once["total"]
    assert often["entry"] == once["entry"]


def test_fhir_counts_without_listing(client):
    told = client.get(FHIR, params=NEAR | {"_count": "0"}).json()
    one = client.get(FHIR, params=NEAR | {"_count": "1"}).json()

    assert told["total"] == one["total"] == 2
    assert [e["search"]["mode"] for e in told["entry"]] == ["outcome"]
    assert [e["search"]["mode"] for e in one["entry"]] == ["match", "outcome"]


@pytest.mark.parametrize(
    ("params", "headers", "found"),
    [
        ({"_format": "xml"}, {}, (406, "not-supported")),
        ({"_format": "application/fhir+xml"}, {}, (406, "not-supported")),
        ({}, {"accept": "application/fhir+xml"}, (406, "not-supported")),
        ({"_count": "-1"}, {}, (400, "value")),
        ({"_count": "many"}, {}, (400, "value")),
        ({"specialty": "http://snomed.info/sct|1"}, {}, (400, "value")),
        ({"specialty": "", "location.near": "41|-72|9000|km"}, {}, (400, "too-costly")),
        ({"location.near": "41|-72|900000|km"}, {}, (400, "too-costly")),
        ({"specialty": ",".join(f"{n:010}" for n in range(51))}, {}, (400, "too-costly")),
        ({f"p{n}": "1" for n in range(101)}, {}, (400, "structure")),
    ],
)
def test_fhir_says_what_it_cannot_do(client, params, headers, found):
    assert outcome(client.get(FHIR, params=NEAR | params, headers=headers)) == found


@pytest.mark.parametrize("asked", ["json", "application/fhir+json", "application/fhir json"])
def test_fhir_answers_json_whatever_it_is_called(client, asked):
    assert client.get(FHIR, params=NEAR | {"_format": asked}).status_code == 200


@pytest.mark.parametrize(
    ("body", "type", "found"),
    [
        (b"specialty=" + b"x" * 70_000, "application/x-www-form-urlencoded", (413, "too-long")),
        (b"specialty", "application/x-www-form-urlencoded", (400, "structure")),
        (b"specialty=%ff", "application/x-www-form-urlencoded", (400, "structure")),
        (b"\xff=1", "application/x-www-form-urlencoded", (400, "structure")),
        (b"{}", "application/fhir+json", (415, "not-supported")),
    ],
)
def test_fhir_answers_bodies_it_cannot_read(client, body, type, found):
    answer = client.post(f"{FHIR}/_search", content=body, headers={"content-type": type})

    assert outcome(answer) == found


def test_fhir_answers_what_is_no_search(client):
    assert outcome(client.post(FHIR, data=NEAR)) == (405, "not-supported")
    assert outcome(client.get(f"{FHIR}/_search")) == (405, "not-supported")
    assert outcome(client.get(f"{FHIR}/1")) == (404, "not-found")


@pytest.mark.parametrize(
    "near", ["", "north|west", "41|-72|50|parsec", "91|0|5|km", "nan|0|5|km", "41|-72|nan|km"]
)
def test_fhir_refuses_positions_that_are_none(client, near):
    answer = client.get(FHIR, params={"location.near": near})

    assert answer.status_code == 400
    assert answer.json()["resourceType"] == "OperationOutcome"


def test_the_same_question_is_answered_as_a_document(client):
    told = client.post("/api/find", data=HERE | {"accepting": "1", "language": "de"}).json()
    refused = client.post("/api/find", data={"s.2084N0402X": "1"})

    assert [each["name"] for each in told["results"]] == ["EXAMPLE 1", "EXAMPLE 3"]
    assert told["counts"]["providers"] == 3
    assert told["counts"]["accepting"] == {"yes": 1, "no": 1, "unknown": 1}
    assert told["counts"]["language"] == {"yes": 1, "no": 0, "unknown": 2}
    assert told["widened_to_km"] == 125.8
    assert refused.status_code == 422
    assert "is not known" in refused.json()["hint"]
    assert client.get("/api/find").status_code == 405


def test_an_answer_says_which_language_it_is_about(client):
    text = client.post("/find/clinicians", data=HERE | {"language": "de"}).text

    assert "<p>Language German: yes</p>" in text
    assert "<p>Language German: not known</p>" in text
    assert re.search(r"</select></label> <span[^>]*>\(1 yes, 0 no, 2 not known\)", text)


def test_a_fhir_match_says_its_source_and_when_it_was_verified(client):
    bundle = client.get(FHIR, params=NEAR).json()
    texts = [e["resource"]["text"]["div"] for e in bundle["entry"] if "fullUrl" in e]

    assert "invented, last verified 2025-01-31. Call first." in texts[0]
    assert "EXAMPLE &lt;b&gt;TWO" in texts[1]


def empty(value):
    """Whether FHIR would refuse it: nothing in it may be null, blank or empty."""
    if isinstance(value, dict | list):
        return not value or any(map(empty, value.values() if isinstance(value, dict) else value))
    return value is None or value == ""


def test_nothing_in_a_bundle_is_empty(client):
    nobody = client.get(FHIR, params=NEAR | {"location.near": "-41|100|5|km"}).json()

    assert not empty(client.get(FHIR, params=NEAR).json())
    assert not empty(nobody)
    assert nobody["total"] == 0
