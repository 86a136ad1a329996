"""How well a name fits what was typed.

Rule 1. Every typed word has options: the words of the vocabulary that it may stand for, each
with a quality from 0 to 1. A name is as good as the options it satisfies, rare words more.
Rule 2. Between names that satisfy the same options the shorter one fits better.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
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

ROUNDED = 1 + 1e-9
"""What a sum in another order may add."""

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


class Fitting:
    """Names measured against one question; thousands of them a second."""

    def __init__(self, slots: Sequence[Slot], weights: Mapping[str, float]) -> None:
        """`weights` gives the information of words."""
        self._slots = [(slot.options, slot.weight) for slot in slots]
        self._asked = sum(slot.weight for slot in slots) or 1.0
        self._options = frozenset().union(*(slot.options for slot in slots))
        self._weight = weights.get

    def best(self, names: Iterable[tuple[str, Iterable[Sequence[str]]]], otherwise: str) -> Fit:
        """The name that fits best, each with the words of its spellings, the preferred one first."""
        best = Fit(0.0, (0.0,) * len(self._slots), otherwise)
        for place, (name, several) in enumerate(names):
            less = NOT_PREFERRED if place else 1.0
            for words in several:
                if not self._options.isdisjoint(words):
                    best = self._better(best, name, words, less)
        return best

    def _better(self, best: Fit, name: str, words: Sequence[str], less: float) -> Fit:
        """The name, with `less` of its score, where it fits better than the best until now."""
        places: list[int] = []
        qualities = []
        had = 0.0
        for options, weight in self._slots:
            quality, place = 0.0, -1
            for position, word in enumerate(words):
                found = options.get(word, 0.0)
                if found > quality and position not in places:
                    quality, place = found, position
            if quality:
                places.append(place)
            qualities.append(quality)
            had += weight * quality
        recall = had / self._asked
        if recall * less * ROUNDED <= best.score:
            return best  # it only loses from here on
        # A rare word that nobody typed must not count against a name more than it would for it.
        whole = sum(map(self._weight, words, repeat(1.0))) or 1.0
        used = sum(self._weight(words[place], 1.0) for place in places) / whole
        score = recall * (1 - WEIGHT_OF_LENGTH + WEIGHT_OF_LENGTH * used)
        if places != sorted(places):
            score *= OUT_OF_ORDER
        score *= less
        return Fit(score, tuple(qualities), name) if score > best.score else best


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
