"""Every kind of page in German: no English sentence outside of what is marked as English."""

import re
from html.parser import HTMLParser

import pytest

from tests.browser.conftest import PAGES

ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "is",
        "are",
        "was",
        "were",
        "with",
        "without",
        "not",
        "this",
        "that",
        "these",
        "which",
        "from",
        "for",
        "by",
        "has",
        "have",
        "been",
        "at",
        "to",
        "or",
        "as",
        "it",
        "its",
        "they",
        "who",
        "where",
        "when",
        "what",
        "there",
        "here",
        "than",
        "all",
        "any",
        "each",
    ]
)
"""Words that no German sentence holds; those that both languages have (`in`, `an`) are left out."""
ENOUGH = 2
"""Of them in one text make a sentence; one stands in many a title or name."""

ADDRESSES = sorted({each.removeprefix("/de") for each in PAGES.values()})


class _German(HTMLParser):
    """The texts of a page that say they are German."""

    VOID = frozenset(
        [
            "meta",
            "link",
            "input",
            "br",
            "img",
            "hr",
            "source",
            "path",
            "rect",
            "circle",
            "line",
            "use",
        ]
    )

    def __init__(self):
        super().__init__()
        self.languages, self.texts = [], []

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        spoken = told.get("lang") or (self.languages[-1] if self.languages else "")
        if tag in ("script", "style"):
            spoken = "none"
        if spoken == "de":
            self.texts += [told[key] for key in SAID if told.get(key)]
        if tag not in self.VOID:
            self.languages.append(spoken)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.languages.pop()

    def handle_data(self, data):
        if self.languages and self.languages[-1] == "de":
            self.texts.append(data)


SAID = ("aria-label", "placeholder", "title", "alt", "data-copy")


def english(page):
    """The texts that are English and do not say so."""
    reader = _German()
    reader.feed(page)
    # What stands in quotation marks is quoted.
    texts = (re.sub(r"[„“\"].*?[“”\"]", "", " ".join(each.split())) for each in reader.texts)
    return [
        text for text in texts if len(ENGLISH & set(re.findall(r"\w+", text.lower()))) >= ENOUGH
    ]


def test_the_reader_finds_what_is_not_marked():
    page = '<html lang="de"><p>Das ist so.</p><p lang="en">It is of the eye.</p><p>%s</p></html>'

    assert english(page % "This is not it.") == ["This is not it."]
    assert english(page % "Siehe „This is not it.“") == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_english_sentence_stands_on_a_german_page(client, address):
    answer = client.get(f"/de{address}")

    assert answer.status_code in (200, 404)
    assert '<html lang="de">' in answer.text
    assert english(answer.text) == []
