"""A later revision of a page, offered to what editors have made of an earlier one."""

from dataclasses import replace
from datetime import date

import pytest

from nosograph.entries.draft_updates import update_of
from nosograph.entries.drafts import draft_of
from nosograph.model.entries import LEFT_OVER
from nosograph.prose.write import written
from nosograph.sources.wikitext.page import Provenance
from nosograph.sources.wikitext.read import read_page

PAGE = """'''Palsy''' is rare.<ref>{{cite journal|last=Smith|title=A palsy|year=2010}}</ref>

It hurts.

== Causes ==
* one
* two

== Treatment ==
Rest is enough.
"""


def drafted(text: str):
    return draft_of(
        read_page(text, Provenance("Palsy", revision="1")), text, date(2026, 1, 1)
    ).entry


BASE = drafted(PAGE)


def edited(entry, before: str, after: str):
    assert any(before in each.text for each in entry.professional)
    professional = (replace(e, text=e.text.replace(before, after)) for e in entry.professional)
    return replace(entry, professional=tuple(professional))


def text(entry, title: str) -> str:
    return next((each.text for each in entry.professional if each.title == title), "")


def offers(update):
    return [(each.kind, each.chapter, each.clean, written(each.after)) for each in update.offers]


def test_a_page_that_did_not_change_offers_nothing():
    mine = edited(BASE, "It hurts.", "It hurts [@smith2010].")

    update = update_of(BASE, mine, drafted(PAGE.replace("\n\nIt", "\n\n\nIt")))

    assert not update.offers
    assert update.entry.professional == mine.professional


@pytest.mark.parametrize(
    ("before", "after", "offer", "chapter", "taken"),
    [
        ("* two\n", "* two\n* three\n", ("added", "Causes", True, "- three"), "Causes",
         "- one\n- two\n- three"),
        ("* one\n", "", ("removed", "Causes", True, ""), "Causes", "- two"),
        ("Rest is enough.", "Rest helps.", ("changed", "Treatment", True, "Rest helps."),
         "Treatment", "Rest helps."),
    ],
)  # fmt: skip
def test_what_only_the_page_changed_is_taken_over(before, after, offer, chapter, taken):
    mine = edited(BASE, "It hurts.", "It hurts a little.")

    update = update_of(BASE, mine, drafted(PAGE.replace(before, after)))

    assert offers(update) == [offer]
    assert text(update.entry, chapter) == taken
    assert "It hurts a little." in text(update.entry, "Overview")


def test_what_editors_changed_too_is_left_to_them_and_not_lost():
    mine = edited(BASE, "It hurts.", "It hurts a little.")

    update = update_of(BASE, mine, drafted(PAGE.replace("It hurts.", "It hurts much.")))

    assert offers(update) == [("changed", "Overview", False, "It hurts much.")]
    assert "It hurts a little." in text(update.entry, "Overview")
    assert "It hurts much." in text(update.entry, LEFT_OVER)
    assert text(update.entry, LEFT_OVER).startswith("::: left")


def test_works_that_come_in_keep_apart_from_others_of_the_same_key():
    came = "It hurts.<ref>{{cite journal|last=Smith|title=Another work|year=2010}}</ref>"
    theirs = drafted(came + "\n\n" + PAGE.replace("It hurts.\n\n", ""))

    update = update_of(BASE, BASE, theirs)

    titles = {each.key: each.csl["title"] for each in update.entry.references}
    assert titles["smith2010"] == "A palsy"
    assert "Another work" in titles.values()


def test_a_new_section_comes_in_where_the_page_has_it():
    update = update_of(BASE, BASE, drafted(PAGE + "\n== Culture ==\nA film shows it.\n"))

    assert [each.kind for each in update.offers] == ["added"]
    assert text(update.entry, "Culture") == "A film shows it."
