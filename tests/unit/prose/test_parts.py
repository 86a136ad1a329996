"""Headings, blocks and citations know what they are and where they stand."""

from nosograph.prose.blocks import blocks
from nosograph.prose.parts import chapters, citations, patient_sections

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


def test_blocks_are_told_apart():
    kinds = [(block.kind, block.line, block.container) for block in blocks(TEXT)]

    assert kinds == [
        ("heading", 1, ""),
        ("paragraph", 3, ""),
        ("open", 6, "conflict"),
        ("item", 7, "conflict"),
        ("item", 8, "conflict"),
        ("close", 10, "conflict"),
        ("heading", 12, ""),
        ("table-heading", 14, ""),
        ("row", 16, ""),
    ]


def test_citations_are_found_where_they_stand():
    found = [(citation.at, [work.key for work in citation.works]) for citation in citations(TEXT)]

    assert found == [
        ((4, 15), ["one", "two"]),
        ((7, 9), ["one"]),
        ((9, 3), ["two"]),
        ((16, 7), ["one"]),
    ]
