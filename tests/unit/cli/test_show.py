import pytest


@pytest.mark.parametrize(
    "name", ["opsoclonus-myoclonus-syndrome", "ORPHA:1183", "orpha 1183", "Orphanet_1183"]
)
def test_it_shows_an_entry_by_slug_or_code(nosograph, tiny_release, name):
    told = nosograph("show", name, "--release", tiny_release)

    assert told.code == 0
    assert "Opsoclonus-myoclonus syndrome" in told.out


def test_the_json_document_is_the_whole_entry(nosograph, tiny_release):
    entry = nosograph(
        "show", "example-syndrome", "--format", "json", "--release", tiny_release
    ).json

    assert {
        "name",
        "codes",
        "synonyms",
        "chapters",
        "findings",
        "references",
        "sources",
        "status",
    } <= set(entry)
    assert entry["kind"] == "curated"
    assert entry["chapters"]
    assert entry["references"]


def test_it_shows_the_plain_language_text(nosograph, tiny_release):
    told = nosograph("show", "example-syndrome", "--audience", "patient", "--release", tiny_release)

    assert told.code == 0
    assert told.out.strip()


def test_markdown_has_headings(nosograph, tiny_release):
    told = nosograph("show", "example-syndrome", "--format", "markdown", "--release", tiny_release)

    assert told.out.startswith("# ")


def test_it_says_when_there_is_no_plain_language_text(nosograph, tiny_release):
    told = nosograph("show", "ORPHA:1183", "--audience", "patient", "--release", tiny_release)

    assert told.code == 1
    assert "no plain-language text" in told.err


@pytest.mark.parametrize("name", ["nothing-like-it", "ORPHA:99999999", "", "../../etc/passwd"])
def test_it_says_when_there_is_no_entry(nosograph, tiny_release, name):
    told = nosograph("show", name, "--release", tiny_release)

    assert told.code == 1
    assert "no entry" in told.err
