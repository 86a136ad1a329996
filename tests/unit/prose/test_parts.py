"""Chapters and sections know what they are and where they stand."""

from nosograph.prose.parts import chapters, parts, patient_sections

TEXT = """\
# Overview

A claim that goes on
for two lines [@one; @two, p. 3].

::: conflict
- first [@one]
- second
  [@two]
:::

## Age

| a | b |
|---|---|
| 1 | [@one] |
"""


def test_a_chapter_ends_at_the_next_heading():
    overview, age = chapters(TEXT)

    assert (overview.title, overview.level, overview.line) == ("Overview", 1, 1)
    assert overview.text.startswith("A claim")
    assert overview.text.endswith(":::")
    assert (age.title, age.level, age.line) == ("Age", 2, 12)


def test_a_section_has_its_id_and_what_it_renders():
    (section,) = patient_sections('# What? {#what renders="overview causes"}\n\n## How\n\nWords.\n')

    assert (section.title, section.id, section.renders) == ("What?", "what", ("overview", "causes"))
    assert section.text == "## How\n\nWords."


def test_a_part_knows_the_place_of_everything_in_its_text():
    overview, age = parts(TEXT)

    assert overview.place(overview.text.index("[@one; @two")) == (4, 15)
    assert overview.place(overview.text.index("[@two]")) == (9, 3)
    assert age.place(age.text.index("[@one]")) == (16, 7)


def test_text_before_the_first_heading_is_a_part_without_a_title():
    stray, titled = parts("\nStray.\n\n# Titled\n")

    assert (stray.level, stray.text, stray.below) == (0, "Stray.", 2)
    assert (titled.title, titled.text) == ("Titled", "")
