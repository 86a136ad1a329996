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
    FADE,
    FAMILY_FINDINGS,
    HIGHEST,
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


def carried_up(annotations: Annotations, terms: Array, share: Array) -> Array:
    """For every term of the ontology the step of its share in a profile. Shape (terms,), uint8."""
    first = annotations.ancestor_starts[terms].astype(np.int64)
    count = annotations.ancestor_starts[terms + 1].astype(np.int64) - first
    before = np.cumsum(count) - count
    above = annotations.ancestors[np.repeat(first - before, count) + np.arange(count.sum())]
    spared = np.repeat(np.log1p(-np.minimum(share, HIGHEST)), count)
    return levels(-np.expm1(np.bincount(above, spared, len(annotations.terms))))


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


def information(annotations: Annotations) -> Array:
    """For each term how few diseases show it, in nats; 0 for what too many show.

    Shape (terms,), float64.
    """
    shown = np.diff(annotations.list_starts.astype(np.int64))
    share: Array = (shown + 1) / (len(annotations) + 1)
    return np.where(share <= COMMON, -np.log(share), 0.0)


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
