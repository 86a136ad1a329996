"""A yardstick: likelihood ratios in the manner of LIRICAL, frozen for paired comparison.

After Robinson et al., Interpretable Clinical Genomics with a Likelihood Ratio Paradigm, American
Journal of Human Genetics 2020;107:403. This is not the published program and must not be quoted
as its result: it follows the published rules for findings, over the same groups of twins, and
leaves out genes and pretest probabilities.

Rule. Nothing here is tuned, and nothing here serves anybody but the benchmark.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import Annotations
from nosograph.reasoning.differential.question import Question, understood

Array = NDArray[Any]

UNSTATED = 1.0
"""Share of a finding without a stated frequency."""

UNRELATED = 0.01
"""Likelihood of a finding that the disease does not explain, and least likelihood ratio."""

NEVER = 1e-3
"""Least share of diseases without a finding that counts against its absence."""


class LiricalLike:
    """Scores all diseases by the logarithm of the product of likelihood ratios."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        count, size = len(annotations), len(annotations.terms)
        own = [self._own(disease, frozenset()) for disease in range(count)]
        self._annotated: list[dict[int, float]] = [{} for _ in range(size)]
        self._shown: list[dict[int, float]] = [{} for _ in range(size)]
        for disease, profile in enumerate(own):
            for place, share in profile.items():
                self._annotated[place][disease] = share
            for place, share in self._carried(profile).items():
                self._shown[place][disease] = share
        total = np.array([sum(each.values()) for each in self._shown])
        self._background = np.clip(total / max(count, 1), NEVER / 10, 1 - NEVER)

    def scores(self, question: Question, exclude_references: Collection[str] = ()) -> Array:
        """The score of every disease. Shape (diseases,), float64."""
        said = understood(question, self.annotations)
        cited = self.annotations.cited
        left_out = frozenset(
            int(each) for name in exclude_references for each in cited.get(name, ())
        )
        changed = {}
        if left_out:
            dropped = np.isin(self.annotations.row_references, list(left_out))
            for disease in np.unique(self.annotations.row_diseases[dropped]).tolist():
                own = self._own(disease, left_out)
                changed[disease] = (own, self._carried(own))
        total = np.zeros(len(self.annotations))
        for place in said.present:
            total += np.log(self._present(place, changed))
        for place in said.absent:
            total += np.log(self._absent(place, changed))
        for disease, (own, _) in changed.items():
            if not own:
                total[disease] = -np.inf
        return total

    def _own(self, disease: int, left_out: frozenset[int]) -> dict[int, float]:
        """Each annotated finding's share: counts where there are any, else the mean class."""
        rows: dict[int, list[tuple[float, ...]]] = {}
        for place, statement, reference in zip(*self.annotations.rows(disease), strict=True):
            if int(reference) not in left_out:
                value = tuple(self.annotations.statements[int(statement)].tolist())
                rows.setdefault(int(place), []).append(value)
        shares = {}
        for place, values in rows.items():
            seen, examined = sum(v[0] for v in values), sum(v[1] for v in values)
            given = [v[2] for v in values if v[3]] + [UNSTATED for v in values if not any(v)]
            if seen:
                shares[place] = seen / examined
            elif given:
                shares[place] = sum(given) / len(given)
        return shares

    def _carried(self, own: dict[int, float]) -> dict[int, float]:
        found: dict[int, float] = {}
        for place, share in own.items():
            for above in self.annotations.lineage(place)[0].tolist():
                found[above] = max(found.get(above, 0.0), share)
        return found

    def _present(self, place: int, changed: dict[int, Any]) -> Array:
        """Shown: share over background. Below an annotated finding: a part of its share."""
        background = float(self._background[place])
        above = [a for a in self.annotations.lineage(place)[0].tolist() if a]
        ratio = np.full(len(self.annotations), UNRELATED)
        # From the most general to the finding itself, so that the nearest has the last word.
        for each in reversed(above):
            for disease, share in self._annotated[each].items():
                if disease not in changed:
                    ratio[disease] = share / float(self._background[each])
        for disease, share in self._shown[place].items():
            if disease not in changed:
                ratio[disease] = share / background
        for disease, (own, carried) in changed.items():
            ratio[disease] = UNRELATED
            near = next((each for each in above if each in own), None)
            if place in carried:
                ratio[disease] = carried[place] / background
            elif near is not None:
                ratio[disease] = own[near] / float(self._background[near])
        floored: Array = np.maximum(ratio, UNRELATED)
        return floored

    def _absent(self, place: int, changed: dict[int, Any]) -> Array:
        share = np.zeros(len(self.annotations))
        for disease, value in self._shown[place].items():
            share[disease] = value
        for disease, (_, carried) in changed.items():
            share[disease] = carried.get(place, 0.0)
        ratio: Array = np.maximum(1 - share, NEVER) / (1 - float(self._background[place]))
        return ratio
