"""A build, from the plan to the link."""

import hashlib
import shutil
from dataclasses import replace
from datetime import date

import pytest

from nosograph.build.compile import build
from nosograph.library.manifest import files_below, read_manifest
from nosograph.library.reader import Library
from nosograph.library.schema import LIBRARY_FILE, SEARCH_FOLDER
from nosograph.model.failures import LibraryError, SourceError


@pytest.fixture
def plan(tiny_plan, tmp_path):
    """The tiny plan with a place and a dictionary of its own."""
    dictionary = shutil.copytree(tiny_plan.dictionary, tmp_path / "dictionary")
    return replace(tiny_plan, dictionary=dictionary, release=tmp_path / "releases" / "current")


def broken(plan):
    """The plan with a second entry whose file cannot be understood."""
    folder = plan.dictionary / "broken-syndrome"
    folder.mkdir()
    (folder / "entry.yaml").write_text("kind: curated\nname: [\n", encoding="utf-8")
    return plan


class Steps:
    """Notes what a build says that it is doing."""

    def __init__(self):
        self.named, self.parts = [], 0

    def step(self, name, total=None):
        self.named.append(name)

    def advance(self, parts=1):
        self.parts += parts


def test_the_same_inputs_give_the_same_bytes(plan, tiny_built):
    again = build(plan)
    ours, theirs = again.folder / LIBRARY_FILE, tiny_built.folder / LIBRARY_FILE

    assert again.manifest.version == tiny_built.manifest.version
    assert ours.read_bytes() == theirs.read_bytes()
    assert again.manifest.documents == tiny_built.manifest.documents


def test_the_manifest_differs_in_nothing_but_the_search_files(plan, tiny_built):
    ours, theirs = build(plan).manifest, tiny_built.manifest
    kept = {name: each for name, each in ours.files.items() if not name.startswith(SEARCH_FOLDER)}

    assert replace(ours, files={}, checksum="") == replace(theirs, files={}, checksum="")
    assert kept.items() <= theirs.files.items()


def test_worker_processes_give_the_same_pages(plan, tiny_built, monkeypatch):
    monkeypatch.setattr("nosograph.build.pages.WORTH_WORKERS", 1)
    monkeypatch.setattr("nosograph.build.pages.BATCH", 2)
    built = build(replace(plan, workers=2))

    assert (built.folder / LIBRARY_FILE).read_bytes() == (
        tiny_built.folder / LIBRARY_FILE
    ).read_bytes()


def test_the_manifest_names_every_file_with_its_sum(tiny_built):
    folder, files = tiny_built.folder, tiny_built.manifest.files

    assert sorted(files) == files_below(folder)
    assert all(
        each.sha256 == hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name, each in files.items()
    )


def test_the_manifest_names_sources_and_licences(tiny_built):
    told = {source.id: source.licence for source in tiny_built.manifest.sources}

    assert {"dictionary", "hpo", "orphanet"} <= set(told)
    assert all(told.values())


def test_the_version_says_the_day(plan):
    assert build(plan).manifest.version.startswith("2026.02.01-")


def test_another_day_is_another_release(plan):
    first = build(plan).folder
    second = build(replace(plan, day=date(2026, 2, 2))).folder

    assert first != second
    assert plan.release.resolve() == second.resolve()
    assert first.is_dir()


def test_a_changed_entry_is_another_release(plan):
    first = build(plan).folder
    entry = plan.dictionary / "example-syndrome" / "entry.yaml"
    entry.write_text(entry.read_text().replace("Sample disease", "Model disease"))

    assert build(plan).folder != first


def test_a_release_that_stands_already_is_used_as_it_is(plan):
    first = build(plan)
    again = build(plan)

    assert again.reused
    assert again.manifest == first.manifest


def test_a_damaged_release_is_built_again(plan):
    built = build(plan)
    (built.folder / LIBRARY_FILE).write_bytes(b"")
    again = build(plan)

    assert not again.reused
    Library.open(plan.release).close()


def test_a_broken_entry_stops_the_build_with_all_problems(plan):
    broken(plan)
    entry = plan.dictionary / "example-syndrome" / "entry.yaml"
    entry.write_text(entry.read_text().replace("HP:0001251", "HP:9999999"))
    built = build(plan)
    paths = {problem.path.partition("/")[0] for problem in built.problems.errors}

    assert built.manifest is None
    assert paths == {"broken-syndrome", "example-syndrome"}
    assert not plan.release.exists()


def test_a_broken_entry_leaves_the_old_release_in_place(plan):
    before = build(plan).folder
    build(broken(plan))

    assert plan.release.resolve() == before.resolve()
    Library.open(plan.release).close()


def test_keep_going_leaves_a_broken_entry_out_and_says_so(plan):
    built = build(replace(broken(plan), keep_going=True))

    assert built.manifest.left_out == ("broken-syndrome",)
    assert built.problems.errors
    with Library.open(plan.release) as library:
        assert library.disease("example-syndrome")
        assert library.disease("broken-syndrome") is None


def test_a_release_with_entries_left_out_does_not_stand_for_a_whole_one(plan):
    build(replace(broken(plan), keep_going=True))

    assert build(plan).manifest is None


def test_a_broken_lexicon_stops_the_build(plan):
    (plan.dictionary / "lexicons/findings.en.yaml").write_text("- term: HP:9999999\n")

    assert build(plan).manifest is None


def test_a_missing_dictionary_is_said(plan, tmp_path):
    with pytest.raises(SourceError, match="no dictionary at"):
        build(replace(plan, dictionary=tmp_path / "nowhere"))


def test_a_folder_in_the_place_of_the_link_is_left_alone(plan):
    plan.release.mkdir(parents=True)

    with pytest.raises(LibraryError, match="no link to a release"):
        build(plan)


def test_two_builds_at_once_are_refused(plan):
    from nosograph.build.publish import only_build

    with only_build(plan.release.parent), pytest.raises(LibraryError, match="another build"):
        build(plan)


def test_addresses_of_a_previous_release_lead_on(plan):
    build(plan)
    folder = plan.dictionary / "example-syndrome"
    entry = folder / "entry.yaml"
    entry.write_text(entry.read_text().replace("former_slugs: [sample-disease]\n", ""))
    folder.rename(plan.dictionary / "renamed-syndrome")
    shutil.rmtree(plan.dictionary / "suddenly-unsteady")  # it names the entry by its former slug
    build(replace(plan, previous=plan.release, day=date(2026, 2, 3)))

    with Library.open(plan.release) as library:
        assert library.redirect("example-syndrome") == "renamed-syndrome"
        assert library.redirect("sample-disease") == "renamed-syndrome"


def test_every_step_is_told(plan):
    told = Steps()
    built = build(plan, told)

    assert told.named[-1] == "Publishing"
    assert told.parts >= built.manifest.counts["diseases"]


def test_nothing_but_the_release_and_the_link_is_left(plan):
    built = build(plan)

    assert {path.name for path in plan.release.parent.iterdir()} == {
        ".lock",
        "current",
        built.manifest.version,
    }
    assert read_manifest(plan.release) == built.manifest
