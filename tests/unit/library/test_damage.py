"""A release that cannot be trusted is refused with the remedy."""

import dataclasses
import shutil

import msgspec
import pytest

from nosograph.library.manifest import files_below, manifest_bytes, read_manifest, sealed
from nosograph.library.reader import Library
from nosograph.library.schema import LIBRARY_FILE, MANIFEST_FILE
from nosograph.model.failures import LibraryError


@pytest.fixture
def release(tiny_release, tmp_path):
    """A copy that may be damaged."""
    return shutil.copytree(tiny_release.resolve(), tmp_path / "release")


def test_a_missing_release_says_how_to_get_one(tmp_path):
    with pytest.raises(LibraryError, match="run `nosograph build`"):
        Library.open(tmp_path / "nowhere")


def test_an_empty_folder_is_no_release(tmp_path):
    with pytest.raises(LibraryError, match="run `nosograph build`"):
        Library.open(tmp_path)


def test_a_link_to_nowhere_is_no_release(tmp_path):
    (tmp_path / "current").symlink_to("gone")

    with pytest.raises(LibraryError, match="run `nosograph build`"):
        Library.open(tmp_path / "current")


def test_a_file_is_no_release(tmp_path):
    (tmp_path / "current").write_text("release")

    with pytest.raises(LibraryError, match="no release"):
        Library.open(tmp_path / "current")


def test_a_missing_file_is_named(release):
    (release / LIBRARY_FILE).unlink()

    with pytest.raises(LibraryError, match=r"library\.sqlite is missing: run `nosograph build`"):
        Library.open(release)


def test_a_truncated_file_is_named(release):
    path = release / LIBRARY_FILE
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(LibraryError, match=r"library\.sqlite is truncated.*run `nosograph build`"):
        Library.open(release)


def test_another_schema_version_is_named(release):
    manifest = dataclasses.replace(read_manifest(release), schema=999)
    (release / MANIFEST_FILE).write_bytes(manifest_bytes(sealed(manifest)))

    with pytest.raises(LibraryError, match=r"schema 999, this version reads \d+: run"):
        Library.open(release)


def test_a_manifest_in_another_spelling_is_refused(release):
    path = release / MANIFEST_FILE
    path.write_bytes(msgspec.json.encode(msgspec.json.decode(path.read_bytes())))

    with pytest.raises(LibraryError, match="damaged"):
        Library.open(release)


def test_a_file_changed_and_the_manifest_adapted_without_its_sum_is_refused(release):
    path = release / MANIFEST_FILE
    path.write_bytes(path.read_bytes().replace(b'"diseases": ', b'"diseases": 1', 1))

    with pytest.raises(LibraryError, match="damaged"):
        Library.open(release)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.37, 0.5, 0.81, 0.999])
def test_one_flipped_byte_in_any_file_is_found(release, part):
    for name in [MANIFEST_FILE, *files_below(release)]:
        path = release / name
        whole = path.read_bytes()
        place = int(len(whole) * part)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])

        with pytest.raises(LibraryError, match=r"`nosograph build`"):
            Library.open(release)

        path.write_bytes(whole)


def test_a_whole_release_opens(release):
    Library.open(release).close()
