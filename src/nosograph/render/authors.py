"""Names of authors, as every style of reference wants them.

Rule 1. Initials belong to scripts that have capitals; other names stand whole, family first.
Rule 2. A name is read as it was written: `Min-jun`, `M.-J.`, `MJ`, `Vincent van` alike.
"""

import re
import unicodedata
from collections.abc import Mapping

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC")
"""Scripts that write a person's names without a space between, by the names of their letters."""

_TOGETHER = re.compile(r"[^\W\d_]{2,4}")
_HYPHENS = re.compile(r"\.?\s*[-\u2010\u2011]\s*")


def short(person: Mapping[str, str]) -> str:
    """`van den Berg CD`, or the whole name of a group or where there are no initials."""
    if person.get("literal"):
        return person["literal"]
    if whole := _without_initials(person):
        return whole
    family, given = _parts(person)
    initials = "".join(each for each in given if each.isalpha())
    return " ".join(part for part in (family, initials, person.get("suffix")) if part)


def for_processor(person: Mapping[str, str]) -> dict[str, str]:
    """The name as the citation processor reads it rightly: particles first, initials apart.

    It refuses a name with keys that it does not know, takes `jun` for a particle, `MJ` for one
    name, and a script without capitals for particles alone.
    """
    whole = person.get("literal") or _without_initials(person)
    if whole:
        return {"literal": whole}
    family, given = _parts(person)
    parts = {"family": family, "given": given, "suffix": person.get("suffix")}
    return {key: part for key, part in parts.items() if part}


def _without_initials(person: Mapping[str, str]) -> str:
    """The whole name in a script that has no capitals, family first; else nothing."""
    given = person.get("given", "")
    letters = [each for each in given if each.isalpha()]
    if not letters or any(each.title() != each or each.isupper() for each in letters):
        return ""
    unspaced = unicodedata.name(letters[0], "").startswith(_UNSPACED)
    return ("" if unspaced else " ").join((person.get("family", ""), given)).strip()


def _parts(person: Mapping[str, str]) -> tuple[str, str]:
    """The family's name with its particles, and the given names' initials: `M-J`, `A B`."""
    names = _HYPHENS.sub("-", person.get("given", "")).replace(".", " ").split()
    particles: list[str] = []
    # `Vincent van`: the particle belongs to the family's name, where readers look for it.
    while len(names) > 1 and len(names[-1]) > 1 and names[-1].islower():
        particles.insert(0, names.pop())
    keys = ("dropping-particle", "non-dropping-particle", "family")
    family = [*particles, *(part for key in keys if (part := person.get(key)))]
    initials = ("-".join(map(_initials, name.split("-"))) for name in names)
    return " ".join(family), " ".join(initials)


def _initials(name: str) -> str:
    """`M` of `Min` and of `min`; `M J` of `MJ`."""
    if name.isupper() and _TOGETHER.fullmatch(name):
        return " ".join(name)
    return next((each.upper() for each in name if each.isalpha()), "")
