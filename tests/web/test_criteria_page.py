"""Criteria in the browser: three choices per item, answers in words, nothing kept."""

import json
from dataclasses import replace

import pytest

from nosograph.site import application
from tests.populations import gallery
from tests.web.visitor import Visitor

PAGE = "/d/example-syndrome/criteria/example-2001"
CASE = {
    "id": "invented-1",
    "findings": [
        {"item": "ataxia", "status": "present"},
        {"item": "duration", "status": "measured", "value": 2, "unit": "wk"},
        {"hpo": "HP:0000505", "status": "present"},
    ],
}


def opened(client, text):
    return client.post(f"{PAGE}/open", files={"file": ("case.json", text)})


def answer(page):
    return page.text.partition('id="answer"')[2].partition("</section>\n</div>")[0]


def test_silence_is_not_absence(client):
    page = client.get(PAGE)

    assert page.status_code == 200
    assert page.text.count("checked") == page.text.count('value="present"')
    assert "Nothing has been stated yet" in page.text
    assert "Open: what is stated neither satisfies nor rules out" in answer(page)


def test_what_is_stated_is_answered_level_by_level(client):
    page = client.post(
        PAGE, data={"s.ataxia": "present", "s.alternative": "absent", "v.duration.1": "3"}
    )

    assert "Met by what is stated" in answer(page)
    assert "Not met by what is stated" in answer(page)
    assert "Not met says nothing about people who do not exist." in answer(page)


def test_units_are_those_that_the_reader_has(client):
    page = client.post(
        PAGE,
        data={"s.ataxia": "present", "s.alternative": "absent", "v.duration.1": "1",
              "u.duration.1": "wk"},
    )  # fmt: skip

    assert "Not met" not in answer(page)


def test_an_open_answer_says_what_to_ask_first(client):
    page = client.post(PAGE, data={"s.ataxia": "present"})

    assert "Ask first" in answer(page)
    assert "Better explanation" in answer(page)


def test_a_reading_of_ours_is_marked(client):
    page = client.get(PAGE)

    assert "our reading" in page.text
    assert "Parts of this set rest on our reading" in page.text


@pytest.mark.parametrize("value", ["three", "1e400", "9" * 30, "-", "NaN"])
def test_a_value_that_is_no_number_is_said_and_left_out(client, value):
    page = client.post(PAGE, data={"s.ataxia": "present", "v.duration.1": value})

    assert page.status_code == 200
    assert "is no number for Duration" in page.text


@pytest.mark.parametrize(
    ("page", "value", "said"),
    [
        (PAGE, "12,000", "may mean two numbers for Duration"),
        (f"/de{PAGE}", "18.500", "zwei Zahlen"),
        (f"/de{PAGE}", "12,000", "zwei Zahlen"),
    ],
)
def test_a_value_that_may_be_two_numbers_is_said_and_left_out(client, page, value, said):
    found = client.post(page, data={"s.ataxia": "present", "v.duration.1": value})

    assert said in found.text


@pytest.mark.parametrize("value", ["7,5", "7.5", "1.234,5", "12 500", "&lt;6.5", ">7,0"])
def test_a_value_is_read_however_it_is_written(client, value):
    page = client.post(PAGE, data={"v.duration.1": value.replace("&lt;", "<")})

    assert "for Duration" not in page.text


def test_a_saved_case_opens_again_whole(client):
    page = opened(client, json.dumps(CASE))
    rest = json.dumps({"findings": CASE["findings"][2:]})
    saved = client.post(
        f"{PAGE}/case.json",
        data={"s.ataxia": "present", "v.duration.1": "2", "u.duration.1": "wk", "rest": rest},
    )

    assert "HP:0000505" in page.text
    assert "attachment" in saved.headers["content-disposition"]
    assert saved.json()["findings"] == CASE["findings"]


def test_a_phenopacket_is_read_by_its_codes(client):
    packet = {
        "id": "invented-2",
        "metaData": {},
        "phenotypicFeatures": [{"type": {"id": "HP:0001251", "label": "Ataxia"}}],
    }

    page = opened(client, json.dumps(packet))

    assert page.status_code == 200
    assert "1 statement" in page.text


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[1]", "\x00", '{"findings": 3}', '{"findings": [{"item": "ataxia"}]}']
)
def test_a_file_that_is_no_case_is_refused_with_a_reason(client, text):
    page = opened(client, text)

    assert page.status_code == 422
    assert "The file could not be used" in page.text
    assert "Traceback" not in page.text


def test_too_large_a_file_is_refused(client):
    assert opened(client, " " * 2_000_000).status_code == 413


def test_answers_are_kept_nowhere(client):
    assert client.post(PAGE, data={}).headers["cache-control"] == "no-store"


def test_what_is_sent_cannot_become_markup(client):
    page = client.post(PAGE, data={"v.duration.1": "<script>1</script>", "u.duration.1": '"><b>'})

    assert "<script>1" not in page.text
    assert "<b>" not in page.text


def test_an_unknown_set_is_not_found(client):
    assert client.get("/d/example-syndrome/criteria/none").status_code == 404
    assert client.get("/d/marfan-syndrome/criteria/example-2001").status_code == 404


def test_the_entry_leads_to_its_criteria(client):
    assert f'href="{PAGE}"' in client.get("/d/example-syndrome/").text


def test_a_site_for_the_public_has_no_tools(tiny_release):
    public = Visitor(application(tiny_release, with_tools=False))

    for address in (PAGE, "/differential"):
        page = public.get(address)
        assert page.status_code == 404
        assert "switched off here" in page.text


def test_a_set_that_speaks_german_is_asked_and_worded_in_german(client):
    page = client.post(f"/de{PAGE}", data={"s.ataxia": "present"})

    assert "<legend><span>Ataxie</span>" in page.text
    assert "<h1>Beispielsyndrom, 2001</h1>" in page.text
    assert "eines davon" in page.text or "alles davon" in page.text
    assert "all of:" not in page.text


def test_a_set_that_misses_one_title_stays_english():
    criteria = gallery()["oms-genoa-2004"]
    partly = replace(criteria, items=(replace(criteria.items[0], titles=()), *criteria.items[1:]))

    assert criteria.in_language("de").items[0].title == "Opsoklonus"
    assert partly.in_language("de") == partly


@pytest.mark.parametrize("id", sorted(gallery()))
def test_every_set_of_the_dictionary_speaks_german(id):
    assert gallery()[id].speaks("de")
