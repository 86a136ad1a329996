"""Files of an entry as values of the model, and back, read off the classes of the values.

Rule 1. A field is written down once, in the model: from its annotation come its key, what may
stand there, how it is written and its schema.
Rule 2. What is wrong is reported where it stands and read as empty, so that one mistake does not
hide the next; what is written reads back as the same value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from nosograph.entries.block_style import block_lines
from nosograph.entries.codes import read_code
from nosograph.entries.fields import Fields, is_allowed
from nosograph.entries.frequency import read_frequency, write_frequency
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk, Place
from nosograph.model.annotations import Frequency
from nosograph.model.codes import Code
from nosograph.model.entries import Figure
from nosograph.model.forms import (
    Always,
    AtLine,
    Cited,
    Key,
    Needed,
    OneOf,
    Optional,
    Some,
    Spoken,
    Told,
    Unique,
    Unwritten,
    Within,
)
from nosograph.model.neighbours import Difference, Neighbour
from nosograph.model.scales import Scale, ScaleItem
from nosograph.model.workup import Stage

Value = TypeVar("Value")
Mark = TypeVar("Mark")

_ORDER = {
    Figure: "id topic label value unit population note sources",
    Scale: "id title version measures applied_by higher basis unconfirmed sources total items",
    ScaleItem: "id title text sources anchors",
    Stage: "id title text sources tests",
    Neighbour: "id entry name code why differences tests unconfirmed sources",
    Difference: "term label here here_text there there_text text sources",
}
"""The order in files, where it is not that of the class, whose needed fields stand first."""

_PARTS = {"leads_to": "edge", "records": "review record", "specialties": "specialty"}
"""What messages call a part of a list whose key is not its plural."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a file."""

    name: str
    key: str
    """Its name in files."""
    holds: Any
    """Its type, without what may stand in its place, None, and without its marks."""
    part: Any
    """The class of the parts of a list of mappings, or of a mapping; None for others."""
    is_list: bool
    needed: bool
    """Whether a file has to have it."""
    default: object
    marks: Mapping[type, object]

    def mark(self, kind: type[Mark]) -> Mark | None:
        """Its mark of that kind."""
        found = self.marks.get(kind)
        return found if isinstance(found, kind) else None


def slots_of(form: Any) -> tuple[Slot, ...]:
    """The fields of a class that files have, in their order."""
    return _slots_of(form)


@cache
def _slots_of(form: Any) -> tuple[Slot, ...]:
    hints = get_type_hints(form, include_extras=True)
    found = {each.name: _slot(each.name, hints[each.name], each.default) for each in fields(form)}
    first = [found[name] for name in _ORDER.get(form, "").split()]
    kept = (each for each in found.values() if each not in first and not each.mark(Unwritten))
    return (*first, *kept)


def _slot(name: str, hint: Any, default: object) -> Slot:
    marks: dict[type, Any] = {}
    if get_origin(hint) is Annotated:
        hint, *several = get_args(hint)
        marks = {type(each): each for each in several}
    if get_origin(hint) is UnionType:
        hint = next(each for each in get_args(hint) if each is not NoneType)
    is_list = get_origin(hint) is tuple
    inner = get_args(hint)[0] if is_list else hint
    cited = marks.get(Cited)
    may_lack = Optional in marks or (cited is not None and cited.beside)
    return Slot(
        name=name,
        key=marks[Key].name if Key in marks else name,
        holds=hint,
        part=inner if is_dataclass(inner) and inner not in _SCALARS else None,
        is_list=is_list,
        needed=not may_lack and (default is MISSING or not _NEEDED.isdisjoint(marks)),
        default=default,
        marks=marks,
    )


_NEEDED = frozenset({Cited, Needed, Some, Told})
"""Marks of fields that a file needs although their class does not."""


@dataclass(frozen=True, slots=True)
class Form(Generic[Value]):
    """What a file holds, with the places that the checker needs."""

    value: Value | None = None
    cited: tuple[tuple[str, Place], ...] = ()
    """Every key under `sources`, with its place."""
    root: Node | None = None
    parts: Mapping[int, Fields] = field(default_factory=dict)

    def fields(self, part: object) -> Fields:
        """Where a part of the value was read."""
        return self.parts[id(part)]


def read_form(text: str, form: type[Value], what: str, desk: Desk) -> Form[Value]:
    """What a file of that form holds; each problem goes to `desk`."""
    root = read_yaml(text, desk)
    if root is None:
        return Form()
    if root.kind != "mapping":
        hint = f"begin it with '{slots_of(form)[0].key}:'"
        desk.note("wrong-type", "the file is not a mapping", root.at, hint=hint)
        return Form()
    reader = _Reader()
    value = reader.part(form, Fields(root, desk, what), set())
    return Form(value, tuple(reader.cited), root, reader.parts)


class _Reader:
    def __init__(self) -> None:
        self.cited: list[tuple[str, Place]] = []
        self.parts: dict[int, Fields] = {}
        self._ids: set[str] = set()

    def part(self, form: type[Value], place: Fields, siblings: set[str]) -> Value:
        place.allow(_keys(form))
        part = self._made(form, place, siblings)
        self.parts[id(part)] = place
        return part

    def _made(self, form: type[Value], place: Fields, siblings: set[str]) -> Value:
        return form(**{each.name: self._read(each, place, siblings) for each in slots_of(form)})

    def _read(self, slot: Slot, place: Fields, siblings: set[str]) -> object:
        if slot.mark(AtLine):
            return place.node.at[0]
        if slot.mark(Within):
            return self._made(slot.holds, place, siblings)
        if unique := slot.mark(Unique):
            return place.id(self._ids if unique.in_file else siblings)
        if cited := slot.mark(Cited):
            beside = place.node.get(cited.beside)
            is_due = not cited.beside or (beside is not None and beside.text.strip())
            return place.sources(self.cited) if is_due else ()
        if choice := slot.mark(OneOf):
            return self._chosen(slot, choice, place)
        if slot.part:
            return self._list(slot, place) if slot.is_list else self._mapping(slot, place)
        given = _SCALARS[slot.holds](place, slot.key, slot.needed and not slot.mark(Told))
        return given or (slot.default if isinstance(slot.default, str) else given)

    def _chosen(self, slot: Slot, choice: OneOf, place: Fields) -> object:
        if slot.is_list:
            return tuple(
                word
                for n, word in enumerate(place.words(slot.key))
                if is_allowed(
                    word, choice.words, place.desk, place.node.place(slot.key, n), slot.key
                )
            )
        otherwise = choice.otherwise if slot.needed else str(slot.default)
        if slot.needed and place.node.get(slot.key) is None:
            place.text(slot.key, needed=True)
        return slot.holds(place.choice(slot.key, choice.words, otherwise))

    def _list(self, slot: Slot, place: Fields) -> tuple[object, ...]:
        parts = place.mappings(slot.key, _PARTS.get(slot.key, slot.key.removesuffix("s")))
        some = slot.mark(Some)
        if some and not parts:
            place.missing(slot.key, f"a {place.what} needs {slot.key!r}", some.hint)
        siblings: set[str] = set()
        return tuple(self.part(slot.part, each, siblings) for each in parts)

    def _mapping(self, slot: Slot, place: Fields) -> object:
        is_due = slot.needed or place.node.get(slot.key) is not None
        given = place.mapping(slot.key) if is_due else None
        if given is None:
            return None if slot.default is MISSING else slot.default
        return self.part(slot.part, given, set())


_SCALARS: dict[object, Any] = {
    str: lambda place, key, needed: place.text(key, needed=needed),
    bool: lambda place, key, needed: place.truth(key),
    int: lambda place, key, needed: place.whole(key),
    date: lambda place, key, needed: place.day(key) or date.min,
    Code: lambda place, key, needed: read_code(place) if needed or place.node.get(key) else None,
    Frequency: lambda place, key, needed: read_frequency(place),
    tuple[str, ...]: lambda place, key, needed: place.words(key),
    Spoken: lambda place, key, needed: place.spoken(key, needed=needed),
}


def _keys(form: type) -> Iterator[str]:
    for slot in slots_of(form):
        if slot.mark(Within):
            yield from _keys(slot.holds)
        elif not slot.mark(AtLine):
            yield slot.key


def write_form(value: object) -> str:
    """The text of a file, in canonical form."""
    return "\n".join(block_lines(_written(value))) + "\n"


def _written(value: object) -> dict[str, object]:
    found: dict[str, object] = {}
    for slot in slots_of(type(value)):
        given = getattr(value, slot.name)
        if slot.mark(Within):
            found |= _written(given)
        elif slot.mark(AtLine) or given in ("", (), None):
            continue
        elif given != slot.default or slot.mark(Always):
            found[slot.key] = _plain(slot, given)
    return found


def _plain(slot: Slot, given: Any) -> object:
    if slot.part:
        return [_written(each) for each in given] if slot.is_list else _written(given)
    return _WRITTEN[slot.holds](given) if slot.holds in _WRITTEN else given


_WRITTEN: dict[object, Any] = {Code: str, Frequency: write_frequency, Spoken: dict}
"""How values are written that YAML has no form for."""
