"""The ZIM edition, read with the library that Kiwix reads with."""

import pytest

from nosograph.editions.rewriting import Edition
from nosograph.editions.zim import write_zim
from nosograph.model.failures import EditionError

archives = pytest.importorskip("libzim.reader", reason="the extra `zim` is not installed")


@pytest.fixture(scope="module")
def archive(tiny_release, tmp_path_factory):
    out = tmp_path_factory.mktemp("zim") / "tiny.zim"
    write_zim(tiny_release, out, Edition(("en",)), seen=lambda done, known: None)
    return archives.Archive(out)


def found(archive, words):
    from libzim.search import Query, Searcher

    search = Searcher(archive).search(Query().set_query(words))
    return list(search.getResults(0, 10))


def suggested(archive, words):
    from libzim.suggestion import SuggestionSearcher

    search = SuggestionSearcher(archive).suggest(words)
    return list(search.getResults(0, 10))


def test_it_is_whole_and_opens_at_the_first_page(archive):
    assert archive.check()
    assert archive.main_entry.get_item().path == "index.html"


def test_its_search_finds_a_disease_by_a_synonym(archive):
    assert "d/example-syndrome/index.html" in found(archive, "sample disease")


def test_its_suggestions_know_synonyms_and_codes(archive):
    for typed in ("Sample dis", "ORPHA:9999991"):
        hits = [archive.get_entry_by_path(path) for path in suggested(archive, typed)]

        assert "d/example-syndrome/index.html" in [
            each.get_redirect_entry().path if each.is_redirect else each.path for each in hits
        ]


def test_its_search_finds_of_a_disease_the_two_texts(archive):
    disease = "d/example-syndrome/"
    hits = [each.removeprefix(disease) for each in found(archive, "example syndrome")]

    assert set(hits[:2]) == {"index.html", "patient/index.html"}
    for below in ("changes/index", "references/index", "criteria/example-2001"):
        assert archive.has_entry_by_path(f"{disease}{below}.html")
        assert f"{below}.html" not in hits


def test_its_suggestions_lead_to_criteria_and_not_to_lists_of_changes(archive):
    assert "d/example-syndrome/criteria/example-2001.html" in suggested(
        archive, "Example syndrome, 2001"
    )
    assert "d/example-syndrome/changes/index.html" not in suggested(archive, "Changes")


def test_pages_have_relative_links_and_titles_of_their_own(archive):
    entry = archive.get_entry_by_path("d/example-syndrome/index.html")

    assert entry.title == "Example syndrome"
    assert 'href="../../static/' in bytes(entry.get_item().content).decode()


def test_it_says_what_it_is(archive):
    assert archive.get_metadata("Language") == b"eng"
    assert archive.get_metadata("Date") == b"2026-02-01"
    assert archive.has_illustration(48)


def test_a_folder_is_left_alone(tiny_release, tmp_path):
    with pytest.raises(EditionError, match="is a folder"):
        write_zim(tiny_release, tmp_path, Edition(("en",)), seen=lambda done, known: None)
