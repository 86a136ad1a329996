import json

import pytest

from nosograph.model.failures import SourceError
from nosograph.sources.catalog import load_sources, optional_files, read_config
from nosograph.sources.fetch import LOCK, fetch
from tests.tiny import write_tiny_mondo, write_tiny_sources

CONFIG = """
folder = "data"
[mondo]
title = "Mondo mappings"
url = "https://example.invalid/{file}"
licence = "CC0-1.0"
files = ["a.tsv", "b.tsv"]
"""


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return read_config(path)


@pytest.fixture
def offered(tmp_path):
    folder = tmp_path / "offered"
    folder.mkdir()
    (folder / "a.tsv").write_text("one", encoding="utf-8")
    return folder


def test_it_copies_what_is_there(config, offered):
    (fetched,) = fetch(config, offered)

    assert fetched.path.read_text(encoding="utf-8") == "one"
    assert fetched.new
    assert optional_files(config, "mondo") == [fetched.path]


def test_it_keeps_the_checksum_and_refuses_other_bytes(config, offered):
    fetch(config, offered)
    (offered / "a.tsv").write_text("two", encoding="utf-8")

    with pytest.raises(SourceError, match="has SHA-256"):
        fetch(config, offered)

    assert (config.folder / "a.tsv").read_text(encoding="utf-8") == "one"
    assert list(json.loads((config.folder / LOCK).read_text(encoding="utf-8"))) == ["a.tsv"]
    assert not list(config.folder.glob(".*.part"))


def test_it_says_when_nothing_is_there(config, tmp_path):
    with pytest.raises(SourceError, match="none of the optional files"):
        fetch(config, tmp_path)


def test_it_says_when_the_folder_is_none(config, tmp_path):
    with pytest.raises(SourceError, match="is not a folder"):
        fetch(config, tmp_path / "nowhere")


def test_it_refuses_an_address_that_is_not_https(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(CONFIG.replace("https:", "http:"), encoding="utf-8")

    with pytest.raises(SourceError, match="no https address"):
        fetch(read_config(path))


def test_a_config_that_is_no_toml_is_refused(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text("[mondo\n", encoding="utf-8")

    with pytest.raises(SourceError, match="cannot be read"):
        read_config(path)


def test_a_source_without_files_is_refused(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text('[mondo]\ntitle = "x"\n', encoding="utf-8")

    with pytest.raises(SourceError, match="needs title, url, licence and files"):
        read_config(path)


def test_a_build_uses_the_mappings_that_are_there(tmp_path):
    config = write_tiny_sources(tmp_path)
    write_tiny_mondo(tmp_path)

    sources = load_sources(config)

    assert sources.mondo is not None
    assert [s.id for s in sources.descriptions] == ["hpo", "orphanet", "mondo", "icd10cm"]
    assert "tiny.sssom.tsv" in sources.inputs


def test_a_missing_hpo_file_is_named(tmp_path):
    config = write_tiny_sources(tmp_path)
    (tmp_path / "hpo" / "hp.obo").unlink()

    with pytest.raises(SourceError, match=r"hp\.obo is missing"):
        load_sources(config)
