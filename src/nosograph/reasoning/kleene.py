"""Verdicts at once: strong Kleene logic over bit masks, for rules made of plain facts.

Rule 1. It answers only where it must agree with `completions`: a rule in which no item occurs
twice, or an answer that is settled. Everything else is left to the diagrams.

Rule 2. Two masks say what is known: one bit an item, present in the one, absent in the other.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias, assert_never

from nosograph.criteria.matching import CodeIndex
from nosograph.criteria.nodes import (
    AllOf,
    AnyOf,
    AtLeast,
    Criterion,
    Exactly,
    Item,
    NoneOf,
    Use,
    below,
)
from nosograph.criteria.sets import ItemKind
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.truth import Truth
from nosograph.reasoning.variables import Variables

Joined: TypeAlias = AllOf | AnyOf | AtLeast | Exactly | NoneOf
"""What joins plain facts."""
Masked: TypeAlias = Callable[[int, int], int]
"""Present and absent mask to 0 (no), 1 (unknown) or 2 (yes)."""

_PRESENT, _ABSENT = Status.PRESENT, Status.ABSENT
_TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)


class Quick:
    """The levels of a set that can be answered from masks."""

    def __init__(self, outline: Variables, codes: CodeIndex) -> None:
        self._named = outline.criteria.named
        self._bit = {
            item.id: 1 << n
            for n, item in enumerate(outline.criteria.items)
            if item.kind is ItemKind.FACT
        }
        self._nodes: dict[int, tuple[Masked, bool] | None] = {}
        self._levels = {
            level.id: found
            for level in outline.criteria.levels
            if (found := self._made(level.criterion)) is not None
        }
        every = len(self._levels) == len(outline.criteria.levels)
        self._ordered = tuple(self._levels.values()) if every else ()
        self._codes = codes
        self._confirms, self._rules_out = self._by_key(codes)
        self._intricate = {code for code in codes.rules_out if code not in self._rules_out}

    def __bool__(self) -> bool:
        return bool(self._levels)

    def _made(self, node: Criterion) -> tuple[Masked, bool] | None:
        """The criterion as a function of masks, and whether "unknown" may be believed too."""
        items = _items(node, self._named)
        if None in items:
            return None
        return _compiled(node, self._named, self._bit), len(set(items)) == len(items)

    def _by_key(self, codes: CodeIndex) -> tuple[dict[str, int], dict[str, int]]:
        confirms, rules_out = dict(self._bit), dict(self._bit)
        for code, items in codes.confirms.items():
            confirms[code] = sum(self._bit[item] for item in items)
        for code, pairs in codes.rules_out.items():
            # Excluding one of several codes leaves the item open, which masks cannot remember.
            if all(len(codes.needed.get(item, ())) == 1 for item, _ in pairs):
                rules_out[code] = sum({self._bit[item] for item, _ in pairs})
        return confirms, rules_out

    def masks(self, case: Case) -> tuple[int, int] | None:
        """What the case says, or None where it needs a closer look."""
        present = absent = explained = 0
        confirms, rules_out = self._confirms, self._rules_out
        for statement in case.statements:
            key = statement.item or statement.code
            status = statement.status
            if status is _PRESENT and key in confirms:
                if statement.explained_by_other:
                    explained |= confirms[key]
                else:
                    present |= confirms[key]
            elif status is _ABSENT and key in rules_out:
                absent |= rules_out[key]
            elif self._is_intricate(statement):
                return None
        if present & absent:
            return None
        return present, absent | (explained & ~present)

    def _is_intricate(self, statement: Statement) -> bool:
        """Whether a statement that sets no bit says something all the same."""
        key = statement.item or statement.code
        if statement.status is _ABSENT and key in self._intricate:
            return True
        if statement.status is Status.MEASURED and key in self._bit:
            return True
        return self._codes.current(statement.code) != statement.code

    def verdicts(self, case: Case) -> tuple[Truth, ...] | None:
        """Whether each level is met, or None where case analysis may know more of one."""
        masks = self.masks(case) if self._ordered else None
        if masks is None:
            return None
        found = []
        for function, believed in self._ordered:
            value = function(*masks)
            if value == 1 and not believed:
                return None
            found.append(_TRUTHS[value])
        return tuple(found)

    def truth(self, level: str, present: int, absent: int) -> Truth | None:
        """Whether the level is met, or None where case analysis may know more."""
        return _told(self._levels.get(level), present, absent)

    def part(self, node: Criterion, present: int, absent: int) -> Truth | None:
        """Whether a part of the set holds, or None where case analysis may know more."""
        key = id(node)
        if key not in self._nodes:
            self._nodes[key] = self._made(node)
        return _told(self._nodes[key], present, absent)


def _told(found: tuple[Masked, bool] | None, present: int, absent: int) -> Truth | None:
    if found is None:
        return None
    value = found[0](present, absent)
    return _TRUTHS[value] if value != 1 or found[1] else None


def _items(node: Criterion, named: Mapping[str, Criterion]) -> "list[str | None]":
    """The items in reading order, as often as they occur; None for any other question."""
    if not isinstance(node, Item | Use | Joined):
        return [None]
    match node:
        case Item():
            return [node.id]
        case Use():
            return _items(named[node.name], named)
        case AllOf() | AnyOf() | AtLeast() | Exactly() | NoneOf():
            return [item for part in below(node) for item in _items(part, named)]
        case _:
            assert_never(node)


def _compiled(node: Criterion, named: Mapping[str, Criterion], bit: dict[str, int]) -> Masked:
    if isinstance(node, Use):
        return _compiled(named[node.name], named, bit)
    mask = _mask(node, bit)
    if mask is not None:
        return _any_item(mask)
    if not isinstance(node, Joined):
        raise TypeError(f"not made of plain facts: {type(node).__name__}")
    masks = [_mask(part, bit) for part in below(node)]
    if isinstance(node, AtLeast):
        plain = tuple(each for each in masks if each is not None)
        if len(plain) == len(masks):
            return _at_least(node.count, plain)
    parts = tuple(_compiled(part, named, bit) for part in below(node))
    match node:
        case AllOf():
            return _between(parts, len(parts), len(parts))
        case AnyOf():
            return _between(parts, 1, len(parts))
        case AtLeast():
            return _between(parts, node.count, len(parts))
        case Exactly():
            return _between(parts, node.low, node.high)
        case NoneOf():
            return _between(parts, 0, 0)
        case _:
            assert_never(node)


def _mask(node: Criterion, bit: dict[str, int]) -> int | None:
    """The bits of an item, or of items of which one is enough."""
    if isinstance(node, Item):
        return bit[node.id]
    if isinstance(node, AnyOf) and all(isinstance(part, Item) for part in node.of):
        return sum({bit[part.id] for part in node.of if isinstance(part, Item)})
    return None


def _at_least(count: int, masks: tuple[int, ...]) -> Masked:
    def holds(present: int, absent: int) -> int:
        yes = possible = 0
        for mask in masks:
            if present & mask:
                yes += 1
            elif absent & mask != mask:
                possible += 1
        return 2 if yes >= count else 1 if yes + possible >= count else 0

    return holds


def _any_item(mask: int) -> Masked:
    def holds(present: int, absent: int) -> int:
        if present & mask:
            return 2
        return 0 if absent & mask == mask else 1

    return holds


def _between(parts: tuple[Masked, ...], low: int, high: int) -> Masked:
    def holds(present: int, absent: int) -> int:
        yes = open_ = 0
        for part in parts:
            value = part(present, absent)
            if value == 2:
                yes += 1
            elif value == 1:
                open_ += 1
        if yes > high or yes + open_ < low:
            return 0
        return 2 if yes >= low and yes + open_ <= high else 1

    return holds
