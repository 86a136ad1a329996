"""A directory whose bytes were changed is refused at the door, whichever byte it is."""

import random
import shutil

import pytest

from nosograph.directory.nppes import NppesReader
from nosograph.directory.reader import Directory
from nosograph.model.failures import DirectoryError
from tests.directories import imported, made, person, register


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sums")
    return made(folder / "d", [person(n, 41.0 + n / 100, -72.0) for n in range(40)])


def files(folder):
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "rejects.csv")


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_is_found(whole, tmp_path, seed):
    chance = random.Random(seed)
    shutil.copytree(whole, tmp_path / "d")
    path = files(tmp_path / "d")[seed % len(files(whole))]
    changed = bytearray(path.read_bytes())
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    path.write_bytes(changed)

    with pytest.raises(DirectoryError, match=r"import again|format"):
        Directory.open(tmp_path / "d")


@pytest.mark.parametrize("spoil", ["cut", "gone"])
def test_a_file_cut_short_or_gone_is_found(whole, tmp_path, spoil):
    for number, original in enumerate(files(whole)):
        folder = tmp_path / str(number)
        shutil.copytree(whole, folder)
        path = folder / original.relative_to(whole)
        if spoil == "cut":
            path.write_bytes(path.read_bytes()[:-1])
        else:
            path.unlink()

        with pytest.raises(DirectoryError, match=r"import again|doctors import"):
            Directory.open(folder)


def test_the_list_of_rejects_may_be_edited(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "d")
    (tmp_path / "d" / "rejects.csv").write_text("seen")

    Directory.open(tmp_path / "d").close()


def test_a_damaged_directory_is_not_updated(tmp_path):
    imported(tmp_path / "d", NppesReader().read, register(tmp_path / "r.csv", 20))
    records = tmp_path / "d" / "records.arrow"
    records.write_bytes(records.read_bytes()[:-9] + b"\0" * 9)

    with pytest.raises(DirectoryError, match=r"damaged.*import again"):
        imported(tmp_path / "d", NppesReader().read, tmp_path / "r.csv", update=True)
