"""The reference engine: one disease, one finding at a time, slow and obvious on purpose.

Rule. What this module says is the definition; `engine` is fast, and tests/agreement holds it to
whatever is said here. Nothing is shared between the two but the numbers of the model.
"""

import math
from collections.abc import Callable
from math import log

from nosograph.library.annotations import LEVELS, Annotations
from nosograph.reasoning.differential.evidence import Evidence
from nosograph.reasoning.differential.parameters import (
    ABSENT_FROM,
    ABSENT_TRUST,
    COVERED,
    FADE,
    FAMILY_FINDINGS,
    LENGTH,
    LENGTH_POWER,
    NEAR_FINDINGS,
    NEAR_LEAST,
    NOISE,
    SHARE_POWER,
)
from nosograph.reasoning.differential.profiles import AMOUNTS
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
        self.amounts = {
            place: {
                int(disease): float(AMOUNTS[step])
                for disease, step in zip(
                    annotations.shown_by(place)[0], annotations.amounts_of(place), strict=True
                )
            }
            for place in range(len(annotations.terms))
        }
        # How few diseases show a finding is a number of the release, as the background is.
        self.content = {
            place: -log((len(diseases) + 1) / (len(annotations) + 1))
            for place, diseases in self.shown.items()
        }
        for row, disease in enumerate(evidence.changed.tolist()):
            for place, diseases in self.shown.items():
                diseases[disease] = float(evidence.carried[row, place])
                self.amounts[place][disease] = float(evidence.amounts[row, place])

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
        explained = self.mixed(self.own, place, disease)
        return log(1 + explained / NOISE) + self.mixed(self.covered, place, disease)

    def mixed(self, of: Callable[[int, int], float], place: int, disease: int) -> float:
        """What a finding means for the disease, for those like it and for its family together."""
        family = [
            other
            for other in self.diseases
            if self.annotations.family[other] == self.annotations.family[disease]
            and other != disease
        ]
        lent = FAMILY_FINDINGS if family else 0.0
        total = self.expected[disease] + NEAR_FINDINGS + lent
        own_share = self.expected[disease] / total
        mixed = (1 - NEAR_LEAST) * own_share * of(place, disease)
        near = zip(self.evidence.near[disease], self.evidence.near_weights[disease], strict=True)
        for other, weight in near:
            if int(other) < len(self.annotations):
                share = NEAR_FINDINGS / total + NEAR_LEAST * own_share
                mixed += share * float(weight) * of(place, int(other))
        for other in family:
            mixed += lent / total * of(place, other) / len(family)
        return mixed

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

    def covered(self, place: int, disease: int) -> float:
        """What it adds that a finding accounts for so much of what a disease is known to show."""
        total = 0.0
        for above in self.annotations.lineage(place)[0].tolist():
            if above != 0:
                parents = (self.content[each] for each in self.annotations.parents(above))
                exceeds = self.content[above] ** 2 - max(parents, default=0.0) ** 2
                total += exceeds * self.amounts[above].get(disease, 0.0)
        return COVERED * total / (self.expected[disease] + self.mean)

    def absence(self, place: int, disease: int) -> float:
        """What an absent finding takes away."""
        share = self.shown[place].get(disease, 0.0)
        return log(1 - ABSENT_TRUST * max(share - ABSENT_FROM, 0) / (1 - ABSENT_FROM))
