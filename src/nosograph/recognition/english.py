"""English words: number, spelling, classes of one word, and roots.

Rule. `one` joins what is one word; `roots` joins relatives too, and counts inside longer names only.
"""

import re
from functools import lru_cache

from nosograph.library.words import words as folded
from nosograph.recognition.words import cut, data, endings

SHORTEST_ROOT = 3
SAFE_ROOT = 5
"""A shorter root of a word among alike ones may be another word's: test, testis."""
LONG_WORD = 9
"""So long a word is no other one's when it loses an ending of its class: ataxic, brachydactylic."""

_BRITISH = re.compile(r"ae|oe")
_OUR = re.compile(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|al$|less$)")
_GENITIVE = re.compile(r"['’][sS]?$")
_TWICE = re.compile(r"([bdfglmnprst])\1$")


class English:
    """English words."""

    tag = "en"
    letters = ""

    def __init__(self) -> None:
        known = data(self.tag)
        self.stop = frozenset(folded(known["stop"]))
        self.transparent = frozenset(folded(known["transparent"]))
        self.conjunctions = frozenset(folded(known["conjunctions"]))
        self.abbreviations = frozenset(known["abbreviations"].split())
        self._whole = frozenset(folded(known["whole"]))
        self._plurals = endings(known["plurals"])
        self._classes = endings(known["classes"])
        self._endings = endings(known["endings"])
        self._forms: dict[str, str] = {}
        for line in known["forms"]:
            first, *others = (self._singular(word) for word in folded(line))
            self._forms |= dict.fromkeys((first, *others), first)
        self._alike: dict[str, str] = {}
        for line in known["alike"]:
            stems = [self._stem(word) for word in folded(line)]
            self._alike |= dict.fromkeys(folded(line), stems[0])
            for stem in stems:
                if len(stem) >= SAFE_ROOT:
                    self._alike.setdefault(stem, stems[0])
        self.telling = frozenset(known["stop"].split()) | frozenset(known["conjunctions"].split())
        self.counted = frozenset[str]()
        self.neutral = frozenset(folded(known["neutral"]))
        self.refused = frozenset(name.casefold() for name in known["refused"])
        (self.abnormal,) = self.roots(known["abnormal"])
        self.loosely_abnormal = tuple(
            root for word in folded(known["loosely_abnormal"]) for root in self.roots(word)
        )
        self.weak = frozenset(root for word in folded(known["weak"]) for root in self.roots(word))

    def folded(self, word: str) -> str:
        """The word without case, accents and a genitive."""
        return "".join(folded(_GENITIVE.sub("", word)))

    def one(self, word: str) -> str:
        """The word in the singular and in American spelling; forms of one word are one."""
        singular = self._singular(word)
        return self._forms.get(singular, singular)

    @lru_cache(maxsize=50_000)  # noqa: B019  # one reader lives as long as the process
    def roots(self, word: str) -> tuple[str, ...]:
        """The root of the word's group, if it is in one."""
        alike = self._alike.get(word)
        if alike is None:
            stem = self._stem(self.one(word))
            alike = self._alike.get(stem, stem)
        return (alike,)

    def _singular(self, word: str) -> str:
        plain = _OUR.sub("or", _BRITISH.sub("e", word))
        if len(plain) <= SHORTEST_ROOT or plain in self._whole or not plain.isalpha():
            return plain
        plain = cut(plain, self._plurals, SHORTEST_ROOT)
        if len(plain) >= LONG_WORD:
            return cut(plain, self._classes, SAFE_ROOT)
        return plain

    def _stem(self, word: str) -> str:
        plain = _OUR.sub("or", _BRITISH.sub("e", word))
        if len(plain) <= SHORTEST_ROOT or plain in self._whole or not plain.isalpha():
            return plain
        return _TWICE.sub(r"\1", cut(plain, self._endings, SHORTEST_ROOT))
