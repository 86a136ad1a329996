"""Entries as text and as documents."""

import json

import pytest

from nosograph.model.entries import Audience
from nosograph.render.plain import WIDTH
from nosograph.render.show import as_json
from nosograph.render.text import as_markdown, as_text
from tests.unit.render.examples import ANNOTATED, HPO, curated


def test_text_has_no_marks_left_of_its_markup():
    text = as_text(curated())

    for mark in ("[@", "{{", ":::", "**", "<"):
        assert mark not in text
    assert "Not yet reviewed by a clinician" in text
    assert "Sources disagree" in text


def test_text_is_wrapped():
    assert max(len(line) for line in as_text(curated()).splitlines()) <= WIDTH


def test_citations_become_numbers_that_the_list_explains():
    text = as_text(curated())

    assert "[1, p. 3; 2]" in text
    assert (
        "1. Example A. A disease that does not exist. 2001. PMID 1. doi:10.1234/example.2001."
        in text
    )


def test_markdown_keeps_chapters_in_order():
    text = as_markdown(curated())

    places = [text.index(f"\n## {each}\n") for each in ("Key facts", "Overview", "References")]
    assert places == sorted(places)


def test_the_patient_text_comes_in_its_language():
    assert "Niemand hat es" in as_text(curated(), Audience.PATIENT, "de")
    assert "Nobody has it" in as_text(curated(), Audience.PATIENT, "en")


def test_a_disease_without_plain_text_says_so():
    assert "no plain-language text" in as_text(ANNOTATED, Audience.PATIENT)


def test_an_annotated_disease_lists_its_findings():
    text = as_text(ANNOTATED)

    assert "- Ataxia (HP:0001251): 3 of 4" in text
    assert "Recorded as absent" in text


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("disease", [ANNOTATED, curated()], ids=["annotated", "curated"])
def test_a_document_holds_what_was_promised_and_is_plain_json(disease, audience):
    document = as_json(disease, audience, [HPO])

    promised = {"name", "slug", "kind", "codes", "synonyms", "chapters", "findings", "references",
                "sources", "status"}  # fmt: skip
    assert promised <= set(document)
    assert json.loads(json.dumps(document)) == document
    assert [source["id"] for source in document["sources"]] == ["hpo"]


def test_a_document_keeps_frequencies_as_counts():
    ataxia = as_json(ANNOTATED)["findings"][0]

    assert ataxia["frequency"]["count"] == 3
    assert ataxia["rows"][0]["references"] == ["PMID:1"]
