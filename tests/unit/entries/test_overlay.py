"""What one hospital adds, and that nobody can take it for the dictionary's."""

from dataclasses import fields

import pytest

from nosograph.entries.overlay import overlaid, read_overlay
from nosograph.entries.read import read_entry
from nosograph.model.failures import SourceError
from nosograph.model.pathways import reachable
from nosograph.model.problems import Problems
from nosograph.render.markup import html
from nosograph.render.pathway import as_json, as_text
from nosograph.render.references import ReferenceList
from nosograph.render.written import Prose
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
    assert found.organisations[0].local.hospital == "St Example"
    assert found.organisations[0].local.text("de") == "open day and night"
    assert found.organisations[1:] == entry.organisations


def test_a_contact_takes_the_place_of_an_organisation(folder, entry):
    there = entry.organisations[0].name
    local = f"contacts:\n- {{name: Ward 3, place: Atlantis, instead_of: {there!r}}}\n"
    (folder / "example-syndrome.yaml").write_text(local)

    (found,) = overlaid([entry], read_overlay(folder))

    assert found.organisations[0].name == "Ward 3 (St Example)"
    assert not found.organisations[0].sources
    assert found.organisations[1:] == entry.organisations[1:]


def test_local_words_stand_beside_those_of_the_entry(folder, entry):
    (found,) = overlaid([entry], read_overlay(folder))

    step = found.pathways[0].step("look")
    assert step.text == "Ask and look."
    assert step.local.text("en") == "Ask the nurse on Ward 3."
    assert not step.local.instead


def test_local_words_stand_in_place_of_those_of_the_entry_which_stay_within_reach(folder, entry):
    (folder / "example-syndrome.yaml").write_text(
        "steps:\n- {pathway: first-visit, step: look, instead: true, title: Look twice, "
        "text: {en: Two look., de: Zwei sehen nach.}}\n"
    )
    before = entry.pathways[0].step("look")

    (found,) = overlaid([entry], read_overlay(folder))

    step = found.pathways[0].step("look")
    assert step.title == "Look twice (St Example)"
    assert step.local.title_before == before.title
    assert (step.text, step.sources, step.leads_to) == (before.text, before.sources, before.leads_to)  # fmt: skip
    assert step.local.text("de") == "Zwei sehen nach."
    assert step.local.text("fr") == "Zwei sehen nach."
    assert "[instead of the dictionary's] " in as_text(found.pathways[0])
    assert as_json(found.pathways[0])["steps"][0]["local"]["hospital"] == "St Example"


def test_a_step_of_a_title_alone_is_told_by_its_title_where_it_is_replaced(folder, entry):
    (folder / "example-syndrome.yaml").write_text(
        "steps:\n- {pathway: first-visit, step: decide, instead: true, text: Ask Ward 3.}\n"
    )

    (found,) = overlaid([entry], read_overlay(folder))

    text = as_text(found.pathways[0])
    assert "[instead of the dictionary's] Decide together [example2002]" in text


def test_an_overlay_leaves_claims_criteria_and_sources_alone(folder, entry):
    (found,) = overlaid([entry], read_overlay(folder))

    changed = {
        each.name
        for each in fields(entry)
        if getattr(found, each.name) != getattr(entry, each.name)
    }
    assert changed == {"organisations", "pathways"}


def test_a_new_step_stands_between_a_step_and_what_followed_it(folder, entry):
    (found,) = overlaid([entry], read_overlay(folder))

    pathway, before = found.pathways[0], entry.pathways[0]
    assert [(edge.to, edge.local) for edge in pathway.step("look").leads_to] == [("call", "St Example")]  # fmt: skip
    assert pathway.step("call").leads_to == before.step("look").leads_to
    assert pathway.step("call").title == "Call Ward 3 (St Example)"
    assert pathway.step("call").local.new
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
        ("contacts:\n- {name: A, place: B, instead_of: No one}\n", "no organisation is called"),
        ("steps:\n- {pathway: first-visit, step: look, text: ''}\n", "has no text"),
        ("steps:\n- {pathway: first-visit, step: look, text: x, title: y}\n", "has a title"),
        (
            "steps:\n- {pathway: first-visit, step: z, after: look, instead: true, text: x}\n",
            "cannot stand instead",
        ),
        (
            "steps:\n" + 2 * "- {pathway: first-visit, step: look, text: x}\n",
            "yaml:3: .* already: join",
        ),
        (
            "steps:\n\n- {pathway: first-visit, step: no, text: x}\n",
            "yaml:3: .*: name one of look, ",
        ),
        (
            "contacts:\n- {name: A, place: B}\n- name: A\n  place: B\n  instead_of: C\n",
            "yaml:3: .* Example Syndrome Society",
        ),
    ],
)
def test_what_does_not_fit_is_said(folder, entry, text, said):
    (folder / "example-syndrome.yaml").write_text(text)

    with pytest.raises(SourceError, match=said):
        overlaid([entry], read_overlay(folder))


def test_every_family_page_names_the_emergency_number_that_the_overlay_gives(folder, entry):
    (folder / "overlay.yaml").write_text("hospital: St Example\nemergency: '911'\n")
    (found,) = overlaid([entry], read_overlay(folder))

    shown = str(
        html(Prose(found, ReferenceList(()), "en").written("::: emergency\n\nCall.\n\n:::"))
    )

    assert "Emergency number: 911<" in shown


def test_an_emergency_number_is_made_of_digits(folder):
    (folder / "overlay.yaml").write_text("hospital: St Example\nemergency: 'call 911'\n")

    with pytest.raises(SourceError, match=r"overlay\.yaml: .*regex"):
        read_overlay(folder)


def test_an_entry_that_is_not_there_is_said(folder):
    with pytest.raises(SourceError, match="example-syndrome"):
        overlaid([], read_overlay(folder))


def test_a_folder_without_a_hospital_is_no_overlay(tmp_path):
    with pytest.raises(SourceError, match=r"overlay\.yaml"):
        read_overlay(tmp_path)
