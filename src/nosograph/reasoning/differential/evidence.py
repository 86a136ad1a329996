"""The profiles that a question is put to: those of the release, or those without a publication.

Rule 1. Leaving out a publication leaves out every row that cites it, in every disease, and all
that was computed from them: shares, lengths, neighbours.
Rule 2. Diseases that cite the same publication are no neighbours of one another meanwhile.
Rule 3. The background is not recomputed; it is a mean over all diseases.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import LEVELS, Annotations, shares
from nosograph.reasoning.differential.onset import Asked, asked_of, onset_scores, sex_scores
from nosograph.reasoning.differential.profiles import (
    AMOUNTS,
    alike,
    carried_up,
    cover_factor,
    information,
    length_factor,
    mixture,
    nearest,
    pooled,
    recorded_absent,
)
from nosograph.reasoning.differential.question import Question

Array = NDArray[Any]


@dataclass(frozen=True)
class Evidence:
    """Per disease: what lengths make of matches and of amounts, mixture weights, neighbours; and the profiles that differ."""

    factor: Array
    cover: Array
    weights: tuple[Array, Array, Array]
    """Of own findings, similar diseases and family."""
    near: Array
    near_weights: Array
    others: Array
    """How many other diseases its family has."""
    changed: Array
    """Diseases that lost rows, ascending."""
    carried: Array
    """For each of them the share of every term."""
    amounts: Array
    """For each of them how much of what it is known to show is of the kind of every term."""
    absent_starts: Array
    absent_diseases: Array
    """For each term the diseases in which it is recorded as absent, and nothing else."""
    absent_patients: Array
    """In how many patients."""
    own: tuple[tuple[Array, Array], ...] = ()
    """For each of the changed diseases what is left of its own findings."""
    _onsets: dict[Asked, Array] = field(default_factory=dict, compare=False)
    """What was worked out for ages asked about; there are few classes of them."""

    def recorded_absent(self, place: int) -> tuple[Array, Array]:
        """The diseases in which a finding is recorded as absent, and in how many patients."""
        part = slice(int(self.absent_starts[place]), int(self.absent_starts[place + 1]))
        return self.absent_diseases[part], self.absent_patients[part]

    def own_findings(self, annotations: Annotations, disease: int) -> tuple[Array, Array]:
        """The findings annotated to a disease and their shares, as far as they count here."""
        place = int(np.searchsorted(self.changed, disease))
        if place < len(self.changed) and self.changed[place] == disease:
            return self.own[place]
        terms, share = annotations.own(disease)
        return terms, share.astype(np.float64)

    def shares(self, annotations: Annotations, place: int, diseases: Array) -> Array:
        """In what share of patients each of `diseases` shows a finding or anything below it.

        Shape (diseases given,), float64.
        """
        all_shares = np.zeros(len(annotations))
        shown, steps = annotations.shown_by(place)
        all_shares[shown] = shares(steps)
        all_shares[self.changed] = self.carried[:, place]
        found: Array = all_shares[diseases]
        return found

    def prior(
        self, annotations: Annotations, question: Question
    ) -> tuple[Array | None, Array | None]:
        """What age and sex add to each disease's score."""
        asked = asked_of(question)
        if asked is None:
            return None, sex_scores(annotations, question)
        onset = self._onsets.get(asked)
        if onset is None:
            onset = self._onsets[asked] = onset_scores(annotations, asked)
            # Rows about onset carry no references, so that they may be the publication's, too.
            onset[self.changed] = 0
        return onset, sex_scores(annotations, question)


def whole(annotations: Annotations) -> Evidence:
    """Everything that the release holds."""
    nobody = np.empty((0, len(annotations.terms)))
    near = annotations.near.astype(np.int64)
    return _evidence(
        annotations, _expected(annotations), near, annotations.near_weights.astype(np.float64),
        np.empty(0, dtype=np.int64), (nobody, nobody), (), _absences(annotations, np.s_[:]),
    )  # fmt: skip


def without(annotations: Annotations, references: Iterable[str], everything: Evidence) -> Evidence:
    """What is left when nothing of `references` had been published."""
    named = [annotations.cited[each] for each in references if each in annotations.cited]
    if not named:
        return everything
    dropped = np.isin(annotations.row_references, np.concatenate(named))
    changed = np.unique(annotations.row_diseases[dropped])
    expected = _expected(annotations)
    own = []
    carried, amounts = np.zeros((2, len(changed), len(annotations.terms)))
    for row, disease in enumerate(changed.tolist()):
        part = slice(int(annotations.row_starts[disease]), int(annotations.row_starts[disease + 1]))
        kept = ~dropped[part]
        terms, statements, _ = annotations.rows(disease)
        found = pooled(terms[kept].astype(np.int64), annotations.statements[statements[kept]])
        own.append(found)
        levels, steps = carried_up(annotations, *found)
        carried[row], amounts[row] = shares(levels), AMOUNTS[steps]
        expected[disease] = found[1].sum()
    near = everything.near.copy()
    weights = everything.near_weights.copy()
    near[changed], weights[changed] = _neighbours(annotations, changed, carried)
    absences = _absences(annotations, ~dropped)
    profiles = carried, amounts
    return _evidence(annotations, expected, near, weights, changed, profiles, tuple(own), absences)


def _absences(annotations: Annotations, rows: Array | slice) -> tuple[Array, Array, Array]:
    """Where each term's recorded absences start, in which diseases, and in how many patients."""
    terms = annotations.row_terms[rows].astype(np.int64)
    keys = terms * max(len(annotations), 1) + annotations.row_diseases[rows]
    found, patients = recorded_absent(
        keys, annotations.statements[annotations.row_statements[rows]]
    )
    term, disease = np.divmod(found, max(len(annotations), 1))
    return np.searchsorted(term, np.arange(len(annotations.terms) + 1)), disease, patients


def _expected(annotations: Annotations) -> Array:
    disease = np.repeat(np.arange(len(annotations)), np.diff(annotations.own_starts))
    return np.bincount(disease, annotations.own_shares.astype(np.float64), len(annotations))


def _evidence(
    annotations: Annotations,
    expected: Array,
    near: Array,
    near_weights: Array,
    changed: Array,
    profiles: tuple[Array, Array],
    own: tuple[tuple[Array, Array], ...],
    absences: tuple[Array, Array, Array],
) -> Evidence:
    # The mean is the release's own: what one publication said must not change all lengths.
    mean = float(_expected(annotations).mean()) if len(annotations) else 0.0
    others = np.bincount(annotations.family)[annotations.family] - 1
    return Evidence(
        length_factor(expected, mean), cover_factor(expected, mean), mixture(expected, others > 0),
        near, near_weights, others, changed, *profiles, *absences, own,
    )  # fmt: skip


def _neighbours(annotations: Annotations, changed: Array, carried: Array) -> tuple[Array, Array]:
    """The neighbours of changed profiles, among the diseases that did not change."""
    weight = information(annotations)
    square, dot = _norms(annotations, weight), np.zeros((len(changed), len(annotations)))
    own = alike(carried, weight)
    for place in np.flatnonzero(own.any(axis=0)).tolist():
        diseases, levels = annotations.shown_by(place)
        dot[:, diseases] += own[:, place, None] * alike(shares(levels), weight[place])[None, :]
    norm = np.sqrt(np.square(own).sum(axis=1))
    likeness = dot / np.maximum(norm[:, None] * square[None, :], 1e-12)
    for row, disease in zip(likeness, changed.tolist(), strict=True):
        # Names and genes are what they are, whatever is left out.
        kin, steps = annotations.kin_of(disease)
        row[kin] += steps / LEVELS
    likeness[:, changed] = 0
    return nearest(likeness)


def _norms(annotations: Annotations, weight: Array) -> Array:
    columns = np.repeat(np.arange(len(annotations.terms)), np.diff(annotations.list_starts))
    value = alike(shares(annotations.list_levels), weight[columns])
    norms: Array = np.sqrt(np.bincount(annotations.list_diseases, value**2, len(annotations)))
    return norms
