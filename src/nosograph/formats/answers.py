"""Yes and no, as records write them: in words, or in codes of SNOMED CT, LOINC and HL7.

Rule. A word that is not here is no answer; nothing is guessed from parts of one.
"""

import re
from collections.abc import Iterable

PRESENT = frozenset({
    "present", "positive", "yes", "detected", "reactive", "pos", "y", "true",
    "positiv", "nachgewiesen", "vorhanden", "ja", "reaktiv",
})  # fmt: skip
ABSENT = frozenset({
    "absent", "negative", "no", "not detected", "not present", "non-reactive", "nonreactive",
    "neg", "n", "false", "none detected", "undetected",
    "negativ", "nicht nachgewiesen", "nicht vorhanden", "nein", "nicht reaktiv",
})  # fmt: skip
_CODES = {
    # HL7 FHIR's own examples and the International Patient Summary's value sets name these.
    "10828004": True, "52101004": True, "260373001": True, "373066001": True, "11214006": True,
    "260385009": False, "2667000": False, "260415000": False, "373067005": False, "131194007": False,
    # LOINC answer codes.
    "LA6576-8": True, "LA9633-4": True, "LA33-6": True, "LA11882-0": True,
    "LA6577-6": False, "LA9634-2": False, "LA32-8": False, "LA11883-8": False,
    # HL7 v3 ObservationInterpretation; its `N` is a normal value, no "no".
    "POS": True, "DET": True, "RR": True, "NEG": False, "ND": False, "NR": False,
    "NCIT:C25626": True, "PATO:0000467": True, "NCIT:C48190": False, "PATO:0000462": False,
}  # fmt: skip
"""Code of an answer → whether it says yes."""
INTERPRETATIONS = {"POS": True, "DET": True, "RR": True, "NEG": False, "ND": False, "NR": False}
"""Interpretation of a result → whether the finding is there."""
_KIND = re.compile(r"\s*\([^()]*(?:value|qualifier|finding)\)$")


def answer_in_words(text: str) -> bool | None:
    """Whether a word says yes; None where it is neither."""
    word = _KIND.sub("", " ".join(text.split()).casefold()).rstrip(".")
    return True if word in PRESENT else False if word in ABSENT else None


def answer_in_code(code: str) -> bool | None:
    """Whether an answer's code, with its system's prefix or without, says yes."""
    found = _CODES.get(code)
    return _CODES.get(code.rpartition(":")[2]) if found is None and ":" in code else found


def agreed(answers: Iterable[bool | None]) -> bool | None:
    """What all who answer say.

    Raises:
        ValueError: one says yes and another no.
    """
    said = {each for each in answers if each is not None}
    if len(said) > 1:
        raise ValueError("answers yes and no at once")
    return said.pop() if said else None
