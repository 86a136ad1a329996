"""A published set of criteria: its items, its levels, and how far each is confirmed.

Rule 1. Whatever rests on a reading of ours, or on memory, says so in the data.
Rule 2. Codes belong to items; an item without a code is a named fact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from nosograph.criteria.nodes import Criterion, Exactly, NoneOf, Use, Within, below, walk
from nosograph.model.forms import Spoken


class Confirmation(StrEnum):
    """How well a statement about a criteria set is founded."""

    CONFIRMED = "confirmed"
    """Read in the publication, or in a table that reproduces it."""
    READING = "reading"
    """Declared here where the publication leaves room."""
    RECALLED = "recalled"
    """Not read; to be confirmed before anybody relies on it."""


class Match(StrEnum):
    """How a code fits an item."""

    EXACT = "exact"
    """Presence makes the item present; absence of every such code makes it absent."""
    NARROWER = "narrower"
    """The code is a part of the item: its presence counts, its absence says nothing."""
    BROADER = "broader"
    """The item is a part of the code: its absence counts, its presence says nothing."""
    RELATED = "related"
    """For people only; nothing follows from it."""


@dataclass(frozen=True, slots=True)
class ItemCode:
    """A code of an item's value set; what lies below it belongs to it."""

    code: str
    label: str = ""
    match: Match = Match.EXACT


class ItemKind(StrEnum):
    """What can be stated of an item."""

    FACT = "fact"
    """Present or absent."""
    QUANTITY = "quantity"
    """A number with a unit."""
    CHOICE = "choice"
    """One of its words."""


@dataclass(frozen=True, slots=True)
class Possible:
    """Between which values a quantity can lie; what lies outside is an error of the record."""

    low: Decimal
    high: Decimal
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """What an item means, and how it is recognised in a record."""

    id: str
    title: str
    kind: ItemKind = ItemKind.FACT
    unit: str = ""
    words: tuple[str, ...] = ()
    codes: tuple[ItemCode, ...] = ()
    definition: str = ""
    confirmation: Confirmation = Confirmation.CONFIRMED
    possible: tuple[Possible, ...] = ()
    """One for each unit that the others say nothing of."""
    titles: Spoken = ()
    """The title in other languages."""
    definitions: Spoken = ()


@dataclass(frozen=True, slots=True)
class Implies:
    """Whenever `item` is present, so is `other`."""

    item: str
    other: str


@dataclass(frozen=True, slots=True)
class NeverExceeds:
    """The value of `item` is never larger than that of `other`, measured at the same time."""

    item: str
    other: str


Relation: TypeAlias = Implies | NeverExceeds
"""What no consistent record contradicts."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader of the criteria must know about them."""

    text: str
    confirmation: Confirmation
    about: tuple[str, ...] = ()
    """Items, parts and levels it concerns; empty for the whole set."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One answer that a criteria set can give."""

    id: str
    title: str
    criterion: Criterion
    note: str = ""
    confirmation: Confirmation = Confirmation.CONFIRMED
    titles: Spoken = ()
    """The title in other languages."""


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """Published criteria, as they can be asked."""

    id: str
    title: str
    use: str
    """diagnosis, classification or case definition: what the authors made them for."""
    sources: tuple[str, ...]
    """Reference keys: the primary publication first."""
    basis: str
    """What was read, and what was not."""
    intended_purpose: str
    not_met_means: str
    """What a level that is not met does not exclude."""
    items: tuple[ItemDefinition, ...]
    levels: tuple[Level, ...]
    parts: tuple[tuple[str, Criterion], ...] = ()
    """Named parts that levels use."""
    relations: tuple[Relation, ...] = ()
    notes: tuple[Note, ...] = ()
    titles: Spoken = ()
    """The title in other languages."""
    line: int = field(default=0, compare=False)

    def item(self, id: str) -> ItemDefinition:
        """The definition of an item.

        Raises:
            KeyError: the set has no such item.
        """
        for each in self.items:
            if each.id == id:
                return each
        raise KeyError(id)

    def speaks(self, language: str) -> bool:
        """Whether it, its items and its levels have titles and definitions in that language."""
        needed = [self.titles, *(each.titles for each in self.items)]
        needed += [each.titles for each in self.levels]
        needed += [each.definitions for each in self.items if each.definition]
        return all(language in dict(each) for each in needed)

    def in_language(self, language: str) -> "CriteriaSet":
        """The set with the titles and definitions that it has in that language, if it speaks it."""
        if not self.speaks(language):
            return self
        return replace(
            self,
            title=dict(self.titles)[language],
            items=tuple(
                replace(
                    each,
                    title=dict(each.titles)[language],
                    definition=dict(each.definitions).get(language, each.definition),
                )
                for each in self.items
            ),
            levels=tuple(replace(each, title=dict(each.titles)[language]) for each in self.levels),
        )

    @property
    def named(self) -> Mapping[str, Criterion]:
        """What `Use` can name: parts and levels."""
        return dict(self.parts) | {level.id: level.criterion for level in self.levels}

    def nodes_in(self, *criteria: Criterion) -> Iterator[Criterion]:
        """Each and everything inside, in reading order, names followed once; unknown ones passed."""
        named, seen, stack = self.named, set(), [*reversed(criteria)]
        while stack:
            node = stack.pop()
            yield node
            if not isinstance(node, Use):
                stack += reversed(below(node))
            elif node.name in named and node.name not in seen:
                seen.add(node.name)
                stack.append(named[node.name])

    @property
    def misplaced_windows(self) -> tuple[str, ...]:
        """Names whose window stands, by way of another name, where it would not add to the rule."""
        return tuple(
            name
            for name, criterion in self.named.items()
            for node in walk(criterion)
            if isinstance(node, NoneOf | Exactly)
            and any(isinstance(inner, Within) for inner in self.nodes_in(node))
        )
