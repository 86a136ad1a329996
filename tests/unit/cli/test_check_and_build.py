import shutil

import pytest

from tests.conftest import TINY_DICTIONARY


@pytest.fixture
def dictionary(tmp_path):
    return shutil.copytree(TINY_DICTIONARY, tmp_path / "dictionary")


@pytest.fixture
def broken(dictionary):
    text = dictionary / "example-syndrome" / "entry.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("kind:", "kid:"), encoding="utf-8")
    return dictionary


def test_check_is_fine_with_a_sound_dictionary(nosograph, tiny_config, dictionary):
    told = nosograph("check", dictionary, "--sources", tiny_config, "--today", "2026-02-01")

    assert told.code == 0, told.out


def test_check_lists_problems_with_place_slug_and_hint(nosograph, tiny_config, broken):
    told = nosograph("check", broken, "--sources", tiny_config, "--json")

    assert told.code == 1
    problem = next(p for p in told.json["problems"] if p["slug"] == "unknown-key")
    assert (problem["path"], problem["line"]) == ("example-syndrome/entry.yaml", 1)
    assert problem["value"] == "kid"
    assert problem["hint"]


def test_check_takes_one_entry_too(nosograph, tiny_config, broken):
    told = nosograph("check", broken / "example-syndrome", "--sources", tiny_config)

    assert told.code == 1
    assert "[unknown-key]" in told.out


def test_check_says_when_the_folder_is_none(nosograph, tmp_path):
    assert nosograph("check", tmp_path / "none").code == 2


def test_check_says_when_today_is_no_date(nosograph, tiny_config, dictionary):
    told = nosograph("check", dictionary, "--sources", tiny_config, "--today", "tomorrow")

    assert told.code == 2
    assert "is no date" in told.err


def test_check_ends_with_four_when_a_source_is_broken(nosograph, tmp_path, dictionary):
    config = tmp_path / "sources.toml"
    config.write_text("[", encoding="utf-8")

    assert nosograph("check", dictionary, "--sources", config).code == 4


@pytest.fixture
def build(nosograph, tiny_config, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769904000")

    def run(dictionary, *more):
        return nosograph(
            "build", "--dictionary", dictionary, "--sources", tiny_config,
            "--release", tmp_path / "releases" / "current", *more,
        )  # fmt: skip

    return run


def test_build_makes_a_release_that_show_can_read(build, nosograph, dictionary, tmp_path):
    told = build(dictionary, "--json")

    assert told.code == 0, told.err
    assert told.json["manifest"]["counts"]["diseases"] > 0
    assert told.json["manifest"]["built"] == "2026-02-01"
    shown = nosograph("show", "example-syndrome", "--release", tmp_path / "releases" / "current")
    assert shown.code == 0


def test_a_broken_entry_stops_the_build_with_all_problems(build, broken, tmp_path):
    told = build(broken)

    assert told.code == 1
    assert "[unknown-key]" in told.err
    assert not (tmp_path / "releases" / "current").exists()


def test_keep_going_leaves_the_broken_entry_out_and_says_so(build, broken, nosograph, tmp_path):
    told = build(broken, "--keep-going")

    assert told.code == 1
    assert "left out because of their problems: example-syndrome" in told.err
    assert nosograph("show", "ORPHA:1183", "--release", tmp_path / "releases" / "current").code == 0


def test_an_epoch_that_is_no_number_is_refused(build, dictionary, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    told = build(dictionary)

    assert told.code == 2
    assert "SOURCE_DATE_EPOCH" in told.err


def test_sources_are_listed(nosograph, tiny_config):
    told = nosograph("sources", "list", "--sources", tiny_config, "--json")

    assert [s["file"] for s in told.json["sources"]] == [
        "hp.obo", "phenotype.hpoa", "genes_to_phenotype.txt",
    ]  # fmt: skip


def test_a_folder_without_the_files_is_refused(nosograph, tmp_path):
    config = shutil.copy("sources.toml", tmp_path)

    told = nosograph("sources", "fetch", "--from", tmp_path, "--sources", config)

    assert told.code == 4


def test_serve_says_when_there_is_no_release(nosograph, tmp_path):
    told = nosograph("serve", "--release", tmp_path / "none")

    assert told.code == 3
    assert "nosograph build" in told.err


@pytest.mark.parametrize("command", ["search", "show", "serve", "check", "build", "sources"])
def test_every_command_has_help(nosograph, command):
    told = nosograph(command, "--help")

    assert told.code == 0
    assert f"nosograph {command}" in told.out
