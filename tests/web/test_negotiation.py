"""One address, several forms: HTML for people, others for whoever asks for them."""

import pytest

PAGE = "/d/example-syndrome/"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/markdown", "text/markdown"),
        ("text/markdown, text/html;q=0.9", "text/markdown"),
        ("text/markdown;q=0.1, text/html", "text/html"),
        ("text/html;q=0, */*;q=0.5", "text/markdown"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/*", "application/ld+json"),
        ("image/png", "text/html"),
        ("text/markdown;q=x", "text/html"),
    ],
)
def test_the_form_that_is_preferred_is_given(client, accept, form):
    for address in (PAGE, f"{PAGE}patient/", "/d/marfan-syndrome/"):
        answer = client.get(address, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(form)
        assert "accept" in answer.headers["vary"].split(", ")


def test_markdown_has_the_page_with_its_references(client):
    text = client.get(PAGE, headers={"accept": "text/markdown"}).text

    assert text.startswith("# Example syndrome\n")
    assert "## References" in text
    assert client.get(f"{PAGE}entry.md").text == text


def test_the_patient_page_has_its_own_markdown_in_its_language(client):
    german = client.get(f"/de{PAGE}patient/entry.md").text

    assert german != client.get(f"{PAGE}patient/entry.md").text
    assert client.get("/d/none/entry.md").status_code == 404
