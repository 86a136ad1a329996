"""Entries as pages."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from nosograph.model.entries import Audience, Name
from nosograph.render.pages import entry_page
from tests.unit.render.examples import ANNOTATED, SITE, curated

PROFESSIONAL, PATIENT = Audience.PROFESSIONAL, Audience.PATIENT


def page(disease, audience=PROFESSIONAL, language="en"):
    return entry_page(disease, audience=audience, language=language, site=SITE)


class Ids(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.targets = [], set()

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            if name == "href" and value.startswith("#"):
                self.targets.add(value[1:])
            if name in ("aria-labelledby", "aria-describedby", "for"):
                self.targets.add(value)


def read(html):
    found = Ids()
    found.feed(html)
    return found


EVERY_PAGE = [
    pytest.param(disease, audience, language, id=f"{name}-{audience}-{language}")
    for name, disease in (("annotated", ANNOTATED), ("curated", curated()))
    for audience in Audience
    for language in ("en", "de")
]


@pytest.mark.parametrize(("disease", "audience", "language"), EVERY_PAGE)
def test_every_link_within_a_page_has_its_target_and_no_id_stands_twice(
    disease, audience, language
):
    found = read(page(disease, audience, language))

    assert len(found.ids) == len(set(found.ids))
    assert found.targets <= set(found.ids)


@pytest.mark.parametrize(("disease", "audience", "language"), EVERY_PAGE)
def test_pages_fit_the_strict_policy(disease, audience, language):
    html = page(disease, audience, language)

    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r"<script(?! type=\"(module\" src|application/ld\+json))", html)
    assert not re.search(r'(src|<link[^>]*(stylesheet|icon)[^>]*href)="https?:', html)


@pytest.mark.parametrize(("disease", "audience", "language"), EVERY_PAGE)
def test_the_same_arguments_give_the_same_page(disease, audience, language):
    assert page(disease, audience, language) == page(disease, audience, language)


@pytest.mark.parametrize(("disease", "audience", "language"), EVERY_PAGE)
def test_every_page_names_its_sources_with_licence(disease, audience, language):
    html = page(disease, audience, language)

    assert "Uses HPO, release 2025-01-16." in html
    assert "https://hpo.jax.org/license" in html


def test_a_name_cannot_become_markup():
    html = page(ANNOTATED)

    assert "Made-up disease <1>" not in html
    assert "Made-up disease &lt;1&gt;" in html


def test_a_curated_page_says_that_nobody_has_reviewed_it():
    assert "Not yet reviewed by a clinician" in page(curated())


def test_an_annotated_page_says_what_it_was_made_from():
    assert "Generated from HPO annotations" in page(ANNOTATED)


def test_the_parts_stand_in_their_order():
    html = page(curated())
    parts = ["<h1", 'class="audience"', 'class="tools"', 'class="names"', 'class="codes"', 'class="review"', 'class="glance"', 'id="key-facts"', 'id="overview"',
             'id="secondary-prevention"', 'id="findings"', 'id="references"', 'id="sources"']  # fmt: skip

    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_chapters_and_plain_sections_point_to_each_other():
    assert 'href="patient/#what-is-it"' in page(curated())
    assert 'href="../#clinical-features"' in page(curated(), PATIENT)


def test_the_german_patient_page_shows_the_german_text():
    html = page(curated(), PATIENT, "de")

    assert "Niemand hat es" in html
    assert "Fachtext" in html


def test_english_text_on_a_german_page_is_marked_as_english():
    html = page(ANNOTATED, language="de")

    assert '<html lang="de">' in html
    assert '<h1 lang="en">' in page(replace(ANNOTATED, names=()), language="de")
    assert "<h1>Erfundene Krankheit</h1>" in html
    assert "nur auf Englisch" in html


def test_a_disease_without_plain_text_says_so_and_points_on():
    html = page(ANNOTATED, PATIENT)

    assert "no plain-language text" in html
    assert 'href="/d/made-up-disease/"' in html
    assert 'href="https://omim.org/entry/999999"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_findings_are_grouped_sorted_and_the_absent_ones_apart():
    html = page(ANNOTATED)

    assert html.index(">Nervous system") < html.index(">Myoclonus") < html.index(">Ataxia")
    assert "3 of 4" in html
    assert "Congenital onset" in html
    assert "females" in html
    assert html.index("Recorded as absent") < html.index(">Fever")


def test_languages_link_to_each_other():
    html = page(curated())

    assert '<link rel="canonical" href="/d/example-syndrome/">' in html
    assert '<link rel="alternate" hreflang="de" href="/de/d/example-syndrome/">' in html


def structured(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


def test_machines_are_told_the_condition_and_its_codes():
    told = structured(page(ANNOTATED))

    assert told["@type"] == "MedicalWebPage"
    assert told["about"]["name"] == "Made-up disease <1>"
    assert [code["codeValue"] for code in told["about"]["code"]] == ["999999"]
    assert "Fever" not in {sign["name"] for sign in told["about"]["signOrSymptom"]}


def test_machines_are_told_of_no_review_that_has_not_been():
    told = structured(page(curated()))

    assert "reviewedBy" not in told
    assert "lastReviewed" not in told
    assert told["dateModified"] == "2026-01-15"


@pytest.mark.parametrize(
    ("language", "more", "said"),
    [("en", 1, "1 more name ·"), ("de", 1, "1 weiterer Name ·"), ("de", 2, "2 weitere Namen ·")],
)
def test_names_beyond_the_first_are_counted_as_the_language_counts(language, more, said):
    names = tuple(Name(f"name {number}") for number in range(1 + more))

    assert said in page(replace(ANNOTATED, names=names), language=language)
