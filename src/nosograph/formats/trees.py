"""JSON and YAML values as trees whose every part knows where it was written.

Rule. Values stay text; whoever reads a field decides what it means.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

Place: TypeAlias = tuple[int, int]
"""Line and column, from 1; 0 where the whole file or line is meant."""

DEEPEST = 60
"""No file of ours nests deeper."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place."""

    kind: str
    """text, date, number, truth, nothing, list or mapping."""
    at: Place
    text: str = ""
    items: "tuple[Node, ...]" = ()
    pairs: "tuple[tuple[Node, Node], ...]" = ()

    def get(self, key: str) -> "Node | None":
        """The value of the first pair with this key."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def down(self, *path: str | int) -> "Node":
        """The value at `path`, or the last one on the way to it that is there."""
        node = self
        for step in path:
            if isinstance(step, str):
                below = node.get(step)
            else:
                below = node.items[step] if step < len(node.items) else None
            if below is None:
                break
            node = below
        return node

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` stands, or as much of the path as there is."""
        return self.down(*path).at

    def texts(self) -> Iterator["Node"]:
        """Every text value in this tree, keys not included."""
        if self.kind == "text":
            yield self
        for item in self.items:
            yield from item.texts()
        for _, value in self.pairs:
            yield from value.texts()


class TangledError(ValueError):
    """A tree that is none, or too deep to be meant."""

    def __init__(self, message: str, at: Place) -> None:
        super().__init__(message)
        self.at = at


def yaml_tree(text: str) -> Node:
    """The tree of a YAML document.

    Raises:
        TangledError: it is none, nests too deeply, or repeats itself by aliases.
    """
    # Loaded with the first YAML: most commands never see one.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise TangledError(error.problem or error.context or "not YAML", at) from None
    except Exception as error:
        # On some broken documents the parser fails with exceptions of other kinds
        # (RecursionError, ValueError, AttributeError); the author sees a problem all the same.
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise TangledError(message, (1, 1)) from None
    return Node("nothing", (1, 1)) if root is None else _from_yaml(root, 0, set())


def plain(node: Node) -> Any:
    """The value that a tree stands for, as `json` would give it; dates stay text."""
    match node.kind:
        case "mapping":
            return {key.text: plain(value) for key, value in node.pairs}
        case "list":
            return [plain(each) for each in node.items]
        case "nothing":
            return None
        case "truth":
            return node.text.casefold() in {"true", "yes", "on"}
        case "number":
            try:
                return json.loads(node.text)
            except ValueError:
                return node.text  # 0x10, .5, 1_000: whoever reads the field decides
        case _:
            return node.text


_KINDS = {"str": "text", "timestamp": "date", "int": "number", "float": "number", "bool": "truth", "null": "nothing"}  # fmt: skip


def _from_yaml(node: Any, depth: int, seen: set[int]) -> Node:
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

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


def json_tree(text: str) -> Node:
    """The tree of a valid JSON text.

    Raises:
        TangledError: it nests too deeply.
    """
    return _json_value(_Tokens(text), 0)


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


class _Tokens:
    """The tokens of a valid JSON text with their places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = _TOKEN.finditer(text)
        self._line = 1
        self._line_start = 0
        self._seen = 0
        self.token = ""
        self.at = (1, 1)
        self.advance()

    def advance(self) -> None:
        match = next(self._found, None)
        if match is None:
            self.token = ""
            return
        start = match.start()
        breaks = self._text.count("\n", self._seen, start)
        if breaks:
            self._line += breaks
            self._line_start = self._text.rfind("\n", self._seen, start) + 1
        self._seen = start
        self.token, self.at = match.group(), (self._line, start - self._line_start + 1)


def _json_value(tokens: _Tokens, depth: int) -> Node:
    token, at = tokens.token, tokens.at
    if depth > DEEPEST:
        raise TangledError("too many levels", at)
    tokens.advance()
    if token == "[":  # noqa: S105 - a bracket, no secret
        items = []
        while tokens.token != "]":  # noqa: S105
            items.append(_json_value(tokens, depth + 1))
            if tokens.token == ",":  # noqa: S105
                tokens.advance()
        tokens.advance()
        return Node("list", at, items=tuple(items))
    if token == "{":  # noqa: S105
        pairs = []
        while tokens.token != "}":  # noqa: S105
            key = _json_value(tokens, depth + 1)
            tokens.advance()
            pairs.append((key, _json_value(tokens, depth + 1)))
            if tokens.token == ",":  # noqa: S105
                tokens.advance()
        tokens.advance()
        return Node("mapping", at, pairs=tuple(pairs))
    if token.startswith('"'):
        return Node("text", at, json.loads(token))
    kinds = {"true": "truth", "false": "truth", "null": "nothing"}
    return Node(kinds.get(token, "number"), at, token)
