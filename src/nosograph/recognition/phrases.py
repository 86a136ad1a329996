"""Phrases of a language found in the words of a sentence, the longest first and none twice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:['’/.-](?!fre[ei]\b)\w+)*|\([-+]\)|[^\w\s]")


class Word(NamedTuple):
    """A word or mark of a sentence."""

    text: str
    """Without capitals and with straight apostrophes."""
    start: int
    end: int


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words and marks of a part of a text."""
    return [
        Word(match[0].lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text, start, end)
    ]


class Phrases:
    """Phrases with kinds, by their first word."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        found: dict[str, dict[tuple[str, ...], set[str]]] = {}
        for kind, listed in kinds.items():
            for phrase in re.split(r"[|\n]", listed):
                words = tuple(word.text for word in words_of(phrase, 0, len(phrase)))
                if words:
                    found.setdefault(words[0], {}).setdefault(words, set()).add(kind)
        self.vocabulary = frozenset(
            word for phrases in found.values() for phrase in phrases for word in phrase
        )
        """Every word of a phrase."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {
            first: sorted(
                ((words, frozenset(several)) for words, several in phrases.items()),
                key=lambda each: -len(each[0]),
            )
            for first, phrases in found.items()
        }

    def cues(
        self, words: Sequence[Word], taken: Sequence[bool] = ()
    ) -> Iterable[tuple[frozenset[str], int, int]]:
        """Kinds, first place and the place after the last, from left to right.

        A phrase with a word that is `taken` is none: `features of autism` after `no features of`.
        """
        end, by_first = 0, self._by_first
        for place, word in enumerate(words):
            if place < end or word.text not in by_first:
                continue
            for phrase, kinds in by_first[word.text]:
                after = place + len(phrase)
                if any(taken[place:after]):
                    continue
                if len(phrase) == 1 or tuple(each.text for each in words[place:after]) == phrase:
                    yield kinds, place, after
                    end = after
                    break
