"""How hard a text is to read, in school years.

Rule 1. One published formula per language: Flesch–Kincaid for English (Kincaid et al. 1975),
the first Wiener Sachtextformel for German (Bamberger and Vanecek 1984).
Rule 2. Syllables are counted by rules of spelling; no word list and no download is needed.
Rule 3. Too few words have no grade: the formulas were made for running text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nosograph.prose.read import read
from nosograph.prose.statements import Passage, passages

HARDEST = 8.0
"""School years that a text for patients may ask for."""

FEWEST_WORDS = 30
"""Below this, one long name moves the grade by years. Chosen, not published."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's grade and what it was computed from."""

    formula: str
    grade: float
    """School years that a reader needs."""
    sentences: int
    words: int
    easiest: float = 1.0
    """The lowest grade that the formula was made for."""
    long_words: tuple[str, ...] = ()
    """The words that make it hard, longest first."""

    @property
    def shown(self) -> str:
        """The grade for people; below what the formula was made for it says no more."""
        return f"{self.grade:.1f}" if self.grade >= self.easiest else f"≤ {self.easiest:.0f}"

    @property
    def is_hard(self) -> bool:
        """Whether it asks for more than a text for patients may."""
        return round(self.grade, 1) > HARDEST


def reading_of(text: str, language: str) -> Reading | None:
    """The reading grade of an entry's Markdown; None for few words or a language without formula."""
    formula = _FORMULAS.get(language.partition("-")[0])
    if formula is None:
        return None
    sentences = [words for each in plain_sentences(text) if (words := _WORD.findall(each))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    name, grade, syllables, easiest = formula
    longest = sorted({word for word in words if syllables(word) > 3}, key=lambda w: (-len(w), w))
    counts = [syllables(word) for word in words]
    return Reading(
        name,
        grade(words, counts, len(sentences)),
        len(sentences),
        len(words),
        easiest,
        tuple(longest),
    )


def plain_sentences(text: str) -> list[str]:
    """The sentences of a Markdown text; an item of a list is at least one."""
    return [
        sentence
        for each in passages(read(text))
        if isinstance(each, Passage)
        for sentence in _END.split(" ".join(each.words.split()))
        if sentence
    ]


# A full stop ends a sentence where a capital, a quotation or nothing follows.
_END = re.compile(r"(?<=[.!?:])[”\"')]*\s+(?=[\"“„(]*[A-ZÄÖÜ0-9])|\s·\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


# English writes vowels that it does not speak, and runs together some that it does.
_SILENT_INSIDE = re.compile(r"(?<=[^aeiou])e(?=(?:ly|ments?|ness|less|ful)$)")
_SILENT_END = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|(?<![szcgxaeiou])(?<![sc]h)es$")
_SILENT_ED = re.compile(r"[^aeioudt]ed$")
_APART = re.compile(r"(?<![cgst])i[ao](?!us)|[^gq]ua(?=[lt])|ying|(?<=[^q]u)ing|sm$")
_VOWELS = re.compile(r"[aeiouyéèêüöä]+")


def english_syllables(word: str) -> int:
    """How many syllables an English word is likely to have."""
    word = _SILENT_INSIDE.sub("", re.sub(r"['’]s?$", "", word.casefold()))
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    silent = _SILENT_END.search(word) or _SILENT_ED.search(word)
    return max(count - bool(silent), 1)


def german_syllables(word: str) -> int:
    """How many syllables a German word is likely to have."""
    groups = re.findall(r"au|äu|ei|eu|ai|ie|aa|ee|oo|[aeiouyäöüé]", word.casefold())
    return max(len(groups), 1)


def _flesch_kincaid(words: Sequence[str], syllables: Sequence[int], sentences: int) -> float:
    return 0.39 * len(words) / sentences + 11.8 * sum(syllables) / len(words) - 15.59


def _wiener(words: Sequence[str], syllables: Sequence[int], sentences: int) -> float:
    hundredth = len(words) / 100
    many = sum(count >= 3 for count in syllables) / hundredth
    one = sum(count == 1 for count in syllables) / hundredth
    long = sum(len(word) > 6 for word in words) / hundredth
    return 0.1935 * many + 0.1672 * len(words) / sentences + 0.1297 * long - 0.0327 * one - 0.875


_Formula = tuple[
    str, Callable[[Sequence[str], Sequence[int], int], float], Callable[[str], int], float
]
_FORMULAS: dict[str, _Formula] = {
    "en": ("Flesch–Kincaid", _flesch_kincaid, english_syllables, 1.0),
    "de": ("Wiener Sachtextformel", _wiener, german_syllables, 4.0),
}
