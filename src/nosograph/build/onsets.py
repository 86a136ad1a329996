"""When diseases begin: as annotated, and where nobody says so, as diseases like them begin.

Rule 1. What is learnt is learnt from the annotated diseases of the same release: from findings,
words of names, inheritance, course, and from similar, related and alike named diseases. It is never
written as an annotation.
Rule 2. Nothing here knows how a disease was curated, and no case is looked at.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from nosograph.build.edited import Candidate
from nosograph.build.kin import bags, name_words, unit
from nosograph.library.annotations import Annotations, shares
from nosograph.reasoning.differential.onset import ANNOTATED, CLASSES, blur, classes

Array = NDArray[Any]

SHOWN_BY = 40
"""Fewest diseases that show a finding for it to be learnt from."""
NAMED_BY = 12
"""Fewest diseases with a word in their names."""
WORDS = 1.0
"""How much a word of the name weighs beside a finding."""
PENALTY = 0.3
STEPS = 60
LEAST = 0.02
"""Share of the usual distribution in every learnt one."""


def onset_shares(draft: Annotations, diseases: Sequence[Candidate]) -> Array:
    """For each disease the share of patients by class of onset, in steps that sum to about 255.

    Shape (diseases, classes), uint8.
    """
    annotated = classes(draft.onset.astype(np.int64))
    known = np.asarray(annotated.any(axis=1))
    target = annotated / np.maximum(annotated.sum(axis=1, keepdims=True), 1)
    if known.sum() < 2 * len(CLASSES):
        learnt = np.full(target.shape, 1 / len(CLASSES))
    else:
        learnt = _learnt(_features(draft, diseases, target, known), target, known)
    told = (1 - ANNOTATED) * learnt + ANNOTATED * target @ blur()
    steps: Array = np.rint(255 * np.where(known[:, None], told, learnt))
    return steps.astype(np.uint8)


def _learnt(features: Any, target: Array, known: Array) -> Array:
    """Multinomial logistic regression of the class of onset, for every disease."""
    usual: Array = target[known].mean(axis=0)
    seen, wanted = features[known], target[known]
    turned = seen.T.tocsr()
    start = np.log(usual + 1e-9)

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(-1, len(CLASSES))
        share = _softmax(seen @ weights + start)
        value = -(wanted * np.log(share + 1e-12)).sum() + PENALTY * (flat @ flat) / 2
        slope = turned @ (share - wanted) + PENALTY * weights
        return float(value), slope.ravel()

    found = minimize(
        loss, np.zeros(features.shape[1] * len(CLASSES)), jac=True, method="L-BFGS-B",
        options={"maxiter": STEPS},
    )  # fmt: skip
    share = _softmax(features @ found.x.reshape(-1, len(CLASSES)) + start)
    learnt: Array = (1 - LEAST) * share + LEAST * usual
    return learnt


def _softmax(values: Array) -> Array:
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    share: Array = raised / raised.sum(axis=1, keepdims=True)
    return share


def _features(
    draft: Annotations, diseases: Sequence[Candidate], target: Array, known: Array
) -> Any:
    names = [name_words(each) for each in diseases]
    modes = [
        [mode.term for member in each.members for mode in member.inheritance] for each in diseases
    ]
    course = [[one.term for member in each.members for one in member.course] for each in diseases]
    lent = np.column_stack([target, np.ones(len(target))]) * known[:, None]
    family = bags([[str(each)] for each in draft.family.tolist()], 1)
    kin = (family @ family.T).tolil()
    kin.setdiag(0)
    words = unit(bags(names, 2, rare=True))
    beside = [_rows(_near(draft) @ lent), _rows(_mean(kin.tocsr()) @ lent)]
    beside.append(_rows(_mean(_alike(words)) @ lent))
    return sparse.hstack(
        [
            _findings(draft),
            WORDS * bags(names, NAMED_BY),
            bags(modes, 1),
            bags(course, 1),
            *beside,
        ]
    ).tocsr()


def _findings(draft: Annotations) -> Any:
    count: Array = np.diff(draft.list_starts.astype(np.int64))
    columns = np.repeat(np.arange(len(count)), count)
    value = np.sqrt(shares(draft.list_levels))
    matrix = sparse.csr_array(
        (value, (draft.list_diseases.astype(np.int64), columns)), shape=(len(draft), len(count))
    )
    often = np.flatnonzero(count >= SHOWN_BY)
    return unit(matrix[:, often[often > 0]], least=1.0)


def _near(draft: Annotations) -> Any:
    near, weights = draft.near.astype(np.int64), draft.near_weights.astype(np.float64)
    inside = near < len(draft)
    rows = np.broadcast_to(np.arange(len(near))[:, None], near.shape)[inside]
    return sparse.csr_array((weights[inside], (rows, near[inside])), shape=(len(draft), len(draft)))


ALIKE = 0.3
"""Least cosine of two names' words, rarer ones weighing more, for them to be alike."""


def _alike(words: Any) -> Any:
    likeness = (words @ words.T).tocsr()
    likeness.data[likeness.data < ALIKE] = 0
    likeness.data **= 3
    likeness.setdiag(0)
    likeness.eliminate_zeros()
    return likeness


def _mean(matrix: Any) -> Any:
    total = np.asarray(matrix.sum(axis=1)).ravel()
    return sparse.diags_array(1 / np.where(total > 0, total, 1)) @ matrix


def _rows(values: Any) -> Any:
    return sparse.csr_array(np.asarray(values))
