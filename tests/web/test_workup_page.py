"""Work-ups as pages and files."""

import pytest

PAGE = "/d/example-syndrome/workup"


def test_a_result_stands_with_what_it_does_not_mean(client):
    page = client.get(PAGE).text

    assert page.index("There is something to see.") < page.index("It need not be Example syndrome")
    assert page.index("It need not be Example syndrome") < page.index("If negative")


def test_what_no_source_says_is_shown_as_unknown(client):
    again = client.get(PAGE).text.partition('id="test-look-again"')[2]

    assert again.count("No source that was read says what this means.") == 2
    assert "When to look again is not known." in again
    assert 'href="#test-look"' in again


def test_the_files_say_the_same(client):
    document = client.get(f"{PAGE}.json").json()
    text = client.get(f"{PAGE}.txt").text

    tests = {each["id"]: each for stage in document["stages"] for each in stage["tests"]}
    assert tests["look"]["negative"]["means"] == ""
    assert tests["look-again"]["positive"] is None
    assert "But note: There may be something all the same. [example2001]" in text


def test_the_entry_leads_to_it(client):
    assert f'href="{PAGE}"' in client.get("/d/example-syndrome/").text


def test_the_german_page_has_german_words(client):
    assert "Wenn unauffällig" in client.get(f"/de{PAGE}").text


@pytest.mark.parametrize("slug", ["marfan-syndrome", "no-such-thing"])
def test_a_disease_without_one_is_not_found(client, slug):
    assert client.get(f"/d/{slug}/workup").status_code == 404
