"""Words as the search compares them: without case, accents and punctuation.

Rule 1. The build and the search fold in the same way, with these functions and no others.
Rule 2. Folding is never shown; answers show names as they are written.
"""

import re
import unicodedata
from functools import lru_cache

MOST_WORDS = 24
"""Words of a query that are looked at; nobody types more, and pasted text costs time."""

LONGEST_WORD = 40
LONGEST_TEXT = 600
"""Characters of a query that are looked at."""

_WORD = re.compile(r"[^\W_]+")
SPELT_OUT = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "þ": "th",
    "ð": "d",
}
_SPELT_OUT = str.maketrans(SPELT_OUT)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφϕχψω",
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "pi",
            "rho",
            "sigma",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "phi",
            "chi",
            "psi",
            "omega",
        ],
        strict=True,
    )
)
_GREEK = str.maketrans({letter: f" {name} " for letter, name in GREEK.items()})


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of `text`, folded."""
    plain = text.casefold()
    if not plain.isascii():
        plain = plain.translate(_SPELT_OUT).translate(_GREEK)
        plain = "".join(
            each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each)
        )
    # An apostrophe stands inside a word: Sjögren's, not Sjögren s.
    return tuple(_WORD.findall(plain.replace("’", "'").replace("'", "")))


def spelt_out(text: str) -> str:
    """`text` with umlauts written out."""
    return unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """`word` without the ending of an English plural; nothing more is known about words."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-3] + "y" if word.endswith("ies") and len(word) > 5 else word[:-1]
    return word


def forms(word: str) -> tuple[str, ...]:
    """`word` in the singular and plural, other than itself."""
    one = singular(word)
    if one != word:
        return (one,)
    return (word + "s", word[:-1] + "ies") if word.endswith("y") else (word + "s",)
