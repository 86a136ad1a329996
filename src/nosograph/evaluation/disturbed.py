"""How a ranking bears wrong and imprecise findings, beside the yardstick.

Rule 1. The same cases of NONLEAK with findings present alone, each change made to all of them.
Rule 2. A wrong finding is one of the diseases' findings, drawn at random; a more general one is a
parent of what was stated, drawn among them. The same seed draws the same.
"""

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nosograph.evaluation.lirical_like import LiricalLike
from nosograph.evaluation.protocol import SEED, TOPS, Scorer, Track, Trial, middle_rank
from nosograph.library.annotations import Annotations
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.question import Question, understood

WRONG = (1, 3, 5)
"""How many findings are added that do not belong there."""
GENERAL = (0.25, 0.5, 1.0)
"""What share of the findings is replaced by one of their parents."""


@dataclass(frozen=True, slots=True)
class Disturbed:
    """How one ranking did with one change."""

    change: str
    ranking: str
    cases: int
    tops: tuple[float, ...]
    """Top-1, top-3 and top-10 in percent, of OMIM's diseases."""


def disturbed(
    differential: Differential, tested: Sequence[Trial], told: Callable[[], None]
) -> tuple[Disturbed, ...]:
    """Both rankings with every change; `told` is called after each case."""
    annotations = differential.annotations
    omim = np.array(["OMIM:" in ids for ids in annotations.disease_ids])
    rankings: dict[str, Scorer] = {
        "Nosograph": differential.scores,
        "LIRICAL-like": LiricalLike(annotations).scores,
    }
    change = _Changing(annotations)
    found: dict[tuple[str, str], list[float]] = {}
    for trial in tested:
        if Track.NONLEAK not in trial.tracks:
            continue
        stated = understood(trial.case.question, annotations).present
        for name, present in change.each(stated):
            question = Question(tuple(map(annotations.term, present)))
            for ranking, score in rankings.items():
                scores = score(question, ())
                golds = (trial.gold, *trial.also)
                best = min(middle_rank(scores, gold, omim) for gold in golds)
                found.setdefault((name, ranking), []).append(best)
        told()
    return tuple(_row(found))


def _row(found: Mapping[tuple[str, str], list[float]]) -> Iterator[Disturbed]:
    for (name, ranking), ranks in found.items():
        values = np.array(ranks)
        tops = tuple(100 * float((values <= count).mean()) for count in TOPS)
        yield Disturbed(name, ranking, len(ranks), tops)


class _Changing:
    """Makes the changes, each time anew from one sequence of draws."""

    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations
        self._chance = random.Random(SEED)  # noqa: S311 - draws cases, keeps no secret
        self._all = np.unique(annotations.own_terms).tolist()

    def each(self, stated: tuple[int, ...]) -> Iterator[tuple[str, list[int]]]:
        yield "as stated", list(stated)
        for count in WRONG:
            yield f"{count} wrong", [*stated, *self._chance.sample(self._all, count)]
        for share in GENERAL:
            changed = self._chance.sample(range(len(stated)), math.ceil(share * len(stated)))
            general = [self._parent(p) if n in changed else p for n, p in enumerate(stated)]
            yield f"{share:.0%} more general", general

    def _parent(self, place: int) -> int:
        return self._chance.choice(self._annotations.parents(place) or [place])
