"""A query, understood: its words, the findings they name, and what is set aside.

Rule 1. Nothing typed can raise, and nothing is parsed: a query is words.
Rule 2. Words that say who it is about ("toddler", "my daughter") or what is asked ("what is",
"treatment") are set aside when nothing bears them, and the answer says so.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Protocol

from nosograph.library import cards
from nosograph.library.ranking import Slot
from nosograph.library.spelling import NOISE, figures, key, loose, searched, unbound
from nosograph.library.vocabulary import Vocabulary
from nosograph.library.words import words
from nosograph.model.codes import Code

MOST_WORDS = 24
"""Words of a query that are looked at; nobody types more, and pasted text costs time."""
LONGEST_WORD = 40
LONGEST_TEXT = 600
"""Characters of a query that are looked at."""
LONGEST_CODE = 120
LONGEST_SIGN = 12
"""Words of the longest finding's name that is looked for."""
LONGEST_SYMBOL = 7

PERSONS = frozenset(
    [
        "toddler",
        "toddlers",
        "baby",
        "babies",
        "infant",
        "newborn",
        "neonate",
        "child",
        "children",
        "kid",
        "kids",
        "boy",
        "boys",
        "girl",
        "girls",
        "man",
        "woman",
        "women",
        "male",
        "female",
        "son",
        "daughter",
        "adult",
        "adults",
        "teenager",
        "teenagers",
        "adolescent",
        "elderly",
        "patient",
        "patients",
        "person",
        "people",
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "old",
        "my",
        "his",
        "her",
        "our",
        "he",
        "she",
        "it",
        "has",
        "have",
        "had",
        "having",
        "is",
        "are",
        "was",
        "been",
        "since",
        "who",
        "gets",
        "very",
        "kleinkind",
        "baby",
        "saugling",
        "saeugling",
        "kind",
        "kinder",
        "junge",
        "jungen",
        "madchen",
        "maedchen",
        "mann",
        "frau",
        "sohn",
        "tochter",
        "neugeborenes",
        "erwachsene",
        "erwachsener",
        "jugendliche",
        "patientin",
        "jahr",
        "jahre",
        "monate",
        "alt",
        "mein",
        "meine",
        "meinem",
        "meiner",
        "sein",
        "seine",
        "ihr",
        "ihre",
        "er",
        "sie",
        "es",
        "hat",
        "haben",
        "ist",
        "sind",
        "wird",
        "seit",
        "sehr",
        "what",
        "whats",
        "which",
        "how",
        "why",
        "does",
        "do",
        "can",
        "i",
        "me",
        "about",
        "symptom",
        "symptoms",
        "sign",
        "signs",
        "treatment",
        "cure",
        "cause",
        "causes",
        "information",
        "info",
        "help",
        "wie",
        "was",
        "welche",
        "warum",
        "kann",
        "ich",
        "symptome",
        "anzeichen",
        "behandlung",
        "therapie",
        "ursache",
        "ursachen",
        "informationen",
        "hilfe",
    ]
)
"""Words about a person or a question, and the small words around them."""

_PARTS = re.compile(r"[,;\n•|]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding that is named in the query."""

    term: str
    label: str
    places: tuple[int, ...]
    """Positions of its words."""
    quality: float = 1.0
    """How surely it is meant: less than 1 when its words had to be completed or corrected."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, understood."""

    typed: tuple[str, ...]
    """All words that are looked at."""
    asked: tuple[str, ...] = ()
    """Those that an answer should have, small words left out."""
    slots: tuple[Slot, ...] = ()
    """What these may stand for, once they are looked up."""
    weights: Mapping[str, float] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    """The words before their spelling was made one."""
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
    ends: frozenset[int] = frozenset()
    """Slots before which a comma stands."""
    listed: bool = False
    """Whether the words are findings and nothing else, several of them."""

    @property
    def figures(self) -> frozenset[str]:
        """The numerals among the words."""
        return figures(self.typed)

    def looked_up(self, vocabulary: Vocabulary) -> "Question":
        """The question with what its words may stand for."""
        return replace(self, slots=tuple(vocabulary.slots(self.asked)), weights=vocabulary.weights)

    def with_slots(self, slots: Sequence[Slot]) -> "Question":
        """The same question with other options for its words."""
        return replace(self, slots=tuple(slots))

    def with_signs(self, names: "Names") -> "Question":
        """The question with the findings that its words name."""
        signs = tuple(_signs(self.slots, self.ends, names))
        if not signs and not self.signs:
            return self
        numbers = {sign.term: cards.sign_number(sign.term) for sign in signs}
        places = {place for sign in signs for place in sign.places}
        several = len({sign.places for sign in signs}) > 1
        listed = several and len(places) == len(self.slots)
        return replace(self, signs=signs, numbers=numbers, listed=listed)


class Names(Protocol):
    """The names of findings."""

    def named(self, name: str) -> Sequence[tuple[str, str]]:
        """The findings of a name, which is folded as `loose` folds it: HPO ids and labels."""
        ...

    def bears(self, word: str) -> bool:
        """Whether some name has a word, as `unbound` gives it, or may lack it."""
        ...


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of what was typed, and which are symbols."""

    words: tuple[str, ...]
    fixed: frozenset[str]
    """Words that are symbols."""
    ends: frozenset[int] = frozenset()
    """Positions before which a comma stands."""

    def without(self, words: Collection[str]) -> "Typed":
        """What is left without some words."""
        kept = [place for place, word in enumerate(self.words) if word not in words]
        return self.only(kept)

    def only(self, kept: Sequence[int]) -> "Typed":
        """The words at some places."""
        ends = frozenset(
            new
            for new, (before, place) in enumerate(pairwise(kept), start=1)
            if any(before < end <= place for end in self.ends)
        )
        return Typed(tuple(self.words[each] for each in kept), self.fixed, ends)


def read(text: str) -> Typed:
    """The words of something typed or pasted, cut to a length that can be searched."""
    clean = text[:LONGEST_TEXT].encode("utf-8", "ignore").decode()
    said = searched(clean)
    found = tuple(word[:LONGEST_WORD] for word in said[:MOST_WORDS])
    parts = _PARTS.split(clean)
    several = accumulate(len(searched(part)) for part in parts) if len(parts) > 1 else (len(said),)
    return Typed(found, _symbols(clean), frozenset(several))


def _symbols(text: str) -> frozenset[str]:
    """Words that read as symbols: with figures in them, or alone and in capitals."""
    figured = [word for word in _WORD.findall(text) if any(map(str.isdigit, word))]
    return frozenset(each for word in (*figured, symbol(text)) for each in searched(word))


def symbol(text: str) -> str:
    """The query if it reads as a gene's symbol and as nothing else; or empty."""
    one = text.strip()
    fits = _SYMBOL.fullmatch(one) and len(one) <= LONGEST_SYMBOL
    return one if fits and (any(c.isdigit() for c in one) or one.isupper()) else ""


def as_typed(text: str, typed: Typed) -> Question:
    """The question that words ask, before they are looked up."""
    places = [place for place, word in enumerate(typed.words) if word not in NOISE]
    asked = typed.only(places) if places else typed
    return Question(
        typed.words,
        asked.words,
        plain=words(text),
        key=key(typed.words),
        loose=loose(typed.words),
        code=spelt_code(text),
        bare=bare_code(text),
        fixed=typed.fixed,
        ends=asked.ends,
    )


def _signs(slots: Sequence[Slot], ends: Collection[int], names: Names) -> list[Sign]:
    """Findings that the words name, longest names first, no word used twice."""
    chosen: list[Sign] = []
    # As typed, or as the words that they most probably stand for.
    typed, meant = [slot.word for slot in slots], [slot.best for slot in slots]
    qualities = [slot.quality for slot in slots]
    borne = [_may_name(each, names) for each in zip(typed, meant, strict=True)]
    free = {place for place, may in enumerate(borne) if may}
    for places in _windows(len(slots), ends, frozenset(free)):
        if not free.issuperset(places):
            continue
        run = slice(places[0], places[-1] + 1)
        found, sure = names.named(loose(typed[run])), 1.0
        if not found and typed[run] != meant[run] and (sure := min(qualities[run])):
            found = names.named(loose(meant[run]))
        if found:
            free.difference_update(places)
            chosen += [Sign(term, label, places, sure) for term, label in found]
    return chosen


def _may_name(said: Collection[str], names: Names) -> bool:
    """Whether a name of a finding may have one of some words, or may lack it."""
    return any(names.bears(unbound(word)) for word in said)


def _windows(count: int, ends: Collection[int], kept: Collection[int]) -> list[tuple[int, ...]]:
    """Runs of some of the words that may be a finding's name, long ones first.

    A run stays between two commas or takes in whole what stands between them: HPO has names
    such as "Intellectual disability, severe".
    """
    edges = {0, count, *ends}
    windows = []
    for start in range(count):
        for last in range(start, min(start + LONGEST_SIGN, count)):
            if last not in kept:
                break
            whole = start in edges and last + 1 in edges
            if whole or edges.isdisjoint(range(start + 1, last + 1)):
                windows.append(tuple(range(start, last + 1)))
    return sorted(windows, key=lambda places: (-len(places), places))


def spelt_code(text: str) -> str:
    """The code that `text` spells, however its system is written; or an empty string."""
    try:
        return str(Code.parse(text.strip()[:LONGEST_CODE]))
    except ValueError:
        return ""


def bare_code(text: str) -> str:
    """A single word as it stands, which may be a code without its system; or an empty string.

    A code of ICD-10 is looked for among those of its national modifications.
    """
    one = spelt_code(text).partition("ICD-10:")[2].lower() or text.strip().lower()
    fits = one.isascii() and one.isprintable() and " " not in one and len(one) <= LONGEST_CODE
    return one if fits else ""
