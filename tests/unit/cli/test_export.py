import json
import subprocess
import sys

import pytest


def test_it_writes_a_folder_and_tells_programs_what_came_of_it(nosograph, tiny_release, tmp_path):
    out = tmp_path / "offline"

    told = nosograph(
        "export", "static", "--out", out, "--release", tiny_release, "--language", "en",
        "--workers", 1, "--json",
    )  # fmt: skip

    files = [each for each in out.rglob("*") if each.is_file()]
    assert told.json["path"] == str(out)
    assert told.json["files"] == len(files) - 1  # the note on what the folder is
    assert told.json["missing"] == []
    assert not (out / "de").exists()


def test_it_writes_one_file_and_tells_programs_so_and_nothing_else(tiny_release, tmp_path):
    pytest.importorskip("libzim", reason="the extra `zim` is not installed")
    out = tmp_path / "tiny.zim"
    program = "import sys; from nosograph.cli import main; sys.exit(main())"
    asked = [
        "export", "zim", "--out", out, "--release", tiny_release, "--language", "en",
        "--workers", "1", "--json",
    ]  # fmt: skip

    # As a process of its own: the library writes past Python to the standard output.
    told = subprocess.run([sys.executable, "-c", program, *asked], capture_output=True, check=True)

    answer = json.loads(told.stdout)
    assert (answer["path"], answer["bytes"]) == (str(out), out.stat().st_size)


def test_a_language_without_pages_is_named_before_anything_is_written(nosograph, tmp_path):
    told = nosograph("export", "static", "--out", tmp_path / "x", "--language", "fr")

    assert (told.code, told.out) == (2, "")
    assert "no pages in fr: choose from en, de" in told.err
    assert not (tmp_path / "x").exists()


def test_a_folder_of_something_else_is_left_alone(nosograph, tiny_release, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")

    told = nosograph("export", "static", "--out", tmp_path, "--release", tiny_release)

    assert told.code != 0
    assert "something else" in told.err
    assert "Traceback" not in told.err
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
