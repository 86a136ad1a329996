"""Where to find care, on a disease's own page."""

import re
from dataclasses import replace

import pytest

from nosograph.model.entries import Audience, Organisation, Reference, SeenBy
from nosograph.render.care import care_panel, titles
from nosograph.render.pages import entry_page
from tests.unit.render.examples import ANNOTATED, SITE, curated

CENTRE = Organisation("Example centre", "centre", "Exampleton", "https://example.org")


def with_care(*organisations):
    disease = curated()
    specialties = (
        SeenBy("2084N0402X", "child", "looks after the seizures", ()),
        SeenBy("2084N0400X", "adult", "looks after the seizures", ()),
    )
    entry = replace(disease.entry, specialties=specialties, organisations=organisations)
    return replace(disease, entry=entry)


def test_what_editors_name_comes_first_and_centres_are_counted():
    panel = care_panel(with_care(CENTRE, CENTRE), "en")

    assert panel.basis == "Named by the editors"
    assert panel.specialties[:2] == ("Child neurology", "Neurology")
    assert panel.centres == "Expert centres and networks listed: 2"


def test_associations_are_no_expert_centres():
    panel = care_panel(with_care(replace(CENTRE, kind="patient-organisation")), "en")

    assert panel.centres == "No expert centre is listed in this entry."


def test_findings_lead_to_specialties_that_may_be_relevant():
    panel = care_panel(ANNOTATED, "de")

    assert panel.basis == "Nach Namen und Befunden möglicherweise zuständig"
    assert "Neuropädiatrie" in panel.specialties
    assert panel.href == f"/de/find?disease={ANNOTATED.slug}"


def test_a_disease_without_findings_says_where_to_ask():
    panel = care_panel(replace(ANNOTATED, findings=()), "en")

    assert panel.basis == "Where to ask first"
    assert panel.specialties == ("Paediatrics", "Family medicine")


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("disease", [ANNOTATED, with_care(CENTRE)], ids=["annotated", "curated"])
def test_every_page_leads_to_care_and_names_no_place_of_the_reader(disease, audience):
    page = entry_page(disease, audience=audience, site=SITE)
    [panel] = re.findall(r'<section class="card care".*?</section>', page, re.DOTALL)

    assert f'href="/find?disease={disease.slug}"' in panel
    assert not re.search("postal|position|near=", panel)


def test_sources_are_shown_by_title_and_address():
    disease = curated()
    items = {
        "paper": {"title": "A paper", "DOI": "10.1000/a b"},
        "site": {"title": "[A site]", "URL": "https://example.org/"},
        "odd": {"title": "Odd", "URL": "javascript:alert(1)"},
    }
    references = tuple(Reference(key, item) for key, item in items.items())
    disease = replace(disease, entry=replace(disease.entry, references=references))

    assert titles(disease, ["paper", "site", "odd", "unknown"]) == (
        ("A paper", "https://doi.org/10.1000/a%20b"),
        ("A site", "https://example.org/"),
        ("Odd", ""),
        ("unknown", ""),
    )
