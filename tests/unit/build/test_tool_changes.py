"""What changed in pathways, scales, work-up and differential."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from nosograph.build.changes import Edition, differences
from nosograph.build.compile import build
from nosograph.build.tool_changes import tool_changes
from nosograph.entries.overlay import overlaid, read_overlay
from nosograph.entries.read import read_entry
from nosograph.library.reader import Library
from nosograph.model.diseases import Disease
from nosograph.model.problems import Problems
from nosograph.render.changes import changes_page
from tests.conftest import TINY_DICTIONARY

SLUG = "example-syndrome"
OVERLAY = """\
steps:
- {pathway: first-visit, step: look, instead: true, title: Look twice, text: Two look.}
- {pathway: first-visit, step: call, after: look, title: Call Ward 3, text: Before anything else.}
"""
EDITS = (
    ("pathways.yaml", "text: Ask and look.", "text: Ask, look and listen."),
    ("pathways.yaml", "when: something is seen", "when: something new is seen"),
    ("scales.yaml", "text: walks on a wide base", "text: walks on a very wide base"),
    ("scales.yaml", "    least: 4\n", "    least: 5\n"),
    ("scales.yaml", "    most: 3\n", "    most: 4\n"),
    ("differential.yaml", "none of nobody", "none of everybody"),
    ("differential.yaml", "Both are tall tales here.", "Both are very tall tales here."),
    ("differential.yaml", "label: Being there", "label: Not being there"),
)


def read(folder=TINY_DICTIONARY):
    return read_entry(folder / SLUG, Problems())


def edited(folder, *edits):
    for name, before, after in edits:
        file = folder / SLUG / name
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), "utf-8")
    return folder


def told(before, after):
    return [(str(each.kind), each.part, each.page, each.anchor) for each in tool_changes(before, after)]  # fmt: skip


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(TINY_DICTIONARY, tmp_path / "dictionary")


def test_an_entry_does_not_differ_from_itself():
    assert told(read(), read()) == []


def test_each_part_is_told_where_it_stands(copy):
    assert told(read(), read(edited(copy, *EDITS))) == [
        ("reworded", "step", "pathways/first-visit", "step-look"),
        ("reworded", "scale_item", "scales/three-things", "items"),
        ("reworded", "scale_band", "scales/three-things", "bands"),
        ("reworded", "scale_band", "scales/three-things", "bands"),
        ("reworded", "neighbour", "", ""),
        ("reworded", "difference", "", ""),
        ("removed", "difference", "", ""),
        ("added", "difference", "", ""),
    ]


def test_a_step_is_told_with_the_ways_on_in_words(copy):
    (change, *_) = tool_changes(read(), read(edited(copy, *EDITS)))

    assert change.where == "First visit"
    assert change.before.startswith("Look at the patient. Ask and look. → if something is seen: ")
    assert "Wait and see (inferred: the example says so)" in change.before
    assert "Ask, look and listen. → if something new is seen: Decide together" in change.after


def test_tests_of_the_work_up_are_told_with_the_sections_on_diagnosis():
    before = read()
    stage, *others = before.workup.stages
    first = replace(stage.tests[0], purpose="For another reason.")
    stages = (replace(stage, tests=(first, *stage.tests[1:])), *others)
    section = replace(before.patient["en"][0], renders=("diagnosis",))
    after = replace(
        before, workup=replace(before.workup, stages=stages), patient={"en": (section,)}
    )

    (change,) = tool_changes(before, after)

    assert (change.part, change.page, change.anchor) == ("test", "workup", f"test-{first.id}")
    assert "For another reason" in change.after
    assert change.affects == (("en", section.id, section.title),)


def test_other_sources_and_whole_tools_are_told_as_such():
    before = read()
    scale, *others = before.scales
    item = replace(scale.items[0], sources=("example2002",))
    sourced = replace(before, scales=(replace(scale, items=(item, *scale.items[1:])), *others))
    fewer = replace(before, scales=(), workup=None, pathways=(), differential=None)

    assert [each[:2] for each in told(before, sourced)] == [("sources", "scale_item")]
    assert {each[:2] for each in told(before, fewer)} == {
        ("removed", "pathway"), ("removed", "workup"), ("removed", "scale"), ("removed", "neighbour"),
    }  # fmt: skip
    assert {each[0] for each in told(fewer, before)} == {"added"}


def test_a_difference_is_told_once_and_not_as_a_statement_of_the_text_too(copy):
    before, after = (
        Edition(Disease(SLUG, whole.kind, whole.name, (), (), (), entry=whole))
        for whole in (read(), read(edited(copy, EDITS[5])))
    )

    assert [each.part for each in differences(before, after)] == ["difference"]


def test_what_a_hospital_says_is_no_change_of_the_dictionary(tmp_path):
    (tmp_path / "overlay.yaml").write_text("hospital: St Example\n")
    (tmp_path / f"{SLUG}.yaml").write_text(OVERLAY)
    (local,) = overlaid([read()], read_overlay(tmp_path))

    assert local != read()
    assert told(read(), local) == told(local, read()) == []


@pytest.mark.parametrize(
    ("language", "parts"),
    [("en", {"step of a pathway", "item of a scale", "range of a scale", "disease to tell apart", "difference from another disease"}),
     ("de", {"Schritt eines Behandlungspfads", "Punkt einer Skala", "Bereich einer Skala", "abzugrenzende Krankheit", "Unterschied zu einer anderen Krankheit"})],
)  # fmt: skip
def test_a_release_shows_them_with_links_to_their_pages(language, parts, releases):
    with Library.open(releases) as library:
        disease = library.disease(SLUG)
        page = changes_page(disease, library.changes(SLUG), language)
    (release,) = page.releases
    home = f"{'' if language == 'en' else '/de'}/d/{SLUG}/"

    changes = (*release.changes, *release.wording)
    assert {each.part for each in changes} == parts
    assert {each.href for each in changes if each.kind not in ("Removed", "Entfernt")} >= {
        f"{home}pathways/first-visit#step-look",
        f"{home}scales/three-things#items",
        f"{home}scales/three-things#bands",
        f"{home}compare/marfan-syndrome",
        f"{home}compare/marfan-syndrome#apart",
    }


@pytest.fixture(scope="module")
def releases(tiny_plan, tiny_release, tmp_path_factory):
    """A release after the tiny one, with other words in the tools of an entry."""
    place = tmp_path_factory.mktemp("tools")
    dictionary = edited(shutil.copytree(tiny_plan.dictionary, place / "dictionary"), *EDITS)
    plan = replace(
        tiny_plan, dictionary=dictionary, release=place / "current", previous=tiny_release,
        day=date(2026, 2, 2),
    )  # fmt: skip
    assert build(plan).manifest is not None
    return plan.release
