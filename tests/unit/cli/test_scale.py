import json
from xml.etree import ElementTree

import pytest


@pytest.fixture
def scale(nosograph, tiny_release):
    """Run a command about scales on the tiny release."""
    return lambda *words: nosograph("scale", *words, "--release", tiny_release)


@pytest.fixture
def written(tmp_path):
    """Write a file and say where it is."""

    def write(name, content):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return write


def test_the_list_says_which_can_be_scored(scale):
    told = scale("list")

    assert "three-things             Scale of three things (3 items; example-syndrome)" in told.out
    assert "forgotten                Scale that nobody wrote down (items not confirmed;" in told.out
    assert [each["confirmed"] for each in scale("list", "--json").json["scales"]] == [True, False]


def test_show_prints_items_and_what_values_mean(scale):
    assert "    3  does not walk" in scale("show", "example-syndrome/three-things").out
    assert scale("show", "forgotten", "--json").json["confirmed"] is False


def test_an_unknown_scale_is_answered_with_the_nearest(scale):
    told = scale("show", "three-thing")

    assert told.code == 1
    assert "did you mean 'three-things'?" in told.err


def test_ratings_of_a_case_are_added_up(scale, written):
    findings = [{"item": "steps", "value": 1}, {"item": "words", "value": 3}]
    told = scale("score", "three-things", "--case", written("case.json", {"findings": findings}))

    assert told.code == 0
    assert "Total: between 4 and 7" in told.out
    assert "Not rated: Hands" in told.out
    assert "Range: much" in told.out


def test_the_answer_is_one_document(scale):
    found = scale(
        "score", "three-things", "--rating", "steps=1", "--rating", "words=0", "--json"
    ).json

    assert found["total"] == {"least": 1, "most": 4}
    assert (found["missing"], found["band"]) == (["hands"], None)
    assert (found["open_bands"], found["version"]) == (["little", "much"], "1")


def test_an_unconfirmed_scale_cannot_be_scored_and_the_error_says_why(scale):
    told = scale("score", "forgotten", "--rating", "mood=1")

    assert told.code == 1
    assert "The items are named, their anchors and the range are not." in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "--case FILE or as --rating"),
        (["--rating", "steps=2"], 1, "its values are 0, 1, 3"),
        (["--rating", "mood=1"], 1, "its items are steps, words, hands"),
        (["--rating", "steps"], 2, "write ITEM=VALUE"),
        (["--rating", "steps=1", "--rating", "steps=3"], 2, "comes twice"),
    ],
)
def test_wrong_ratings_are_refused(scale, words, code, said):
    told = scale("score", "three-things", *words)

    assert told.code == code
    assert said in told.err


def test_a_value_of_a_case_that_is_no_value_is_refused(scale, written):
    case = written("case.json", {"findings": [{"item": "steps", "value": 2}]})
    told = scale("score", "three-things", "--case", case)

    assert told.code == 1
    assert "2 is no value of Steps" in told.err


def test_a_course_is_listed_drawn_and_told_as_json(scale, written):
    file = written("course.csv", "date,total,relapse\n2026-01-02,8,\n2026-03-01,2,yes\n")
    words = ("course", "three-things", "--file", file)

    assert "2026-03-01  2            as recorded; relapse" in scale(*words).out
    assert ElementTree.fromstring(scale(*words, "--format", "svg").out).tag.endswith("svg")
    assert scale(*words, "--format", "json").json["points"][1]["relapse"] is True


def test_totals_of_an_unconfirmed_scale_are_shown_as_recorded(scale, written):
    told = scale("course", "forgotten", "--file", written("course.csv", "date,total\n2026-01-02,8"))

    assert "Totals as recorded; not computed here" in told.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,total\n2.1.2026,8\n", "bad-date"),
        ('{"scale": "other", "visits": [{"date": "2026-01-02"}]}', "about the scale 'other'"),
    ],
)
def test_a_course_that_cannot_be_used_is_refused(scale, written, text, said):
    told = scale("course", "three-things", "--file", written("course", text))

    assert told.code == 1
    assert said in told.err
