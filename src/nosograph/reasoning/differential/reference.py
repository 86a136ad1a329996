"""The reference engine: one disease, one finding at a time, slow and obvious on purpose.

Rule. What this module says is the definition; `engine` is fast, and tests/agreement holds it to
whatever is said here. Nothing is shared between the two but the numbers of the model.
"""

import math
from math import log

from nosograph.library.annotations import LEVELS, Annotations
from nosograph.reasoning.differential.evidence import Evidence
from nosograph.reasoning.differential.parameters import (
    ABSENT_FROM,
    ABSENT_TRUST,
    FADE,
    FAMILY_FINDINGS,
    LENGTH,
    LENGTH_POWER,
    NEAR_FINDINGS,
    NEAR_LEAST,
    NOISE,
    SHARE_POWER,
)
from nosograph.reasoning.differential.question import Question, Understood


class Reference:
    """The model, written down as it reads in the package's docstring."""

    def __init__(self, annotations: Annotations, evidence: Evidence) -> None:
        self.annotations = annotations
        self.evidence = evidence
        self.diseases = range(len(annotations))
        own = [annotations.own(disease)[1] for disease in self.diseases]
        self.mean = sum(float(share) for each in own for share in each) / max(len(own), 1)
        self.expected = {
            disease: sum(float(share) for share in evidence.own_findings(annotations, disease)[1])
            for disease in self.diseases
        }
        self.shown = {
            place: {
                int(disease): (int(level) / LEVELS) ** 2
                for disease, level in zip(*annotations.shown_by(place), strict=True)
            }
            for place in range(len(annotations.terms))
        }
        for row, disease in enumerate(evidence.changed.tolist()):
            for place, diseases in self.shown.items():
                diseases[disease] = float(evidence.carried[row, place])

        self.absent = {
            (place, disease)
            for place in range(len(annotations.terms))
            for disease in evidence.recorded_absent(place)[0].tolist()
        }

    def score(self, question: Question, understood: Understood, disease: int) -> float:
        """The score of one disease."""
        total = sum(self.contribution(place, disease) for place in understood.present)
        total += sum(self.absence(place, disease) for place in understood.absent)
        for prior in self.evidence.prior(self.annotations, question):
            # Age and sex alone speak for nothing.
            if prior is not None and understood.present:
                total += float(prior[disease])
        return total

    def contribution(self, place: int, disease: int) -> float:
        """What a present finding adds; nothing where it is recorded as absent."""
        if (place, disease) in self.absent:
            return 0.0
        if not self.shown[place].get(disease, 0.0) and any(
            (int(above), disease) in self.absent for above in self.annotations.lineage(place)[0]
        ):
            return 0.0
        return log(1 + self.explained(place, disease) / NOISE)

    def explained(self, place: int, disease: int) -> float:
        """How well the disease, those like it and its family explain a finding."""
        family = [
            other
            for other in self.diseases
            if self.annotations.family[other] == self.annotations.family[disease]
            and other != disease
        ]
        lent = FAMILY_FINDINGS if family else 0.0
        total = self.expected[disease] + NEAR_FINDINGS + lent
        own_share = self.expected[disease] / total
        explained = (1 - NEAR_LEAST) * own_share * self.own(place, disease)
        near = zip(self.evidence.near[disease], self.evidence.near_weights[disease], strict=True)
        for other, weight in near:
            if int(other) < len(self.annotations):
                share = NEAR_FINDINGS / total + NEAR_LEAST * own_share
                explained += share * float(weight) * self.own(place, int(other))
        for other in family:
            explained += lent / total * self.own(place, other) / len(family)
        return explained

    def own(self, place: int, disease: int) -> float:
        """How well a disease's own findings match one, held to their number."""
        longer = (self.mean + LENGTH) / (self.expected[disease] + LENGTH)
        return float(self.match(place, disease) * longer**LENGTH_POWER)

    def match(self, place: int, disease: int) -> float:
        """How much likelier the finding is here than in any disease, however precisely told."""
        total = 0.0
        for above, steps in zip(*self.annotations.lineage(place), strict=True):
            # Phenotypic abnormality itself says nothing.
            if int(above) != 0:
                shown = self.shown[int(above)].get(disease, 0.0)
                faded = (1 - FADE) * math.pow(FADE, int(steps))
                total += faded * shown**SHARE_POWER / float(self.annotations.background[above])
        return total

    def absence(self, place: int, disease: int) -> float:
        """What an absent finding takes away."""
        share = self.shown[place].get(disease, 0.0)
        return log(1 - ABSENT_TRUST * max(share - ABSENT_FROM, 0) / (1 - ABSENT_FROM))
