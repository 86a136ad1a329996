"""What findings are called in a language: the clinical names, people's words, and the meaning.

Rule. A word of a language leads to one term; the term's label says which.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding and what it is called in one language."""

    term: str
    """HPO id."""
    label: str
    """HPO's own label of the term."""
    language: str
    names: tuple[str, ...] = ()
    """Clinical names; the first is the one to show."""
    words: tuple[str, ...] = ()
    """What people say."""
    meaning: str = ""
    """What it means in plain words; our own wording of HPO's definition."""


@dataclass(frozen=True, slots=True)
class DiseaseWords:
    """A disease, described or only named, and what it is called in one language."""

    target: str
    """A code (`ICD-10-CM:J11`, `ORPHA:586`) or an entry's slug."""
    label: str
    """The target's own name."""
    language: str
    names: tuple[str, ...] = ()
    """Clinical names and abbreviations."""
    words: tuple[str, ...] = ()
    """What people say."""
