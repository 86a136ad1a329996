"""A disease's profile: what its rows say, pooled, and carried up the ontology.

Rule 1. A missing frequency is neither 0 nor 1; it is `TYPICAL`.
Rule 2. Counts outweigh classes as they grow; a finding that was only ever excluded is no part
of the profile.
Rule 3. A more general finding is shown by whoever shows any of those below it, which are taken
to be independent.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import LEVELS, Annotations
from nosograph.model.annotations import Annotation
from nosograph.reasoning.differential.parameters import (
    COMMON,
    COVERED,
    FADE,
    FAMILY_FINDINGS,
    HIGHEST,
    LEAST_CONTENT,
    LENGTH,
    LENGTH_POWER,
    NEAR,
    NEAR_FINDINGS,
    NEAR_LEAST,
    NEAR_POWER,
    PRIOR_PATIENTS,
    SHARE_POWER,
    TYPICAL,
)

Array = NDArray[Any]


SILENT = (0.0, 0.0, 0.0, 0.0)
"""The finding is seen, and nobody says how often."""


def statement(row: Annotation) -> tuple[float, float, float, float]:
    """What one row says: seen, examined, share where nobody counted, and whether there is one."""
    frequency = row.frequency
    counted = frequency is not None and frequency.total is not None
    if row.excluded:
        total = frequency.total if frequency is not None else None
        return (0.0, float(total or 1), 0.0, 0.0)
    if frequency is None:
        return SILENT
    if counted:
        return (float(frequency.count or 0), float(frequency.total or 0), 0.0, 0.0)
    return (0.0, 0.0, frequency.estimate, 1.0)


def _added_up(keys: Array, statements: Array) -> tuple[Array, ...]:
    """Distinct keys; patients seen and examined, shares, how many give one, and silent rows."""
    distinct, inverse = np.unique(keys, return_inverse=True)
    columns = (*statements.T, ~statements.any(axis=1))
    return distinct, *(np.bincount(inverse, column, len(distinct)) for column in columns)


def recorded_absent(keys: Array, statements: Array) -> tuple[Array, Array]:
    """Distinct keys (a disease's finding each) of which every statement says that it is absent,
    and in how many patients."""
    distinct, seen, examined, share, _, silent = _added_up(keys, statements)
    absent = (seen == 0) & (share == 0) & (silent == 0)
    return distinct[absent], examined[absent]


def pooled(keys: Array, statements: Array) -> tuple[Array, Array]:
    """Distinct keys (a disease's finding each) and the share that their statements add up to."""
    distinct, seen, examined, share, given, silent = _added_up(keys, statements)
    voices = given + silent
    assumed = (share + TYPICAL * silent + TYPICAL * (voices == 0)) / np.maximum(voices, 1)
    value = (seen + PRIOR_PATIENTS * assumed) / (examined + PRIOR_PATIENTS)
    kept = (seen > 0) | (share > 0) | (silent > 0)
    # Kept in half precision, as in a release, so that a profile made later equals a stored one.
    value = np.minimum(value, HIGHEST).astype(np.float16).astype(np.float64)
    return distinct[kept], value[kept]


def all_above(annotations: Annotations, terms: Array) -> tuple[Array, Array]:
    """What lies above several terms, themselves included, one after the other; and how many each."""
    first = annotations.ancestor_starts.astype(np.int64)[terms]
    count = annotations.ancestor_starts.astype(np.int64)[terms.astype(np.int64) + 1] - first
    before = np.cumsum(count) - count
    places = np.repeat(first - before, count) + np.arange(count.sum())
    return annotations.ancestors[places], count


def carried_up(annotations: Annotations, terms: Array, share: Array) -> tuple[Array, Array]:
    """For every term of the ontology the steps of its share and of its amount in a profile.

    Shape (terms,), uint8.
    """
    above, count = all_above(annotations, terms)
    size = len(annotations.terms)
    spared = np.bincount(above, np.repeat(kept_from(share), count), size)
    amount = np.bincount(above, np.repeat(share * weight(annotations)[terms], count), size)
    return levels(-np.expm1(spared)), amount_steps(amount)


def kept_from(share: Array) -> Array:
    """The logarithm of the share of patients without a finding. Shape (shares,), float64."""
    spared: Array = np.log1p(-np.minimum(share, HIGHEST))
    return spared


AMOUNTS = np.concatenate([[0.0], np.geomspace(1e-5, 1e3, LEVELS)])
"""What each step of an amount stands for: 7 % apart, from what a thousandth of the patients show to
more than any disease is known to show."""


def amount_steps(amount: Array) -> Array:
    """Amounts as steps, the nearest; whatever there is is at least one step. Shape (amounts,), uint8."""
    wide = np.log(AMOUNTS[2] / AMOUNTS[1])
    steps = 1 + np.rint(np.log(np.maximum(amount, AMOUNTS[1]) / AMOUNTS[1]) / wide)
    return np.where(amount > 0, np.minimum(steps, LEVELS), 0).astype(np.uint8)


def levels(share: Array) -> Array:
    """Shares as steps; whatever is shown at all is at least one step. Shape (shares,), uint8."""
    steps = np.ceil(np.sqrt(share) * LEVELS - 0.5)
    return np.where(share > 0, np.maximum(steps, 1), 0).astype(np.uint8)


def worth(share: Array) -> Array:
    """What shares are worth in a match. Shape (shares,), float64."""
    value: Array = np.power(share, SHARE_POWER)
    return value


def fading(steps: Array) -> Array:
    """Weights of a term's ancestors, nearest first. Shape (steps,), float64."""
    weights: Array = (1 - FADE) * np.power(FADE, steps.astype(np.float64))
    return weights


def length_factor(expected: Array, mean: float) -> Array:
    """What a match is worth in a disease of which so many findings are expected.

    Shape (expected,), float64.
    """
    factor: Array = ((mean + LENGTH) / (expected + LENGTH)) ** LENGTH_POWER
    return factor


def mixture(expected: Array, with_family: Array) -> tuple[Array, Array, Array]:
    """Weights of a disease's own findings, of similar diseases, and of its family."""
    lent = np.where(with_family, FAMILY_FINDINGS, 0.0)
    total = expected + NEAR_FINDINGS + lent
    own = expected / total
    return (1 - NEAR_LEAST) * own, NEAR_FINDINGS / total + NEAR_LEAST * own, lent / total


def cover_factor(expected: Array, mean: float) -> Array:
    """What an amount is worth in a disease of which so many findings are expected.

    Shape (expected,), float64.
    """
    factor: Array = COVERED / np.maximum(expected + mean, 1e-9)
    return factor


def _among_diseases(annotations: Annotations) -> Array:
    """For each term the share of diseases that show it."""
    shown = np.diff(annotations.list_starts.astype(np.int64))
    share: Array = (shown + 1) / (len(annotations) + 1)
    return share


def information(annotations: Annotations) -> Array:
    """For each term how few diseases show it, in nats; 0 for what too many show.

    Shape (terms,), float64.
    """
    share = _among_diseases(annotations)
    return np.where(share <= COMMON, -np.log(share), 0.0)


def weight(annotations: Annotations) -> Array:
    """For each term what a disease's finding counts in an amount: the square of its information
    content, turned over, so that findings just alike count as one. Shape (terms,), float64."""
    content = -np.log(_among_diseases(annotations))
    found: Array = np.maximum(content, LEAST_CONTENT) ** -2.0
    return found


def gain(annotations: Annotations) -> Array:
    """For each term by how much the square of its information content exceeds that of its parents.

    Shape (terms,), float64.
    """
    if not len(annotations.terms):
        return np.empty(0)
    square = np.log(_among_diseases(annotations)) ** 2
    parents = (annotations.ancestor_steps == 1) & (annotations.ancestors > 0)
    above = np.where(parents, square[annotations.ancestors], 0)
    most = np.maximum.reduceat(above, annotations.ancestor_starts[:-1].astype(np.int64))
    exceeds: Array = np.maximum(square - most, 0)
    return exceeds


def alike(share: Array, weight: Array) -> Array:
    """What findings shown by so many, of such information, make two profiles alike by.

    Shape (findings,), float64.
    """
    value: Array = np.sqrt(share) * weight
    return value


def nearest(cosine: Array) -> tuple[Array, Array]:
    """Places and weights of the most similar diseases, for each row of likenesses.

    Among equally similar ones the first come first, so that the same are always chosen.
    """
    places = np.full((len(cosine), NEAR), cosine.shape[1])
    weights = np.zeros((len(cosine), NEAR))
    wanted = min(NEAR, cosine.shape[1])
    if not wanted:
        return places, weights
    least = np.partition(cosine, -wanted, axis=1)[:, -wanted]
    for row, (values, limit) in enumerate(zip(cosine, least, strict=True)):
        found = np.flatnonzero(values >= max(limit, 1e-9))
        found = found[np.argsort(-values[found], kind="stable")][:NEAR]
        value = values[found] ** NEAR_POWER
        places[row, : len(found)] = found
        weights[row, : len(found)] = value / value.sum() if len(found) else 0
    return places, weights
