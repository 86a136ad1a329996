"""References as citation styles write them."""

from nosograph.model.entries import Reference
from nosograph.render.bibliography import STYLES, in_style, written
from nosograph.render.markup import inline
from nosograph.render.references import ReferenceList, styled
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


def test_initials_written_together_stay_two():
    paper = PAPER | {"author": [{"family": "Zuberi", "given": "SM"}]}

    assert in_style(paper, "vancouver").startswith("Zuberi SM.")
    assert in_style(paper, "apa").startswith("Zuberi, S. M.")


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

    assert '<a class="id" href="https://doi.org/10.1234/x" rel="external">doi:10.1234/x</a>' in html
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/7/"' in html
    assert 'href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7/"' in html


def test_a_list_shows_the_style_that_was_asked_for():
    (reference,) = written(entry(references=(Reference("pike2010", PAPER),))).references
    listed = ReferenceList([reference], "apa")
    listed.cite("pike2010")

    assert "<i>Journal of Examples</i>" in listed.shown()[0].html
