"""Words that people use for findings and that HPO does not list.

Rule. Every word leads to one term; the term's label says which.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayTerm:
    """A finding and what people call it."""

    term: str
    """HPO id."""
    label: str
    """HPO's own label of the term."""
    words: tuple[str, ...]
