"""Words that do not belong into an entry: left-overs of a wiki, doses, empty absolutes.

Rule 1. These are searched for as text, so each pattern is narrow: a false alarm costs more
than a miss, because it teaches people to ignore the checker.
Rule 2. We give no dose: a reader must not be able to take one from here.
"""

import re
from collections.abc import Iterator

from nosograph.entries.nodes import Node
from nosograph.entries.problems import Desk
from nosograph.model.problems import place_of

_PLACE_HOLDER = re.compile(r"\{\{\s*(?:(?:figures?|hp):[^{}\s]+|findings|organisations)\s*\}\}")

_RESIDUE = re.compile(
    r"""
      \{\{ (?: (?! (?:figures?:|hp:|findings\}|organisations\}) ) [^{}\n]* \}\}? | )
    | \}\}
    | \[\[ | \]\]
    | ^[ ]*={2,6}[^=\n]+={2,6}[ ]*$                 # == heading ==
    | \bCheck\ date\ values\b | \bCite\ error\b | \bCS1\ maint\b | \bInvalid\ ref\ tag\b
    | \bTemplate:\w+ | \bCategory:\w+
    | </?ref\b[^>\n]*>? | <br\s*/?> | &nbsp;
    | ⟦ | ⟧                                            # words of an unknown template
    | \[edit\] | \[citation\ needed\]
    | ↑ | \^\ (?:[a-z]\ )+ | ^[ ]*\^ [ ]               # back links of a reference list
    | \b(\d{1,3})\.0(?:\ \1\.\d{1,2})+                # "1.0 1.1 1.2"
    | (?<![\w\]])\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\](?!\()  # "[3]"
    """,
    re.VERBOSE | re.MULTILINE,
)

_AMOUNT = r"(?:mg|µg|μg|mcg|microgram(?:me)?s?|milligram(?:me)?s?|g|IU|units?|mmol|MBq|mL|ml)"
_DOSE = re.compile(
    rf"""
      \b{_AMOUNT}\s*(?:/|\bper\b)\s*(?:kg|kilogram(?:me)?|m2|m²|m\^2)(?![\w])
    | \b\d[\d.,]*(?:\s*[–-]\s*\d[\d.,]*)?\s*(?:mg|µg|μg|mcg|milligram(?:me)?s?|IU)\b
      (?!\s*(?:/|\bper\b)\s*(?:d?[lL]\b|mL\b|ml\b|litre|liter|g\b|mmol|mol|24))
    """,
    re.VERBOSE,
)

_ABSENT = (
    r"risk\ factors?|classification|cure|treatments?|therap(?:y|ies)|complications?"
    r"|causes?|predilection|screening|prevention|preventive\ measures?|differences?"
)
_ABSOLUTE = re.compile(
    rf"\bthere\s+(?:is|are)\s+no\s+(?:(?:known|established|specific|racial|ethnic)\s+|system\s+for\s+(?:the\s+)?){{0,3}}(?:{_ABSENT})\b".replace(r"\ ", r"\s+"),
    re.IGNORECASE,
)  # fmt: skip

_SEE_ALSO = re.compile(r"\bsee\s+also\b[ \t]*:?[ \t]*(?=[.)\]]|$)", re.IGNORECASE | re.MULTILINE)


def check_wording(text: str, desk: Desk, *, line: int = 1) -> None:
    """Report what does not belong into a text that begins in `line` of its file."""
    for start, found in residue(text):
        desk.note(
            "template-residue",
            f"{found!r} is left over from a template",
            place_of(text, start, line),
            value=found,
            hint="write what it stood for, or delete it",
        )
    for match in _DOSE.finditer(text):
        desk.note(
            "dose",
            f"{match[0]!r} reads like a dose",
            place_of(text, match.start(), line),
            value=match[0],
            hint="name the medicine without its dose; the source cited has it",
        )
    for match in _ABSOLUTE.finditer(text):
        desk.note(
            "absolute-claim",
            f"{' '.join(match[0].split())!r} says more than anybody can know",
            place_of(text, match.start(), line),
            value=match[0],
            hint="say who looked and where: 'no risk factor was found in …', or use ::: unknown",
        )
    for match in _SEE_ALSO.finditer(text):
        if text[text.rfind("\n", 0, match.start()) + 1 :].startswith("#"):
            # A heading says so of the list below it.
            continue
        desk.note(
            "dangling-see-also",
            f"{match[0].strip()!r} names nothing",
            place_of(text, match.start(), line),
            value=match[0],
            hint="link to what is meant, or delete it",
        )


def residue(text: str) -> Iterator[tuple[int, str]]:
    """Left-overs of wiki templates with their offsets."""
    known = [match.span() for match in _PLACE_HOLDER.finditer(text)]
    for match in _RESIDUE.finditer(text):
        if not any(start <= match.start() < end for start, end in known):
            yield match.start(), match[0].strip()


def check_values(root: Node, desk: Desk, *, doses: bool) -> None:
    """Report what does not belong into the text values of a YAML or JSON file."""
    for node in root.texts():
        for _, found in residue(node.text):
            desk.note(
                "template-residue",
                f"{found!r} is left over from a template",
                node.at,
                value=found,
                hint="write what it stood for, or delete it",
            )
        if doses and (match := _DOSE.search(node.text)):
            desk.note(
                "dose",
                f"{match[0]!r} reads like a dose",
                node.at,
                value=match[0],
                hint="name the medicine without its dose; the source cited has it",
            )
