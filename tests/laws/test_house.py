"""How the program is written: sizes, names, and what arrays hold."""

import ast
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import nosograph

SRC = Path(nosograph.__file__).parent
MODULES = {path.relative_to(SRC): path.read_text() for path in sorted(SRC.rglob("*.py"))}
TREES = {path: ast.parse(text) for path, text in MODULES.items()}

LONGEST_MODULE, LONGEST_FUNCTION = 400, 50

NAMED_TWICE = {("sources", "_Draft")}
"""Classes of one layer that share a name; nobody adds to it, and who renames one takes it out."""


def functions(tree):
    return [
        each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def length(function):
    """Lines from the first statement after the docstring: options and help are not steps."""
    documented = ast.get_docstring(function, clean=False) is not None
    body = function.body[documented:]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_module_is_longer_than_a_reader_can_hold():
    assert not {
        str(path): lines
        for path, text in MODULES.items()
        if (lines := text.count("\n")) > LONGEST_MODULE
    }


def test_a_long_function_gives_its_reason():
    unexplained = [
        f"{path}:{each.lineno} {each.name}, {length(each)} lines"
        for path, tree in TREES.items()
        for each in functions(tree)
        if length(each) > LONGEST_FUNCTION
        and "#" not in MODULES[path].splitlines()[each.lineno - 1]
    ]

    assert not unexplained


def test_a_name_means_one_class_in_a_layer():
    counted = Counter(
        (path.parts[0], each.name)
        for path, tree in TREES.items()
        for each in ast.walk(tree)
        if isinstance(each, ast.ClassDef)
    )

    assert {name for name, count in counted.items() if count > 1} == NAMED_TWICE


def test_who_returns_an_array_says_its_shape_and_type():
    silent = [
        f"{path}:{each.lineno} {each.name}"
        for path, tree in TREES.items()
        for each in functions(tree)
        if each.returns is not None
        and re.match(r"(\w+\.)?(NDArray|ndarray|Array)\b", ast.unparse(each.returns))
        and not each.name.startswith("_")
        and not re.search(r"Shape \([^)]+\), \w+\.", ast.get_docstring(each) or "")
    ]

    assert not silent


def test_a_module_opens_with_its_rule():
    assert not [str(path) for path, tree in TREES.items() if not ast.get_docstring(tree)]


def test_comments_name_nobody_and_nothing_to_do():
    words = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
    lines = chain.from_iterable(text.splitlines() for text in MODULES.values())

    assert not [line for line in lines if words.search(line)]
