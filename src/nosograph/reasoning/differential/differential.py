"""The differential diagnosis: a question in, a list with its reasons out.

Rule 1. Ranks compare all diseases, also when only those of some genes are shown.
Rule 2. A disease without any positive score is not listed: nothing speaks for it.
Rule 3. What is listed is explained; what is not listed costs nothing to explain.
"""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import Annotations
from nosograph.reasoning.differential.answers import (
    Candidate,
    Match,
    NextFinding,
    Pair,
    Ranking,
    Reason,
)
from nosograph.reasoning.differential.confidence import LEADING, confidence, weights
from nosograph.reasoning.differential.engine import Engine
from nosograph.reasoning.differential.evidence import Evidence, whole, without
from nosograph.reasoning.differential.next_question import next_findings
from nosograph.reasoning.differential.question import Question, Understood, understood
from nosograph.reasoning.differential.reasons import (
    LEAST,
    absent_reasons,
    mentioned,
    onset_reasons,
    present_reasons,
    typical,
)
from nosograph.reasoning.differential.shortlist import Shortlist

Array = NDArray[Any]

TYPICAL_LIMIT = 5
NEXT_LIMIT = 5
PAIR_SEEDS = 40
"""How many of the best diseases are tried as one of a pair."""


class Differential:
    """Answers questions from one release; keep it as long as the release is open."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        self._everything = whole(annotations)
        self._engine = Engine(annotations, self._everything)
        self._lately: tuple[frozenset[str], Evidence, Engine] | None = None

    def rank(
        self,
        question: Question,
        *,
        top: int = 20,
        exclude_references: Collection[str] = (),
        genes: Collection[str] | None = None,
        explain: bool = True,
    ) -> Ranking:
        """The `top` diseases for a question, best first.

        `exclude_references` leaves out whatever these publications contributed; `genes` lists
        only diseases of these genes.
        """
        evidence, engine = self._with(exclude_references)
        said = understood(question, self.annotations)
        table = _Table(self.annotations, evidence, engine, question, said)
        order = self._listed(table.total, top, genes)
        leading = self._listed(table.total, LEADING, None)
        unexplained = tuple(
            self.annotations.term(place)
            for place, row in zip(said.present, table.present, strict=True)
            if not (row[leading] > LEAST).any()
        )
        candidates = tuple(self._candidates(table, order)) if order else ()
        asked: tuple[NextFinding, ...] = ()
        if candidates and explain:
            candidates, asked = self._explained(table, candidates, evidence)
        return Ranking(
            self.annotations.version,
            len(self.annotations),
            candidates,
            confidence(table.total, table.possible, unexplained),
            said.notes,
            tuple(each for each in genes or () if not len(self.annotations.diseases_of(each))),
            asked,
        )

    def scores(self, question: Question, exclude_references: Collection[str] = ()) -> Array:
        """The score of every disease, by place. Shape (diseases,), float64."""
        evidence, engine = self._with(exclude_references)
        said = understood(question, self.annotations)
        return _Table(self.annotations, evidence, engine, question, said).total

    def pairs(self, question: Question, limit: int = 5) -> tuple[Pair, ...]:
        """Pairs of diseases that explain more than either alone, best first."""
        said = understood(question, self.annotations)
        table = _Table(self.annotations, self._everything, self._engine, question, said)
        if len(said.present) < 2:
            return ()
        found: dict[tuple[int, int], tuple[float, float]] = {}
        rest = table.total - table.present.sum(axis=0, dtype=np.float64)
        for first in self._listed(table.total, PAIR_SEEDS, None):
            both = np.maximum(table.present, table.present[:, first, None])
            total = both.sum(axis=0, dtype=np.float64) + np.minimum(rest, rest[first])
            better = np.maximum(table.total, table.total[first])
            total[self.annotations.family == self.annotations.family[first]] = -np.inf
            second = int(np.argmax(total))
            key = (min(first, second), max(first, second))
            if total[second] > better[second]:
                found[key] = (float(total[second]), float(total[second] - better[second]))
        best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        return tuple(
            Pair(
                (self.annotations.ids(one), self.annotations.ids(two)),
                (self.annotations.names[one], self.annotations.names[two]),
                score,
                gain,
            )
            for (one, two), (score, gain) in best
        )

    def _with(self, references: Collection[str]) -> tuple[Evidence, Engine]:
        named = frozenset(each for each in references if each in self.annotations.cited)
        if not named:
            return self._everything, self._engine
        # Cases of one publication tend to come one after the other.
        lately = self._lately
        if lately is None or lately[0] != named:
            evidence = without(self.annotations, named, self._everything)
            lately = self._lately = (named, evidence, Engine(self.annotations, evidence))
        return lately[1], lately[2]

    def _listed(self, total: Array, top: int, genes: Collection[str] | None) -> list[int]:
        """The places of the best diseases with a positive score, by score and then by id."""
        if genes is None:
            allowed = None
        else:
            allowed = np.unique(
                np.concatenate([np.empty(0, np.int64), *map(self.annotations.diseases_of, genes)])
            ).astype(np.int64)
        value = total if allowed is None else total[allowed]
        count = min(top, len(value))
        if not count:
            return []
        least = max(float(np.partition(value, -count)[-count]), np.finfo(float).tiny)
        found = np.flatnonzero(value >= least)
        places = found if allowed is None else allowed[found]
        ids = self.annotations.disease_ids
        return sorted(places.tolist(), key=lambda place: (-total[place], ids[place]))[:count]

    def _candidates(self, table: "_Table", order: Sequence[int]) -> list[Candidate]:
        scores = table.total[list(order)]
        ascending = np.sort(table.total[table.total >= scores[-1]])
        better = len(ascending) - np.searchsorted(ascending, scores, side="right")
        return [
            Candidate(
                disease, self.annotations.ids(disease), self.annotations.names[disease],
                rank, score,
            )
            for disease, score, rank in zip(
                order, scores.tolist(), (1 + better).tolist(), strict=True
            )
        ]  # fmt: skip

    def _explained(
        self, table: "_Table", listed: Sequence[Candidate], evidence: Evidence
    ) -> tuple[tuple[Candidate, ...], tuple[NextFinding, ...]]:
        order = [each.disease for each in listed]
        shortlist = Shortlist(self.annotations, evidence, order)
        said = mentioned(self.annotations, (*table.said.present, *table.said.absent))
        reasons = table.reasons(shortlist)
        missing = typical(self.annotations, shortlist, said, TYPICAL_LIMIT)
        candidates = tuple(
            Candidate(each.disease, each.ids, each.name, each.rank, each.score, why, more)
            for each, why, more in zip(listed, reasons, missing, strict=True)
        )
        weight = weights(table.total[order])
        return candidates, next_findings(self.annotations, shortlist, weight, said, NEXT_LIMIT)


class _Table:
    """All contributions to all scores of one question."""

    def __init__(
        self,
        annotations: Annotations,
        evidence: Evidence,
        engine: Engine,
        question: Question,
        said: Understood,
    ) -> None:
        self.said = said
        self._annotations = annotations
        self._engine = engine
        self.present = engine.contributions(said.present)
        self.absent = engine.against(said.absent)
        self.total: Array = self.present.sum(axis=0, dtype=np.float64)
        self.total += self.absent.sum(axis=0)
        self.onset, self.sex = evidence.prior(annotations, question)
        for prior in (self.onset, self.sex):
            # Age and sex alone are no reason to list a disease.
            if prior is not None and said.present:
                self.total += prior

    @property
    def possible(self) -> float:
        """What the findings would add to a disease for which each spoke as much as for any."""
        return float(self.present.max(axis=1).sum()) if self.present.size else 0.0

    def reasons(self, shortlist: Shortlist) -> list[tuple[Reason, ...]]:
        """The reasons of each disease of a list, those that weigh most first."""
        places = shortlist.diseases
        columns = [
            present_reasons(self._annotations, self._engine, shortlist, place, row[places])
            for place, row in zip(self.said.present, self.present, strict=True)
        ]
        for place, row in zip(self.said.absent, self.absent, strict=True):
            share = shortlist.shown(place)
            columns.append(absent_reasons(self._annotations, place, share, row[places]))
        if self.onset is not None:
            columns.append(onset_reasons(self._annotations, places, self.onset[places]))
        if self.sex is not None:
            adds = self.sex[places].tolist()
            columns.append([Reason("sex", "sex", Match.PRIOR, value) for value in adds])
        return [
            tuple(sorted(reasons, key=lambda reason: -reason.contribution))
            for reasons in zip(*columns, strict=True)
        ]
