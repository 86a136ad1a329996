"""Words that people use for findings and that HPO does not list, and what findings mean.

Rule. Every word leads to one term; the term's label says which.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LayTerm:
    """A finding and what people call it."""

    term: str
    """HPO id."""
    label: str
    """HPO's own label of the term."""
    words: tuple[str, ...]
    meaning: Mapping[str, str] = field(default_factory=dict)
    """Language → what it means in plain words; our own wording of HPO's definition."""
