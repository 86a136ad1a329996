"""No question gets a page that is larger than a page may be, and none holds the server up."""

import json
import time

import pytest

MOST = 150_000
CRITERIA = "/d/example-syndrome/criteria/example-2001"
LONG = "HP:0001251"


@pytest.fixture
def terms(site):
    """Every finding of the tiny release."""
    with site.releases.lease() as opened:
        return [term for (term,) in opened.library._all("select term from finding order by term")]


def as_case(terms):
    return json.dumps({"findings": [{"hpo": each, "status": "present"} for each in terms]})


@pytest.mark.parametrize("language", ["", "/de"])
def test_the_list_for_as_many_findings_as_are_taken_is_a_page(client, terms, language):
    fields = {f"f.{each}": "present" for each in terms[:101]}
    compared = {f"c.{each}": "1" for each in ("marfan-syndrome", "example-syndrome")}

    answer = client.post(f"{language}/differential", data=fields | compared | {"compare": "1"})

    assert answer.status_code == 200
    assert len(answer.content) < MOST
    assert ("At most 100 findings" in answer.text) == (language == "")


def test_a_case_with_more_findings_than_a_page_takes_is_refused_with_the_bound(client, terms):
    answers = [
        client.post("/differential", data={"case": as_case(terms[:101])}),
        client.post("/differential/open", files={"file": ("a.json", as_case(terms[:101]))}),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert "101 findings" in answer.text
        assert "at most 100" in answer.text


MEASURED = [{"item": f"i{n}", "status": "measured", "value": n, "unit": "%"} for n in range(900)]
TOO_LARGE = {
    "statements": json.dumps({"findings": MEASURED}),
    "equal": as_case([LONG] * 12_000),
    "keys": json.dumps({"findings": [], **{f"k{n}": 1 for n in range(60_000)}}),
    "cases": json.dumps([{"findings": []}] * 50_000),
    "lines": "\n".join(['{"findings": []}'] * 50_000),
    "mistakes": json.dumps({"findings": [{"x": 1}] * 1000}),
    "text": json.dumps({"id": "x" * 900_000, "findings": []}),
    "yaml": "a: [" + "1, " * 300_000 + "1]",
    "deep": "[" * 500_000,
    "terms": "HP:0001251\n" * 80_000,
}


@pytest.mark.parametrize("text", TOO_LARGE.values(), ids=TOO_LARGE)
@pytest.mark.parametrize("door", ["/differential/open", f"{CRITERIA}/open"])
def test_a_file_that_is_too_much_is_refused_at_once_with_a_small_page(client, door, text):
    began = time.process_time()

    answer = client.post(door, files={"file": ("a.json", text)})

    assert answer.status_code == 422
    assert len(answer.content) < MOST
    assert time.process_time() - began < 5  # a second at most where nothing else runs


def test_a_criteria_form_with_more_than_a_page_takes_is_refused_with_the_bound(client, terms):
    fields = {f"f.HP:{n:07}": "present" for n in range(2_000)}

    for door in (CRITERIA, f"/de{CRITERIA}"):
        answer = client.post(door, data=fields)
        assert answer.status_code == 422
        assert "30 kB" in answer.text
        assert len(answer.content) < MOST


def notes(terms):
    yield "findings", "ataxia " * 5_500
    yield "ids", " ".join((terms * 30)[:3_600])
    yield "denials", "no ataxia since May, " * 1_800
    yield "marks that a page writes longer", "&" * 7_900
    yield "letters of three bytes", "運" * 13_000


@pytest.mark.parametrize("path", ["/recognise", "/de/recognise", f"{CRITERIA}/note"])
def test_the_page_for_the_longest_note_is_a_page(client, terms, path):
    for name, text in notes(terms):
        answer = client.post(path, data={"text": text})

        assert answer.status_code == 200, name
        assert len(answer.content) < MOST, name


@pytest.mark.parametrize(
    ("path", "status"),
    [("/recognise", 422), ("/recognise/differential", 413), (f"{CRITERIA}/note", 413)],
)
def test_a_note_that_is_longer_is_refused_with_the_bound(client, path, status):
    for text in ("ataxia " * 6_000, "&" * 8_100, "運" * 13_400):
        answer = client.post(path, data={"text": text})

        assert answer.status_code == status
        assert "40 kB" in answer.text
        assert len(answer.content) < MOST


def test_findings_beyond_those_that_a_page_asks_about_are_told_and_count(client, terms):
    asked = client.post("/recognise", data={"text": " ".join(terms)})

    assert f"{len(terms)} findings were read; the first 60 stand here" in asked.text
    assert asked.text.count('<fieldset class="question">') == 60
