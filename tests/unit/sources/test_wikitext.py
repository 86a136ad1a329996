"""Pages of wikis: what they say, what they cite, and what is told where they are broken."""

import bz2
import gzip
from pathlib import Path

import pytest

from nosograph.model.failures import SourceError
from nosograph.prose.tree import Cite, Link, Listing, Paragraph, Span, Table, Text, walk
from nosograph.sources.wikitext.dates import read_date
from nosograph.sources.wikitext.dumps import dumped_pages
from nosograph.sources.wikitext.fidelity import fidelity, in_order, visible
from nosograph.sources.wikitext.page import DOUBTS, Provenance
from nosograph.sources.wikitext.read import read_page
from nosograph.sources.wikitext.reads import words_of

EXAMPLE = Path("tests/fixtures/wiki/example-palsy.wiki").read_text(encoding="utf-8")


def read(text: str, title: str = "Example"):
    return read_page(text, Provenance(title))


@pytest.fixture(scope="module")
def page():
    return read(EXAMPLE, "Example palsy")


def shown(text: str) -> str:
    """What the blocks of a page say, a block a line."""
    return "\n".join(
        words_of(node.inside)
        for section in read(text).sections
        for node in walk(section.blocks)
        if isinstance(node, Paragraph)
    )


def slugs(text: str) -> list[str]:
    return [doubt.slug for doubt in read(text).doubts]


def test_a_page_is_read_with_its_headings_in_their_order(page):
    assert [(each.level, each.title) for each in page.sections] == [
        (0, ""),
        (2, "Signs and symptoms"),
        (2, "Diagnosis"),
        (3, "Laboratory findings"),
        (2, "Treatment"),
        (2, "Society and culture"),
        (2, "References"),
    ]


def test_sections_know_their_lines(page):
    lines = EXAMPLE.split("\n")

    assert all(each.title in lines[each.line - 1] for each in page.sections)


def test_lists_are_trees(page):
    (bullets, numbers, terms) = (
        block for block in page.sections[1].blocks if isinstance(block, Listing)
    )

    assert words_of(bullets.items[0][0].inside) == "Ataxia"
    assert words_of(bullets.items[0][1].items[0][1].items[0][0].inside) == "on one side"
    assert len(bullets.items[0][1].items) == 2
    assert numbers.first == 1
    assert terms.items[0][0] == Paragraph((Span("strong", (Text("Tremor"),)),))


def test_a_spanning_cell_stands_in_every_place_that_it_covers(page):
    (table,) = (each for each in page.sections[3].blocks if isinstance(each, Table))

    assert [[words_of(cell) for cell in row.cells] for row in (table.head, *table.rows)] == [
        ["Test", "Child", "Adult"],
        ["Protein", "raised", "raised"],
        ["Cells", "few", "none"],
        ["Cells", "many", "few · or none"],
    ]
    assert page.counts["cells"] - 3 == 10


def test_references_are_one_work_for_one_name_and_for_its_shortened_footnotes(page):
    smith = page.references[0]

    assert (smith.key, smith.uses, smith.names) == ("smith2010", 4, ("|smith",))
    assert smith.csl["author"] == [
        {"family": "Smith", "given": "AB"},
        {"family": "Jones", "given": "C"},
    ]
    assert (smith.csl["page"], smith.csl["PMID"], smith.csl["DOI"]) == (
        "10–12", "12345678", "10.1000/ex.1",
    )  # fmt: skip
    cites = [node for section in page.sections for node in walk(section.blocks)
             if isinstance(node, Cite)]  # fmt: skip
    assert cites[-1].source == "[@smith2010, p. 11]"


def test_an_infobox_is_a_table_and_a_template_that_nobody_knows_keeps_its_words(page):
    (box,) = (each for each in page.sections[0].blocks if isinstance(each, Table))
    assert [words_of(row.cells[0]) for row in box.rows] == ["name", "symptoms", "onset"]

    (left,) = (node for node in walk(page.sections[1].blocks)
               if isinstance(node, Span) and node.role == "left")  # fmt: skip
    assert words_of(left.inside) == "unknown thing: 3.5 | unit = mg"
    assert ("template", "Example navbox") in [(each.kind, each.name) for each in page.left]


def test_numbers_that_are_raised_stay_raised(page):
    assert "At 10⁶ per litre" in words_of(page.sections[1].blocks[-1].inside)


def test_a_page_knows_its_names_its_editors_and_where_else_it_stands(page):
    assert page.synonyms == ("dancing example", "palsy of examples")
    assert page.editors == ("CMG", "An Example")
    assert page.categories == ("Examples",)
    assert page.languages == (("de", "Beispiellähmung"),)


def test_links_lead_to_pages_of_the_wiki(page):
    targets = {node.target for section in page.sections for node in walk(section.blocks)
               if isinstance(node, Link)}  # fmt: skip

    assert targets == {"wiki:Ataxia", "wiki:disease", "wiki:cell", "wiki:User:Example"}


def test_nothing_of_a_sound_page_is_lost(page):
    told = fidelity(EXAMPLE, page)

    assert told.whole
    assert told.recall == 1.0
    assert told.counts["references"] == (4, 4)
    assert told.counts["items, depth 3"] == (1, 1)


def test_fidelity_counts_words_that_are_gone_or_out_of_order():
    assert in_order(["a", "b", "c", "d"], ["a", "b", "c", "d"]) == 4
    assert in_order(["a", "b", "c", "d"], ["c", "d", "a", "b"]) == 2
    assert in_order(["a", "b", "c", "d"], ["a", "x", "d"]) == 2
    assert visible("a<ref>b</ref> ''c'' {{d|e}} [[f|g]]\n{|\n! h !! i\n|}") == list("acghi")


@pytest.mark.parametrize(
    ("text", "issued", "doubt"),
    [
        ("7 April 2020", [2020, 4, 7], ""),
        ("April 7, 2020", [2020, 4, 7], ""),
        ("2020-04-07", [2020, 4, 7], ""),
        ("April 2020", [2020, 4], ""),
        ("March–April 2004", [2004, 3], ""),
        ("2003–2004", [2003], ""),
        ("7. April 2020", [2020, 4, 7], "date"),
        ("2020/4/7", [2020, 4, 7], "date"),
        ("20090312022528", [2009, 3, 12], "date"),
        ("25/04/2020", [2020, 4, 25], "date"),
        ("07/04/2020", [2020], "unclear-date"),
        ("Census year 2000", [2000], "unclear-date"),
        ("2020-02-31", [2020], "unclear-date"),
        ("last week", None, "unread-date"),
        ("n.d.", None, ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_clear(text, issued, doubt):
    read = read_date(text)

    assert (read.issued or {}).get("date-parts", [None])[0] == issued
    assert read.doubt == doubt


def test_a_season_is_kept_as_one():
    assert read_date("Spring 2004").issued == {"date-parts": [[2004]], "season": 1}


@pytest.mark.parametrize(
    ("text", "slug", "words"),
    [
        ("A<ref>{{cite web|title=T}} b c", "unclosed-ref", "A b c"),
        ("A<ref>b c", "unclosed-ref", "A b c"),
        ("{|\n| a\n== H ==\nb", "unclosed-table", "a\nb"),
        ("a {{b|c\n\nd", "unclosed-template", "a {{b|c\nd"),
        ("a </div> b", "stray-markup", "a b"),
        ("a ''b c\nd", "", "a b c d"),
        ("a <!-- b c", "unclosed-comment", "a  b c"),
        ('a<ref name="x"/>', "nameless-ref", "a"),
        ("a {{b|c}} d", "unknown-template", "a b: c d"),
    ],
)
def test_broken_markup_is_mended_and_told_and_no_word_goes(text, slug, words):
    assert " ".join(shown(text).split()) == " ".join(words.split())
    assert slugs(text) == ([slug] if slug else [])


def test_two_references_of_one_name_that_differ_are_both_kept():
    page = read('<ref name="a">One</ref> <ref name="a">Two</ref>')

    assert [each.csl["title"] for each in page.references] == ["One", "Two"]
    assert [each.slug for each in page.doubts] == ["differing-ref"]


def test_a_name_may_be_used_before_it_is_explained():
    page = read('a<ref name="x"/> b<ref name="x">{{cite book|title=T|year=1999}}</ref>')

    assert [(each.key, each.uses) for each in page.references] == [("t1999", 2)]
    assert not page.doubts


def test_a_reference_in_words_is_read_as_far_as_its_form_tells():
    page = read("<ref>Smith AB, Jones C. Title of it. J Ex 2010;3(2):10-12. PMID 12345678</ref>")

    assert page.references[0].csl["PMID"] == "12345678"


def test_every_doubt_is_one_of_those_that_are_listed(page):
    assert {doubt.slug for doubt in page.doubts} <= set(DOUBTS)


def test_a_redirect_is_known_as_one():
    assert read("#REDIRECT [[Other page]]").redirect == "Other page"


DUMP = """<mediawiki version="0.10" xml:lang="en">{site}
<page><title>Talk</title><ns>1</ns><id>1</id><revision><id>1</id><text>talk</text></revision></page>
<page><title>Example palsy</title><ns>0</ns><id>2</id>
<revision><id>20</id><timestamp>2020-01-01T00:00:00Z</timestamp><text>old</text></revision>
<revision><id>21</id><timestamp>2020-07-08T00:00:00Z</timestamp>
<contributor><username>Ed</username><id>3</id></contributor><text>new</text></revision></page>
<page><title>Other</title><ns>0</ns><id>3</id><redirect title="Example palsy" />
<revision><id>30</id><text>#REDIRECT [[Example palsy]]</text></revision></page>
</mediawiki>
"""
SITE = """<siteinfo><sitename>WikiDoc</sitename><dbname>w</dbname>
<base>https://www.wikidoc.org/index.php/Main_Page</base><generator>M</generator><case>first-letter</case>
<namespaces><namespace key="0" case="first-letter" /></namespaces></siteinfo>"""


@pytest.mark.parametrize("suffix", ["", ".gz", ".bz2"])
def test_a_dump_gives_the_last_revision_of_each_article(tmp_path, suffix):
    path = tmp_path / f"dump.xml{suffix}"
    opened = {"": open, ".gz": gzip.open, ".bz2": bz2.open}[suffix]
    with opened(path, "wt", encoding="utf-8") as file:
        file.write(DUMP.format(site=SITE))

    first, second = dumped_pages(path)

    assert (first.number, first.text, first.redirect) == (2, "new", "")
    assert first.provenance.url == "https://www.wikidoc.org/index.php/Example_palsy"
    assert (first.provenance.revision, first.provenance.licence) == ("21", "CC-BY-SA-3.0")
    assert second.redirect == "Example palsy"
    assert [each.number for each in dumped_pages(path, past=2)] == [3]


def test_an_export_without_a_site_is_a_dump_too(tmp_path):
    path = tmp_path / "dump.xml"
    path.write_text(DUMP.format(site=""), encoding="utf-8")

    assert next(each.text for each in dumped_pages(path)) == "new"


def test_a_dump_that_ends_too_early_says_so(tmp_path):
    path = tmp_path / "dump.xml"
    path.write_text(DUMP.format(site=SITE)[:-260], encoding="utf-8")

    with pytest.raises(SourceError, match="ends too early"):
        list(dumped_pages(path))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CO<sub>2</sub> at 10<sup>−6</sup> m<sup>2</sup>", "CO₂ at 10⁻⁶ m²"),
        ("10<sup>2x</sup> and CO<sub>2(g)</sub><sup>[1]</sup>", "10^(2x) and CO2(g)[1]"),
        ("{{ICD10|G|25|3|g|20}} {{val|3.5|0.2|ul=kg}} {{convert|5|to|6|km|mi}}",
         "G25.3 3.5 ± 0.2 kg 5–6 km"),
        ("{{lang|fr|mot}} {{nowrap|a b}} {{circa|1900}} {{sortname|Ann|Smith}}",
         "mot a b circa 1900 Ann Smith"),
        ("{{citation needed|date=May 2011}}{{clear}}a&nbsp;b {{PAGENAME}}", "a b Example"),
    ],
)  # fmt: skip
def test_templates_and_marks_of_settled_meaning_say_their_words(text, words):
    assert shown(text) == words


def test_a_text_of_a_chart_whose_box_stands_in_no_row_is_kept_and_doubted():
    page = read("{{familytree | A | A=Seen|B=Never drawn}}\n")

    assert [(each.kind, each.name) for each in page.left] == [("box", "B")]
    assert "Never drawn" in str(page.left[0].words)
    assert [each.value for each in page.doubts if each.slug == "unplaced-text"] == [
        "B: Never drawn"
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("about 1{{frac|1|2}}&nbsp;% die", "about 1 1/2 % die"),
        ("about {{frac|1|2}} die", "about 1/2 die"),
        ("in {{frac|2|1|3}} of", "in 2 1/3 of"),
        ("{{val|3.2|e=6|u=cells}} count", "3.2×10⁶ cells count"),
        ("{{val|1.5|+0.2|-0.1|u=mm}} wide", "1.5 (+0.2, -0.1) mm wide"),
        ("{{val|5|-|7|u=mg}} each", "5–7 mg each"),
        ("{{convert|5|±|1|mm|in}} long", "5 ± 1 mm long"),
        ("{{convert|5|x|6|x|7|cm}} large", "5 × 6 × 7 cm large"),
        ("{{convert|6|ft|2|in|cm}} tall", "6 ft 2 in tall"),
        ("{{convert|5|to|6|ft|m|1}} tall", "5–6 ft tall"),
        ("{{formatnum:1234567}} people", "1234567 people"),
        ("5{{e|6}} cells", "5×10⁶ cells"),
        ("5{{sup|2}} is 25", "5² is 25"),
    ],
)
def test_a_number_made_of_several_keeps_its_value(written, meant):
    (paragraph,) = read(written).sections[0].blocks

    assert words_of(paragraph.inside).strip().replace("\N{NO-BREAK SPACE}", " ") == meant


def test_struck_words_are_kept_and_doubted():
    page = read("Aspirin <s>always</s> helps.")

    assert [each.value for each in page.doubts] == ["<s>always</s>"]
