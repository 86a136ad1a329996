"""Languages by whatever name a register gives them, as the first part of a BCP 47 tag.

Rule 1. `de`, `deu`, `ger`, `de-AT`, `German`, `Deutsch` and `allemand` are one language; names are
those of CLDR in many languages, and each language's own.
Rule 2. A word that is no language, or could be two, is none: nobody is said not to speak one
because a list spells it oddly.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

NAMED_IN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru")
"""Languages whose names for all languages are known."""

FURTHER = {
    "asl": "ase", "american sign language (asl)": "ase", "castilian": "es", "creole": "ht",
    "dgs": "gsg", "deutsche gebärdensprache": "gsg", "farsi": "fa", "flemish": "nl",
    "hochdeutsch": "de", "mandarin": "zh", "mandarin chinese": "zh", "persisch": "fa",
    "plattdeutsch": "nds", "tagalog": "fil", "tl": "fil", "kurmandschi": "ku", "kurmanji": "ku",
}  # fmt: skip
"""Spellings that CLDR does not list; `asl` is no tag, `gsg` and `ase` are ISO 639-3's."""

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*")
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "no", "yes"})
"""`no` is Norwegian, too; whoever means that writes `nb`."""


@lru_cache(maxsize=4096)
def language_of(word: str) -> str | None:
    """The tag of a language; None where the word names none."""
    word = " ".join(re.sub(r"\(.*?\)", " ", word.casefold()).split())
    if word in _NO_LANGUAGE:
        return None
    if word in FURTHER:
        return FURTHER[word]
    match = _TAG.fullmatch(word)
    if match is not None and (tag := _known(match[1])):
        return tag
    return _names().get(word) or _own_names().get(word)


def spoken(words: Iterable[str]) -> tuple[str, ...]:
    """The tags of languages that somebody asks for; a word that is none stays what it is."""
    return tuple(language_of(word) or word for word in words if word.strip())


def _known(tag: str) -> str:
    from babel import Locale
    from babel.core import get_global

    tag = get_global("language_aliases").get(tag, tag).partition("_")[0]
    tag = FURTHER.get(tag, tag)
    return tag if tag in Locale("en").languages or tag in FURTHER.values() else ""


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for named_in in NAMED_IN:
        _learn(found, Locale(named_in).languages)
    return {name: tag for name, tag in found.items() if tag}


@cache
def _own_names() -> Mapping[str, str]:
    """What languages call themselves; reading them takes a second."""
    from babel import Locale, UnknownLocaleError
    from babel.localedata import locale_identifiers

    found: dict[str, str] = {}
    for tag in locale_identifiers():
        if "_" not in tag:
            try:
                _learn(found, {tag: Locale.parse(tag).languages.get(tag, "")})
            except (UnknownLocaleError, ValueError):
                continue
    return {name: tag for name, tag in found.items() if tag}


def _learn(found: dict[str, str], names: Mapping[str, str]) -> None:
    """Add names; one that two languages have stands for none."""
    for key, name in names.items():
        tag = _known(key.partition("_")[0])
        if name and tag:
            name = name.casefold()
            found[name] = tag if found.get(name, tag) == tag else ""
