"""What templates make of several arguments, as it was measured: nothing is converted or worked out.

Rule. A number is said with all that belongs to it, or as it was written; never with a part of it.
"""

import re
from collections.abc import Mapping

from nosograph.sources.wikitext.reads import shifted

_BETWEEN = {
    "to": "–", "-": "–", "–": "–", "and": " and ", "or": " or ", "by": " × ", "x": " × ",
    "×": " × ", "*": " × ", "xx": " × ", "±": " ± ", "+/-": " ± ", "+": " + ",
}  # fmt: skip
_NUMBER = re.compile(r"[+−-]?[\d.,/]+")


def computed(name: str, spec: str, given: Mapping[str, str]) -> str:
    """The words of a template of that kind; `given` are its arguments by name or number."""
    words = [value for key, value in given.items() if key.isdigit() and value]
    match spec:
        case "last":
            return words[-1] if words else ""
        case "about":
            return " ".join(("As of" if name == "as of" else name, *words))
        case "convert":
            return _measured(words)
        case _:
            return _written(name, words, given)


def _written(name: str, words: list[str], given: Mapping[str, str]) -> str:
    match name:
        case "icd10":
            return "".join(words[:2]) + (f".{words[2]}" if len(words) > 2 else "")
        case "val":
            return _valued(words, given)
        case "sup" | "sub" | "smallsup" | "smallsub":
            return shifted(name[-3:], " ".join(words))
        case "e" | "10^" | "esp":
            return f"×10{shifted('sup', ' '.join(words))}"
        case _:
            # The space keeps it from a whole number that stands right before it.
            return " " + " ".join((*words[:-2], "/".join(words[-2:])))


def _measured(words: list[str]) -> str:
    """Numbers with what stands between them and their unit, and further ones with theirs
    ("6 ft 2 in"); what they are to be converted into is left out."""
    said, rest = "".join(words[:1]), words[1:]
    while len(rest) > 1 and rest[0] in _BETWEEN:
        said, rest = f"{said}{_BETWEEN[rest[0]]}{rest[1]}", rest[2:]
    parts = [said, *rest[:1]]
    rest = rest[1:]
    while len(rest) > 1 and _NUMBER.fullmatch(rest[0]):
        parts, rest = [*parts, *rest[:2]], rest[2:]
    return " ".join(parts)


def _valued(words: list[str], given: Mapping[str, str]) -> str:
    """A value with what it may be off by, its power and its unit."""
    unit = next((given[key] for key in ("u", "ul", "up", "upl") if given.get(key)), "")
    power = f"×10{shifted('sup', given['e'])}" if given.get("e") else ""
    if len(words) > 1 and words[1] in _BETWEEN:
        said = _measured(words)
    elif len(words) > 2:
        said = f"{words[0]} ({', '.join(words[1:])})"
    else:
        said = " ± ".join(words)
    return said + power + (f" {unit}" if unit else "")
