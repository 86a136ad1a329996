"""A criteria set as plain JSON, both ways: how a release keeps it.

Rule. What is written reads back as an equal set. Every node carries its own name under `node`;
values that are their defaults are left out.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Domain,
    Exactly,
    ForDays,
    IfNotDone,
    Item,
    NoneOf,
    Override,
    Quantity,
    Repeated,
    Score,
    Switch,
    Use,
    Weighted,
    Within,
)
from nosograph.criteria.sets import (
    Confirmation,
    CriteriaSet,
    Implies,
    ItemCode,
    ItemDefinition,
    ItemKind,
    Level,
    Match,
    NeverExceeds,
    Note,
    Possible,
)
from nosograph.model.ages import Age

NODES: Mapping[str, type] = {
    each.__name__: each
    for each in (
        AfterDay, Age, AgeWithin, AllOf, AnyOf, AtLeast, Bound, CriteriaSet, Domain, Exactly,
        ForDays, IfNotDone, Implies, Item, ItemCode, ItemDefinition, Level, NeverExceeds, NoneOf,
        Note, Override, Possible, Quantity, Repeated, Score, Switch, Use, Weighted, Within,
    )
}  # fmt: skip
"""Everything that a stored set is made of, by name."""

_WORDS: Mapping[str, type[StrEnum]] = {
    "confirmation": Confirmation,
    "match": Match,
    "kind": ItemKind,
}
"""Fields whose text is one of a few."""


def to_json(criteria: CriteriaSet) -> dict[str, Any]:
    """The set as JSON objects."""
    written = _written(criteria)
    if not isinstance(written, dict):
        raise TypeError("a criteria set is an object")
    return written


def from_json(value: Mapping[str, Any]) -> CriteriaSet:
    """The set that `to_json` has written.

    Raises:
        ValueError: it is none.
    """
    found = _read(value)
    if not isinstance(found, CriteriaSet):
        raise ValueError(f"no criteria set but {type(found).__name__}")
    return found


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    name = type(value).__name__
    if NODES.get(name) is not type(value) or not is_dataclass(value):
        raise TypeError(f"not part of a criteria set: {name}")
    found: dict[str, Any] = {"node": name}
    for field in fields(value):
        part = getattr(value, field.name)
        if field.compare and (field.default is MISSING or part != field.default):
            found[field.name] = _written(part)
    return found


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(each) for each in value)
    if not isinstance(value, dict):
        return value
    if "number" in value:
        return Decimal(value["number"])
    node = NODES.get(value.get("node", ""))
    if node is None:
        raise ValueError(f"a release holds no {value.get('node')!r}")
    parts = {key: _read(part) for key, part in value.items() if key != "node"}
    for key, words in _WORDS.items():
        if key in parts:
            parts[key] = words(parts[key])
    return node(**parts)
