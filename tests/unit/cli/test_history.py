import shutil
import subprocess

import pytest

from tests.conftest import TINY_DICTIONARY

SLUG = "example-syndrome"


@pytest.fixture
def dictionary(tmp_path):
    return shutil.copytree(TINY_DICTIONARY, tmp_path / "dictionary")


def git(folder, *words):
    who = (
        "-c",
        "user.name=A. Editor",
        "-c",
        "user.email=a@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    subprocess.run(["git", *who, "-C", folder, *words], check=True, capture_output=True)


def commit(folder, reason):
    git(folder, "add", "-A")
    git(folder, "commit", "-m", reason)


def reworded(dictionary, before, after, file="professional.md"):
    path = dictionary / SLUG / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_the_history_tells_meaning_from_wording_and_who_changed_it(nosograph, dictionary):
    git(dictionary, "init")
    commit(dictionary, "Begin")
    reworded(
        dictionary,
        "What is known about screening was invented",
        "What we know about screening was invented",
    )
    commit(dictionary, "Say it better")
    reworded(dictionary, "value: '0.5'", "value: '0.7'", "entry.yaml")
    commit(dictionary, "Correct a figure")

    told = nosograph("history", SLUG, "--dictionary", dictionary, "--json").json

    assert [(each["by"], each["reason"]) for each in told] == [
        ("A. Editor", "Correct a figure"),
        ("A. Editor", "Say it better"),
        ("A. Editor", "Begin"),
    ]
    assert [change["part"] for change in told[0]["semantic"]] == ["claim", "figure"]
    assert not told[0]["wording"]
    assert [change["kind"] for change in told[1]["wording"]] == ["reworded"]
    assert not told[1]["semantic"]
    text = nosograph("history", SLUG, "--dictionary", dictionary).out
    assert "reworded figure" in text
    assert "1 changes of wording" in text


def test_an_entry_outside_of_a_repository_has_no_history(nosograph, dictionary, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(dictionary.parent))

    told = nosograph("history", SLUG, "--dictionary", dictionary)

    assert told.code == 2
    assert "has no history" in told.err


def test_a_review_is_of_one_state_and_falls_stale_when_a_claim_changes(
    nosograph, tiny_config, dictionary
):
    def stale():
        told = nosograph(
            "check", dictionary, "--sources", tiny_config, "--today", "2026-02-01", "--json"
        )
        return [each["value"] for each in told.json["problems"] if each["slug"] == "stale-review"]

    asked = ("--by", "A. Reader", "--role", "reader", "--today", "2026-02-01")
    told = nosograph("review", SLUG, *asked, "--dictionary", dictionary)
    assert told.code == 0, told.err
    assert not stale()

    reworded(dictionary, "What is known about screening", "All that is known about screening")
    assert len(stale()) == 1

    assert nosograph("review", SLUG, *asked, "--dictionary", dictionary).code == 0
    assert not stale()


@pytest.fixture
def renamed(dictionary):
    """An entry whose folder was renamed, with a side line that was merged, by an author with umlauts."""
    git(dictionary, "init", "-b", "main")
    commit(dictionary, "Begin")
    reworded(dictionary, "value: '0.5'", "value: '0.6'", "entry.yaml")
    git(dictionary, "add", "-A")
    git(dictionary, "commit", "--author", "Jürgen Łukasz <j@example.org>", "-m", "Größere Zahl")
    git(dictionary, "mv", SLUG, "new-name")
    commit(dictionary, "Rename")
    git(dictionary, "switch", "-c", "side")
    (dictionary / "new-name" / "patient.de.md").unlink()
    commit(dictionary, "Drop a text")
    git(dictionary, "switch", "main")
    path = dictionary / "new-name" / "entry.yaml"
    path.write_text(path.read_text("utf-8").replace("0.7–0.9", "0.7–0.8"), encoding="utf-8")
    commit(dictionary, "Another figure")
    git(dictionary, "merge", "--no-edit", "side")
    return dictionary


def test_a_history_goes_through_merges_and_former_names(nosograph, renamed):
    told = nosograph("history", "new-name", "--dictionary", renamed, "--json").json

    by_reason = {each["reason"]: each for each in told}
    assert by_reason["Größere Zahl"]["by"] == "Jürgen Łukasz"
    assert [e["part"] for e in by_reason["Größere Zahl"]["semantic"]] == ["claim", "figure"]
    assert [e["part"] for e in by_reason["Another figure"]["semantic"]] == ["figure"]
    assert {e["part"] for e in by_reason["Drop a text"]["semantic"]} == {"section"}
    assert not by_reason["Merge branch 'side'"]["semantic"]
    assert "Begin" in by_reason


def test_a_shallow_clone_says_that_its_history_is_cut(nosograph, renamed, tmp_path):
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--depth", "1", f"file://{renamed}", str(shallow))

    told = nosograph("history", "new-name", "--dictionary", shallow)

    assert "unshallow" in told.err
    assert "unshallow" not in nosograph("history", "new-name", "--dictionary", renamed).err
