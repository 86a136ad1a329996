"""What a language's words have in common: spelling, endings, and words that stand for another.

Rule 1. A root is compared, never shown; names and texts go through the same functions.
Rule 2. What is known about a language stands in `languages/`, as data.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Protocol


class Language(Protocol):
    """A language, ready to compare words."""

    tag: str
    stop: frozenset[str]
    """Words that no finding hangs on, folded."""
    transparent: frozenset[str]
    """Those of them that may stand inside a finding."""
    conjunctions: frozenset[str]
    abbreviations: frozenset[str]
    """Words with a full stop that ends no sentence."""
    weak: frozenset[str]
    """Roots that a name may lack in a text."""

    telling: frozenset[str]
    """Words that tell the language, as they are written without capitals."""
    letters: str
    """Letters that tell the language."""
    counted: frozenset[str]
    """What an ordinal with a full stop stands before: `18. Lebensmonat`."""
    neutral: frozenset[str]
    """Words that may stand within a finding without changing what it is."""
    refused: frozenset[str]
    """Names that are not looked for, without capitals."""
    abnormal: str
    """The root of `abnormality`."""
    loosely_abnormal: tuple[str, ...]
    """Roots of what a text may say for it."""

    def folded(self, word: str) -> str:
        """The word without case, accents and a genitive."""
        ...

    def one(self, word: str, /) -> str:
        """The word itself, whatever its number, case and spelling."""
        ...

    def roots(self, word: str, /) -> tuple[str, ...]:
        """What it has in common with its relatives; a compound has several."""
        ...


@cache
def data(tag: str) -> Mapping[str, Any]:
    """What is known about a language."""
    text = (files(__package__) / "languages" / f"{tag}.toml").read_text("utf-8")
    return tomllib.loads(text)


def endings(text: str) -> tuple[tuple[str, str], ...]:
    """`plastic=plas al` as endings and what takes their place, the longest first."""
    found = [each.partition("=")[::2] for each in text.split()]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


def cut(word: str, table: Iterable[tuple[str, str]], shortest: int) -> str:
    """The word with its ending replaced, where at least `shortest` letters stay."""
    for ending, instead in table:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)] + instead
    return word
