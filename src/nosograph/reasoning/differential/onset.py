"""Age at onset and sex: what they say for or against a disease.

Rule 1. Where no onset is annotated, what diseases like it show is used, and said to be that.
Rule 2. An age without a known onset says only that it began no later.
Rule 3. A disease that begins in adults does not begin in a child: that counts more than any class
of onset beside another.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import Annotations
from nosograph.model.ages import Age
from nosograph.reasoning.differential.parameters import (
    BEGUN_FLOOR,
    ONSET_FLOOR,
    ONSET_POWER,
    TOO_LATE,
    TOO_LATE_TRUST,
    WRONG_SEX,
)
from nosograph.reasoning.differential.question import Question

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class OnsetClass:
    """A class of onset of HPO."""

    term: str
    label: str
    end: Fraction
    """The age in months before which it ends."""


CLASSES = (
    OnsetClass("HP:0030674", "Antenatal onset", Fraction(0)),
    OnsetClass("HP:0003577", "Congenital onset", Fraction(1, 30)),
    OnsetClass("HP:0003623", "Neonatal onset", Fraction(28 * 16, 487)),  # within 28 days
    OnsetClass("HP:0003593", "Infantile onset", Fraction(12)),
    OnsetClass("HP:0011463", "Childhood onset", Fraction(60)),  # one to five years
    OnsetClass("HP:0003621", "Juvenile onset", Fraction(180)),  # five to fifteen
    OnsetClass("HP:0011462", "Young adult onset", Fraction(480)),  # sixteen to forty
    OnsetClass("HP:0003596", "Middle age onset", Fraction(720)),  # forty to sixty
    OnsetClass("HP:0003584", "Late onset", Fraction(2400)),
)
"""HPO's classes of onset, in their order (HPO, Onset)."""

JUVENILE = 5
"""Later classes are those of adults."""

ANNOTATED = 0.9
"""Share of an annotated onset beside what diseases like it show."""

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
    own = tuple(i for i, each in enumerate(CLASSES) if each.term == term)
    return sum(1 << place for place in _WIDER.get(term, own))


def classes(masks: Array) -> Array:
    """Bits as a row of zeros and ones for each mask.

    Shape (…, classes), int64.
    """
    rows: Array = masks[..., None] >> np.arange(len(CLASSES)) & 1
    return rows


def class_of(age: Age) -> int:
    """The class in which something began that began at `age`; never before birth."""
    return next(
        (i for i, each in enumerate(CLASSES) if i and age.exact < each.end), len(CLASSES) - 1
    )


@cache
def blur(steepness: float = 1.5) -> Array:
    """Neighbouring classes are confused: how much each step apart leaves.

    Shape (classes, classes), float64.
    """
    place = np.arange(len(CLASSES))
    weights = np.exp(-steepness * np.abs(place[:, None] - place[None, :]))
    blurred: Array = weights / weights.sum(axis=1, keepdims=True)
    return blurred


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says about the beginning of the illness."""

    began: int = 0
    """The classes in which it may have begun, one bit each; 0 where only an age is known."""
    no_later: int = 0
    """The class in which it had begun, where only an age is known."""


def asked_of(question: Question) -> Asked | None:
    """What `question` says of the beginning; None if it gives no age."""
    if question.onset is not None:
        return Asked(1 << class_of(question.onset))
    if mask := bit(question.onset_class):
        return Asked(mask)
    return None if question.age is None else Asked(no_later=class_of(question.age))


def onset_scores(annotations: Annotations, asked: Asked) -> Array:
    """For each disease what the beginning adds to its score.

    Shape (diseases,), float64.
    """
    if asked.began:
        return scores_of_onset(annotations, asked.began)
    return scores_of_age(distribution(annotations), asked.no_later)


def expected(began: Array) -> Array:
    """Weights of the classes for something that began in those of `began`.

    Shape (classes,), float64.
    """
    asked: Array = began / began.sum() @ blur(0.7)
    return asked


def distribution(annotations: Annotations) -> Array:
    """For each disease the share of patients by class of onset.

    Shape (diseases, classes), float64.
    """
    steps = annotations.onset_shares.astype(np.float64)
    share: Array = steps / np.maximum(steps.sum(axis=1, keepdims=True), 1)
    return share


def scores_of_onset(annotations: Annotations, mask: int) -> Array:
    """For each disease what it adds that it began in one of the classes of `mask`.

    Shape (diseases,), float64.
    """
    share = distribution(annotations)
    began = classes(np.array(mask)).astype(np.float64)
    asked = expected(began)
    usual = float(share.sum(axis=0) @ asked) / max(len(share), 1)
    fits = np.log((share @ asked + ONSET_FLOOR) / (usual + ONSET_FLOOR))
    scores: Array = ONSET_POWER * fits + too_late(share, int(np.flatnonzero(began)[-1]))
    return scores


def scores_of_age(share: Array, place: int) -> Array:
    """What a disease loses of whose patients few have fallen ill by the class of an age, or by the
    next one.

    Shape (diseases,), float64.
    """
    begun = share[:, : place + 2].sum(axis=1)
    few: Array = ONSET_POWER * np.log((begun + BEGUN_FLOOR) / (1 + BEGUN_FLOOR))
    return few + too_late(share, place)


def too_late(share: Array, place: int) -> Array:
    """What a disease loses that begins in adults, for a child in whom something began already.

    Shape (diseases,), float64.
    """
    later = share[:, max(place + 1, JUVENILE) + 1 :].sum(axis=1)
    low, high = TOO_LATE
    lost: Array = np.log1p(-TOO_LATE_TRUST * np.clip((later - low) / (high - low), 0, 1))
    return lost


def usual_onset(annotations: Annotations, disease: int) -> tuple[OnsetClass, bool]:
    """The class in which a disease most often begins, and whether that is annotated."""
    likeliest = CLASSES[int(np.argmax(annotations.onset_shares[disease]))]
    return likeliest, bool(annotations.onset[disease])


def sex_scores(annotations: Annotations, question: Question) -> Array | None:
    """For each disease what the sex adds to its score; None if it says nothing.

    Shape (diseases,), float64.
    """
    if question.sex != "FEMALE":
        return None
    return np.where(annotations.sex_linked, WRONG_SEX, 0.0)
