"""References as citation styles write them."""

import re

import pytest

from nosograph.model.entries import Reference
from nosograph.render.bibliography import STYLES, in_style, written
from nosograph.render.markup import inline
from nosograph.render.references import ReferenceList, one_line, styled
from tests.unit.prose.test_claims import entry
from tests.unit.render.test_references import PAPER

APA = (
    "Pike, A. B., van den Berg, C.-D., &amp; The Example Group. (2010). A study. "
    "<i>Journal of Examples</i>, <i>14</i>(2), 156–161. https://doi.org/10.1234/x"
)


def test_a_paper_in_the_vancouver_style():
    assert in_style(PAPER, "vancouver") == (
        "Pike AB, van den Berg CD, The Example Group. A study. Journal of Examples. "
        "2010;14(2):156–61. doi:10.1234/x PubMed PMID: 7; PubMed Central PMCID: PMC7."
    )


def test_a_paper_in_the_apa_style():
    assert in_style(PAPER, "apa") == APA


@pytest.mark.parametrize(
    ("name", "vancouver", "apa"),
    [
        ({"family": "Kim", "given": "Min-jun"}, "Kim MJ.", "Kim, M.-J. ("),
        ({"family": "Kim", "given": "M.-j."}, "Kim MJ.", "Kim, M.-J. ("),
        ({"family": "Zuberi", "given": "SM"}, "Zuberi SM.", "Zuberi, S. M. ("),
        ({"family": "Gogh", "given": "Vincent van"}, "van Gogh V.", "van Gogh, V. ("),
        (
            {"family": "Humboldt", "given": "A", "dropping-particle": "von"},
            "von Humboldt A.",
            "von Humboldt, A. (",
        ),
        (
            {"family": "King", "given": "Ada B.", "suffix": "Jr.", "comma-suffix": True},
            "King AB Jr.",
            "King, A. B., Jr. (",
        ),
        ({"family": "Smith", "given": "e. e."}, "Smith EE.", "Smith, E. E. ("),
        ({"family": "山田", "given": "太郎"}, "山田太郎.", "山田太郎. ("),
        ({"family": "حسن", "given": "طه"}, "حسن طه.", "حسن طه. ("),
        ({"literal": "Study Group Inc."}, "Study Group Inc.", "Study Group Inc. ("),
    ],
)
def test_a_name_is_shortened_as_its_script_and_its_parts_have_it(name, vancouver, apa):
    paper = PAPER | {"author": [name]}

    assert in_style(paper, "vancouver").startswith(f"{vancouver} A study.")
    assert in_style(paper, "apa").startswith(apa + "2010). A study.")
    assert one_line(paper).startswith(f"{vancouver} A study.")


@pytest.mark.parametrize("title", ["Is it so?", "It is so!", "It is so.", "“Is it so?”"])
def test_a_title_that_ends_with_a_mark_gets_no_second_one(title):
    for style in STYLES:
        assert "so" + title.partition("so")[2] + " " in re.sub(
            "<.*?>", "", in_style(PAPER | {"title": title}, style)
        )


def test_an_abbreviated_journal_keeps_its_one_stop_and_an_ellipsis_its_three():
    paper = {**PAPER, "title": "Wait...", "container-title": "J. Ex."}
    del paper["volume"], paper["issue"], paper["page"], paper["DOI"]

    assert in_style(paper, "apa").endswith("Wait... <i>J. Ex.</i>")
    assert "Wait... J. Ex. 2010" in in_style(paper, "vancouver")


def test_the_title_stands_once_where_nobody_is_known_to_have_written_it():
    paper = {key: value for key, value in PAPER.items() if key != "author"}

    assert in_style(paper, "apa").startswith("A study. (2010). <i>Journal")


def test_nothing_of_a_record_becomes_markup():
    paper = PAPER | {"title": "<script>x</script> & more", "container-title": "A & B"}

    for style in STYLES:
        assert "<script" not in in_style(paper, style)
        assert "A &amp; B" in in_style(paper, style)


def test_a_record_that_cannot_be_read_keeps_the_short_form():
    broken = Reference("odd2001", PAPER | {"id": "odd2001", "issued": {"date-parts": [["x"]]}})
    (reference,) = written(entry(references=(broken,))).references
    listed = ReferenceList([reference])
    listed.cite("odd2001")

    assert reference.written == {}
    assert listed.shown()[0].title == "A study"


def test_identifiers_are_links():
    html = inline(styled(in_style(PAPER, "vancouver")))

    assert '<a href="https://doi.org/10.1234/x">doi:10.1234/x</a>' in html
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/7/"' in html
    assert 'href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7/"' in html


def test_a_list_shows_the_style_that_was_asked_for():
    (reference,) = written(entry(references=(Reference("pike2010", PAPER),))).references
    listed = ReferenceList([reference], "apa")
    listed.cite("pike2010")

    assert "<i>Journal of Examples</i>" in listed.shown()[0].html
