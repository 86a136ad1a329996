"""Age at onset and sex: what they say for or against a disease.

Rule 1. A disease without annotated onset is neither better nor worse for any age.
Rule 2. An age without a known onset says only that it began no later.
"""

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import Annotations
from nosograph.model.ages import Age
from nosograph.reasoning.differential.parameters import ONSET_PATIENTS, ONSET_POWER, WRONG_SEX
from nosograph.reasoning.differential.question import Question

Array = NDArray[Any]

CLASSES = (
    ("HP:0030674", Fraction(0)),  # Antenatal
    ("HP:0003577", Fraction(1, 30)),  # Congenital
    ("HP:0003623", Fraction(28 * 16, 487)),  # Neonatal: within 28 days
    ("HP:0003593", Fraction(12)),  # Infantile
    ("HP:0011463", Fraction(60)),  # Childhood: one to five years
    ("HP:0003621", Fraction(180)),  # Juvenile: five to fifteen
    ("HP:0011462", Fraction(480)),  # Young adult: sixteen to forty
    ("HP:0003596", Fraction(720)),  # Middle age: forty to sixty
    ("HP:0003584", Fraction(2400)),  # Late
)
"""HPO's classes of onset and the age in months before which each ends (HPO, Onset)."""

_WIDER = {
    "HP:0003581": (6, 7, 8),  # Adult onset
    "HP:0410280": (3, 4, 5),  # Pediatric onset
    "HP:0025708": (6,),  # Early young adult onset
    "HP:0025709": (6,),  # Intermediate young adult onset
    "HP:0025710": (6,),  # Late young adult onset
    "HP:0011460": (0,),  # Embryonal onset
    "HP:0011461": (0,),  # Fetal onset
    "HP:0034199": (0,),  # Late first trimester onset
    "HP:0034198": (0,),  # Second trimester onset
    "HP:0034197": (0,),  # Third trimester onset
}


def bit(term: str) -> int:
    """The classes that an HPO onset term covers, one bit each; 0 for a term that is none."""
    places = _WIDER.get(term, tuple(i for i, (id, _) in enumerate(CLASSES) if id == term))
    return sum(1 << place for place in places)


def class_of(age: Age) -> int:
    """The class in which something began that began at `age`; never before birth."""
    return next(
        (i for i, (_, end) in enumerate(CLASSES) if i and age.exact < end), len(CLASSES) - 1
    )


@cache
def _blur() -> Array:
    """Neighbouring classes are confused: each step apart leaves a factor of e."""
    place = np.arange(len(CLASSES))
    weights = np.exp(-np.abs(place[:, None] - place[None, :]).astype(np.float64))
    blurred: Array = weights / weights.sum(axis=1, keepdims=True)
    return blurred


def onset_scores(annotations: Annotations, question: Question) -> Array | None:
    """For each disease what the age adds to its score; None if no age is given.

    Shape (diseases,), float64.
    """
    if question.onset is not None:
        return scores_of_classes(annotations, began(class_of(question.onset)))
    if question.age is not None:
        return scores_of_classes(annotations, no_later_than(class_of(question.age)))
    return None


def began(place: int) -> Array:
    """The class in which it began, as weights. Shape (classes,), float64."""
    asked: Array = np.arange(len(CLASSES)) == place
    return asked.astype(np.float64)


def no_later_than(place: int) -> Array:
    """The classes in which it may have begun, as weights. Shape (classes,), float64."""
    asked: Array = np.arange(len(CLASSES)) <= place
    return asked.astype(np.float64)


def scores_of_classes(annotations: Annotations, asked: Array) -> Array:
    """For each disease what it adds that it began in one of these classes.

    Shape (diseases,), float64.
    """
    mask = annotations.onset.astype(np.int64)[:, None] >> np.arange(len(CLASSES)) & 1
    width = mask.sum(axis=1, keepdims=True)
    spread = (mask / np.maximum(width, 1)) @ _blur()
    if not width.any():
        return np.zeros(len(annotations))
    usual = spread.sum(axis=0) / spread.sum()
    known = (width > 0).astype(np.float64)
    share = (spread + ONSET_PATIENTS * usual) / (known + ONSET_PATIENTS)
    scores: Array = ONSET_POWER * np.log((share @ asked) / (usual @ asked))
    return scores


def sex_scores(annotations: Annotations, question: Question) -> Array | None:
    """For each disease what the sex adds to its score; None if it says nothing.

    Shape (diseases,), float64.
    """
    if question.sex != "FEMALE":
        return None
    return np.where(annotations.sex_linked, WRONG_SEX, 0.0)
