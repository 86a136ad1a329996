"""The search page and the search box's answers."""

import pytest

from nosograph.serving.requests import MOST_BYTES, MOST_CHARACTERS


def found(client, query, **more):
    return client.get("/search", params={"q": query, **more}).text


def test_a_name_is_found_and_linked(client):
    assert '<a class="name" href="/d/example-syndrome/"' in found(client, "example syndrome")


def test_results_link_to_pages_in_the_same_language(client):
    answer = client.get("/de/search", params={"q": "example syndrome"})

    assert 'href="/de/d/example-syndrome/"' in answer.text
    assert "Ergebnis" in answer.text


def test_a_query_can_be_posted_so_that_no_address_holds_it(client):
    answer = client.post("/search", data={"q": "example syndrome"})

    assert answer.status_code == 200
    assert 'href="/d/example-syndrome/"' in answer.text
    assert 'method="post"' in answer.text or "filters" not in answer.text


def test_nothing_that_was_asked_is_cached(client):
    for path in ("/search?q=ataxia", "/api/search?q=ataxia", "/api/suggest?q=ataxia"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_an_empty_query_is_told_what_to_type(client):
    for query in ("", "   ", "\x00\x07"):
        answer = client.get("/search", params={"q": query})
        assert answer.status_code == 200
        assert "Type a name" in answer.text


def test_no_result_comes_with_advice(client):
    text = found(client, "qqqqqqqqqqqq xxxxxxxxxxxx")

    assert "Nothing found" in text
    assert "Try fewer words" in text


def test_a_very_long_query_is_cut_and_says_so(client):
    for answer in (
        client.get("/search", params={"q": "ataxia " * 1500}),
        client.post("/search", data={"q": "ataxia " * 1500}),
    ):
        assert answer.status_code == 200
        assert f"the first {MOST_CHARACTERS} characters" in answer.text


def test_a_body_larger_than_any_query_is_refused_with_advice(client):
    answer = client.post("/search", data={"q": "x" * (MOST_BYTES + 1)})

    assert answer.status_code == 413
    assert "Send a few words" in answer.text


@pytest.mark.parametrize(
    "query",
    ['<script>alert(1)</script>', '" onfocus="x', "'; drop table disease; --", "a\x00b\x1b[31m", "\ud800",
     "%", "* OR *:*", "(((", "name:x~9^9", "\u202e" * 50, "ä" * 400],
)  # fmt: skip
def test_odd_queries_are_answered_and_stay_text(client, query):
    for answer in (
        client.get("/search", params={"q": query.encode("utf-8", "surrogatepass")}),
        client.post("/search", content=b"q=" + query.encode("utf-8", "surrogatepass")),
    ):
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert 'onfocus="x' not in answer.text
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("more", [{"kind": "nonsense"}, {"system": "HP:9"}, {"kind": "\x00"}])
def test_unknown_filters_are_left_out(client, more):
    assert "example-syndrome" in found(client, "example syndrome", **more)


def test_results_can_be_narrowed_to_curated_entries(client):
    text = found(client, "ataxia", kind="curated")

    assert 'aria-pressed="true"' in text
    assert 'href="/d/marfan-syndrome/"' not in text


def test_suggestions_name_pages(client):
    answer = client.get("/api/suggest", params={"q": "exam"}).json()

    assert {"name": "Example syndrome", "href": "/d/example-syndrome/"}.items() <= answer[
        "results"
    ][0].items()
    assert client.post("/api/suggest", data={"q": "exam"}).json() == answer


def test_suggestions_for_nothing_are_none(client):
    assert client.get("/api/suggest").json()["results"] == []


def test_machines_get_scores_and_codes(client):
    answer = client.get("/api/search", params={"q": "example syndrome", "limit": "3"}).json()

    first = answer["results"][0]
    assert first["slug"] == "example-syndrome"
    assert first["kind"] == "curated"
    assert "ORPHA:9999991" in first["codes"]
    assert len(answer["results"]) <= 3


@pytest.mark.parametrize("limit", ["0", "-1", "9" * 30, "x", "²"])
def test_an_odd_limit_is_put_right(client, limit):
    assert client.get("/api/search", params={"q": "ataxia", "limit": limit}).status_code == 200


def test_machines_are_told_what_an_empty_query_lacks(client):
    answer = client.get("/api/search")

    assert answer.status_code == 400
    assert answer.json()["hint"]


def test_a_question_is_answered_with_statements_quoted_whole(client):
    answer = client.get("/search", params={"q": "How is ataxia seen in Example syndrome?"}).text

    assert "What the dictionary states" in answer
    assert "/d/example-syndrome/claims/#c" in answer
    assert "Nothing found" not in answer


def test_a_name_as_long_as_a_question_is_none(client):
    name = "Epileptic encephalopathy, early infantile, 6 (Dravet syndrome)"

    assert "No statement of the editors" in found(client, f"is there {name} here")
    assert "No statement of the editors" not in found(client, name)


def test_a_question_that_nothing_answers_says_so(client):
    answer = client.get("/de/search", params={"q": "Wie wird das Wetter morgen in Hamburg?"}).text

    assert "Keine Aussage der Redaktion beantwortet das." in answer
