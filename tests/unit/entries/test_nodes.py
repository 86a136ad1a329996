"""Trees with places: what breaks them is one problem, never an exception."""

import pytest

from nosograph.entries.nodes import read_json, read_yaml
from nosograph.entries.problems import Desk
from nosograph.model.problems import Problems


def slugs_after(read, text):
    problems = Problems()
    read(text, Desk(problems, "file"))
    return [problem.slug for problem in problems.found]


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n"
    for a, b in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: 'b",
        "a: b: c",
        "\ta: b",
        "&a [*a]",
        LAUGHS,
        "[" * 5000,
        "a: 1\n---\nb: 2",
        "%YAML x\n---",
        "!!: a: @",
    ],
    ids=range(10),
)
def test_broken_or_tangled_yaml_is_one_problem(text):
    assert slugs_after(read_yaml, text) == ["bad-yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[1,]",
        "{'a': 1}",
        "[NaN]",
        "[" * 5000,
        "[" * 90 + "]" * 90,
        "[" * 700 + "]" * 700,
        "[" + "9" * 5000 + "]",
    ],
    ids=range(9),
)
def test_broken_or_tangled_json_is_one_problem(text):
    assert slugs_after(read_json, text) == ["bad-json"]


def test_every_part_of_a_json_file_knows_its_place():
    _, root = read_json('[\n  {"id": "a", "list": [1,\n 2]}\n]', Desk(Problems(), "file"))

    assert root.place(0, "id") == (2, 10)
    assert root.place(0, "list", 1) == (3, 2)
    assert root.place(0, "nothing") == (2, 3)


def test_every_part_of_a_yaml_file_knows_its_place():
    root = read_yaml("a:\n- b: c\n  d: [e, f]\n", Desk(Problems(), "file"))

    assert root.place("a", 0, "b") == (2, 6)
    assert root.place("a", 0, "d", 1) == (3, 10)
