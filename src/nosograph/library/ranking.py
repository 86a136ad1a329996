"""How well a name fits what was typed.

Rule 1. Every typed word has options: the words of the vocabulary that it may stand for, each
with a quality from 0 to 1. A name is as good as the options it satisfies, rare words more.
Rule 2. Between names that satisfy the same options the shorter one fits better.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

Item = TypeVar("Item")

AS_TYPED = 1.0
OTHER_FORM = 0.97
"""Singular for plural, or the other way round."""
COMPLETED = 0.9
MISSPELT = 0.8
MISSPELT_TWICE = 0.6
"""These order the ways in which a word can fit; only their order was chosen, not their size."""

WEIGHT_OF_LENGTH = 0.3
"""Share of a name's score that it loses when the typed words are next to none of it."""

OUT_OF_ORDER = 0.98
"""A name fits a little less when its words come in another order than was typed."""

NOT_PREFERRED = 0.99
"""A synonym fits a little less than a preferred name does."""


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One typed word."""

    word: str
    weight: float
    """Information of the word: the rarer, the more."""
    options: Mapping[str, float] = field(default_factory=dict)
    """Word of the vocabulary → quality."""

    @property
    def best(self) -> str:
        """The word it most probably stands for."""
        return max(self.options, key=self.options.__getitem__, default=self.word)

    @property
    def quality(self) -> float:
        """How well the best option stands for the word."""
        return max(self.options.values(), default=0.0)

    def widened(self, more: Mapping[str, float]) -> "Slot":
        """The slot with more options; those it has already keep their quality."""
        return replace(self, options={**more, **self.options})


@dataclass(frozen=True, slots=True)
class Fit:
    """How one name fits."""

    score: float
    qualities: tuple[float, ...]
    """Per slot."""
    name: str

    @property
    def complete(self) -> bool:
        """Whether every typed word is in the name."""
        return all(self.qualities)


def fit(
    name: str, name_words: Sequence[str], slots: Sequence[Slot], weights: Mapping[str, float]
) -> Fit:
    """How `name` fits `slots`; `weights` gives the information of its words."""
    places: list[int] = []
    qualities = []
    for slot in slots:
        quality, place = _best_word(name_words, slot.options, places)
        if quality:
            places.append(place)
        qualities.append(quality)
    asked = sum(slot.weight for slot in slots) or 1.0
    recall = (
        sum(slot.weight * quality for slot, quality in zip(slots, qualities, strict=True)) / asked
    )
    # A rare word that nobody typed must not count against a name more than it would for it.
    whole = sum(weights.get(word, 1.0) for word in name_words) or 1.0
    used = sum(weights.get(name_words[place], 1.0) for place in places) / whole
    score = recall * (1 - WEIGHT_OF_LENGTH + WEIGHT_OF_LENGTH * used)
    if places != sorted(places):
        score *= OUT_OF_ORDER
    return Fit(score, tuple(qualities), name)


def _best_word(
    name_words: Sequence[str], options: Mapping[str, float], taken: Sequence[int]
) -> tuple[float, int]:
    best, place = 0.0, -1
    if options.keys().isdisjoint(name_words):
        return best, place
    for position, word in enumerate(name_words):
        quality = options.get(word, 0.0)
        if quality > best and position not in taken:
            best, place = quality, position
    return best, place


def covering(
    groups: Mapping[str, Sequence[Item]], words_of: Callable[[Item], frozenset[str]]
) -> list[Item]:
    """For every word an item that has it, as few items as go, the first words first."""
    chosen: list[Item] = []
    covered: frozenset[str] = frozenset()
    for word, group in groups.items():
        if word not in covered and group:
            open_words = groups.keys() - covered
            best = max(group, key=lambda each: len(words_of(each) & open_words))
            chosen.append(best)
            covered |= words_of(best)
    return chosen
