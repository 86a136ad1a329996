"""YAML as we write it: one value a line, lists of words in one line, quotes only where needed.

Rule 1. A text is plain where every reader takes it for that text, else in single quotes.
Rule 2. Lines are never folded: whoever edits a text knows better where to break it.

We write it ourselves because ruamel.yaml 0.19 writes `[?a]`, which it then reads as a mapping,
and because the checker compares every file with its canonical form.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode

_RESOLVER = YAML(typ="safe", pure=True).resolver
_SPECIAL = re.compile(r"[\s\-?:,\[\]{}#&*!|>'\"%@`=<]|.*(?::\s|:\Z|\s#|\s\Z|[^\S ])|\Z", re.DOTALL)
_SPECIAL_IN_LIST = re.compile(r".*[,\[\]{}:?]", re.DOTALL)
_NEEDS_ESCAPES = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def block_lines(values: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a mapping of texts, days, numbers, tuples of texts, mappings, or lists of both."""
    for key, value in values.items():
        match value:
            case Mapping():
                yield f"{key}:"
                yield from (f"  {line}" for line in block_lines(value))
            case list():
                yield f"{key}:"
                for each in value:
                    yield from _item_lines(each)
            case tuple():
                yield f"{key}: [{', '.join(scalar(each, in_list=True) for each in value)}]"
            case str():
                yield f"{key}: {scalar(value)}"
            case bool():
                yield f"{key}: {'true' if value else 'false'}"
            case _:
                yield f"{key}: {value}"


def _item_lines(values: Mapping[str, Any] | str) -> Iterator[str]:
    if isinstance(values, str):
        yield f"- {scalar(values)}"
        return
    for number, line in enumerate(block_lines(values)):
        yield f"{'  ' if number else '- '}{line}"


@lru_cache(maxsize=4096)
def scalar(text: str, *, in_list: bool = False) -> str:
    """A text as a YAML scalar."""
    if _NEEDS_ESCAPES.search(text):
        return json.dumps(text)
    tag = str(_RESOLVER.resolve(ScalarNode, text, (True, False)))
    special = _SPECIAL.match(text) or (in_list and _SPECIAL_IN_LIST.match(text))
    if special or not tag.endswith(":str"):
        return "'" + text.replace("'", "''") + "'"
    return text
