"""The profiles of the diseases at the top, side by side, for explaining them.

Rule. Only terms that one of them shows have a column; for all others the answer is no.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import Annotations
from nosograph.model.entries import OWN
from nosograph.reasoning.differential.evidence import Evidence
from nosograph.reasoning.differential.profiles import all_above, fading, kept_from, weight, worth

Array = NDArray[Any]


class Shortlist:
    """A row per disease, a column per term that any of them shows."""

    def __init__(
        self, annotations: Annotations, evidence: Evidence, diseases: Sequence[int]
    ) -> None:
        self._annotations = annotations
        self.diseases = np.array(diseases, dtype=np.int64)
        self.edited = [annotations.ids(each)[-1].startswith(OWN) for each in diseases]
        """Whether editors state findings of the disease."""
        found = [evidence.own_findings(annotations, disease) for disease in diseases]
        terms = np.concatenate([terms for terms, _ in found]).astype(np.int64)
        share = np.concatenate([share for _, share in found])
        rows = np.repeat(np.arange(len(found)), [len(terms) for terms, _ in found])
        above, count = all_above(annotations, terms)
        shown = np.zeros(len(annotations.terms), dtype=bool)
        shown[above] = True
        self.columns = np.flatnonzero(shown)
        self._column = np.cumsum(shown) - 1
        self._column[~shown] = -1
        self.own = np.zeros((len(found), len(self.columns)))
        self.own[rows, self._column[terms]] = share
        keys = np.repeat(rows, count) * len(self.columns) + self._column[above]
        amount = share * weight(annotations)[terms]
        spared, self._amounts = (
            np.bincount(keys, np.repeat(each, count), self.own.size).reshape(self.own.shape)
            for each in (kept_from(share), amount)
        )
        self.carried = -np.expm1(spared)
        self._above, self._below = above, np.repeat(np.arange(len(terms)), count)
        self._terms, self._share, self._rows = terms, share, rows

    def annotated(self, place: int) -> Array:
        """For each disease the share annotated to it with exactly this term, or 0.

        Shape (listed diseases,), float64.
        """
        column = self._column[place]
        return self.own[:, column] if column >= 0 else np.zeros(len(self.own))

    def shown(self, place: int) -> Array:
        """For each disease the share that shows this term or anything below it.

        Shape (listed diseases,), float64.
        """
        column = self._column[place]
        return self.carried[:, column] if column >= 0 else np.zeros(len(self.own))

    def matched(self, annotations: Annotations, gain: Array, place: int) -> tuple[Array, Array]:
        """For each disease how well its own findings match one, and how many of them it covers,
        lengths apart."""
        above, steps = annotations.lineage(place)
        columns = self._column[above]
        used = (columns >= 0) & (above > 0)
        above, columns = above[used], columns[used]
        weights = fading(steps[used]) / annotations.background[above]
        return worth(self.carried[:, columns]) @ weights, self._amounts[:, columns] @ gain[above]

    def more_specific(self, place: int) -> Array:
        """For each disease its most frequent finding below a term, or -1.

        Shape (listed diseases,), int64.
        """
        best = np.full(len(self.own), -1)
        under = self._below[self._above == place]
        # The last one written stays: the most frequent, and of equals the most general.
        for each in under[np.lexsort((-self._terms[under], self._share[under]))]:
            best[self._rows[each]] = self._terms[each]
        return best

    def more_general(self, above: Array) -> tuple[Array, Array]:
        """For each disease the nearest of `above` that is annotated, and that is shown; or -1."""
        columns = self._column[above]
        known = above[columns >= 0].astype(np.int64)
        columns = columns[columns >= 0]
        if not len(known):
            none = np.full(len(self.own), -1)
            return none, none
        annotated = self.own[:, columns] > 0
        shown = self.carried[:, columns] > 0
        return (
            np.where(annotated.any(axis=1), known[annotated.argmax(axis=1)], -1),
            np.where(shown.any(axis=1), known[shown.argmax(axis=1)], -1),
        )
