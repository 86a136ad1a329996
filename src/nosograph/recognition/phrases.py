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
        self._by_first: dict[str, list[tuple[int, dict[tuple[str, ...], frozenset[str]]]]] = {}
        for first, phrases in found.items():
            of_length: dict[int, dict[tuple[str, ...], frozenset[str]]] = {}
            for words, several in phrases.items():
                of_length.setdefault(len(words), {})[words] = frozenset(several)
            self._by_first[first] = sorted(of_length.items(), reverse=True)

    def cues(
        self, words: Sequence[Word], taken: Sequence[bool] = ()
    ) -> Iterable[tuple[frozenset[str], int, int]]:
        """Kinds, first place and the place after the last, from left to right.

        A phrase with a word that is `taken` is none: `features of autism` after `no features of`.
        """
        end, by_first = 0, self._by_first
        texts = tuple(word.text for word in words)
        for place, text in enumerate(texts):
            if place < end or text not in by_first:
                continue
            for length, phrases in by_first[text]:
                after = place + length
                kinds = phrases.get(texts[place:after])
                if kinds is not None and not any(taken[place:after]):
                    yield kinds, place, after
                    end = after
                    break
