"""Statements of a draft that are still in the words of its page, and those that are nobody's but ours."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nosograph.entries.check import check_dictionary
from nosograph.entries.importing import imported, write_draft
from nosograph.entries.read import read_entry
from nosograph.model.diseases import Disease
from nosograph.model.problems import Problems
from nosograph.prose.claims import claims_of, kept_of
from nosograph.render.claim_report import claim_report
from nosograph.render.languages import words
from nosograph.render.trust import claims_page
from nosograph.render.view import licence_line
from nosograph.sources.wikitext.page import Provenance
from tests.unit.entries.examples import ONTOLOGY

DAY = date(2026, 11, 30)
PAGE = "It is rare.<ref>A book.</ref>\n== Causes ==\n* A virus.\n* A tumour.\n"


@pytest.fixture
def folder(tmp_path):
    made = imported(PAGE, Provenance("Palsy", licence="CC-BY-SA-3.0"), DAY)
    return write_draft(made, tmp_path)


def rewritten(folder: Path, *pairs: tuple[str, str]):
    file = folder / "professional.md"
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return read_entry(folder, Problems())


def test_a_draft_keeps_every_statement_of_its_page(folder):
    entry = read_entry(folder, Problems())

    assert {each.text for each in claims_of(entry)} >= {"It is rare", "A virus", "A tumour"}
    assert kept_of(entry) == {each.id for each in claims_of(entry)}


def test_a_rewritten_statement_is_the_page_s_no_longer(folder):
    entry = rewritten(folder, ("A virus.", "An infection by a virus."))

    kept = {each.text for each in claims_of(entry) if each.id in kept_of(entry)}
    assert "A tumour" in kept
    assert "An infection by a virus" not in kept


ALL = (("It is rare.", "Few have it."), ("A virus.", "An infection."), ("A tumour.", "A growth."))


@pytest.mark.parametrize("change", [ALL, ALL[:2]])
def test_share_alike_terms_bind_as_long_as_one_statement_is_kept(folder, change):
    rewritten(folder, *change)
    file = folder / "entry.yaml"
    file.write_text(file.read_text("utf-8").replace("CC-BY-SA-4.0", "CC0-1.0"), encoding="utf-8")

    problems = check_dictionary(folder, ONTOLOGY, {}, DAY)

    found = [each.slug for each in problems.found if each.slug == "lost-licence"]
    assert len(found) == (change != ALL)


@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_name_whose_words_they_are(folder, language):
    entry = rewritten(folder, ("A virus.", "An infection."))
    disease = Disease("palsy", entry.kind, "Palsy", (), (), (), entry)

    page = claims_page(disease, entry, claims_of(entry), claim_report(entry), language)

    kept = {each.text: each.kept for group in page.groups for each in group.claims}
    assert "CC-BY-SA-3.0" in kept["A tumour"]
    assert kept["An infection"] == ""
    assert "Palsy" in licence_line(entry, words(language))
    alone = replace(entry, origin=replace(entry.origin, statements=("c0",)))
    assert "Palsy" not in licence_line(alone, words(language)).removeprefix("Palsy")
