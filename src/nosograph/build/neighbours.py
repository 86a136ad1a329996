"""The nearest diseases by their findings.

Rule 1. A disease is the set of its findings and everything above them, each weighted with its
information content among the diseases of the release; nearness is the cosine of two such sets.
Rule 2. Equal nearness is settled by the order of the diseases, so that it never varies.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

NEIGHBOURS = 8
SHARED = 4
"""How many shared findings are told for each."""

TOO_COMMON = 0.08
"""Terms that a larger share of the diseases has are left out: they tell next to nothing, and
most of the time would go into them."""

SMALLEST = 1e-3
"""Nearness below which two diseases are no neighbours."""

BLOCK = 512
"""Diseases that are compared with all others at once; bounds the memory."""


@dataclass(frozen=True, slots=True)
class Near:
    """One neighbour, by its place among the diseases."""

    place: int
    similarity: float
    shared: tuple[str, ...]
    """Terms, heaviest first; none of them is above another."""


def neighbours(
    closures: Sequence[frozenset[str]],
    ancestors: Callable[[str], frozenset[str]],
    advance: Callable[[int], None],
) -> list[tuple[Near, ...]]:
    """The neighbours of each disease, nearest first; `closures` are findings with their ancestors."""
    weights = _information(closures)
    # Terms are numbered from the heaviest to the lightest, of equal ones the finer first, so
    # that comparing numbers is comparing weights; terms without weight drop out here.
    terms = sorted(weights, key=lambda term: (-weights[term], -len(ancestors(term)), term))
    number = {term: place for place, term in enumerate(terms)}
    sets = [_numbers(closure, number) for closure in closures]
    above = [_numbers(ancestors(term), number) for term in terms]
    matrix = _unit_rows(sets, np.array([weights[term] for term in terms], dtype=np.float32))
    transposed = matrix.T.tocsr()
    found: list[tuple[Near, ...]] = []
    for start in range(0, len(sets), BLOCK):
        block = matrix[start : start + BLOCK] @ transposed
        for row, (first, end) in enumerate(pairwise(block.indptr), start=start):
            nearest = _largest(block.indices[first:end], block.data[first:end], but=row)
            found.append(
                tuple(
                    Near(
                        place,
                        similarity,
                        tuple(terms[each] for each in _shared(sets[row] & sets[place], above)),
                    )
                    for place, similarity in nearest
                )
            )
        advance(block.shape[0])
    return found


def _numbers(closure: frozenset[str], number: Mapping[str, int]) -> frozenset[int]:
    return frozenset(number[term] for term in closure if term in number)


def _information(closures: Sequence[frozenset[str]]) -> dict[str, float]:
    """Term → information content, without terms that are too common."""
    counts = Counter(term for closure in closures for term in closure)
    total = len(closures)
    # In a handful of diseases every share is large; there nothing counts as too common.
    most = max(TOO_COMMON * total, 20)
    return {
        term: math.log(total / count) for term, count in counts.items() if count < min(most, total)
    }


def _unit_rows(
    sets: Sequence[frozenset[int]], weights: npt.NDArray[np.float32]
) -> sparse.csr_matrix:
    rows = [np.array(sorted(each), dtype=np.int32) for each in sets]
    values = []
    for row in rows:
        own = weights[row]
        values.append(own / (np.sqrt(np.square(own).sum()) or 1.0))
    ends = np.cumsum([0, *map(len, rows)])
    cells = (np.concatenate(values), np.concatenate(rows), ends)
    return sparse.csr_matrix(cells, (len(sets), max(len(weights), 1)), dtype=np.float32)


def _largest(
    places: npt.NDArray[np.int32], similarities: npt.NDArray[np.float32], *, but: int
) -> list[tuple[int, float]]:
    """The places of the largest similarities and these, equal ones by place, without `but`."""
    # One more than is wanted, because a disease is always nearest to itself.
    most = min(NEIGHBOURS + 1, len(similarities))
    if not most:
        return []
    bound = max(np.partition(similarities, -most)[-most], SMALLEST)
    kept = np.flatnonzero(similarities >= bound)
    rounded = np.round(similarities[kept].astype(np.float64), 4)
    order = np.lexsort((places[kept], -rounded))
    found = [(int(places[kept[each]]), min(float(rounded[each]), 1.0)) for each in order]
    return [pair for pair in found if pair[0] != but][:NEIGHBOURS]


def _shared(common: frozenset[int], above: Sequence[frozenset[int]]) -> list[int]:
    chosen: list[int] = []
    covered: set[int] = set()
    for term in sorted(common):
        if term not in covered:
            chosen.append(term)
            if len(chosen) == SHARED:
                break
            covered |= above[term]
    return chosen
