"""JSON Schemas of an entry's files, for editors' tools.

Rule. They are read off the same classes as the files, words of explanation included.
"""

import ast
import inspect
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from nosograph.entries.codec import Slot, slots_of
from nosograph.entries.entry_yaml import EntryPart
from nosograph.entries.fields import SLUG
from nosograph.entries.kinds import KINDS
from nosograph.entries.read import ENTRY
from nosograph.model.annotations import Frequency
from nosograph.model.codes import Code
from nosograph.model.entries import Kind
from nosograph.model.forms import AtLine, OneOf, Some, Spoken, Unique, Within

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    Frequency: {"type": "string"},
    Kind: {"type": "string"},
    Code: {"type": "string", "pattern": "^[^:]+:.+$"},
    Spoken: {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
    tuple[str, ...]: {"type": "array", "items": {"type": "string", "minLength": 1}},
}


FORMS: dict[str, type] = {ENTRY: EntryPart, **{kind.file: kind.form for kind in KINDS}}
"""The files that have a schema, and the classes that hold them."""


def schema_of(file: str) -> dict[str, Any]:
    """The schema of one of `FORMS`."""
    return {"$schema": _DRAFT, "title": file, **_mapping(FORMS[file])}


def _mapping(form: type) -> dict[str, Any]:
    slots = tuple(_flat(form))
    return {
        "description": (form.__doc__ or "").strip(),
        "type": "object",
        "properties": {slot.key: _value(of, slot) for of, slot in slots},
        "required": [slot.key for _, slot in slots if slot.needed],
        "additionalProperties": False,
    }


def _flat(form: type) -> Iterator[tuple[type, Slot]]:
    for slot in slots_of(form):
        if slot.mark(Within):
            yield from _flat(slot.holds)
        elif not slot.mark(AtLine):
            yield form, slot


def _value(of: type, slot: Slot) -> dict[str, Any]:
    if slot.part and slot.is_list:
        schema: dict[str, Any] = {"type": "array", "items": _mapping(slot.part)}
    else:
        schema = _mapping(slot.part) if slot.part else dict(_SCALARS[slot.holds])
    if slot.holds == Spoken:
        schema["minProperties"] = 1
    elif slot.is_list and (slot.needed or slot.mark(Some) is not None):
        schema["minItems"] = 1
    if choice := slot.mark(OneOf):
        one = {"type": "string", "enum": list(choice.words)}
        schema |= {"items": one} if slot.is_list else one
    elif slot.mark(Unique):
        schema["pattern"] = f"^{SLUG.pattern}$"
    elif slot.holds is str and slot.needed:
        schema["minLength"] = 1
    if isinstance(slot.default, str | bool) and slot.default != "":
        schema["default"] = slot.default
    if told := _explanations(of).get(slot.name):
        schema["description"] = told
    return schema


@cache
def _explanations(form: type) -> dict[str, str]:
    """Field → the words that stand under it in its class."""
    told = {}
    body = [
        each for each in ast.walk(ast.parse(inspect.getsource(form))) if isinstance(each, ast.stmt)
    ]
    for before, after in pairwise(body):
        match before, after:
            case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(words))):
                told[name] = " ".join(words.split())
            case _:
                pass
    return told
