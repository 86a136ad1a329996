"""How far a list can be trusted: what share of such lists held the diagnosis, measured.

Rule 1. It is said of the list, not of a disease: the table behind it counts published cases.
Rule 2. When no disease explains the findings, or none is left, that is what is said.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Level(StrEnum):
    """How well the best diseases stand out."""

    NONE = "none"
    """There is nothing to go by."""
    WEAK = "weak"
    """No disease explains the findings well enough to stand out."""
    SOME = "some"
    """Some fit better than others."""
    CLEAR = "clear"
    """The first stand out."""


LEADING = 10
"""How many candidates are compared with all that follow."""

LIMITS = ((Level.CLEAR, 0.99, 0.6), (Level.SOME, 0.5, 0.0), (Level.WEAK, 0.0, 0.0))
"""Least weight of the leading candidates and least coverage of the first one, for each level; see
docs/explanation/ranking.md."""

SHARPNESS = 1.0
"""By what score differences are multiplied before they are compared."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """What is said about a list as a whole."""

    level: Level
    weight: float
    """Weight of the leading candidates among all diseases, from 0 to 1; no probability."""
    coverage: float = 0.0
    """Score of the first candidate, as a share of what the findings could at best speak for any
    disease. Without it, whatever is less unlike than all others would seem to stand out."""
    unexplained: tuple[str, ...] = ()
    """HPO ids of findings that none of the leading candidates explains."""


def weights(scores: NDArray[Any]) -> NDArray[Any]:
    """Scores as shares of one, for comparing candidates with each other.

    Shape (scores,), float64.
    """
    if not len(scores):
        return scores
    share: NDArray[Any] = np.exp(SHARPNESS * (scores - scores.max()))
    share /= share.sum()
    return share


def confidence(scores: NDArray[Any], possible: float, unexplained: tuple[str, ...]) -> Confidence:
    """What can be said about the list that `scores` gives, where `possible` is the sum of what each
    finding adds to the disease that it speaks for most."""
    if possible <= 0 or not len(scores) or scores.max() <= 0:
        return Confidence(Level.NONE, 0.0, unexplained=unexplained)
    share = weights(scores)
    count = min(LEADING, len(share))
    weight = float(np.partition(share, -count)[-count:].sum())
    coverage = float(scores.max()) / possible
    level = next(
        level for level, least, covered in LIMITS if weight >= least and coverage >= covered
    )
    return Confidence(level, weight, coverage, unexplained)
