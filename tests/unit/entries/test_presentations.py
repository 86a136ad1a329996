"""What is wrong with a presentation is found where it stands."""

import pytest

from nosograph.entries.read import read_entry
from nosograph.model.entries import Kind
from nosograph.model.presentations import spoken
from nosograph.model.problems import Problems
from tests.unit.entries.examples import EXAMPLES, checked, copied

SLUG = "suddenly-unsteady"
FILE = "presentation.yaml"

MISTAKES = [
    ("missing-key", "    de: Ein Sturz\n", "", "en: A fall"),
    ("missing-key", "  ages: [toddler]\n", "", "id: fall"),
    ("bad-value", "ages: [toddler]", "ages: [todler]", "todler"),
    ("bad-value", "often: rare", "often: seldom", "seldom"),
    ("bad-value", "  code: ORPHA:558", "  entry: example-syndrome\n  code: ORPHA:558", "ORPHA:558"),
    ("bad-value", "    de: Ein Sturz", "    German: Ein Sturz", "German"),
    ("unknown-entry", "entry: example-syndrome", "entry: exampel-syndrome", "exampel-syndrome"),
    ("unknown-step", "towards: [example]", "towards: [exampel]", "exampel"),
    ("unknown-step", "- to: eyes", "- to: eye", "eye\n"),
    ("dead-end", "  specialist: true\n  ends: true\n", "  specialist: true\n", "eyes\n  title"),
    ("unmarked-loop", "    back: true\n", "", "summary"),
    ("unknown-reference", "sources: [example2002]", "sources: [exampel2002]", "exampel2002"),
    ("wrong-label", "label: Strabismus", "label: Squint", "Squint"),
    ("unknown-hpo-id", "term: HP:0000486", "term: HP:9999999", "HP:9999999"),
    ("dose", "en: Look at the eyes.", "en: Give 5 mg/kg.", "Give 5"),
    ("wrong-type", "  text:\n    en: Look at the whole person.\n    de: Den ganzen Menschen ansehen.", "  text: Look.", "Look."),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "old", "new", "at"), MISTAKES)
def test_a_mistake_is_found_where_it_was_made(slug, old, new, at, tmp_path):
    root = copied(tmp_path)
    path = root / SLUG / FILE
    text = path.read_text("utf-8")
    assert old in text
    spoilt = text.replace(old, new, 1)
    path.write_text(spoilt, "utf-8")
    line = spoilt[: spoilt.index(at)].count("\n") + 1

    found = checked(root).problems.found

    assert slug in {each.slug for each in found}
    near = [each.line for each in found if each.slug == slug]
    assert any(abs(each - line) <= 1 for each in near), (near, line)


def test_the_words_of_every_language_are_read_and_the_first_stands_in_for_one_that_lacks():
    problems = Problems()
    entry = read_entry(EXAMPLES / SLUG, problems)

    assert problems.found == []
    assert entry.kind is Kind.PRESENTATION
    told = entry.presentation
    assert told.languages == ("en", "de")
    assert spoken(told.urgency, "de") == "Noch am selben Tag untersuchen."
    assert spoken(told.urgency, "fr") == "See them on the same day."


def test_dangerous_causes_stand_before_mild_ones_and_common_before_rare():
    told = read_entry(EXAMPLES / SLUG, Problems()).presentation

    assert [each.id for each in told.of_age("toddler")] == ["fall", "example"]
    assert [each.id for each in told.of_age("adult")] == ["marfan"]
    assert told.of_age("infant") == ()


def test_a_presentation_needs_its_file_and_a_disease_has_none(tmp_path):
    root = copied(tmp_path)
    (root / SLUG / FILE).rename(root / "example-syndrome" / FILE)

    found = {(each.slug, each.path) for each in checked(root).problems.found}

    assert ("missing-file", f"{SLUG}/{FILE}") in found
    assert ("unknown-file", f"example-syndrome/{FILE}") in found
