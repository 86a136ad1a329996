"""A vignette: a worked case and what a criteria set has to say about it.

Rule. The record is kept as it was written, so that nothing of it is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nosograph.model.cases import Case


@dataclass(frozen=True, slots=True)
class Vignette:
    """A case with what a criteria set is expected to say about it."""

    case: Case
    criteria: str
    title: str
    levels: Mapping[str, str]
    """Level → met, not_met or undetermined."""
    missing: Mapping[str, list[list[str]]] | None
    """Level → minimal missing sets; None where the vignette does not say."""
    score: tuple[int, int] | None
    record: Mapping[str, Any] = field(default_factory=dict)
    """The JSON object that it was read from."""
    place: tuple[int, int] = field(default=(0, 0), compare=False)
    """Line and column on which it begins."""
