"""Settings in TOML: as people write them, and nothing that would stop a machine."""

import time

import pytest

from nosograph.formats.toml_files import LARGEST, read_toml


def test_what_people_write_is_read(tmp_path):
    file = tmp_path / "site.toml"
    file.write_text('[a.b.c]\nd = ["x", {e = 1}]\nurl = "https://a.b.c.d.example.org/x.y.z"\n')

    assert read_toml(file)["a"]["b"]["c"]["d"][1]["e"] == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a = " + "[" * 100_000, "deep"),
        ("a = " + "[" * 100_000 + "]" * 100_000, "deep"),
        ("a = " + "{b = " * 50_000, "deep"),
        (".".join("a" * 100_000) + " = 1", "40 parts"),
        ("[" + ".".join("a" * 100_000) + "]", "40 parts"),
        ("[server]\n" + " . ".join(['"a"'] * 50_000) + " = 1", "40 parts"),
        ("a = {" + ".".join("b" * 1_000) + " = 1}", "40 parts"),
        ("# " + "x" * LARGEST, "larger than 1 MB"),
        ("a = 1\na = 2", "overwrite"),
    ],
    ids=range(9),
)
def test_what_nobody_writes_is_refused_at_once(tmp_path, text, what):
    file = tmp_path / "site.toml"
    file.write_text(text)
    began = time.process_time()

    with pytest.raises(ValueError, match=what):
        read_toml(file)

    assert time.process_time() - began < 2


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "site.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ValueError, match="utf-8"):
        read_toml(tmp_path / "site.toml")
