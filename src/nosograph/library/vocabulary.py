"""Typed words to words of the index: as they are, completed, corrected.

Rule 1. A word that the index has counts as meant; only when nothing is found that way are other
words tried for it (`widened`).
Rule 2. Symbols, codes, numerals and words of under five letters are never corrected.
"""

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from nosograph.library.ranking import (
    AS_TYPED,
    COMPLETED,
    MISSPELT,
    MISSPELT_TWICE,
    OTHER_FORM,
    Slot,
)
from nosograph.library.spelling import is_figure
from nosograph.library.words import forms

MOST_OPTIONS = 24
"""Completions that are looked at for one beginning, most used first."""

SHORTEST_MISSPELT = 5
"""In shorter words one changed letter makes too many other words."""
SHORTEST_MISSPELT_TWICE = 8

SHORTEST_BEGINNING = 4
"""Letters of an unknown word that is taken for the beginning of one, wherever it stands."""

Lookup = Callable[[str, int, bool, Collection[str]], Sequence[str]]
"""Words of some languages within a distance of a word, or (True) of a beginning; most used first."""
Completions = Callable[[str], Sequence[str]]
"""Words that begin so, most used first."""

_GERMAN = re.compile(
    r"[äöüß]|(?:ung|ungen|keit|heit|schmerz|schmerzen|krankheit|entzündung|sucht|schwäche|fieber)$"
)


def languages_of(typed: str, page: str, known: Callable[[str, str], bool]) -> frozenset[str]:
    """The languages among whose words a misspelt one is looked up.

    German is told by its letters and endings, and by words that only German has; an English page
    never corrects to a German word.
    """
    for word in typed.casefold().split():
        if _GERMAN.search(word) or (known(word, "de") and not known(word, "en")):
            return frozenset({"de"})
    return frozenset({"en", page})


class Vocabulary:
    """The words of an index and how many pages use each."""

    def __init__(
        self, uses: Mapping[str, int], pages: int, near: Lookup, completions: Completions
    ) -> None:
        self.weights = {word: math.log(1 + pages / count) for word, count in uses.items()}
        """Word → its information: the logarithm of one in so many pages."""
        self._unknown = math.log(1 + max(pages, 1))
        self._near = lru_cache(maxsize=4096)(near)
        self._completions = completions
        self._slot = lru_cache(maxsize=4096)(self._looked_up)

    def slots(self, typed: Sequence[str]) -> list[Slot]:
        """A slot per typed word; the last one may be unfinished."""
        return [self._slot(word, place == len(typed) - 1) for place, word in enumerate(typed)]

    def widened(
        self, slots: Sequence[Slot], languages: frozenset[str], fixed: Collection[str] = ()
    ) -> list[Slot]:
        """The slots with misspellings of other words among their options; `fixed` stay as typed."""
        slots = self._joined(slots)
        last = len(slots) - 1
        return self._split(
            [
                slot
                if slot.word in fixed
                else slot.widened(self._corrections(slot.word, languages, last=place == last))
                for place, slot in enumerate(slots)
            ]
        )

    def completions(self, word: str) -> Sequence[str]:
        """Words that begin with `word`, most used first."""
        return self._completions(word)

    def _looked_up(self, word: str, last: bool) -> Slot:
        options = {form: OTHER_FORM for form in forms(word) if form in self.weights}
        known = word in self.weights
        if is_figure(word):
            # Type 1 may be 1A, and never 10.
            subtypes = [word + letter for letter in "abcdefgh"] if word.isdigit() else []
            options = {each: COMPLETED for each in subtypes if each in self.weights}
        elif last or (not known and not options and len(word) >= SHORTEST_BEGINNING):
            options |= {each: COMPLETED for each in self._completions(word) if each not in options}
        if known:
            options[word] = AS_TYPED
        return self._weighed(word, options)

    def _weighed(self, word: str, options: Mapping[str, float]) -> Slot:
        weight = min(
            (self.weights.get(each, self._unknown) for each in options), default=self._unknown
        )
        return Slot(word, self.weights.get(word, weight), options)

    def _corrections(self, word: str, languages: frozenset[str], *, last: bool) -> dict[str, float]:
        if len(word) < SHORTEST_MISSPELT or not word.isalpha():
            return {}
        options = dict.fromkeys(self._near(word, 1, False, languages), MISSPELT)
        if last and not options and len(word) > SHORTEST_MISSPELT:
            beginnings = self._near(word, 1, True, languages)
            options = dict.fromkeys(beginnings, MISSPELT * COMPLETED)
        if not options and len(word) >= SHORTEST_MISSPELT_TWICE:
            found = self._near(word, 2, False, languages)
            options = {each: MISSPELT_TWICE for each in found if each[0] == word[0]}
        return options

    def _joined(self, slots: Sequence[Slot]) -> Sequence[Slot]:
        """Two words of which one is unknown, written as one: neuro blastoma."""
        for place, (first, second) in enumerate(pairwise(slots)):
            whole = first.word + second.word
            known = first.word in self.weights and second.word in self.weights
            if whole in self.weights and not known:
                one = self._weighed(whole, {whole: OTHER_FORM})
                return [*slots[:place], one, *slots[place + 2 :]]
        return slots

    def _split(self, slots: Sequence[Slot]) -> list[Slot]:
        """A word that is unknown as a whole and known in two parts: lennoxgastaut."""
        found: list[Slot] = []
        for slot in slots:
            parts = () if slot.options else self._parts(slot.word)
            found += [self._weighed(each, {each: OTHER_FORM}) for each in parts] or [slot]
        return found

    def _parts(self, word: str) -> tuple[str, ...]:
        for cut in range(3, len(word) - 2):
            if word[:cut] in self.weights and word[cut:] in self.weights:
                return word[:cut], word[cut:]
        return ()
