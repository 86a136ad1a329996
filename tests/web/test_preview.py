"""The pages of an entry while it is being written."""

from datetime import date

import pytest

from nosograph.cli.watching import beside_sources, previewed
from nosograph.entries.importing import imported, write_draft
from nosograph.entries.read import read_entry
from nosograph.model.problems import Problems
from nosograph.sources.wikitext.page import Provenance
from nosograph.web.preview import Preview
from tests.conftest import TINY_DICTIONARY
from tests.web.visitor import Visitor


@pytest.fixture
def pages():
    entry = read_entry(TINY_DICTIONARY / "example-syndrome", Problems())
    return previewed([entry, None], date(2026, 2, 1))


@pytest.fixture
def preview(pages):
    shown = Preview()
    shown.show(pages)
    return shown


@pytest.fixture
def writer(preview):
    return Visitor(preview.application())


def test_a_draft_is_shown_beside_the_page_that_it_was_made_of(tmp_path):
    made = imported("It is rare.\n== Causes ==\nOne.", Provenance("Palsy"), date(2026, 2, 1))
    folder = write_draft(made, tmp_path)
    entry = read_entry(folder, Problems())

    for path in (folder, tmp_path):
        (page,) = beside_sources(path, [entry, None], date(2026, 2, 1)).values()
        assert '<li value="2" id="palsy-L2">== Causes ==</li>' in page
        assert "</body>" in page


def test_both_audiences_and_languages_are_shown(pages):
    assert list(pages) == [
        "/d/example-syndrome/",
        "/de/d/example-syndrome/",
        "/d/example-syndrome/patient/",
        "/de/d/example-syndrome/patient/",
    ]


def test_a_page_looks_like_the_sites_and_watches_for_changes(writer):
    page = writer.get("/d/example-syndrome/").text

    assert "Example syndrome is a disease that does not exist" in page
    assert "/preview/reload.js" in page
    assert writer.get("/").headers["location"] == "/d/example-syndrome/"


def test_a_change_is_told_to_open_pages(writer, preview):
    before = writer.get("/preview/version").text

    preview.show({})

    assert writer.get("/preview/version").text != before
    assert writer.get("/d/example-syndrome/").status_code == 404
