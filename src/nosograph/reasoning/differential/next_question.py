"""What to look for next: the finding whose answer tells most about the candidates at the top.

Rule. The gain is the mutual information between the answer and the candidates, weighted as their
scores weigh them against each other; it says nothing about candidates further down.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import Annotations
from nosograph.reasoning.differential.answers import NextFinding
from nosograph.reasoning.differential.shortlist import Shortlist

Array = NDArray[Any]

COMPARED = 10
"""How many candidates take part."""

CAUTION = 0.5
"""Power of the candidates' weights: the first is never so sure that nothing is worth asking."""

TRIED = 60
"""How many of the best findings are looked at for ones that are not near relatives."""


def entropy(share: Array) -> Array:
    """The entropy of a yes-or-no answer, in bits. Shape (shares), float64."""
    inside = np.clip(share, 1e-9, 1 - 1e-9)
    bits: Array = -(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside))
    return bits


def next_findings(
    annotations: Annotations, shortlist: Shortlist, weight: Array, said: Array, limit: int
) -> tuple[NextFinding, ...]:
    """The best findings to ask for about the first diseases of the list."""
    count = min(COMPARED, len(weight))
    if count < 2:
        return ()
    part = weight[:count] ** CAUTION
    part /= part.sum()
    carried = shortlist.carried[:count]
    # Nobody is sure to look, and nobody is sure not to find: the background bounds every share.
    least = np.asarray(annotations.background[shortlist.columns], dtype=np.float64)
    share = np.maximum(carried, least)
    gain = entropy(part @ share) - part @ entropy(share)
    gain[said[shortlist.columns] | ~carried.any(axis=0)] = 0
    chosen: list[int] = []
    found: list[NextFinding] = []
    for column in np.argsort(-gain, kind="stable")[:TRIED].tolist():
        place = int(shortlist.columns[column])
        if gain[column] <= 0 or len(found) == limit:
            break
        # What is only wider or narrower than a finding already chosen tells little more.
        line = annotations.lineage(place)[0]
        if any(other in line or place in annotations.lineage(other)[0] for other in chosen):
            continue
        chosen.append(place)
        often = np.flatnonzero(carried[:, column] >= 0.5)
        found.append(
            NextFinding(
                annotations.term(place),
                annotations.labels[place],
                float(gain[column]),
                tuple((often + 1).tolist()),
            )
        )
    return tuple(found)
