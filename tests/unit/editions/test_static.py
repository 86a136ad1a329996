"""The static edition: everything there, everything relative, nothing needing a server."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from nosograph.editions.pages import pages
from nosograph.editions.rewriting import Edition
from nosograph.editions.static import write_static
from nosograph.model.failures import EditionError

LINK = re.compile(r' (?:href|src|action|data-switch)="([^"]*)"')


def read(edition, name):
    return (edition.path / name).read_text()


def test_every_page_of_both_audiences_and_languages_is_there(edition):
    for name in (
        "index.html",
        "search.html",
        "d/example-syndrome/index.html",
        "d/example-syndrome/patient/index.html",
        "de/d/example-syndrome/patient/index.html",
        "d/marfan-syndrome/index.html",
        "t/HP_0001251.html",
        "g/FBN1.html",
        "browse/E.html",
        "about/sources.html",
        "d/example-syndrome/entry.json",
    ):
        assert (edition.path / name).is_file(), name


def test_no_link_leads_nowhere(edition):
    for page in edition.path.rglob("*.html"):
        for link in LINK.findall(page.read_text()):
            parts = urlsplit(link)
            if not parts.scheme and parts.path:
                assert not parts.path.startswith("/"), (page, link)
                assert (page.parent / unquote(parts.path)).resolve().is_file(), (page, link)


def test_the_site_itself_has_every_page_that_it_leads_to(edition):
    assert not edition.missing


def test_names_of_files_work_on_every_system(edition):
    assert not [each for each in edition.path.rglob("*") if re.search(r'[:*?"<>|\\]', each.name)]


def test_no_page_needs_a_module_or_a_server(edition):
    for page in edition.path.rglob("*.html"):
        assert 'type="module"' not in page.read_text()
    assert '<fieldset class="still" disabled>' in read(edition, "differential.html")
    assert "This edition works without a server" in read(edition, "differential.html")


def test_the_search_says_that_it_needs_scripts(edition):
    assert "<noscript>" in read(edition, "search.html")
    assert "Ohne Skripte" in read(edition, "de/search.html")
    assert "<noscript>" not in read(edition, "index.html")


def test_what_is_not_in_the_edition_leads_to_the_site_where_there_is_one(tiny_release, tmp_path):
    out = tmp_path / "one language"

    written = write_static(
        tiny_release,
        out,
        Edition(("en",), "https://example.org"),
        seen=lambda done, known: None,
    )

    page = read(written, "d/marfan-syndrome/index.html")
    assert 'href="https://example.org/de/d/marfan-syndrome/"' in page
    assert not (out / "de").exists()


def test_the_index_names_diseases_by_their_synonyms_findings_and_genes(edition):
    text = read(edition, "search-index.js").removeprefix("globalThis.nosographIndex=")
    rows = {tuple(row[:2]): row for row in json.loads(text.rstrip(";\n"))["rows"]}

    assert "Sample disease" in rows["d", "example-syndrome"][7]
    assert rows["t", "HP:0001251"][2] == "Ataxia"
    assert ("g", "FBN1") in rows


def test_criteria_are_there_as_data(edition):
    found = list((edition.path / "data" / "criteria").glob("*.json"))

    assert found
    assert all(json.loads(each.read_text())["id"] == each.stem for each in found)


def test_a_folder_of_something_else_is_left_alone(tiny_release, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(EditionError, match="something else"):
        write_static(tiny_release, tmp_path, Edition(("en",)), seen=lambda done, known: None)

    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_workers_write_what_one_process_writes(tiny_release: Path):
    asked = {"edition": Edition(("en",)), "seen": lambda done, known: None}
    one, two = (
        {file.name: file.body for file in pages(tiny_release, workers=n, missing=[], **asked)}
        for n in (0, 2)
    )

    assert one == two


def test_the_way_to_care_says_that_it_needs_the_site(edition):
    page = read(edition, "d/marfan-syndrome/index.html")
    [panel] = re.findall(r'<section class="card care".*?</section>', page, re.DOTALL)

    assert '<a role="link" aria-disabled="true">' in panel
    assert "/find" not in panel


def test_a_list_of_several_pages_has_each_once(tiny_release, monkeypatch):
    # The first page is led to with its number from the second, and without from elsewhere.
    for module in ("browse", "rows"):
        monkeypatch.setattr(f"nosograph.web.{module}.PER_PAGE", 1)

    names = [
        file.name
        for file in pages(
            tiny_release, Edition(("en",)), workers=0, seen=lambda done, known: None, missing=[]
        )
    ]

    assert any(name.startswith("systems/") and name.endswith("-2.html") for name in names)
    assert len(names) == len(set(names))
