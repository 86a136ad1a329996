"""Two diseases side by side as pages and files."""

import pytest

PAGE = "/d/example-syndrome/compare/marfan-syndrome"
ANNOTATED = "/d/marfan-syndrome/compare/neuroblastoma"


def test_what_editors_say_comes_before_annotations(client):
    page = client.get(PAGE).text

    assert page.index("Both are tall tales here.") < page.index("seven of twelve who do not exist")
    assert page.index("seven of twelve who do not exist") < page.index("Findings as annotated")
    assert 'href="#r1"' in page


def test_what_no_source_says_is_not_shown_as_absent(client):
    page = client.get(PAGE).text

    assert "not stated in any source that was read" in page
    assert "not that it does not occur" in page
    assert page.count("not annotated") > 2


def test_the_other_side_tells_the_same_turned_round(client):
    here = client.get(f"{PAGE}.json").json()
    there = client.get("/d/marfan-syndrome/compare/example-syndrome.json").json()
    (one,), (other,) = (
        [each["said"] for each in found["differences"] if each["term"] == "HP:0001251"]
        for found in (here, there)
    )

    assert (one[0]["here"], one[0]["there"]) == ("typical", "absent")
    assert (other[0]["here"], other[0]["there"]) == ("absent", "typical")
    assert (here["tests"][0]["for"], there["tests"][0]["for"]) == ("here", "there")


def test_two_annotated_diseases_have_the_same_page(client):
    page = client.get(ANNOTATED).text

    assert "Neither entry states what tells the two apart." in page
    assert "Recorded for Marfan syndrome only" in page
    assert "FBN1" in page


def test_the_text_says_what_is_unknown(client):
    text = client.get(f"{PAGE}.txt").text

    assert "Answer to a look [example2002]" in text
    assert "Marfan syndrome: not stated in any source that was read" in text


def test_a_former_address_leads_to_the_present_one(client):
    answer = client.get("/d/sample-disease/compare/marfan-syndrome")

    assert (answer.status_code, answer.headers["location"]) == (308, PAGE)


@pytest.mark.parametrize("wanted", ["marfan-syndrome", "Marfan syndrome", " marfan  SYNDROME "])
def test_a_name_or_an_address_leads_to_the_page(client, wanted):
    answer = client.get("/d/example-syndrome/compare", params={"with": wanted})

    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)


@pytest.mark.parametrize(
    "address",
    [
        "/d/example-syndrome/compare/marfan-syndrom",
        "/d/marfan-syndrom/compare/example-syndrome",
        "/d/example-syndrome/compare?with=marfan+syndrom",
    ],
)
def test_an_unknown_disease_is_answered_with_help(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "/d/marfan-syndrome/" in answer.text


def test_a_disease_is_not_compared_with_itself(client):
    assert client.get("/d/marfan-syndrome/compare/marfan-syndrome").status_code == 404


def test_the_german_page_has_german_words(client):
    page = client.get(f"/de{PAGE}").text

    assert "Was sie unterscheidet" in page
    assert "nicht annotiert" in page


def test_the_chapter_on_other_diseases_leads_to_it(client):
    page = client.get("/d/example-syndrome/").text

    assert f'href="{PAGE}"' in page
    assert "compare/nothing" not in page
