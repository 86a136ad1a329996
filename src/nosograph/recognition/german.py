"""German words: compounds in their parts, and the Greek and Latin words shared with English.

Rule 1. `Mikrozephalie` and `microcephaly` have one root, so that HPO's own names are found in
German texts.
Rule 2. A compound has the roots of its parts if its beginning is a word of `alike`.
"""

import re
import unicodedata
from functools import lru_cache

from nosograph.recognition.english import English
from nosograph.recognition.words import cut, data, endings

SHORTEST_PART = 3
SHORTEST_HEAD = 4
SHORTEST_ROOT = 4
MOST_PARTS = 3
SAFE_SKELETON = 5
"""A shorter one may be another word's: sitzt, Sitz."""

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe"})
_SOUNDS = (
    ("ae", "e"), ("oe", "e"), ("ue", "u"), ("ph", "f"), ("th", "t"), ("rh", "r"), ("y", "i"),
    ("sch", "1"), ("ch", "2"), ("c", "k"), ("z", "k"), ("j", "i"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1")
_LINKS = ("", "s", "n", "en", "es", "er", "e", "ns")


class German:
    """German words; English names are compared with them."""

    tag = "de"
    letters = "äöüß"

    def __init__(self) -> None:
        known = data(self.tag)
        self._english = English()
        split = known["stop"].split()
        self.telling = frozenset(split) | frozenset(known["conjunctions"].split())
        self.stop = frozenset(map(self.folded, split)) | self._english.stop
        self.transparent = frozenset(map(self.folded, known["transparent"].split()))
        self.conjunctions = frozenset(map(self.folded, known["conjunctions"].split()))
        self.abbreviations = frozenset(known["abbreviations"].split())
        self.counted = frozenset(known["counted"].split())
        self.neutral = frozenset(map(self.folded, known["neutral"].split()))
        self.refused = self._english.refused | {name.casefold() for name in known["refused"]}
        self._endings = endings(known["endings"])
        self._whole = frozenset(map(self.folded, known["whole"].split()))
        self._alike: dict[str, str] = {}
        self._skeletons: dict[str, str] = {}
        for line in known["alike"]:
            english, _, german = line.partition(" = ")
            (root,) = self._english.roots(english.strip())
            for word in map(self.folded, german.split()):
                self._alike[word] = root
                skeleton = self._skeleton(word)
                if len(skeleton) >= SAFE_SKELETON:
                    self._skeletons.setdefault(skeleton, root)
        self._targets = frozenset(self._alike.values())
        self.abnormal = self._english.abnormal
        self.loosely_abnormal = self._english.loosely_abnormal
        self.weak = self._english.weak

    def folded(self, word: str) -> str:
        """The word without capitals and accents, umlauts written out."""
        plain = unicodedata.normalize("NFC", word).lower().translate(_WRITTEN_OUT)
        return "".join(each for each in unicodedata.normalize("NFKD", plain) if each.isalnum())

    @lru_cache(maxsize=50_000)  # noqa: B019  # one reader lives as long as the process
    def one(self, word: str) -> str:
        """The word without its ending, in the sounds that German and English share."""
        return self._skeleton(word)

    @lru_cache(maxsize=50_000)  # noqa: B019  # one reader lives as long as the process
    def roots(self, word: str) -> tuple[str, ...]:
        """The roots of its parts."""
        return self._parts(word, MOST_PARTS)

    def _parts(self, word: str, most: int) -> tuple[str, ...]:
        known = self._alike.get(word)
        skeleton = self._skeleton(word)
        known = known or self._skeletons.get(skeleton)
        if known is not None:
            return (known,)
        (english,) = self._english.roots(word)
        if english in self._targets:
            return (english,)
        return self._compound(word, most) or (skeleton,)

    def _compound(self, word: str, most: int) -> tuple[str, ...]:
        """The parts of a compound, those with a known last part first."""
        found: tuple[str, ...] = ()
        for place in range(SHORTEST_PART, len(word) - SHORTEST_HEAD + 1) if most > 1 else ():
            first = self._first(word[:place])
            if first is not None:
                parts = (first, *self._parts(word[place:], most - 1))
                if self._targets.issuperset(parts):
                    return parts
                found = found or parts
        return found

    def _first(self, beginning: str) -> str | None:
        for link in _LINKS:
            stem = beginning.removesuffix(link)
            if (not link or stem != beginning) and len(stem) >= SHORTEST_PART:
                known = self._alike.get(stem)
                if known is not None:
                    return known
        return None

    def _skeleton(self, word: str) -> str:
        if len(word) <= SHORTEST_ROOT or word in self._whole:
            return word
        for written, sound in _SOUNDS:
            word = word.replace(written, sound)
        return cut(_TWICE.sub(r"\1", word), self._endings, SHORTEST_ROOT)
