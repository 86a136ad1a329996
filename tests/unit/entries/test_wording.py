"""What reads like a dose or a left-over, and what only looks like one."""

import pytest

from nosograph.entries.check_wording import check_wording
from nosograph.entries.problems import Desk
from nosograph.model.problems import Problems


def slugs_of(text):
    problems = Problems()
    check_wording(text, Desk(problems, "file"))
    return {problem.slug for problem in problems.found}


@pytest.mark.parametrize(
    "text",
    [
        "375 mg/m²",
        "mg/kg",
        "75 IU/m2",
        "2 g/kg",
        "40 mg",
        "0.5–1 mg daily",
        "20 µg",
        "5 units per kg",
        "1 mg per day",
    ],
)
def test_an_amount_of_a_medicine_is_a_dose(text):
    assert slugs_of(f"They got {text} of it.") == {"dose"}


@pytest.mark.parametrize(
    "text",
    [
        "a glucose of 40 mg/dL", "12 mg/L", "3 mg/mmol", "5 kg", "18 months", "1 in 10 000", "2 g",
        "doses were raised", "a titre of 1:640", "30 mg/24 h", "0.27–0.40 per million",
    ],
)  # fmt: skip
def test_a_measurement_is_no_dose(text):
    assert slugs_of(f"They had {text}.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "see [the history](#history)", "[@pang2010]", "{{figure:a-b}}", "{{figures:a}}", "{{findings}}",
        "{{hp:HP:0001251}}", "{{organisations}}", "a ratio of 1.0 to 1.1", "p = 0.05", "# Causes", "x^2",
        "[3](https://example.org/)", "HLA-DRB1*01", "[Ca2+]",
    ],
)  # fmt: skip
def test_our_own_marks_are_no_left_overs(text):
    assert slugs_of(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "{{cite web}}", "{{", "a }} b", "{{}}", "{{findings|x}}", "[[Ataxia]]", "== Causes ==", "Template:Cite", "Category:Eye",
        "<ref name=a>", "</ref>", "a&nbsp;b", "[edit]", "[citation needed]", "^ a b Smith", "↑ Smith", "1.0 1.1 1.2 Smith",
        "as shown.[3]", "as shown [1,2]", "Check date values in: |date=", "Cite error: x", "CS1 maint: y",
    ],
)  # fmt: skip
def test_left_overs_of_a_wiki_are_found(text):
    assert slugs_of(text) == {"template-residue"}


@pytest.mark.parametrize(
    "text",
    [
        "There are no risk factors", "there is no known cure", "There is no established system for the classification",
        "There is no racial predilection",
    ],
)  # fmt: skip
def test_an_absolute_is_questioned(text):
    assert slugs_of(f"{text} [@a].") == {"absolute-claim"}


def test_what_somebody_looked_for_is_no_absolute():
    assert (
        slugs_of("No risk factor was found in a cohort [@a]. There were no deaths [@a].") == set()
    )
