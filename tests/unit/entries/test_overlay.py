"""What one hospital adds, and that nobody can take it for the dictionary's."""

import pytest

from nosograph.entries.overlay import overlaid, read_overlay
from nosograph.entries.read import read_entry
from nosograph.model.failures import SourceError
from nosograph.model.pathways import reachable
from nosograph.model.problems import Problems
from tests.conftest import TINY_DICTIONARY

LOCAL = """\
contacts:
- {name: Ward 3, place: Atlantis, note: open day and night}
steps:
- {pathway: first-visit, step: look, text: Ask the nurse on Ward 3.}
- {pathway: first-visit, step: call, after: look, title: Call Ward 3, text: Before anything else.}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "overlay.yaml").write_text("hospital: St Example\n")
    (tmp_path / "example-syndrome.yaml").write_text(LOCAL)
    return tmp_path


@pytest.fixture
def entry():
    return read_entry(TINY_DICTIONARY / "example-syndrome", Problems())


def test_contacts_come_first_and_say_whose_they_are(folder, entry):
    (found,) = overlaid([entry], read_overlay(folder))

    assert found.organisations[0].name == "Ward 3 (St Example)"
    assert found.organisations[0].note == "[local: St Example] open day and night"
    assert found.organisations[1:] == entry.organisations


def test_local_words_stand_behind_those_of_the_entry(folder, entry):
    (found,) = overlaid([entry], read_overlay(folder))

    text = found.pathways[0].step("look").text
    assert text == "Ask and look. [local: St Example] Ask the nurse on Ward 3."


def test_a_new_step_stands_between_a_step_and_what_followed_it(folder, entry):
    (found,) = overlaid([entry], read_overlay(folder))

    pathway, before = found.pathways[0], entry.pathways[0]
    assert [edge.to for edge in pathway.step("look").leads_to] == ["call"]
    assert pathway.step("call").leads_to == before.step("look").leads_to
    assert pathway.step("call").title == "Call Ward 3 (St Example)"
    assert reachable(pathway) == reachable(before) | {"call"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contacts:\n- {name: Ward 3}\n", "place"),
        ("figures: []\n", "figures"),
        ("steps:\n- {pathway: no, step: look, text: x}\n", "no pathway"),
        ("steps:\n- {pathway: first-visit, step: no, text: x}\n", "has no step no"),
        (
            "steps:\n- {pathway: first-visit, step: wait, after: look, text: x}\n",
            "has that step already",
        ),
        ("contacts: [\n", "example-syndrome.yaml"),
    ],
)
def test_what_does_not_fit_is_said(folder, entry, text, said):
    (folder / "example-syndrome.yaml").write_text(text)

    with pytest.raises(SourceError, match=said):
        overlaid([entry], read_overlay(folder))


def test_an_entry_that_is_not_there_is_said(folder):
    with pytest.raises(SourceError, match="example-syndrome"):
        overlaid([], read_overlay(folder))


def test_a_folder_without_a_hospital_is_no_overlay(tmp_path):
    with pytest.raises(SourceError, match=r"overlay\.yaml"):
        read_overlay(tmp_path)
