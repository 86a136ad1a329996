"""Addresses."""

from nosograph.build.slugs import assigned, redirects, slug_of
from nosograph.model.codes import Code

ONE, TWO = Code("ORPHA", "1"), Code("OMIM", "100100")


def test_a_name_becomes_words_joined_by_hyphens():
    assert slug_of("Sjögren-Larsson syndrome, type 2 (juvenile)") == (
        "sjogren-larsson-syndrome-type-2-juvenile"
    )


def test_a_long_name_is_cut_between_words():
    slug = slug_of("intellectual disability " * 10)

    assert len(slug) <= 80
    assert slug.endswith(("intellectual", "disability"))


def test_equal_names_all_get_their_code():
    assert assigned({ONE: "Some disease", TWO: "some Disease"}, ()) == {
        ONE: "some-disease-orpha-1",
        TWO: "some-disease-omim-100100",
    }


def test_an_entry_keeps_its_address():
    assert assigned({ONE: "Some disease"}, ["some-disease"]) == {ONE: "some-disease-orpha-1"}


def test_a_name_without_letters_is_called_by_its_code():
    assert assigned({ONE: "日本"}, ()) == {ONE: "orpha-1"}


def test_a_name_that_ends_like_another_ones_code_stays_apart():
    three = Code("ORPHA", "3")
    slugs = assigned({ONE: "A", TWO: "a", three: "A ORPHA 1"}, ())

    assert len(set(slugs.values())) == 3


def test_a_changed_address_leads_on_by_code():
    assert redirects({"new": ["ORPHA:1"]}, {}, {"old": ["ORPHA:1"]}, {}) == {"old": "new"}


def test_an_address_in_use_is_no_redirect():
    assert redirects({"a": ["ORPHA:1"], "b": []}, {"b": "a"}, {"a": ["ORPHA:1"]}, {}) == {}


def test_redirects_of_redirects_lead_to_the_end():
    found = redirects({"new": ["ORPHA:1"]}, {}, {"old": ["ORPHA:1"]}, {"older": "old"})

    assert found == {"old": "new", "older": "new"}


def test_a_disease_that_is_gone_leads_nowhere():
    assert redirects({"a": ["ORPHA:1"]}, {}, {"gone": ["ORPHA:2"]}, {}) == {}
