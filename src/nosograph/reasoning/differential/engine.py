"""The fast engine: scores of all diseases at once, one row of numbers per finding.

Rule 1. It must agree with `reference` to one part in a million.
Rule 2. Rows of findings that were asked about lately are kept, in single precision and never
more than `KEPT`; the sums are made in double precision.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import LEVELS, Annotations
from nosograph.reasoning.differential.evidence import Evidence
from nosograph.reasoning.differential.parameters import (
    ABSENT_FROM,
    ABSENT_TRUST,
    NOISE,
)
from nosograph.reasoning.differential.profiles import AMOUNTS, fading, gain, worth

Array = NDArray[Any]

KEPT = 768
"""Rows kept: 32 MB with as many diseases as HPO annotates."""

_SHARE = np.square(np.arange(LEVELS + 1) / LEVELS)
WORTH = worth(_SHARE)
"""What each step of a share is worth in a match."""
OFTEN = int(np.searchsorted(_SHARE, ABSENT_FROM))
"""The step of a share from which on absence counts."""
FADING = fading(np.arange(256))
"""What so many steps up leave of a match."""


class Engine:
    """Scores over the whole evidence; lives as long as the release that it reads."""

    def __init__(self, annotations: Annotations, evidence: Evidence) -> None:
        self._annotations, self._evidence = annotations, evidence
        self._rows: OrderedDict[int, Array] = OrderedDict()
        self._contradicted: dict[int, frozenset[int]] = {}
        own, near, family = evidence.weights
        # Weights that never change are multiplied once.
        self._own = evidence.factor
        # Mixture weights are divided by the noise, which has no part in what is covered.
        self._cover = evidence.cover * NOISE
        self.gain = gain(annotations)
        self._own_weight = own / NOISE
        self.own_weight = evidence.factor * self._own_weight
        """What a match with a disease's own findings is worth, for each disease."""
        self.own_cover = self._cover * self._own_weight
        """What an amount of a disease's own findings is worth, for each disease."""
        self._near_weights = (evidence.near_weights * near[:, None] / NOISE).astype(np.float32)
        self._near = np.minimum(evidence.near, len(annotations))
        self._family = annotations.family.astype(np.int64)
        self._family_weight = family / np.maximum(evidence.others, 1) / NOISE
        self._background = 1 / np.asarray(annotations.background, dtype=np.float64)

    @property
    def tables(self) -> dict[str, Array]:
        """What `matched` and `parts` multiply with, for programs that do the same elsewhere."""
        return {
            "background": self._background,
            "gain": self.gain,
            "factor": self._own,
            "cover": self._cover,
            "own": self._own_weight,
            "near": self._near,
            "near_weights": self._near_weights,
            "family": self._family,
            "family_weight": self._family_weight,
        }

    def contributions(self, present: Sequence[int]) -> Array:
        """A row per finding: what it adds to each disease's score.

        Shape (findings, diseases), float32.
        """
        rows = [self._row(place) for place in present]
        return np.array(rows, dtype=np.float32).reshape(len(rows), len(self._annotations))

    def contradicted(self, place: int) -> frozenset[int]:
        """The diseases in which a finding, or what it is a kind of, is recorded as absent."""
        found = self._contradicted.get(place)
        if found is None:
            recorded = self._evidence.recorded_absent
            above = self._annotations.lineage(place)[0].tolist()
            diseases = np.unique(np.concatenate([recorded(each)[0] for each in above]))
            # Whoever shows the finding shows what it is a kind of, whatever is recorded of that.
            kept = self._evidence.shares(self._annotations, place, diseases) == 0
            kept |= np.isin(diseases, recorded(place)[0])
            found = self._contradicted[place] = frozenset(diseases[kept].tolist())
        return found

    def recorded_absent(self, place: int, disease: int) -> tuple[int, int]:
        """What of a finding and all it is a kind of is recorded as absent, and in how many."""
        found = []
        for above in self._annotations.lineage(place)[0].tolist():
            diseases, patients = self._evidence.recorded_absent(above)
            found += [(above, int(each)) for each in patients[diseases == disease]]
        return max(found, key=lambda each: each[1])

    def against(self, absent: Sequence[int]) -> Array:
        """A row per absent finding: what it takes from each disease's score.

        Shape (findings, diseases), float64.
        """
        rows = np.zeros((len(absent), len(self._annotations)))
        for row, place in zip(rows, absent, strict=True):
            diseases, levels = self._annotations.shown_by(place)
            often = np.flatnonzero(levels >= OFTEN)
            row[diseases[often]] = absence(_SHARE[levels[often]])
            row[self._evidence.changed] = absence(self._evidence.carried[:, place])
        return rows

    def matched(self, place: int) -> tuple[Array, Array]:
        """For each disease how well its own findings match one, and how many of them it covers,
        both held to the length."""
        annotations, evidence = self._annotations, self._evidence
        above, steps = annotations.lineage(place)
        above, steps = above[above > 0], steps[above > 0]
        weights, gains = FADING[steps] * self._background[above], self.gain[above]
        first, after = annotations.list_starts[above], annotations.list_starts[above + 1]
        parts = list(map(slice, first.tolist(), after.tolist()))
        lengths = after - first
        diseases = np.concatenate([annotations.list_diseases[each] for each in parts])
        value = WORTH[np.concatenate([annotations.list_levels[each] for each in parts])]
        value *= np.repeat(weights, lengths)
        amount = AMOUNTS[np.concatenate([annotations.list_amounts[each] for each in parts])]
        amount *= np.repeat(gains, lengths)
        match, covered = (
            np.bincount(diseases, each, len(annotations)).astype(np.float64)
            for each in (value, amount)
        )
        if len(evidence.changed):
            match[evidence.changed] = worth(evidence.carried[:, above]) @ weights
            covered[evidence.changed] = evidence.amounts[:, above] @ gains
        return match * self._own, covered * self._cover

    def parts(self, own: Array) -> tuple[Array, Array, Array]:
        """What own findings, those of similar diseases and of the family give, beside noise."""
        padded = np.append(own, 0.0).astype(np.float32)
        near = np.einsum("ij,ij->i", padded[self._near], self._near_weights)
        total = np.bincount(self._family, own)
        family = (total[self._family] - own) * self._family_weight
        # What is left of a difference of equal sums must not become a finding.
        family[family < 1e-9] = 0
        return own * self._own_weight, near, family

    def _row(self, place: int) -> Array:
        row = self._rows.get(place)
        if row is None:
            own, covered = self.matched(place)
            row = np.log1p(sum(self.parts(own))) + sum(self.parts(covered))
            row = row.astype(np.float32)
            row[list(self.contradicted(place))] = 0
            self._rows[place] = row
            if len(self._rows) > KEPT:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(place)
        return row


def absence(share: Array) -> Array:
    """What the absence of a finding adds to the score of diseases that show it in `share`.

    Shape (shares,), float64.
    """
    nearly_always = np.maximum(share - ABSENT_FROM, 0) / (1 - ABSENT_FROM)
    lost: Array = np.log1p(-ABSENT_TRUST * nearly_always)
    return lost
