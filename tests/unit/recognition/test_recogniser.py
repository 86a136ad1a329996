"""A note is read for findings, with their exact places and what is said about each."""

import time

import pytest

from nosograph.asking.release import OpenRelease
from nosograph.recognition.recogniser import LONGEST_TEXT, Mode, TextTooLongError


@pytest.fixture(scope="module")
def recogniser(tiny_release):
    with OpenRelease.open(tiny_release) as held:
        yield held.recogniser


def told(recogniser, text, mode=Mode.LONGEST):
    return [(each.label, str(each.polarity)) for each in recogniser.mentions(text, mode)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Seizures and ataxia.", ["Seizure", "Ataxia"]),
        ("SEIZURE", ["Seizure"]),
        ("an ataxic child", ["Ataxia"]),
        ("abnormality of the eye movements", ["Abnormality of eye movement"]),
        ("hypotonia of the muscles", ["Hypotonia"]),
        ("Ataxie und Nystagmus bei einem Kind", ["Ataxia", "Nystagmus"]),
    ],
)
def test_findings_are_found_in_other_forms(recogniser, text, labels):
    assert [label for label, _ in told(recogniser, text)] == labels


@pytest.mark.parametrize("before", ["", "é", "🤷 ", "cafe\u0301 ", "ß\u200b\n\n", "中文。"])
def test_places_are_those_of_the_text_as_given(recogniser, before):
    text = f"{before}He has atax\u00adia, and sei\u200bzures."
    found = recogniser.mentions(text, Mode.LONGEST)

    assert [each.text for each in found] == ["atax\u00adia", "sei\u200bzures"]
    assert all(text[each.start : each.end] == each.text for each in found)


def test_an_abbreviation_holds_where_the_text_has_defined_it(recogniser):
    text = "Opsoclonus (OC) came first. OC stayed; OCD did not come up."
    found = recogniser.mentions(text, Mode.LONGEST)

    assert [each.text for each in found if each.label == "Opsoclonus"] == ["Opsoclonus", "OC", "OC"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No ataxia, seizures or nystagmus.", ["absent", "absent", "absent"]),
        ("Ataxia but no seizures", ["present", "absent"]),
        ("Possible seizures. Ataxia was ruled out.", ["possible", "absent"]),
        ("His mother has ataxia and he has seizures.", ["family", "present"]),
        ("His mother reports seizures.", ["present"]),
        ("Seizures: none\nAtaxia: present", ["absent", "present"]),
        ("Seizures have resolved, ataxia has not resolved.", ["resolved", "present"]),
        ("Family history: ataxia.\nExamination: seizures", ["family", "present"]),
        ("Keine Ataxie, aber Nystagmus.", ["absent", "present"]),
        ("Ataxie hat er nicht mehr.", ["resolved"]),
        ("Die Mutter hat eine Ataxie.", ["family"]),
        ("No seizures, ataxia since May.", ["absent", "present"]),
        ("No seizures, ataxia, nystagmus.", ["absent", "absent", "absent"]),
        ("No seizures or ataxia since May.", ["absent", "absent"]),
        ("Keine Ataxie, Nystagmus seit Mai.", ["absent", "present"]),
    ],
)
def test_what_is_said_about_a_finding_is_heard(recogniser, text, expected):
    assert [polarity for _, polarity in told(recogniser, text)] == expected


@pytest.mark.parametrize(
    ("text", "onsets"),
    [
        ("Seizures at 3 months and ataxia at two and a half years.", ["P3M", "P2Y6M"]),
        ("At 18 months she developed ataxia.", ["P1Y6M"]),
        ("A 5-year-old boy with ataxia for 2 years.", [""]),
        ("Ataxia since birth", ["HP:0003577"]),
        ("Ataxie seit dem Alter von 3 Jahren.", ["P3Y"]),
    ],
)
def test_an_age_is_the_onset_of_the_finding_beside_it(recogniser, text, onsets):
    assert [each.onset for each in recogniser.mentions(text, Mode.LONGEST)] == onsets


def test_nothing_is_found_in_nothing(recogniser):
    assert recogniser.mentions("") == []
    assert recogniser.mentions(" \n.;,()") == []


def test_a_text_that_is_too_long_is_refused(recogniser):
    with pytest.raises(TextTooLongError, match="at most"):
        recogniser.mentions("a" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize(
    "unit",
    [
        "ataxia ",
        "no ",
        "(",
        "ataxia, seizure and ",
        "a-",
        "eye movement abnormal ",
        "1 year ",
        "ß" * 50,
    ],
)
def test_the_work_grows_with_the_text_and_not_faster(recogniser, unit):
    def seconds(times):
        text = unit * times
        began = time.process_time()
        recogniser.mentions(text, language="en")
        return time.process_time() - began

    seconds(500)
    # Eight times as long; a busy machine may spoil one attempt, and what grows faster spoils all.
    assert any(seconds(16_000) < 24 * max(seconds(2_000), 0.01) for _ in range(4))
