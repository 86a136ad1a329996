"""YAML and JSON as trees whose every part knows where it was written.

Rule. Broken syntax is one problem with its place, never an exception.
"""

import json
from typing import Any

from nosograph.entries.problems import Desk, Place
from nosograph.formats.trees import Node, TangledError, json_tree, yaml_tree

__all__ = ["Node", "read_json", "read_yaml"]


def read_yaml(text: str, desk: Desk) -> Node | None:
    """The tree of a YAML document, or None after reporting what is wrong with it."""
    try:
        return yaml_tree(text)
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
