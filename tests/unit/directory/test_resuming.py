"""An import of several files that was cut off goes on, and ends as if it had not been."""

import pytest

from nosograph.directory.nppes import NppesReader
from nosograph.model.failures import SourceError
from tests.directories import imported, register


class Cut(BaseException):
    """The machine goes off."""


class Reading:
    """Reads, and counts what it reads; goes off in a file."""

    def __init__(self, off_in=None):
        self.off_in, self.files = off_in, []

    def __call__(self, path, source, rejects):
        self.files.append(path.name)
        for batch in NppesReader().read(path, source, rejects):
            yield batch
            if path.name == self.off_in:
                raise Cut

    def __repr__(self):
        return "reading"


@pytest.fixture
def files(tmp_path):
    made = [register(tmp_path / f"{n}.csv", 40, seed=n) for n in range(3)]
    with made[0].open(encoding="utf-8") as file:
        text = file.read().replace("9000000007", "9000000000", 1)  # a wrong check digit
    made[0].write_text(text, encoding="utf-8")
    return made


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_files_that_were_read_whole_are_not_read_again(tmp_path, files):
    imported(tmp_path / "whole", Reading(), *files)
    with pytest.raises(Cut):
        imported(tmp_path / "d", Reading("1.csv"), *files)
    again = Reading()

    imported(tmp_path / "d", again, *files)

    assert again.files == ["1.csv", "2.csv"]
    assert contents(tmp_path / "d") == contents(tmp_path / "whole")
    assert not (tmp_path / "d.parts").exists()


def test_a_changed_file_begins_anew(tmp_path, files):
    with pytest.raises(Cut):
        imported(tmp_path / "d", Reading("1.csv"), *files)
    register(files[0], 41, seed=0)
    again = Reading()

    imported(tmp_path / "d", again, *files)

    assert again.files == ["0.csv", "1.csv", "2.csv"]


def test_what_stood_before_stands_while_an_import_is_cut_off(tmp_path, files):
    imported(tmp_path / "d", Reading(), files[0])
    before = contents(tmp_path / "d")
    files[2].write_text("no header", encoding="utf-8")

    with pytest.raises(SourceError):
        imported(tmp_path / "d", Reading(), *files)

    assert contents(tmp_path / "d") == before
