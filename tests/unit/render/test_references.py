"""References for reading."""

from nosograph.model.entries import Reference
from nosograph.render.references import ReferenceList, letters, one_line, short_name

PAPER = {
    "id": "pike2010",
    "type": "article-journal",
    "author": [
        {"family": "Pike", "given": "Ada Beth"},
        {"family": "Berg", "given": "C.-D.", "non-dropping-particle": "van den"},
        {"literal": "The Example Group"},
    ],
    "title": "A study",
    "container-title": "Journal of Examples",
    "issued": {"date-parts": [[2010, 3]]},
    "volume": "14",
    "issue": "2",
    "page": "156-161",
    "PMID": "7",
    "DOI": "10.1234/x",
    "PMCID": "PMC7",
}


def test_a_paper_is_written_as_the_vancouver_style_has_it():
    assert one_line(PAPER) == (
        "Pike AB, van den Berg CD, The Example Group. A study. Journal of Examples. "
        "2010;14(2):156–161. PMID 7. doi:10.1234/x. PMC7."
    )


def test_the_seventh_author_becomes_et_al():
    many = {"author": [{"family": f"A{n}"} for n in range(7)], "title": "T"}

    assert one_line(many).startswith("A0, A1, A2, A3, A4, A5, et al. T.")


def test_a_web_page_shows_its_address():
    assert one_line({"title": "About", "URL": "https://example.org/"}) == (
        "About. https://example.org/"
    )


def test_a_title_that_ends_in_a_mark_gets_no_second_one():
    assert one_line({"title": "Really?"}) == "Really?"


def test_no_identifier_is_made_up():
    shown = ReferenceList([Reference("bare", {"title": "T", "custom": {"status": "DOI not seen"}})])
    shown.cite("bare")

    assert shown.shown()[0].links == ()
    assert shown.shown()[0].status == "DOI not seen"


def test_an_annotation_and_the_text_share_a_reference():
    references = ReferenceList([Reference("pike2010", PAPER)])

    number, _ = references.cite("pike2010")

    assert references.cite_for_finding("PMID:7") == number
    assert references.shown()[0].by_findings


def test_an_annotations_own_references_lead_to_their_pages():
    references = ReferenceList()
    references.cite_for_finding("PMID:5")
    references.cite_for_finding("ORPHA:6")
    references.cite_for_finding("https://example.org/x")

    assert [(each.title, each.title_url) for each in references.shown()] == [
        ("PubMed 5", "https://pubmed.ncbi.nlm.nih.gov/5/"),
        ("Orphanet 6", "https://www.orpha.net/en/disease/detail/6"),
        ("https://example.org/x", "https://example.org/x"),
    ]


def test_letters_go_on_after_z():
    assert [letters(n) for n in (0, 25, 26, 27, 52, 701, 702)] == [
        "a", "z", "aa", "ab", "ba", "zz", "aaa",
    ]  # fmt: skip


def test_a_reference_is_called_by_first_author_and_year():
    assert short_name(PAPER, "key") == "Pike 2010"
    assert short_name({"title": "About"}, "key") == "About"
