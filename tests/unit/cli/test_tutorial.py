"""The tutorial's files make an entry that the checker accepts."""

import re
from pathlib import Path

TUTORIAL = Path(__file__).parents[3] / "docs/tutorial/write-an-entry.md"
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.M | re.S)


def test_an_entry_that_is_written_as_the_tutorial_says_has_no_errors(
    nosograph, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dictionary").mkdir()
    begun = nosograph("new", "made-up-tremor", "--name", "Made-up tremor")
    empty = nosograph("check")

    overview = ""
    for language, title, text in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if title == "Overview":
            overview = text
        elif title:
            (tmp_path / title).write_text(text, encoding="utf-8")
        elif language == "python":
            assert overview.strip() in text
            exec(compile(text, str(TUTORIAL), "exec"), {})  # our own page
    done = nosograph("check")
    claims = nosograph("claims", "made-up-tremor")
    confirmed = nosograph("confirm", "made-up-tremor", "what-it-is", "--by", "A. Reader")

    assert (begun.code, empty.code, done.code) == (0, 1, 0), done.out + done.err
    assert claims.code == 0
    assert "unconfirmed" in claims.out
    assert confirmed.code == 0
