"""What the age is worth: invented patients by band of age, ranked with and without it.

Rule 1. A patient is drawn from the annotations of one disease whose onset is annotated as one class;
a few findings, each as often as patients show it, some of them told less precisely.
Rule 2. These patients fit their disease better than real ones do: what counts is the difference.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nosograph.evaluation.protocol import SEED, middle_rank
from nosograph.library.annotations import Annotations
from nosograph.model.ages import Age
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.onset import (
    CLASSES,
    JUVENILE,
    classes,
    distribution,
)
from nosograph.reasoning.differential.question import Question

BANDS = {
    "newborns": (1, 2),
    "infants": (3,),
    "1 to 4 years": (4,),
    "5 to 15 years": (5,),
    "16 to 39 years": (6,),
    "from 40 years": (7, 8),
}
"""Classes of onset of each band."""
EACH = 40
"""Patients of each band."""
FINDINGS = 2
IMPRECISE = 0.5
"""Chance of a finding to be told as one of their parents."""
LISTED = 20
LATE = 0.5
"""Share of patients with onset as adults from which on a disease is one of adults."""


@dataclass(frozen=True, slots=True)
class BandRow:
    """How patients of one band fared, asked in one way."""

    band: str
    asked: str
    patients: int
    median: float
    """Rank of their disease."""
    first: float
    ten: float
    """In percent."""
    late: float
    """Diseases of adults among the first twenty, on average."""


@dataclass(frozen=True, slots=True)
class _Patient:
    disease: int
    present: tuple[str, ...]
    onset: Age


def by_age(differential: Differential, told: Callable[[], None]) -> tuple[BandRow, ...]:
    """Each band without an age, with the age at examination, and with that at onset."""
    rows: list[BandRow] = []
    for band, own in BANDS.items():
        patients = list(_patients(differential.annotations, own))
        if patients:
            rows += _measured(differential, band, patients)
        told()
    return tuple(rows)


def _measured(
    differential: Differential, band: str, patients: Sequence[_Patient]
) -> Iterator[BandRow]:
    annotations = differential.annotations
    adults = distribution(annotations)[:, JUVENILE + 1 :].sum(axis=1) >= LATE
    everyone = np.ones(len(annotations), dtype=bool)
    ways = {
        "no age": [Question(each.present) for each in patients],
        "age at examination": [Question(each.present, age=each.onset) for each in patients],
        "age at onset": [Question(each.present, onset=each.onset) for each in patients],
    }
    for asked, questions in ways.items():
        ranks, late = [], []
        for patient, question in zip(patients, questions, strict=True):
            scores = differential.scores(question)
            ranks.append(middle_rank(scores, patient.disease, everyone))
            late.append(int(adults[np.argsort(-scores, kind="stable")[:LISTED]].sum()))
        values = np.array(ranks)
        first, ten = (100 * float((values <= count).mean()) for count in (1, 10))
        middle = float(np.median(values))
        yield BandRow(band, asked, len(patients), middle, first, ten, float(np.mean(late)))


def _patients(annotations: Annotations, own: tuple[int, ...]) -> Iterator[_Patient]:
    chance = random.Random(SEED)  # noqa: S311 - draws cases, keeps no secret
    annotated = classes(annotations.onset.astype(np.int64))
    single = np.flatnonzero(annotated.sum(axis=1) == 1)
    kind = annotated[single].argmax(axis=1)
    fitting = [int(each) for each in single[np.isin(kind, own)]]
    chance.shuffle(fitting)
    found = 0
    for disease in fitting:
        if found == EACH:
            break
        terms, share = annotations.own(disease)
        shown = [int(t) for t, s in zip(terms, share, strict=True) if chance.random() < s]
        if len(shown) < FINDINGS:
            continue
        found += 1
        present = [_told(annotations, each, chance) for each in chance.sample(shown, FINDINGS)]
        onset = _age(int(annotated[disease].argmax()), chance)
        yield _Patient(disease, tuple(map(annotations.term, present)), onset)


def _told(annotations: Annotations, place: int, chance: random.Random) -> int:
    parents = annotations.parents(place)
    return chance.choice(parents) if parents and chance.random() < IMPRECISE else place


def _age(place: int, chance: random.Random) -> Age:
    """An age within a class of onset."""
    begin = float(CLASSES[place - 1].end) if place else 0.0
    end = min(float(CLASSES[place].end), 80 * 12)
    months = chance.uniform(begin, end)
    return Age(int(months), int(30 * (months % 1)))
