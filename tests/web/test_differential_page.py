"""The differential diagnosis in the browser: findings in, a list with reasons out, nothing kept."""

import json
import re

import pytest

PAGE = "/differential"


def stated(**more):
    return {"f.HP:0001166": "present", "f.HP:0001519": "present"} | more


def ranked(page):
    return re.findall(r'class="name" href="/d/([^/"]+)/"', page.text)


def test_an_empty_form_lists_nothing(client):
    page = client.get(PAGE)

    assert page.status_code == 200
    assert ranked(page) == []
    assert "There is nothing to go by" in page.text


def test_findings_give_a_list_with_reasons(client):
    page = client.post(PAGE, data=stated())

    assert ranked(page)[0] == "marfan-syndrome"
    assert "diseases were compared" in page.text
    assert "Scores are not probabilities" in page.text


def test_the_reasons_of_a_disease_add_up_to_its_score(client):
    page = client.post(PAGE, data=stated())
    table = page.text.partition("<table>")[2].partition("</table>")[0]
    numbers = [
        float(each.replace("−", "-"))
        for each in re.findall(r'class="right">([+−]?[\d.]+)</td>', table)
    ]

    assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.02)


def test_a_word_that_means_one_finding_is_added(client):
    page = client.post(PAGE, data={"add": "arachnodactyly"})

    assert 'name="f.HP:0001166"' in page.text


def test_a_word_that_may_mean_several_is_asked_about(client):
    page = client.post(PAGE, data={"add": "abnormal"})

    assert "Which one is meant?" in page.text
    assert ranked(page) == []


def test_the_choice_is_added_to_what_was_stated(client):
    page = client.post(PAGE, data={"f.HP:0001519": "absent", "choose": "HP:0001166"})

    assert 'name="f.HP:0001166" value="present" checked' in page.text
    assert 'name="f.HP:0001519" value="absent" checked' in page.text


def test_a_word_that_means_nothing_is_said(client):
    assert "No finding is called" in client.post(PAGE, data={"add": "qqqqq"}).text


def test_two_diseases_stand_side_by_side(client):
    first, second = ranked(client.post(PAGE, data=stated()))[:2]

    page = client.post(PAGE, data=stated(**{f"c.{first}": "1", f"c.{second}": "1", "compare": "1"}))

    assert "Side by side" in page.text


def test_one_disease_is_too_few_to_compare(client):
    page = client.post(PAGE, data=stated(**{"c.marfan-syndrome": "1", "compare": "1"}))

    assert "Tick 2 to 4 diseases" in page.text


@pytest.mark.parametrize("sort", ["score", "system", "matched", "nothing"])
def test_every_order_lists_the_same_diseases(client, sort):
    usual = ranked(client.post(PAGE, data=stated()))

    assert sorted(ranked(client.post(PAGE, data=stated(sort=sort)))) == sorted(usual)


def test_a_gene_list_narrows_the_list_down(client):
    assert ranked(client.post(PAGE, data=stated(genes="fbn1"))) == ["marfan-syndrome"]


def test_an_unknown_gene_is_named_beside_the_list_of_the_others(client):
    page = client.post(PAGE, data=stated(genes="Fbn1; NOSUCH"))

    assert ranked(page) == ["marfan-syndrome"]
    assert "no disease with NOSUCH" in page.text


def test_why_something_is_not_used_is_said_in_the_pages_language(client):
    page = client.post("/de" + PAGE, data={"f.HP:0001166": "present", "f.HP:0001167": "present"})

    assert "in einem anderen Befund enthalten" in page.text


def test_a_bad_age_is_said(client):
    assert "is no age" in client.post(PAGE, data=stated(age="young")).text


def test_what_is_not_used_is_said(client):
    page = client.post(PAGE, data={"f.HP:0001166": "present", "f.HP:0001167": "present"})

    assert "Not used" in page.text


@pytest.mark.parametrize(
    "fields",
    [
        {"f.HP:9999999": "present"},
        {"f.HP:0001166": "perhaps"},
        {"rest": "{"},
        {"choose": "HP:x"},
        {"add": "\x00\ud800"},
        {"sex": "?", "sort": "<b>", "genes": "<b>"},
    ],
)
def test_nonsense_is_passed_over(client, fields):
    page = client.post(PAGE, content=encoded(fields), headers=FORM)

    assert page.status_code == 200
    assert "<b>" not in page.text


FORM = {"content-type": "application/x-www-form-urlencoded"}


def encoded(fields):
    from urllib.parse import urlencode

    return urlencode(fields, errors="replace").encode()


def test_a_case_is_opened_saved_and_carried_over_from_criteria(client):
    case = json.dumps({"findings": [{"item": "ataxia", "status": "present"}]})

    carried = client.post(PAGE, data={"case": case})
    opened = client.post(f"{PAGE}/open", files={"file": ("case.json", case)})
    saved = client.post(f"{PAGE}/case.json", data={"f.HP:0001251": "absent"})

    for page in (carried, opened):
        assert page.status_code == 200
        assert "HP:0001251" in page.text
    assert saved.json()["findings"] == [{"hpo": "HP:0001251", "status": "absent"}]


def test_the_case_of_a_criteria_form_is_ranked(client):
    page = client.post(
        "/d/example-syndrome/criteria/example-2001/differential", data={"s.ataxia": "present"}
    )

    assert 'name="f.HP:0001251" value="present" checked' in page.text


def test_suggestions_are_findings(client):
    found = client.post(f"{PAGE}/findings", data={"q": "arachnod"}).json()

    assert found["results"][0]["term"] == "HP:0001166"


def test_the_log_knows_nothing_of_the_case(client, caplog):
    with caplog.at_level("INFO"):
        client.post(PAGE, data=stated(add="arachnodactyly"))

    assert "0001166" not in caplog.text
    assert "arachno" not in caplog.text


def unsteady(**more):
    return {"f.HP:0001251": "present"} | more


def test_emergencies_at_the_age_stand_beside_the_list_with_their_source(client):
    page = client.post(PAGE, data=unsteady(age="2a"))

    assert "Exclude first" in page.text
    assert 'href="/p/suddenly-unsteady/#cause-fall">A fall</a>' in page.text
    assert "The disease that still does not exist" in page.text.partition("A bruise.")[2][:80]


def test_an_emergency_of_another_age_is_not_put_first(client):
    assert "Exclude first" not in client.post(PAGE, data=unsteady(age="8a")).text


def test_without_an_age_the_emergencies_of_all_ages_stand_first(client):
    assert "#cause-fall" in client.post(PAGE, data=unsteady()).text


def test_a_red_flag_that_is_stated_says_what_to_do(client):
    stated = client.post(PAGE, data=unsteady(age="2a", **{"f.HP:0001336": "present"})).text
    absent = client.post(PAGE, data=unsteady(age="2a", **{"f.HP:0001336": "absent"})).text

    assert "Look at the eyes." in stated.partition("Red flags that are stated")[2]
    assert "Red flags that are stated" not in absent
