"""YAML and JSON as trees whose every part knows where it was written.

Rule. Broken syntax is one problem with its place, never an exception.
"""

import json
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from nosograph.entries.problems import Desk, Place
from nosograph.formats.trees import DEEPEST, Node, TangledError, json_tree

__all__ = ["Node", "read_json", "read_yaml"]


_KINDS = {"str": "text", "timestamp": "date", "int": "number", "float": "number", "bool": "truth", "null": "nothing"}  # fmt: skip


def read_yaml(text: str, desk: Desk) -> Node | None:
    """The tree of a YAML document, or None after reporting what is wrong with it."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        _note_yaml(desk, error.problem or error.context or "not YAML", at)
        return None
    except Exception as error:
        # On some broken documents the parser fails with exceptions of other kinds
        # (RecursionError, ValueError, AttributeError); the author sees a problem all the same.
        _note_yaml(desk, str(error).splitlines()[0] if str(error) else type(error).__name__, (1, 1))
        return None
    try:
        return Node("nothing", (1, 1)) if root is None else _from_yaml(root, 0, set())
    except TangledError as tangle:
        _note_yaml(desk, str(tangle), tangle.at)
        return None


def _note_yaml(desk: Desk, message: str, at: Place) -> None:
    desk.note(
        "bad-yaml",
        f"cannot read the YAML: {message}",
        at,
        hint="look at this line and the one above: indentation, a colon, a quote or a bracket",
    )


def _from_yaml(node: Any, depth: int, seen: set[int]) -> Node:
    at = (node.start_mark.line + 1, node.start_mark.column + 1)
    if depth > DEEPEST:
        raise TangledError("too many levels", at)
    # A few aliases of aliases are enough to fill the memory, and nobody needs them here.
    if id(node) in seen:
        raise TangledError("an alias (*) repeats this value", at)
    seen.add(id(node))
    match node:
        case MappingNode():
            pairs = tuple(
                (_from_yaml(k, depth + 1, seen), _from_yaml(v, depth + 1, seen))
                for k, v in node.value
            )
            return Node("mapping", at, pairs=pairs)
        case SequenceNode():
            return Node(
                "list", at, items=tuple(_from_yaml(each, depth + 1, seen) for each in node.value)
            )
        case ScalarNode():
            tag = str(node.tag or "").rpartition(":")[2]
            return Node(_KINDS.get(tag, "text"), at, str(node.value))
        case _:
            return Node("nothing", at)


def read_json(text: str, desk: Desk) -> tuple[Any, Node] | None:
    """The value of a JSON document and its tree, or None after reporting what is wrong."""
    try:
        value = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        at = (error.lineno, error.colno)
        _note_json(desk, error.msg[0].lower() + error.msg[1:], at)
        return None
    except (ValueError, RecursionError) as error:
        _note_json(desk, str(error).splitlines()[0], (1, 1))
        return None
    try:
        return value, json_tree(text)
    except TangledError as tangle:
        _note_json(desk, str(tangle), tangle.at)
        return None


def _note_json(desk: Desk, message: str, at: Place) -> None:
    desk.note(
        "bad-json",
        f"cannot read the JSON: {message}",
        at,
        hint="look at this line and the one above: a comma, a quote or a bracket",
    )


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")
