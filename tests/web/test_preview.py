"""The pages of an entry while it is being written."""

from datetime import date

import pytest

from nosograph.cli.watching import previewed
from nosograph.entries.read import read_entry
from nosograph.model.problems import Problems
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
