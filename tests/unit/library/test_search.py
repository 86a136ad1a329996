"""What the search box answers in the tiny release."""

import pytest

from nosograph.library.candidates import Match

OMS, EXAMPLE = "opsoclonus-myoclonus-syndrome", "example-syndrome"


@pytest.fixture
def first(tiny_library):
    """The slug of the first result."""
    return lambda text: tiny_library.search.search(text).results[0].slug


def test_every_name_finds_its_disease_first(tiny_library, first):
    for slug in tiny_library.slugs():
        disease = tiny_library.disease(slug)
        for name in (disease.name, *(each.text for each in disease.names)):
            assert first(name) == slug, name


def test_every_exact_code_finds_its_disease_first(tiny_library, first):
    for slug in tiny_library.slugs():
        for link in tiny_library.disease(slug).codes:
            if link.match == "exact":
                assert first(str(link.code)) == slug


@pytest.mark.parametrize("text", ["ORPHA:1183", "orpha 1183", "Orphanet:1183", "1183"])
def test_a_code_is_found_however_it_is_written(first, text):
    assert first(text) == OMS


@pytest.mark.parametrize(
    "text",
    [
        "opsoclonus-myoclonus syndrome",
        "myoclonus opsoclonus",
        "OPSOCLONUS   MYOCLONUS",
        "opsoclonusmyoclonus",
        "opsoclnous myoclonus syndrome",
        "opsoclonus myoclonsu",
        "opsocl",
        "opsoklonus",
    ],
)
def test_a_name_is_found_however_it_is_written(first, text):
    assert first(text) == OMS


def test_accents_do_not_matter(first):
    assert first("Márfan sýndrome") == "marfan-syndrome"


def test_a_name_in_german_finds_its_entry(first):
    assert first("Beispielsyndrom") == EXAMPLE


def test_a_lay_word_offers_the_finding_and_who_shows_it(tiny_library):
    results = tiny_library.search.search("wobbly walking").results

    assert results[0].slug == "HP:0001251"
    assert results[0].matched == "wobbly walking"
    assert EXAMPLE in {each.slug for each in results if each.type == "disease"}


def test_a_finding_is_offered_beside_the_diseases_that_show_it(tiny_library):
    results = tiny_library.search.search("Opsoclonus").results

    assert "HP:0010543" in {each.slug for each in results}
    assert OMS in {each.slug for each in results}


def test_a_gene_is_offered_before_its_diseases(tiny_library):
    results = tiny_library.search.search("fbn1").results

    assert (results[0].type, results[0].slug) == ("gene", "FBN1")
    assert (results[1].slug, results[1].matched) == ("marfan-syndrome", "FBN1")


def test_several_findings_find_the_disease_that_has_them_all(first):
    assert first("ectopia lentis tall stature arachnodactyly") == "marfan-syndrome"


def test_a_result_says_what_matched(tiny_library):
    result = tiny_library.search.search("Sample disease").results[0]

    assert (result.slug, result.matched, result.kind) == (EXAMPLE, "Sample disease", "curated")


def test_filters_keep_what_they_say(tiny_library):
    curated = tiny_library.search.search("syndrome", kind="curated").results
    system = tiny_library.systems()[0].term
    listed = {each.slug for each in tiny_library.browse_system(system)}
    found = tiny_library.search.search("syndrome", system=system).results

    assert [each.slug for each in curated] == [EXAMPLE]
    assert {each.slug for each in found} <= listed


def test_facets_count_diseases_before_filters_are_set(tiny_library):
    facets = tiny_library.search.search("syndrome").facets

    assert facets.kinds["curated"] == 1
    assert set(facets.systems) <= {each.term for each in tiny_library.systems()}


def test_no_more_results_than_asked_for(tiny_library):
    assert len(tiny_library.search.search("syndrome", limit=2).results) == 2
    assert tiny_library.search.search("syndrome", limit=0).results == ()
    assert len(tiny_library.search.suggest("s", 3)) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00\x01\x1b[31m",
        "\ud800",
        "😀 👩‍⚕️",
        'names:"* AND (OR NOT ] TO { ^2 ~1 \\ /',
        "a" * 10_000,
        "opsoclonus " * 1_000,
        "‮ override",
        "-- ; drop table disease",
        "*",
        "%",
        "ß",
        "ﬁ",
        "１１８３",
        "HP:",
        ":",
    ],
)
def test_nothing_typed_can_break_it(tiny_library, text):
    answer = tiny_library.search.search(text)
    tiny_library.search.suggest(text)

    assert answer.query == text


def test_unknown_filters_find_nothing(tiny_library):
    assert tiny_library.search.search("syndrome", kind="\ud800").results == ()
    assert tiny_library.search.search("syndrome", system="HP:0000000").results == ()


@pytest.fixture
def best(tiny_library):
    """The first result."""
    return lambda text, **more: tiny_library.search.search(text, **more).results[0]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Example syndrome", Match.EXACT),
        ("wobbly walking", Match.LAY),
        ("exampl", Match.PREFIX),
        ("syndrome opsoclonus", Match.ALL),
        ("opsoclnous myoclonus", Match.FUZZY),
        ("opsoclonus myoclonus quintessence", Match.SOME),
    ],
)
def test_a_result_says_how_it_matched(best, text, match):
    assert best(text).match is match


def test_a_spelling_that_is_only_near_is_named_as_such(tiny_library):
    (note,) = tiny_library.search.search("Marfen syndrome").notes

    assert (note.kind, note.words) == ("nearest", ("Marfen syndrome", "Marfan syndrome"))


@pytest.mark.parametrize("text", ["FBN2", "FBX1", "ORPHA:1184", "PKX", "marf1n"])
def test_symbols_codes_and_numerals_are_never_taken_for_others(tiny_library, text):
    found = tiny_library.search.search(text).results

    assert not [each for each in found if each.match is Match.FUZZY]


def test_a_symbol_that_nothing_knows_is_said_to_be_unknown(tiny_library):
    assert "unknown-symbol" in {each.kind for each in tiny_library.search.search("HER2").notes}


def test_words_about_a_person_are_set_aside_and_told(tiny_library):
    answer = tiny_library.search.search("my toddler has ectopia lentis")

    assert answer.results[0].name == "Ectopia lentis"
    assert [each.kind for each in answer.notes] == ["set-aside"]


def test_an_abbreviation_stands_for_the_name_that_has_its_letters(best):
    assert best("MS").name == "Marfan syndrome"
    assert best("MS").match is Match.LAY


def test_curated_text_is_searched(best):
    result = best("invented in 1999")

    assert result.slug == EXAMPLE
    assert result.match is Match.ALL


def test_a_susceptibility_locus_stands_below_the_disease(tiny_library):
    names = [each.name for each in tiny_library.search.search("neuroblast").results]

    assert names.index("Neuroblastoma") < names.index("Neuroblastoma, susceptibility to")


def test_a_line_says_what_it_is(best):
    result = best("Marfan syndrome")

    assert result.findings > 20
    assert result.systems


def test_later_pages_go_on_where_the_first_ended(tiny_library):
    def found(offset):
        return tiny_library.search.search("syndrome", limit=2, offset=offset).results

    assert [*found(0), *found(2)] == list(tiny_library.search.search("syndrome", limit=4).results)
