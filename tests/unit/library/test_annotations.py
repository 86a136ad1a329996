"""Annotation arrays: written the same way every time, refused when they cannot be trusted."""

import shutil

import pytest

from nosograph.library.annotations import (
    FOLDER,
    FORMAT,
    MANIFEST,
    open_annotations,
    save_annotations,
)
from nosograph.library.reader import Library
from nosograph.model.failures import LibraryError
from tests.diagnosis_worlds import random_annotations


@pytest.fixture
def release(tiny_release, tmp_path):
    """A copy that may be damaged."""
    return shutil.copytree(tiny_release.resolve(), tmp_path / "release")


def test_a_library_opens_them(tiny_library):
    annotations = tiny_library.annotations

    assert annotations.place("HP:0010543") is not None
    assert any("ORPHA:1183" in annotations.ids(each) for each in range(len(annotations)))


def test_what_is_saved_is_what_is_opened(tmp_path):
    made = random_annotations(3)
    save_annotations(made, tmp_path / "a")
    save_annotations(random_annotations(3), tmp_path / "b")
    opened = open_annotations(tmp_path / "a")

    assert list(opened.names) == list(made.names)
    assert (opened.list_levels == made.list_levels).all()
    for file in (tmp_path / "a" / FOLDER).iterdir():
        assert file.read_bytes() == (tmp_path / "b" / FOLDER / file.name).read_bytes()


def test_a_flipped_bit_is_found_at_the_door(release):
    path = release / FOLDER / "list_levels.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    with pytest.raises(LibraryError, match=r"list_levels\.npy.*run `nosograph build`"):
        Library.open(release)


@pytest.mark.parametrize("name", ["terms.npy", "labels.text.npy", MANIFEST])
def test_a_missing_file_is_refused_with_the_remedy(release, name):
    (release / FOLDER / name).unlink()

    with pytest.raises(LibraryError, match=r"run `nosograph build`"):
        open_annotations(release)


def test_a_truncated_array_is_refused_with_the_remedy(release):
    path = release / FOLDER / "terms.npy"
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(LibraryError, match=r"run `nosograph build` again"):
        open_annotations(release)


def test_another_format_is_refused_with_the_remedy(release):
    path = release / FOLDER / MANIFEST
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', '"format": 99'))

    with pytest.raises(
        LibraryError, match=rf"format 99, this version reads {FORMAT}: .*nosograph build"
    ):
        open_annotations(release)
