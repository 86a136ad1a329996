"""A query, understood: its words, the findings they name, and what is set aside.

Rule 1. Nothing typed can raise, and nothing is parsed: a query is words.
Rule 2. Words that say who it is about ("toddler", "my daughter") are set aside when nothing bears
them, and the answer says so.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nosograph.library import cards
from nosograph.library.ranking import Slot
from nosograph.library.spelling import NOISE, figures, key, loose, searched
from nosograph.library.vocabulary import Vocabulary
from nosograph.model.codes import Code

MOST_WORDS = 24
"""Words of a query that are looked at; nobody types more, and pasted text costs time."""
LONGEST_WORD = 40
LONGEST_TEXT = 600
"""Characters of a query that are looked at."""
LONGEST_CODE = 120
LONGEST_SIGN = 7
"""Words of the longest finding's name that is looked for."""
LONGEST_SYMBOL = 7

PERSONS = frozenset(
    "toddler toddlers baby babies infant newborn neonate child children kid kids boy boys girl "
    "girls man woman women male female son daughter adult adults teenager teenagers adolescent "
    "elderly patient patients person people year years month months week weeks old my his her our "
    "he she it has have had having is are was been since who gets very "
    "kleinkind baby saugling saeugling kind kinder junge jungen madchen maedchen mann frau sohn "
    "tochter neugeborenes erwachsene erwachsener jugendliche patientin jahr jahre monate alt mein "
    "meine meinem meiner sein seine ihr ihre er sie es hat haben ist sind wird seit sehr".split()
)
"""Words about a person, and the small words around them."""

_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PARTS = re.compile(r"[,;\n•|]+")


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding that is named in the query."""

    term: str
    label: str
    places: tuple[int, ...]
    """Positions of its words."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, understood."""

    typed: tuple[str, ...]
    """All words that are looked at."""
    slots: tuple[Slot, ...]
    """Those that an answer should have, small words left out."""
    weights: Mapping[str, float]
    key: str = ""
    loose: str = ""
    code: str = ""
    """The canonical code that the query spells, or empty."""
    bare: str = ""
    """The only word, which may be a code without its system; or empty."""
    signs: tuple[Sign, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The signs as cards have them."""
    fixed: frozenset[str] = frozenset()
    """Words that are symbols, so that no other word can be meant."""

    @property
    def figures(self) -> frozenset[str]:
        """The numerals among the words."""
        return figures(self.typed)

    @property
    def listed(self) -> bool:
        """Whether the words are findings and nothing else, several of them."""
        places = {place for sign in self.signs for place in sign.places}
        several = len({sign.places for sign in self.signs}) > 1
        return several and len(places) == len(self.slots)

    def widened(self, slots: Sequence[Slot]) -> "Question":
        """The same question with other slots."""
        return replace(self, slots=tuple(slots))


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of what was typed, and where parts of it end."""

    words: tuple[str, ...]
    parts: tuple[int, ...]
    """Per word, the part between commas that it stands in."""
    fixed: frozenset[str]

    def without(self, words: Collection[str]) -> "Typed":
        """What is left without some words."""
        kept = [place for place, word in enumerate(self.words) if word not in words]
        return Typed(
            tuple(self.words[each] for each in kept),
            tuple(self.parts[each] for each in kept),
            self.fixed,
        )


def read(text: str) -> Typed:
    """The words of something typed or pasted, cut to a length that can be searched."""
    clean = text[:LONGEST_TEXT].encode("utf-8", "ignore").decode()
    found = tuple(word[:LONGEST_WORD] for word in searched(clean)[:MOST_WORDS])
    parts = [
        number for number, part in enumerate(_PARTS.split(clean)) for _ in searched(part)
    ]  # where a comma stands does not change the words
    parts += [len(parts)] * len(found)
    return Typed(found, tuple(parts[: len(found)]), _symbols(clean))


def _symbols(text: str) -> frozenset[str]:
    """Words that read as symbols: with figures in them, or in capitals among others."""
    shouted = text.isupper() and len(text) > LONGEST_SYMBOL
    found = set()
    for word in _SYMBOL.findall(text):
        digits = any(letter.isdigit() for letter in word)
        capitals = word.isupper() and len(word) <= LONGEST_SYMBOL and not shouted
        if digits or capitals:
            found.update(searched(word))
    return frozenset(found)


def symbol(text: str) -> str:
    """The query if it reads as a gene's symbol and as nothing else; or empty."""
    one = text.strip()
    fits = _SYMBOL.fullmatch(one) and len(one) <= LONGEST_SYMBOL + 3
    return one if fits and (any(c.isdigit() for c in one) or one.isupper()) else ""


def understood(
    text: str, typed: Typed, vocabulary: Vocabulary, named: Callable[[str], Sequence[cards.Card]]
) -> Question:
    """The question that words ask; `named` gives the findings of a name."""
    places = [place for place, word in enumerate(typed.words) if word not in NOISE]
    places = places or list(range(len(typed.words)))
    words = [typed.words[place] for place in places]
    slots = vocabulary.slots(words)
    parts = [typed.parts[place] for place in places] if len(slots) == len(words) else []
    signs = _signs(slots, parts, named)
    return Question(
        typed.words,
        tuple(slots),
        vocabulary.weights,
        key=key(typed.words),
        loose=loose(typed.words),
        code=spelt_code(text),
        bare=bare_code(text),
        signs=tuple(signs),
        numbers={sign.term: cards.sign_number(sign.term) for sign in signs},
        fixed=typed.fixed,
    )


def _signs(
    slots: Sequence[Slot], parts: Sequence[int], named: Callable[[str], Sequence[cards.Card]]
) -> list[Sign]:
    """Findings that the words name, longest names first, no word used twice."""
    windows: dict[str, tuple[int, ...]] = {}
    for reading in {tuple(slot.word for slot in slots), tuple(slot.best for slot in slots)}:
        for each, places in _windows(reading, parts).items():
            windows.setdefault(each, places)
    chosen: list[Sign] = []
    free = set(range(len(slots)))
    for each in sorted(windows, key=lambda each: (-len(windows[each]), windows[each])):
        places = windows[each]
        if free.issuperset(places) and (found := named(each)):
            free.difference_update(places)
            chosen += [Sign(card.slug, card.name, places) for card in found]
    return chosen


def _windows(words: Sequence[str], parts: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Every run of words within one part that may be a finding's name, and their positions."""
    windows: dict[str, tuple[int, ...]] = {}
    for length in range(1, min(LONGEST_SIGN, len(words)) + 1):
        for start in range(len(words) - length + 1):
            places = tuple(range(start, start + length))
            if not parts or parts[start] == parts[start + length - 1]:
                windows.setdefault(loose(words[start : start + length]), places)
    return windows


def spelt_code(text: str) -> str:
    """The code that `text` spells, however its system is written; or an empty string."""
    try:
        return str(Code.parse(text.strip()[:LONGEST_CODE]))
    except ValueError:
        return ""


def bare_code(text: str) -> str:
    """A single word as it stands, which may be a code without its system; or an empty string."""
    one = text.strip().lower()
    fits = one.isascii() and one.isprintable() and " " not in one and len(one) <= LONGEST_CODE
    return one if fits else ""
