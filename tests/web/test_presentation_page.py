"""Presentations as pages, and the ways that lead to them and from them."""

import pytest

PAGE = "/p/suddenly-unsteady/"


def test_red_flags_stand_before_causes_and_each_with_what_to_do(client):
    page = client.get(PAGE).text

    order = [
        "See them on the same day.",
        "Jerks",
        "Look at the eyes.",
        "A bruise.",
        "Long fingers.",
    ]
    assert sorted(order, key=page.index) == ["See them on the same day.", "Jerks", "Look at the eyes.",
                                             "Long fingers.", "A bruise."]  # fmt: skip
    assert page.index('id="red-flags"') < page.index('id="causes"') < page.index('id="ask"')


def test_at_an_age_the_dangerous_cause_stands_first(client):
    page = client.get(PAGE).text
    toddlers = page.partition('id="age-toddler"')[2].partition("</section>")[0]

    assert toddlers.index("A fall") < toddlers.index("Example syndrome")
    assert "Marfan syndrome" not in toddlers


def test_causes_lead_to_entries_by_folder_and_by_code(client):
    page = client.get(PAGE).text

    assert 'href="/d/example-syndrome/"' in page
    assert 'href="/d/marfan-syndrome/"' in page


def test_works_are_numbered_in_the_order_of_the_page(client):
    page = client.get(PAGE).text

    assert page.index('href="#r1"') < page.index('href="#r2"')


def test_the_german_page_has_german_words_and_no_english_ones(client):
    page = client.get(f"/de{PAGE}").text

    for german in (
        "Plötzlich unsicher",
        "Warnzeichen",
        "Zuckungen",
        "Ein Sturz",
        "Schielt ein Auge?",
    ):
        assert german in page
    for english in ("Red flags", "Jerks", "A fall", "Does an eye turn?", "Look first."):
        assert english not in page


@pytest.mark.parametrize(("prefix", "told"), [("", "Get help when"), ("/de", "Holen Sie Hilfe")])
def test_families_have_a_page_of_their_own_in_both_languages(client, prefix, told):
    page = client.get(f"{prefix}{PAGE}patient/").text

    assert told in page
    assert f'href="{prefix}{PAGE}#red-flags"' in page


def test_the_answers_of_the_form_become_a_list_of_diseases(client):
    assert 'action="/differential"' in client.get(PAGE).text

    answer = client.post("/differential", data={"f.HP:0001336": "present", "f.HP:0000486": ""}).text

    assert "Myoclonus" in answer
    assert "Strabismus" not in answer.partition('id="answer"')[0]


def test_the_answers_of_the_form_are_carried_to_the_criteria(client):
    address = "/d/example-syndrome/criteria/example-2001"
    assert f'formaction="{address}"' in client.get(PAGE).text

    stated = client.post(address, data={"f.HP:0001251": "present", "f.HP:0001336": "absent"}).text
    empty = client.get(address).text

    assert stated.count("checked") != empty.count("checked") or "rest" in stated
    assert "HP:0001251" in stated or stated != empty


def test_a_finding_is_carried_to_the_differential_and_leads_to_the_presentation(client):
    page = client.get("/t/HP:0002066").text

    assert '<form class="add-to-case" method="post" action="/differential"' in page
    assert 'name="f.HP:0002066" value="present"' in page
    assert f'href="{PAGE}"' in page
    assert f'href="{PAGE}"' not in client.get("/t/HP:0001336").text


def test_home_and_differential_lead_to_it(client):
    assert f'href="{PAGE}"' in client.get("/").text
    assert f'href="{PAGE}"' in client.get("/differential").text
    assert f'href="{PAGE}"' in client.post("/differential", data={"f.HP:0001251": "present"}).text
    assert (
        f'href="{PAGE}"' not in client.post("/differential", data={"f.HP:0001336": "present"}).text
    )


@pytest.mark.parametrize(
    ("query", "prefix"),
    [("suddenly unsteady", ""), ("shaky on the legs", ""), ("plötzlich wackelig", "/de")],
)
def test_search_finds_it_first_by_what_people_say(client, query, prefix):
    found = client.post("/api/search", data={"q": query}).json()["results"][0]
    page = client.post(f"{prefix}/search", data={"q": query}).text

    assert (found["type"], found["href"]) == ("presentation", PAGE)
    assert f'href="{prefix}{PAGE}patient/"' in page


def test_search_calls_it_by_its_name_in_the_language(client):
    page = client.post("/de/search", data={"q": "plötzlich wackelig"}).text

    assert ">Plötzlich unsicher</a>" in page
    assert "0 Krankheiten" not in page


def test_the_files_say_the_same(client):
    document = client.get(f"{PAGE}presentation.json").json()
    text = client.get(f"/de{PAGE}presentation.txt").text

    cause = document["presentation"]["causes"][0]
    assert cause["name"] == {"en": "Example syndrome", "de": "Beispielsyndrom"}
    assert document["presentation"]["pages"]["marfan"] == "marfan-syndrome"
    assert "Zuckungen. Beispielsyndrom. Die Augen ansehen." in text
    assert "A disease that does not exist" in text


def test_an_address_without_its_slash_leads_on_and_an_unknown_one_says_so(client):
    assert client.get("/de/p/suddenly-unsteady").headers["location"] == f"/de{PAGE}"
    assert client.get("/p/suddenly-unsteady/patient").headers["location"] == f"{PAGE}patient/"
    assert client.get("/p/nothing/").status_code == 404


def test_what_a_claim_rests_on_leads_to_the_references_of_the_page(client):
    claims = client.get(f"/de{PAGE}claims/").text

    assert f'href="/de{PAGE}#references"' in claims
    assert "references/#of-" not in claims
    assert "references/#of-" in client.get("/d/example-syndrome/claims/").text
