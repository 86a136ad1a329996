"""Words as the search compares them: one spelling for what is written in several ways.

Rule 1. The same tables fold names when a release is built and questions when they are asked; a
browser without a server is handed them (`tables`), so that it folds alike.
Rule 2. A numeral is the same numeral in Roman and Arabic figures, and never another one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from nosograph.library.words import GREEK, SPELT_OUT, singular, spelt_out, words

_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMAN = {
    tens * "x" + units: str(10 * tens + value)
    for tens in range(4)
    for value, units in enumerate(_UNITS)
    if tens or units
}

CHROMOSOME_BEFORE = frozenset(
    [
        "trisomy",
        "trisomie",
        "tetrasomy",
        "tetrasomie",
        "pentasomy",
        "pentasomie",
        "monosomy",
        "monosomie",
        "fragile",
        "fragiles",
        "chromosome",
        "chromosom",
        "triple",
    ]
)
CHROMOSOME_AFTER = frozenset(
    ["linked", "chromosome", "chromosomal", "chromosom", "inactivation", "autosome", "gekoppelt"]
)
"""Words beside which a single x is the chromosome and not ten."""

SPELLINGS: tuple[tuple[str, str], ...] = (
    ("aem", "em"), ("oedem", "edem"), ("^oes", "es"), ("oesoph", "esoph"), ("oestr", "estr"),
    ("rrhoe", "rrhe"), ("pnoe", "pne"), ("^coel", "cel"), ("^foet", "fet"), ("paed", "ped"),
    ("gynaec", "gynec"), ("faec", "fec"), ("^caec", "cec"), ("anaesth", "anesth"),
    ("aetiol", "etiol"), ("tumour", "tumor"), ("colour", "color"), ("behaviour", "behavior"),
    ("odour", "odor"), ("labour", "labor"), ("humour", "humor"), ("fibre", "fiber"),
    ("centre$", "center"), ("sulph", "sulf"), ("leuco", "leuko"), ("amoeb", "ameb"),
    ("homoeo", "homeo"), ("naev", "nev"), ("^taeni", "teni"), ("alise", "alize"),
    ("alisa", "aliza"), ("ilise", "ilize"), ("ilisa", "iliza"), ("paralyse", "paralyze"),
    ("neurone", "neuron"), ("grey", "gray"), ("ageing", "aging"), ("aneurism", "aneurysm"),
    ("^palae", "pale"), ("calibre", "caliber"), ("distention", "distension"),
)  # fmt: skip
"""British spellings and their American counterparts, as parts of a word."""

# Words that a name may have or lack and still be that name.
NOISE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "in",
        "on",
        "by",
        "to",
        "at",
        "for",
        "from",
        "with",
        "without",
        "due",
        "type",
        "typ",
        "form",
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "und",
        "oder",
        "mit",
        "bei",
        "von",
        "im",
        "am",
        "zur",
        "zum",
        "ein",
        "eine",
        "eines",
    ]
)

SAME = {
    "morbus": "disease",
    "krankheit": "disease",
    "erkrankung": "disease",
    "syndrom": "syndrome",
}
"""What a name says of itself in another language: `Morbus Crohn`, `Crohn-Krankheit`, `Crohn disease`."""

_ADJECTIVE = re.compile(r"(?<=.{4})sche[nrs]?$")
_ROMAN_PART = re.compile(r"([ivx]+)([a-h])")
_POSSESSIVE = re.compile(r"(?<=\w)['’‘ʼ`´]s?(?!\w)", re.IGNORECASE)
_CHANGED = re.compile("|".join(f"(?:{old})" for old, _ in SPELLINGS))
_FIGURES = re.compile(r"\d+[a-z]?")


def searched(text: str) -> tuple[str, ...]:
    """The words of `text` in the spelling in which the search compares them."""
    found = words(_POSSESSIVE.sub("", text))
    return tuple(_one(word, found, place) for place, word in enumerate(found))


@lru_cache(maxsize=32768)
def spellings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name to be indexed: as folded, and with umlauts written out."""
    folded = searched(text)
    if text.isascii():
        return (folded,)
    written_out = searched(spelt_out(text))
    return (folded,) if written_out == folded else (folded, written_out)


def _one(word: str, around: Sequence[str], place: int) -> str:
    if len(around) == 1:
        return american(word)
    if word == "x":
        before = around[place - 1] if place else ""
        after = around[place + 1] if place + 1 < len(around) else ""
        if before in CHROMOSOME_BEFORE or after in CHROMOSOME_AFTER:
            return word
    if word in ROMAN:
        return ROMAN[word]
    part = _ROMAN_PART.fullmatch(word)
    if part and part[1] in ROMAN:
        return ROMAN[part[1]] + part[2]
    return american(word)


@lru_cache(maxsize=8192)
def american(word: str) -> str:
    """`word` in American spelling."""
    if not _CHANGED.search(word):
        return word
    for old, new in SPELLINGS:
        word = re.sub(old, new, word)
    return word


def is_figure(word: str) -> bool:
    """Whether a folded word is a numeral, perhaps with the letter of a subtype."""
    return _FIGURES.fullmatch(word) is not None


def figures(text_words: Sequence[str]) -> frozenset[str]:
    """The numerals among folded words."""
    return frozenset(filter(is_figure, text_words))


def key(text_words: Sequence[str]) -> str:
    """A whole name as one term, in which plurals, blanks and hyphens do not count."""
    return "".join(map(singular, text_words))


def loose(text_words: Sequence[str]) -> str:
    """A whole name as one term, in which neither order nor small words count either."""
    kept = list(filter(None, map(unbound, text_words)))
    if len(kept) == 2 and kept[0] == "m":
        # `M. Crohn`
        kept[0] = SAME["morbus"]
    if SAME["morbus"] in kept:
        # `Parkinsonsche Krankheit`
        kept = [_ADJECTIVE.sub("", word) for word in kept]
    return " ".join(sorted(kept))


@lru_cache(maxsize=8192)
def unbound(word: str) -> str:
    """What counts of a word in such a term; nothing of a small one."""
    return "" if word in NOISE else singular(SAME.get(word, word))


def initials(text_words: Sequence[str]) -> tuple[str, ...]:
    """Abbreviations that a name's words give, with and without the numeral at its end."""
    kept = [word for word in text_words if word not in NOISE]
    number = kept.pop() if kept and is_figure(kept[-1]) else ""
    letters = "".join(word[0] for word in kept)
    if not letters.isalpha() or not 2 <= len(letters) <= LONGEST_INITIALS:
        return ()
    return (letters, letters + number) if number else (letters,)


LONGEST_INITIALS = 6


def tables() -> dict[str, Any]:
    """What a browser needs in order to fold as this module does."""
    return {
        "roman": ROMAN,
        "before": sorted(CHROMOSOME_BEFORE),
        "after": sorted(CHROMOSOME_AFTER),
        "spellings": SPELLINGS,
        "noise": sorted(NOISE),
        "same": SAME,
        "letters": {**SPELT_OUT, **{letter: f" {name} " for letter, name in GREEK.items()}},
    }
