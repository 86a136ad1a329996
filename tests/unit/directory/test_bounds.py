"""What an import may cost: a bomb, a full disk and a read-only place end in one sentence."""

import gzip
import os
import resource
import signal
import subprocess
import sys
import zipfile

import pytest

from nosograph.directory.nppes import NppesReader
from nosograph.directory.nppes_columns import header
from tests.directories import imported, register

HEADER = ",".join(f'"{name}"' for name in header()).encode() + b"\n"
MAIN = "from nosograph.cli import main; main()"
ROWS = (b"," * 329 + b"\n") * 1_000


def run(*arguments, largest_file=resource.RLIM_INFINITY):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    # Without coverage, whose own file would meet the limit first.
    plain = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    found = subprocess.run(
        [sys.executable, "-c", MAIN, "doctors", "import", "nppes", *map(str, arguments)],
        capture_output=True, text=True, preexec_fn=limit, check=False, timeout=120, env=plain,
    )  # fmt: skip
    said = [line for line in found.stderr.splitlines() if "━" not in line and line.strip()]
    return found.returncode, said


def zipped(path, method):
    with (
        zipfile.ZipFile(path, "w", method) as archive,
        archive.open("npidata_pfile.csv", "w", force_zip64=True) as file,
    ):
        file.write(HEADER)
        for _ in range(210):
            file.write(ROWS)


def gzipped(path, method):
    with gzip.open(path, "wb", 1) as file:
        file.write(HEADER)
        for _ in range(210):
            file.write(ROWS)


@pytest.mark.parametrize(
    ("make", "method"),
    [(zipped, zipfile.ZIP_DEFLATED), (zipped, zipfile.ZIP_LZMA), (gzipped, 0)],
    ids=["zip", "lzma", "gzip"],
)
def test_a_bomb_is_refused_with_its_bound(tmp_path, make, method):
    make(tmp_path / "bomb", method)

    code, said = run(tmp_path / "bomb", "--out", tmp_path / "d")

    assert (code, len(said)) == (2, 1)
    assert "unpacks to more than 64 MB" in said[0]
    assert not (tmp_path / "d").exists()


def test_a_small_member_packed_by_another_method_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "r.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("npidata_pfile.csv", HEADER)

    code, said = run(tmp_path / "r.zip", "--out", tmp_path / "d")

    assert code == 4
    assert "LZMA" in said[0]


@pytest.mark.parametrize("largest_file", [4_000, 400_000])
def test_a_full_disk_leaves_what_stood(tmp_path, largest_file):
    imported(tmp_path / "d", NppesReader().read, register(tmp_path / "s.csv", 10))
    before = (tmp_path / "d" / "manifest.json").read_bytes()
    large = register(tmp_path / "r.csv", 9_000)

    code, said = run(large, tmp_path / "s.csv", "--out", tmp_path / "d", largest_file=largest_file)

    assert (code, len(said)) == (2, 1)
    assert "cannot be written" in said[0]
    assert (tmp_path / "d" / "manifest.json").read_bytes() == before
    assert not (tmp_path / "d.draft").exists()


def test_a_place_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")

    code, said = run(register(tmp_path / "s.csv", 10), "--out", tmp_path / "file" / "d")

    assert (code, len(said)) == (2, 1)
    assert "cannot be written" in said[0]
