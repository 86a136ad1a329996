"""A full disk is told in a sentence, and what was there before stays."""

import gzip
import os
import resource
import sqlite3
import subprocess
import sys

import pytest

from nosograph.cli.unwritable import unwritable
from tests.conftest import TINY_DICTIONARY


def caused(outer, inner):
    try:
        raise outer from inner
    except Exception as error:
        return error


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        OSError("1024 requested and 0 written"),
        OSError(30, "Read-only file system"),
        sqlite3.OperationalError("database or disk is full"),
        ValueError("An IO error: 'No space left on device (os error 28)'"),
        caused(RuntimeError("a worker failed"), OSError(28, "No space left on device")),
    ],
)
def test_a_disk_that_takes_no_more_is_told_whoever_met_it(error):
    assert unwritable(error)


def test_another_failure_is_left_as_it_is():
    assert unwritable(ValueError("not a number")) == ""
    assert unwritable(FileNotFoundError(2, "No such file")) == ""


def unmeasured():
    """The environment without coverage, whose own file would meet the limit first."""
    return {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}


def limited():
    # Files may have no more than so many bytes, as on a disk that is full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


RUN = [sys.executable, "-c", "from nosograph.cli import main; main()"]


def test_a_build_that_finds_no_room_says_so_and_leaves_what_was_there(tiny_config, tmp_path):
    (tmp_path / "before").mkdir()
    (tmp_path / "current").symlink_to("before")
    told = subprocess.run(
        [*RUN, "build", "--dictionary", TINY_DICTIONARY, "--sources", tiny_config,
         "--release", tmp_path / "current"],
        capture_output=True, text=True, preexec_fn=limited, env=unmeasured(),
    )  # fmt: skip

    assert told.returncode == 2
    assert "cannot write" in told.stderr
    assert "Traceback" not in told.stderr
    assert os.readlink(tmp_path / "current") == "before"
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".draft")]


def test_a_case_that_unpacks_to_more_than_a_case_is_refused(tmp_path, tiny_release):
    bomb = tmp_path / "case.json.gz"
    with gzip.open(bomb, "wb", compresslevel=1) as file:
        for _ in range(40):
            file.write(b" " * 2**20)
    told = subprocess.run(
        [*RUN, "differential", "--case", bomb, "--release", tiny_release],
        capture_output=True, text=True,
    )  # fmt: skip

    assert told.returncode == 2
    assert "larger than 32 MB" in told.stderr
