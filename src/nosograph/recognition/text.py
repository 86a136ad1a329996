"""A text as sentences of words with their places; what stands between words is kept as counts.

Rule 1. Places are those of the text as it was given: nothing is normalised before it is placed.
Rule 2. A sentence has a longest length, so that the work grows with the text and not faster.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from nosograph.recognition.dictionary import Lookup

LONGEST_SENTENCE = 80
"""Words with a meaning; a longer one is cut."""
LONGEST_WORD = 60
SHORT_LINE = 40
"""Characters of a line that ends with what it says, if the next begins with a capital."""
MOST_REMEMBERED = 100_000
"""Words whose roots are kept; a text of nonsense does not fill the memory."""

_TOKEN = re.compile(
    r"([^\W_](?:[\w\u0300-\u036f\u00ad\u200b-\u200d]|['’](?=[^\W\d_]))*)"
    r"|([.!?;:•…]|,|[()\[\]]|/|&|\n\s*)"
)
_INSIDE = re.compile("[\u00ad\u200b-\u200d_]")
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_NEW_LINE = re.compile(r"\n\s*(?:\n|[-*•–▪]|\d+[.)]|[^\n:.]{2,40}:)")


class _Kind(Enum):
    """A word that belongs to no name."""

    UNKNOWN = auto()
    NEUTRAL = auto()
    STOP = auto()
    TRANSPARENT = auto()
    AND = auto()


_OF_NO_NAME = (_Kind.UNKNOWN, _Kind.STOP, _Kind.AND, _Kind.TRANSPARENT)
_Known: TypeAlias = tuple[str, tuple[str, ...]] | _Kind


@dataclass(slots=True)
class Token:
    """A word that may belong to a finding."""

    start: int
    end: int
    place: int
    """Its place among the words of the sentence that mean something."""
    one: str
    roots: tuple[str, ...]
    written: str
    block: int
    """Grows with every comma, conjunction and slash."""
    bracket: int
    """Grows with every bracket."""
    clause: int
    """Grows with every word that a finding does not go across."""


@dataclass(slots=True)
class Sentence:
    """The words of a sentence that may belong to findings."""

    start: int
    end: int = 0
    tokens: list[Token] = field(default_factory=list)
    neutral: list[int] = field(default_factory=list)
    """Places of words that may stand within a finding."""
    words: int = 0
    """How many words mean something, known or not."""
    blocks: list[tuple[int, bool]] = field(default_factory=list)
    """Where each block but the first begins, and whether a conjunction stands there."""

    def first(self, block: int) -> int:
        """The place of the first word of a block."""
        return self.blocks[block - 1][0] if block else 0

    def last(self, block: int) -> int:
        """The place of the last word of a block."""
        return (self.blocks[block][0] if block < len(self.blocks) else self.words) - 1


class Reader:
    """Cuts texts of one language into sentences."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._spoken = lookup.language
        self._seen: dict[str, _Known] = {}

    def sentences(self, text: str) -> Iterator[Sentence]:  # noqa: C901  # one pass over the words, inlined for speed
        """The sentences of a text, one after the other."""
        sentence = Sentence(0)
        bracket = clause = 0
        seen, neutral = self._seen, self._spoken.neutral
        unknown, stop, conjunction, transparent = _OF_NO_NAME
        before = ""
        for match in _TOKEN.finditer(text):
            written = match[1]
            if written is None:
                mark = match[2]
                if mark == ",":
                    sentence.blocks.append((sentence.words, False))
                elif mark in "/&":
                    sentence.blocks.append((sentence.words, True))
                elif mark in "()[]":
                    bracket += 1
                elif self._ends(text, match, before):
                    sentence.end = match.end()
                    yield sentence
                    sentence = Sentence(match.end())
                before = mark
                continue
            before = written
            known = seen.get(written)
            if known is None:
                known = self._look_up(written)
            if known is unknown and sentence.words < LONGEST_SENTENCE:
                sentence.words += 1
            elif known is stop:
                clause += 1
            elif known is conjunction:
                sentence.blocks.append((sentence.words, True))
            elif known is not transparent:
                if sentence.words >= LONGEST_SENTENCE:
                    sentence.end = match.start()
                    yield sentence
                    sentence = Sentence(match.start())
                if known is _Kind.NEUTRAL or written in neutral:
                    sentence.neutral.append(sentence.words)
                if not isinstance(known, _Kind):
                    one, roots = known
                    sentence.tokens.append(
                        Token(
                            match.start(),
                            match.end(),
                            sentence.words,
                            one,
                            roots,
                            written,
                            len(sentence.blocks),
                            bracket,
                            clause,
                        )
                    )
                sentence.words += 1
        sentence.end = len(text)
        yield sentence

    def _ends(self, text: str, match: re.Match[str], before: str) -> bool:
        mark = match[2]
        if mark[0] == "\n":
            return (
                mark.count("\n") > 1
                or _NEW_LINE.match(text, match.start()) is not None
                or self._short_line(text, match)
            )
        if mark in ";:•":
            return True
        after = text[match.end() : match.end() + 1]
        if after and not after.isspace() and after not in "\"'”’)]":
            return False
        if mark == "?":
            return not self._asks_ahead(text, match)
        short = len(before) == 1 and before.isalpha()
        if short or before.lower() in self._spoken.abbreviations:
            return mark != "."
        # German ordinals have a full stop: `seit dem 18. Lebensmonat`
        return not (mark == "." and before.isdecimal() and self._counts_on(text, match.end()))

    @staticmethod
    def _short_line(text: str, match: re.Match[str]) -> bool:
        """Whether a line was not ended for want of room: `Allergies: none`."""
        length = match.start() - text.rfind("\n", max(match.start() - SHORT_LINE, 0), match.start())
        return length < SHORT_LINE and text[match.end() : match.end() + 1].isupper()

    @staticmethod
    def _asks_ahead(text: str, match: re.Match[str]) -> bool:
        """Whether a question mark belongs to the words after it: `? hepatitis`."""
        before = text[max(match.start() - 3, 0) : match.start()].rstrip(" ")[-1:]
        return before in {"", ",", "(", "\n", ".", ";", ":"} and match.end() < len(text)

    def _counts_on(self, text: str, place: int) -> bool:
        match = _NEXT.match(text, place)
        return match is not None and match[1].lower() in self._spoken.counted

    def _look_up(self, written: str) -> _Known:
        if len(self._seen) >= MOST_REMEMBERED:
            self._seen.clear()
        found = self._seen[written] = self._found(written)
        return found

    def _found(self, written: str) -> _Known:
        spoken, lookup = self._spoken, self._lookup
        word = spoken.folded(_INSIDE.sub("", written[:LONGEST_WORD]))
        if word in spoken.conjunctions:
            return _Kind.AND
        if word in spoken.transparent and written != "A":
            return _Kind.TRANSPARENT
        if word in spoken.stop and not (len(written) == 1 and written.isupper()):
            return _Kind.STOP
        one, roots = spoken.one(word), spoken.roots(word)
        if (
            one in lookup.one
            or one in lookup.phrases
            or written in lookup.cased
            or not lookup.known.isdisjoint(roots)
        ):
            return one, roots
        return _Kind.NEUTRAL if word in spoken.neutral else _Kind.UNKNOWN
