"""Abbreviations that a text defines for itself: `optic atrophy (OA)`.

Rule. Only an abbreviation whose letters stand in the finding's words, in order, is believed.
"""

import re
from collections.abc import Iterable

from nosograph.recognition.match import Found
from nosograph.recognition.text import Sentence

_DEFINED = re.compile(r"\s?\(([A-Z][A-Za-z0-9-]{1,7})(?=[\s;,)])")
_SHORT = re.compile(r"(?<!\w)[A-Z][A-Za-z0-9-]{1,7}(?!\w)")


class Abbreviations:
    """What one text has defined so far."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}

    def in_sentence(self, text: str, sentence: Sentence, found: Iterable[Found]) -> list[Found]:
        """Findings that a sentence names by an abbreviation; its definitions are learnt."""
        if text.find("(", sentence.start, sentence.end) >= 0:
            for each in sorted(found, key=lambda each: (each.end, each.end - each.start)):
                self._learn(text, each)
        if not self._terms:
            return []
        return [
            Found(match.start(), match.start() + len(short), self._terms[short], 1)
            for match in _SHORT.finditer(text, sentence.start, sentence.end)
            if (short := _singular(match[0])) in self._terms
        ]

    def _learn(self, text: str, found: Found) -> None:
        match = _DEFINED.match(text, found.end)
        if match is None:
            return
        name = text[found.start : found.end]
        short = _singular(match[1])
        if _stands_for(short, name):
            self._terms[short] = found.term


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") and short[-2].isupper() else short


def _stands_for(short: str, name: str) -> bool:
    """Whether the letters of `short` come in `name` in order, the first with its first word."""
    letters, place = [each for each in short.lower() if each.isalpha()], 0
    lower = name.lower()
    if not letters or lower[0] != letters[0]:
        return False
    for letter in letters:
        place = lower.find(letter, place) + 1
        if not place:
            return False
    return True
