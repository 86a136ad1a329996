"""What holds for any text of an entry: it is read once, and everybody says what it says."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nosograph.entries.check_text import Known, check_text
from nosograph.entries.problems import Desk
from nosograph.entries.read import PROFESSIONAL, read_dictionary
from nosograph.entries.write import entry_files
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.model.problems import Problems
from nosograph.prose.claims import claims_of
from nosograph.prose.parts import HEADING, parts
from nosograph.prose.read import read
from nosograph.prose.statements import Passage, passages, statements
from nosograph.prose.tree import (
    Box,
    Cite,
    Embedded,
    FigureRef,
    FindingRef,
    Link,
    Listing,
    Quote,
    leads_on,
    walk,
)
from nosograph.render.leaflet_blocks import as_blocks
from nosograph.render.markup import html
from nosograph.render.plain import markdown, plain
from nosograph.render.references import ReferenceList
from nosograph.render.site import SiteInfo
from nosograph.render.view import entry_view
from nosograph.render.written import Prose
from tests.strategies import figures, findings, marked_texts, tuples
from tests.unit.prose.test_claims import entry

DICTIONARIES = Path("dictionary"), Path("tests/fixtures/dictionary")
ENTRIES = [
    each
    for root in DICTIONARIES
    for each in read_dictionary(Path(__file__).parents[2] / root, lambda problem: None)
    if each.professional
]
PAGES = SiteInfo("v1", date(2026, 1, 15), (), {}, "https://dictionary.example.org")
IN_TEXT = ("paragraph", "item", "row")
everywhere = pytest.mark.parametrize("whole", ENTRIES, ids=lambda each: each.slug)


@st.composite
def entries(draw):
    return entry(
        *draw(st.lists(marked_texts, min_size=1, max_size=3)),
        figures=draw(tuples(figures, max_size=2)),
        findings=draw(tuples(findings, max_size=2)),
    )


def checked_statements(whole):
    """What the checker takes for claims: it reads the file."""
    for part in parts(entry_files(whole)[PROFESSIONAL]):
        for each in passages(part.blocks):
            if isinstance(each, Passage):
                yield from statements(each)


def marked_ids(whole):
    """What the professional page marks as claims."""
    disease = Disease(whole.slug, whole.kind, whole.name, (), (), (), entry=whole)
    page = entry_view(disease, Audience.PROFESSIONAL, "en", PAGES)
    written = [part for each in page.sections for part in (each, *each.parts)]
    return [id for each in written for id in re.findall(r'href="claims/[^"#]*#([^"]+)"', each.html)]


def check_claims(whole):
    stated = list(checked_statements(whole))
    claims = claims_of(whole)
    told = [each for each in claims if each.kind in IN_TEXT]

    assert [(each.kind, each.block) for each in stated] == [
        (each.kind, each.block) for each in told
    ]
    assert [bool(each.sources) for each in stated] == [each.at is not None for each in told]
    assert sorted(marked_ids(whole)) == sorted(each.id for each in claims if each.at)


@everywhere
def test_what_the_checker_calls_a_claim_is_what_the_page_marks(whole):
    check_claims(whole)


@given(entries())
def test_what_the_checker_calls_a_claim_is_what_the_page_marks_in_any_text(whole):
    lines = chain.from_iterable(each.text.split("\n") for each in whole.professional)
    assume(not any(map(HEADING.fullmatch, lines)))

    check_claims(whole)


def words(text):
    return re.findall(r"[^\W_]+", text)


def words_of_page(page):
    page = re.sub(r'<a href="claims/.*?</a>', "", page, flags=re.DOTALL)
    page = re.sub(r"</?(?:blockquote|br|div|h\d|hr|li|ol|p|t[a-z]+|ul)\b[^>]*>", " ", page)
    return words(unescape(re.sub(r"<[^>]*>", "", page)))


def on_paper(blocks):
    """What a typesetter is given, blocks apart and running text together."""
    match blocks:
        case {"text": text}:
            return text
        case {"kind": "paragraph" | "title" | "strong" | "emphasis" | "link", "body": body}:
            return "".join(map(on_paper, body)) + (
                " " if blocks["kind"] in ("paragraph", "title") else ""
            )
        case {"kind": "note", "body": body}:
            return on_paper(body)
        case {"kind": "list", "items": items}:
            return on_paper(items)
        case {"kind": "table", "head": head, "rows": rows}:
            return (
                " ".join("".join(map(on_paper, cell)) for row in (head, *rows) for cell in row)
                + " "
            )
        case list():
            return "".join(map(on_paper, blocks))


def unnumbered(blocks):
    """Blocks without the numbers of lists, which browsers and typesetters count themselves."""
    return tuple(map(_unnumbered, blocks))


def _unnumbered(block):
    match block:
        case Listing(items):
            return replace(block, items=tuple(map(unnumbered, items)), first=None)
        case Quote(inside) | Box(blocks=inside):
            return replace(block, blocks=unnumbered(inside))
        case _:
            return block


def without_targets(text):
    return re.sub(r" ?\((?:/|https?:)[^()\s]*\)", "", text)


def check_words(whole, text):
    blocks = unnumbered(Prose(whole, ReferenceList(whole.references), "en").written(text))
    seen = words_of_page(str(html(blocks)))

    assert words(on_paper(as_blocks(blocks))) == seen
    assert words(without_targets(plain(blocks))) == seen
    assert words(without_targets(markdown(blocks))) == seen


@everywhere
def test_page_paper_and_plain_text_say_the_same_words(whole):
    for part in (*whole.professional, *chain.from_iterable(whole.patient.values())):
        check_words(whole, part.text)


@given(entries())
def test_page_paper_and_plain_text_say_the_same_words_of_any_text(whole):
    for chapter in whole.professional:
        check_words(whole, chapter.text)


@given(marked_texts)
def test_every_part_stands_where_it_says(text):
    for node in walk(read(text)):
        match node:
            case Cite(source=source, start=start, end=end):
                assert text[start] == "["
                assert "".join(text[start:end].split()) == "".join(source.split())
            case FigureRef(id, start, end):
                assert text[start:end] == f"{{{{figure:{id}}}}}"
            case FindingRef(term, start):
                assert text.startswith(f"{{{{hp:{term}", start)
            case Embedded(what, start=start):
                assert text.startswith("{{" + what, start)
            case Link(start=start):
                assert text[start] in "[<"
            case Box(kind, start=start, end=end):
                assert kind in text[start:].split("\n")[0]
                assert end is None or text[end:].lstrip().startswith(":::")


@given(st.text("<>&;/ abcdefimprst\"'=!-[]()#:", max_size=40))
def test_no_html_of_an_author_reaches_a_page(text):
    page = str(html(Prose(ENTRIES[0], ReferenceList(), "en").written(text)))

    assert set(re.findall(r"<\s*/?\s*([a-z!?]*)", page)) <= {"p", "a", "h2", "h3", "blockquote", "ul", "ol", "li", "hr", "strong", "em"}  # fmt: skip
    assert all(leads_on(unescape(each)) for each in re.findall(r'href="([^"]*)"', page))


@pytest.mark.parametrize(
    "target",
    ["//example.org", "javascript:alert(1)", "/d/x/", "claims/", "data:text/html,x", "https:///x", "mailto:a@b.de", "?q=1"],
)  # fmt: skip
def test_a_link_that_a_page_does_not_follow_is_a_problem(target):
    problems = Problems()
    text = f"So it is [there]({target}) [@read2001]."
    known = Known({"read2001"}, (), (), ())
    check_text(parts(text), known, Desk(problems, PROFESSIONAL), sourced=True)

    assert [each.slug for each in problems.found] == ["bad-url"]
    assert "href" not in html(Prose(entry(), ReferenceList(), "en").written(f"[there]({target})"))
