"""The door to a release."""

import gzip
from concurrent.futures import ThreadPoolExecutor

from nosograph.model.codes import Code
from nosograph.model.entries import Audience, Kind
from nosograph.render.pages import entry_page
from nosograph.render.site import SiteInfo

MARFAN = "marfan-syndrome"


def test_a_disease_comes_back_whole(tiny_library):
    disease = tiny_library.disease("example-syndrome")

    assert disease.kind is Kind.CURATED
    assert disease.entry.figures[0].id == "incidence-atlantis"
    assert disease.entry.patient["de"]


def test_a_disease_that_is_not_there_is_none(tiny_library):
    assert tiny_library.disease("no-such-disease") is None


def test_twins_are_one_disease_with_both_codes(tiny_library):
    codes = {str(link.code) for link in tiny_library.disease(MARFAN).codes}

    assert codes >= {"ORPHA:558", "OMIM:154700"}


def test_every_code_of_twins_leads_to_them(tiny_library):
    assert tiny_library.slug_for(Code("OMIM", "154700")) == MARFAN
    assert tiny_library.slugs_for(Code("ORPHA", "558")) == (MARFAN,)


def test_a_code_that_fits_only_roughly_leads_nowhere_and_says_how_near_it_is(tiny_library):
    code = Code("ICD-10", "G25.3")

    assert tiny_library.slug_for(code) is None
    assert [(slug, how) for slug, _, how in tiny_library.near_code(code)] == [
        ("example-syndrome", "broader")
    ]


def test_an_unknown_code_leads_nowhere(tiny_library):
    assert tiny_library.slugs_for(Code("ORPHA", "99")) == ()


def test_a_former_address_leads_to_the_present_one(tiny_library):
    assert tiny_library.redirect("sample-disease") == "example-syndrome"


def test_a_stored_page_is_what_the_server_would_render(tiny_library):
    stored = tiny_library.page(MARFAN, Audience.PROFESSIONAL, "en")
    manifest = tiny_library.manifest
    site = SiteInfo(manifest.version, manifest.built, manifest.sources, tiny_library.labels)

    assert gzip.decompress(stored.body).decode() == entry_page(
        tiny_library.disease(MARFAN), audience=Audience.PROFESSIONAL, language="en", site=site
    )


def test_curated_entries_have_a_patient_page_in_each_of_their_languages(tiny_library):
    assert tiny_library.page("example-syndrome", Audience.PATIENT, "en")
    assert tiny_library.page("example-syndrome", Audience.PATIENT, "de")
    assert tiny_library.page(MARFAN, Audience.PATIENT, "en") is None


def test_a_finding_lists_the_diseases_that_show_it(tiny_library):
    finding = tiny_library.finding("HP:0010543")

    assert finding.label == "Opsoclonus"
    assert "opsoclonus-myoclonus-syndrome" in {each.slug for each in finding.diseases}


def test_a_finding_is_shown_through_a_finer_one_and_says_so(tiny_library):
    finding = tiny_library.finding("HP:0000639")  # Nystagmus
    through = {each.via.label for each in finding.diseases if each.via}

    assert all(through)
    assert finding.total == len(finding.diseases)


def test_a_finding_lists_the_most_frequent_first(tiny_library):
    for term in ("HP:0001250", "HP:0000707"):
        shares = [each.estimate for each in tiny_library.finding(term).diseases]
        known = [share for share in shares if share is not None]

        assert known == sorted(known, reverse=True)
        assert shares[: len(known)] == known


def test_a_finding_carries_the_words_of_the_lay_lexicon(tiny_library):
    assert "wobbly walking" in tiny_library.finding("HP:0001251").lay


def test_an_alternative_id_answers_with_the_current_finding(tiny_library, tiny_sources):
    terms = tiny_sources.ontology.terms.values()
    term = next(each for each in terms if each.alternative_ids and tiny_library.finding(each.id))

    assert tiny_library.finding(term.alternative_ids[0]).term == term.id


def test_a_finding_that_only_an_entry_states_counts_too(tiny_library):
    slugs = {each.slug for each in tiny_library.finding("HP:0001336").diseases}

    assert "example-syndrome" in slugs


def test_a_gene_lists_its_diseases_whatever_the_capitals(tiny_library):
    assert MARFAN in {each.slug for each in tiny_library.gene("fbn1").diseases}
    assert tiny_library.gene("NOSUCHGENE") is None


def test_every_disease_stands_under_one_letter(tiny_library):
    listed = [
        each.slug
        for letter in tiny_library.letters()
        for each in tiny_library.browse_letter(letter.letter)
    ]

    assert sorted(listed) == sorted(tiny_library.slugs())


def test_organ_systems_count_the_diseases_they_list(tiny_library):
    for system in tiny_library.systems():
        assert len(tiny_library.browse_system(system.term)) == system.diseases


def test_lists_can_be_turned_page_by_page(tiny_library):
    system = max(tiny_library.systems(), key=lambda each: each.diseases).term
    whole = tiny_library.browse_system(system)

    assert tiny_library.browse_system(system, limit=2, offset=1) == whole[1:3]


def test_organ_systems_have_labels(tiny_library):
    assert all(tiny_library.labels[each.term] == each.label for each in tiny_library.systems())


def test_threads_share_a_library(tiny_library):
    slugs = tiny_library.slugs() * 20
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(tiny_library.disease, slugs))

    assert [each.slug for each in found] == list(slugs)


def test_what_cannot_be_asked_is_not_found(tiny_library):
    assert tiny_library.disease("\ud800") is None
    assert tiny_library.gene("\x00") is None
    assert tiny_library.finding("../..") is None
