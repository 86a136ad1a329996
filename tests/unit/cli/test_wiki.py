import json
import re
from pathlib import Path

import pytest

PAGE = Path("tests/fixtures/wiki/example-palsy.wiki").absolute()
EXPORT = """<mediawiki version="0.10" xml:lang="en"><siteinfo><sitename>Example wiki</sitename>
<base>https://wiki.example.org/wiki/Main_Page</base></siteinfo>
{pages}</mediawiki>
"""
ONE = """<page><title>{title}</title><ns>0</ns><id>{id}</id>{redirect}<revision><id>{id}0</id>
<text>{text}</text></revision></page>
"""


def pages(*titles):
    return "".join(
        ONE.format(title=title, id=id, redirect="", text="'''It''' is so.\n== Causes ==\n* one")
        for id, title in enumerate(titles, 1)
    )


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "dump.xml"
    redirect = ONE.format(title="A", id=9, redirect='<redirect title="Palsy" />', text="#REDIRECT")
    path.write_text(EXPORT.format(pages=pages("Palsy", "palsy", "Gait") + redirect), "utf-8")
    return path


def test_a_page_becomes_a_draft_with_its_list_of_what_to_do(nosograph, tiny_config, tmp_path):
    report = tmp_path / "report.html"
    told = nosograph(
        "wiki", "import", PAGE, "--title", "Example palsy", "--out", tmp_path / "drafts",
        "--report", report, "--sources", tiny_config, "--json",
    )  # fmt: skip

    assert told.code == 0, told.err
    (page,) = told.json["pages"]
    assert page["kept"] == page["words"]
    assert told.json["summary"]["recall"] == 1.0
    assert {each["slug"] for each in page["doubts"]} == {"unclear-date", "unknown-template"}
    todo = next(each for each in told.json["to_do"] if each["slug"] == "left-over")
    lines = (tmp_path / "drafts" / todo["path"]).read_text(encoding="utf-8").split("\n")
    assert lines[todo["line"] - 1] == "::: left"
    shown = report.read_text(encoding="utf-8")
    assert f"professional.md#L{todo['line']}" in shown
    assert '<li value="10" id="example-palsy-L10">' in shown
    assert "unclear-date: 07/04/2020 → 2020</strong></li>" in shown


def test_what_a_page_suggests_lies_beside_the_draft_for_an_editor_to_take_over(
    nosograph, tiny_config, tmp_path
):
    told = nosograph(
        "wiki", "import", PAGE, "--title", "Example palsy", "--out", tmp_path,
        "--sources", tiny_config, "--release", tmp_path / "none", "--json",
    )  # fmt: skip
    proposed, draft = tmp_path / "example-palsy" / "proposed", tmp_path / "example-palsy"

    assert not [each for each in told.json["to_do"] if each["slug"] == "unknown-file"]
    assert told.json["pages"][0]["proposals"]["not_looked_up"] == []
    for name in ("entry.yaml", "criteria.yaml"):
        (proposed / name).replace(draft / name)
    told = nosograph("check", draft, "--sources", tiny_config, "--json").json
    assert {each["path"] for each in told["problems"]} >= {"entry.yaml", "criteria.yaml"}


def test_names_under_treatment_that_no_vocabulary_has_are_not_looked_up(
    nosograph, tiny_config, tmp_path
):
    page = tmp_path / "palsy.wiki"
    page.write_text("== Treatment ==\n[[Examplecillin]] helps.\n", encoding="utf-8")

    told = nosograph("wiki", "import", page, "--out", tmp_path / "d", "--sources", tiny_config)

    assert "not looked up (no source of drugs): Examplecillin" in told.out


def test_two_other_parsers_are_asked_on_demand(nosograph, tiny_config, tmp_path):
    pytest.importorskip("wikitextprocessor")
    report = tmp_path / "report.html"
    told = nosograph(
        "wiki", "import", PAGE, "--out", tmp_path / "d", "--sources", tiny_config, "--consensus",
        "--report", report, "--json",
    )  # fmt: skip

    assert told.json["pages"][0]["consensus"] == {"headings": [], "references": [4, 4]}
    assert told.json["summary"]["otherwise"] == []
    assert "the same headings and 4 references" in report.read_text(encoding="utf-8")


def test_a_draft_that_is_there_is_left_alone(nosograph, tiny_config, tmp_path):
    words = ("wiki", "import", PAGE, "--out", tmp_path, "--sources", tiny_config)

    assert nosograph(*words).code == 0
    assert nosograph(*words).code == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_a_dump_becomes_drafts_and_redirects_do_not(
    nosograph, tiny_config, tmp_path, dump, workers
):
    told = nosograph(
        "wiki", "import", dump, "--out", tmp_path / "drafts", "--workers", workers,
        "--sources", tiny_config, "--json",
    )  # fmt: skip

    assert told.code == 0, told.err
    assert (told.json["summary"]["pages"], told.json["summary"]["redirects"]) == (3, 1)
    made = sorted(each.name for each in (tmp_path / "drafts").iterdir() if each.is_dir())
    assert made == ["gait", "palsy", "palsy-2"]


def test_a_dump_that_was_stopped_goes_on_where_it_was(nosograph, tiny_config, tmp_path, dump):
    drafts = tmp_path / "drafts"
    words = ("wiki", "import", dump, "--out", drafts, "--workers", 1, "--sources", tiny_config)
    assert nosograph(*words).code == 0
    journal = drafts / "import.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines()
    journal.write_text("\n".join(lines[:2]) + '\n{"number": 2, "sl', encoding="utf-8")
    (drafts / "palsy" / "professional.md").write_text("edited", encoding="utf-8")

    assert nosograph(*words).code == 0

    assert journal.read_text(encoding="utf-8").splitlines() == lines
    assert (drafts / "palsy" / "professional.md").read_text(encoding="utf-8") == "edited"


def test_drafts_of_another_dump_are_not_mixed_in(nosograph, tiny_config, tmp_path, dump):
    words = ("wiki", "import", dump, "--out", tmp_path / "d", "--sources", tiny_config)
    assert nosograph(*words).code == 0
    dump.write_text(EXPORT.format(pages=pages("Other")), encoding="utf-8")

    assert nosograph(*words).code == 4


def test_a_chart_is_printed_as_text_json_and_picture(nosograph):
    text = nosograph("wiki", "chart", PAGE)
    assert "- Wait (end)" in text.out

    (chart,) = nosograph("wiki", "chart", PAGE, "--format", "json").json
    assert [(each["from"], each["to"]) for each in chart["edges"]] == [
        ("seen-by-a-doctor", "wait"),
        ("seen-by-a-doctor", "treat"),
    ]
    assert chart["rows"][0].startswith("{{familytree")

    assert nosograph("wiki", "chart", PAGE, "--format", "svg").out.startswith("<svg")


def test_a_page_without_a_chart_says_so(nosograph, tmp_path):
    (tmp_path / "a.wiki").write_text("nothing", encoding="utf-8")

    assert nosograph("wiki", "chart", tmp_path / "a.wiki").code == 1


def test_the_benchmark_measures_every_page_and_fails_with_one_that_loses(nosograph, tmp_path):
    file = tmp_path / "pages.jsonl"
    line = {"title": "Example", "text": PAGE.read_text(encoding="utf-8")}
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")

    told = nosograph("benchmark", "wiki", "--pages", file, "--json")

    assert told.code == 0
    assert told.json[0]["recall"] == 1.0
    assert "1 pages, 0 below 0.995" in nosograph("benchmark", "wiki", "--pages", file).out
    assert nosograph("benchmark", "wiki", "--pages", tmp_path / "none.jsonl").code == 2


def test_a_damaged_copy_is_repaired_and_what_is_gone_is_named(nosograph, tmp_path):
    from tests.unit.sources.test_rendered import PAGE as COPY

    (tmp_path / "page.txt").write_text(COPY, encoding="utf-8")

    told = nosograph("wiki", "repair", tmp_path / "page.txt", "--out", tmp_path / "drafts")

    assert told.code == 0, told.err
    assert "3 empty-section" in told.out
    assert "1 date-error" in told.out
    assert (tmp_path / "drafts" / "example-palsy" / "pathways.yaml").is_file()
    listed = nosograph("wiki", "repair", tmp_path / "page.txt", "--json").json
    assert [each["title"] for each in listed["charts"][0]["steps"]] == ["SEEN", "Wait", "Treat"]


def test_a_later_revision_is_offered_and_taken_over(nosograph, tiny_config, tmp_path):
    page = tmp_path / "palsy.wiki"
    page.write_text("It is rare.\n\n== Causes ==\n* one\n", encoding="utf-8")
    drafts = tmp_path / "drafts"
    assert nosograph("wiki", "import", page, "--out", drafts, "--sources", tiny_config).code == 0
    assert nosograph("wiki", "update", page, drafts / "palsy").code == 1
    page.write_text("It is rare.\n\n== Causes ==\n* one\n* two\n", encoding="utf-8")

    (offer,) = nosograph("wiki", "update", page, drafts / "palsy", "--json").json
    assert (offer["kind"], offer["chapter"], offer["clean"]) == ("added", "Causes", True)
    told = nosograph("wiki", "update", page, drafts / "palsy", "--revision", "8", "--apply")

    assert "+ - two" in told.out
    assert "- one\n- two" in (drafts / "palsy" / "professional.md").read_text(encoding="utf-8")
    assert "revision: '8'" in (drafts / "palsy" / "wiki.yaml").read_text(encoding="utf-8")
    assert nosograph("wiki", "update", page, drafts / "palsy").code == 1
    assert nosograph("wiki", "update", page, tmp_path).code == 4


SHORT = """'''Example palsy''' is a weakness of the face.<ref name=s>{{cite journal |vauthors=Smith J
|title=Weakness |journal=J Ex |year=2010 |pmid=12345678}}</ref>
== Signs and symptoms ==
* The mouth hangs on one side.<ref name=s/>
== Treatment ==
The eye is kept moist.<ref name=s/>
== Society ==
A film was made about it.<ref name=s/>
"""
NOTHING = "::: unknown\n\nSearched for on 2026-11-30 in PubMed; nothing found.\n\n:::"


def finished(text, words):
    """The text with words below every heading that has neither words nor a heading below it."""
    parts = re.split(r"(?m)^(?=#)", text)
    depths = [len(each) - len(each.lstrip("#")) for each in parts]
    return "".join(
        each if each.count("\n", 0, len(each.strip())) or deeper > depth > 0 or not depth
        else f"{each.strip()}\n\n{words}\n\n"
        for each, depth, deeper in zip(parts, depths, [*depths[1:], 0], strict=True)
    )  # fmt: skip


def test_a_draft_that_an_editor_has_finished_is_accepted(nosograph, tiny_config, tmp_path):
    (tmp_path / "palsy.wiki").write_text(SHORT, encoding="utf-8")
    nosograph(
        "wiki", "import", tmp_path / "palsy.wiki", "--title", "Example palsy", "--out", tmp_path,
        "--sources", tiny_config,
    )  # fmt: skip
    draft = tmp_path / "example-palsy"
    checked = ("check", draft, "--sources", tiny_config, "--json")
    before = nosograph(*checked)
    for name, words in (("professional.md", NOTHING), ("patient.en.md", "One side is weak.")):
        text = (draft / name).read_text(encoding="utf-8")
        (draft / name).write_text(finished(text, words).strip() + "\n", encoding="utf-8")

    assert {each["slug"] for each in before.json["problems"]} == {"empty-chapter"}
    assert nosograph(*checked).json["problems"] == []
