"""Scales as pages: read, added up, drawn over time, and nothing kept."""

import pytest

PAGE = "/d/example-syndrome/scales/three-things"
FORGOTTEN = "/d/example-syndrome/scales/forgotten"


def draw(client, text, page=PAGE):
    return client.post(f"{page}/course", files={"file": ("course.csv", text)})


def test_the_page_lists_items_with_what_each_value_means(client):
    page = client.get(PAGE).text

    assert "3 – does not walk" in page
    assert "Total: between 0 and 9" in page
    assert "Range still open: little; much" in page
    assert "publications that nobody here has read in full" in page


def test_ratings_are_added_up_without_scripts(client):
    answer = client.post(PAGE, data={"s.steps": "1", "s.words": "0", "s.hands": "2"})

    assert "Total: 3" in answer.text
    assert "Range: little" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert 'name="s.hands" value="2" checked' in answer.text


def test_a_rating_that_the_form_does_not_offer_counts_as_not_rated(client):
    answer = client.post(PAGE, data={"s.steps": "2", "s.words": "3", "s.hands": ""}).text

    assert "Total: between 3 and 9" in answer
    assert "Not rated: Steps; Hands" in answer


def test_the_german_page_has_german_words(client):
    page = client.post(f"/de{PAGE}", data={"s.words": "3"}).text

    assert "Summe: zwischen 3 und 9" in page
    assert '<span lang="en">Words</span>' in page


def test_an_unconfirmed_scale_says_what_is_missing_and_has_no_form(client):
    page = client.get(FORGOTTEN).text

    assert "Items not confirmed" in page
    assert "The items are named, their anchors and the range are not." in page
    assert 'type="radio"' not in page
    assert "Mood" in page


def test_an_unconfirmed_scale_is_not_scored_by_post_either(client):
    answer = client.post(FORGOTTEN, data={"s.mood": "1"})

    assert answer.status_code == 200
    assert "Total: " not in answer.text.replace("Total: as", "")


def test_a_saved_file_opens_again_with_what_it_was_carrying(client):
    rest = '{"findings": [{"hpo": "HP:0001251", "status": "present"}]}'
    saved = client.post(f"{PAGE}/case.json", data={"s.steps": "3", "rest": rest})
    again = client.post(f"{PAGE}/open", files={"file": ("case.json", saved.text)})

    assert 'name="s.steps" value="3" checked' in again.text
    assert "HP:0001251" in again.text
    assert "attachment" in saved.headers["content-disposition"]


def test_a_course_is_drawn_with_its_table(client):
    answer = draw(client, "date,total,relapse,steps,words,hands,note\n2026-01-02,,,3,3,2,\n"
                          "2026-03-01,2,,,,,\n2026-05-01,,yes,3,,,after <b>flu</b>\n")  # fmt: skip

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert 'class="course-plot"' in answer.text
    assert "<td>8</td><td>added up here</td>" in answer.text
    assert "<td>2</td><td>as recorded</td>" in answer.text
    assert "<td>3 to 9</td>" in answer.text
    assert "<strong>relapse</strong>; after &lt;b&gt;flu&lt;/b&gt;" in answer.text


def test_a_course_of_an_unconfirmed_scale_is_drawn_as_recorded(client):
    answer = draw(client, "date,total\n2026-01-02,11\n2026-03-01,3\n", FORGOTTEN).text

    assert "Totals as recorded; not computed here" in answer
    assert "added up here</td>" not in answer


def test_versions_are_not_compared(client):
    answer = draw(client, "date,total,version\n2026-01-02,8,1\n2026-03-01,2,2\n").text

    assert "different versions of the scale (1, 2)" in answer


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No file was chosen."),
        ("date,total\n1.2.2026,4\n", "line 2: date &#39;1.2.2026&#39; is no date"),
        ('{"scale": "other", "visits": [{"date": "2026-01-01"}]}', "another scale: other"),
    ],
)
def test_a_course_that_cannot_be_used_is_refused_with_the_reason(client, text, said):
    answer = draw(client, text)

    assert answer.status_code == 422
    assert said in answer.text


def test_the_files_say_the_same(client):
    document = client.get(f"{FORGOTTEN}.json").json()
    text = client.get(f"{PAGE}.txt").text

    assert (document["confirmed"], document["total"], document["items"][0]["anchors"]) == (
        False,
        None,
        None,
    )
    assert "    3  does not walk" in text
    assert "- much: 4 to 9 [example2002]" in text


def test_the_entry_leads_to_it(client):
    assert f'href="{PAGE}"' in client.get("/d/example-syndrome/").text


@pytest.mark.parametrize("address", [f"{PAGE}x", "/d/marfan-syndrome/scales/three-things.txt"])
def test_an_unknown_scale_is_not_found(client, address):
    assert client.get(address).status_code == 404
