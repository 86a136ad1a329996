"""Leaflets: what they say, and whether people who cannot see them can read them."""

import io
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest

from nosograph.model.entries import Audience
from nosograph.model.failures import EditionError
from nosograph.prose.tree import Link, Paragraph, Row, Table, Text
from nosograph.render.leaflet import leaflet, leaflet_data, script, typeset, versioned_url
from nosograph.render.leaflet_blocks import as_blocks
from nosograph.render.references import ReferenceList
from nosograph.render.site import SiteInfo
from nosograph.render.view import entry_view
from nosograph.render.written import Prose
from tests.unit.render.examples import curated

SITE = "https://dictionary.example.org"


@pytest.fixture(scope="module")
def about(tiny_library):
    manifest = tiny_library.manifest
    return SiteInfo(
        manifest.version, manifest.built, tiny_library.sources(), tiny_library.labels, SITE
    )


@pytest.fixture(scope="module")
def disease(tiny_library):
    return tiny_library.disease("example-syndrome")


@pytest.fixture(scope="module", params=[*Audience])
def pdf(request, disease, about):
    made = leaflet(disease, request.param, "en", about)
    return pypdf.PdfReader(io.BytesIO(made.pdf))


def elements(node):
    """The structure tree below a node, in reading order."""
    for child in _children(node):
        if isinstance(child, pypdf.generic.DictionaryObject) and "/S" in child:
            yield child
            yield from elements(child)


def _children(node):
    inside = node.get("/K", [])
    inside = inside.get_object() if hasattr(inside, "get_object") else inside
    several = inside if isinstance(inside, list) else [inside]
    return [each.get_object() if hasattr(each, "get_object") else each for each in several]


def tags(pdf):
    return [each["/S"] for each in elements(pdf.trailer["/Root"]["/StructTreeRoot"])]


def test_it_is_tagged_and_says_its_language_and_title(pdf):
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Example syndrome" in pdf.metadata.title


def test_it_declares_pdf_ua_1(pdf):
    xmp = pdf.trailer["/Root"]["/Metadata"].get_data().decode()

    assert "pdfuaid:part>1<" in xmp


def test_headings_skip_no_level(pdf):
    levels = [int(tag[2]) for tag in tags(pdf) if tag[1:2] == "H" and tag[2:].isdigit()]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_words_and_every_link_a_description(pdf):
    found = list(elements(pdf.trailer["/Root"]["/StructTreeRoot"]))

    figures = [each for each in found if each["/S"] == "/Figure"]
    assert figures
    assert all(SITE in each["/Alt"] for each in figures)
    assert "/Link" in tags(pdf)


def test_every_page_follows_the_tags_with_the_tab_key(pdf):
    assert all(page.get("/Tabs") == "/S" for page in pdf.pages if "/Annots" in page)


def test_tables_have_header_cells(disease, about):
    made = leaflet(disease, Audience.PROFESSIONAL, "en", about)
    found = tags(pypdf.PdfReader(io.BytesIO(made.pdf)))

    assert {"/Table", "/TR", "/TH", "/TD"} <= set(found)


def test_it_says_what_the_page_says_and_which_release_that_was(pdf, about):
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())

    assert about.version in text
    assert "Not yet reviewed by a clinician" in text
    assert "does not replace medical advice" in text


def test_it_is_written_in_the_language_asked_for(disease, about):
    made = leaflet(disease, Audience.PATIENT, "de", about)
    pdf = pypdf.PdfReader(io.BytesIO(made.pdf))

    assert pdf.trailer["/Root"]["/Lang"] == "de"
    assert "Noch nicht ärztlich geprüft" in pdf.pages[0].extract_text()


def test_the_code_leads_to_the_page_of_the_release(disease, about):
    assert versioned_url(disease, Audience.PATIENT, "de", about) == (
        f"{SITE}/de/v/{about.version}/d/example-syndrome/patient/"
    )


def test_without_a_site_there_is_no_code(disease, about):
    made = leaflet(disease, Audience.PATIENT, "en", replace(about, base_url=""))

    assert "/Figure" not in tags(pypdf.PdfReader(io.BytesIO(made.pdf)))


def test_the_same_release_gives_the_same_bytes(disease, about):
    one, two = (leaflet(disease, Audience.PATIENT, "en", about).pdf for _ in range(2))

    assert one == two


def test_a_generated_entry_has_none(tiny_library, about):
    with pytest.raises(EditionError, match="marfan-syndrome has no text"):
        leaflet(tiny_library.disease("marfan-syndrome"), Audience.PATIENT, "en", about)


def blocks(text, base_url=""):
    prose = Prose(curated().entry, ReferenceList(), "en")
    return as_blocks(prose.written(text), base_url)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a **b**", "paragraph"),
        ("- a\n- b", "list"),
        ("::: emergency\nx\n:::", "note"),
        ("| a |\n|---|\n| b |", "table"),
        ("## a", "title"),
        ("> a", "paragraph"),
    ],
)
def test_a_text_becomes_blocks(text, kind):
    assert [each["kind"] for each in blocks(text)] == [kind]


def test_marks_for_screens_stay_behind():
    marked = Paragraph((Text("word"), Link("claims/#c", (Text("¶"),), role="claim")))

    assert as_blocks([marked]) == [{"kind": "paragraph", "body": [{"text": "word"}]}]


def test_links_within_the_site_lead_to_it_or_nowhere():
    text = "{{hp:HP:0001251}}"

    assert blocks(text, SITE)[0]["body"][0]["to"] == f"{SITE}/t/HP:0001251"
    assert blocks(text)[0]["body"] == [{"text": "Ataxia"}]


def test_the_head_of_a_table_has_no_links_because_it_is_repeated_as_decoration():
    [table] = blocks("| a [**b**](https://example.org/x) |\n|---|\n| [c](https://example.org/y) |")

    assert table["head"] == [
        [{"text": "a "}, {"kind": "strong", "body": [{"text": "b"}]}],
    ]
    assert table["rows"][0][0][0]["kind"] == "link"


def test_a_table_whose_head_links_may_run_over_several_pages(disease, about):
    head = Row(((Link("https://example.org/x", (Text("a"),)),), (Text("b"),)))
    row = Row(((Link("https://example.org/y", (Text("c"),)),), (Text("d"),)))
    page = entry_view(disease, Audience.PROFESSIONAL, "en", about)
    long = replace(page.sections[0], blocks=(Table(head, (row,) * 200),))

    data = leaflet_data(disease, replace(page, sections=(long,)), "en", about)
    made = typeset(data, disease.slug, "en")

    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) > 3


def test_text_is_never_read_as_markup_of_the_typesetter(disease, about):
    named = replace(disease, name="#panic() *x* $1$ @y <z>")

    made = leaflet(named, Audience.PATIENT, "en", about)

    assert "#panic() *x* $1$ @y <z>" in pypdf.PdfReader(io.BytesIO(made.pdf)).metadata.title


@pytest.mark.parametrize("author", ["山田 太郎", "ひらがな", "김민준", "حسن", "हिन्दी", "ไทย", "😀"])
def test_an_author_in_any_script_makes_a_leaflet(disease, about, author):
    works = tuple(
        replace(each, written={"vancouver": f"{author}. A title."})
        for each in disease.entry.references
    )
    written = replace(disease, entry=replace(disease.entry, references=works))
    whole = leaflet(written, Audience.PROFESSIONAL, "en", about).pdf

    assert whole.startswith(b"%PDF")


def test_a_script_is_left_out_as_a_whole_and_a_letter_of_our_own_alone():
    assert script("山") == script("田")
    assert script("ế") != script("a")
    assert script("1") == "1"
