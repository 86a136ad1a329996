"""How a ranking is tested on published cases without fooling oneself.

Rule 1. AS-IS takes all cases. NONLEAK takes those whose publication is no source of their own
diagnosis's annotations. LOPO takes all and leaves each case's publication out. None is given
without the others.
Rule 2. Exact duplicates are removed, and no disease gives more than `CAP` cases to a track; which
ones is decided by a checksum, not by order.
Rule 3. Ties take the middle of their ranks. A diagnosis that has no findings left is missed.
Rule 4. Cases of one publication are one draw: intervals come from drawing publications.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import Annotations
from nosograph.reasoning.differential.question import Question, understood

Array = NDArray[Any]

CAP = 20
MISSED = 1e6
DRAWS = 1000
SEED = 20261123
TOPS = (1, 3, 10)

Scorer = Callable[[Question, Collection[str]], Array]
"""Scores of all diseases for a question, without the given references."""


class Track(StrEnum):
    """Which cases count, and what may be known about them."""

    AS_IS = "AS-IS"
    NONLEAK = "NONLEAK"
    LOPO = "LOPO"


class Policy(StrEnum):
    """Which diseases compete."""

    OMIM = "OMIM only"
    ALL = "all groups"


@dataclass(frozen=True, slots=True)
class TestCase:
    """A published case with its diagnosis."""

    __test__ = False

    id: str
    question: Question
    diagnosis: str
    """The id of the disease, as annotated: `OMIM:123456`."""
    publication: str
    """`PMID:…`; cases of the same one are drawn together. Empty where it is not known."""
    also: tuple[str, ...] = ()
    """Further ids that count as the diagnosis."""
    source: str = ""
    """The collection that it comes from."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A case as it is tested."""

    case: TestCase
    gold: int
    """The place of its diagnosis."""
    tracks: frozenset[Track]
    also: tuple[int, ...] = ()
    """The places of other diseases that count as it."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cases in percent, with a 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Ranks:
    """The rank of each trial's diagnosis; NaN outside the track."""

    trials: Sequence[Trial]
    values: Mapping[tuple[Track, Policy], Array]


def apart(cases: Iterable[TestCase], others: Iterable[TestCase]) -> list[TestCase]:
    """The cases whose publications describe none of `others`, nor a case of an earlier source."""
    first: dict[str, str | None] = {each.publication: None for each in others if each.publication}
    return [
        case
        for case in cases
        if not case.publication or first.setdefault(case.publication, case.source) == case.source
    ]


def trials(cases: Iterable[TestCase], annotations: Annotations) -> tuple[Trial, ...]:
    """The cases that can be tested: annotated diagnosis, a usable finding, no duplicate."""
    places = {id: at for at in range(len(annotations)) for id in annotations.ids(at)}
    seen, kept = set(), []
    for case in cases:
        golds = tuple(
            dict.fromkeys(places[id] for id in (case.diagnosis, *case.also) if id in places)
        )
        said = understood(case.question, annotations)
        key = (case.diagnosis, case.publication, frozenset(said.present), frozenset(said.absent))
        if not golds or not said.present or key in seen:
            continue
        seen.add(key)
        kept.append((hashlib.sha1(case.id.encode(), usedforsecurity=False).digest(), case, golds))
    kept.sort(key=lambda each: each[0])
    counts: dict[tuple[str, bool], int] = {}
    found = []
    for _, case, golds in kept:
        leaked = any(_leaked(annotations, gold, case.publication) for gold in golds)
        tracks = set()
        for track, only_clean in ((Track.AS_IS, False), (Track.LOPO, False), (Track.NONLEAK, True)):
            if only_clean and leaked:
                continue
            # Where nobody knows the publication, nobody can leave it out.
            if track is not Track.AS_IS and not case.publication:
                continue
            if counts.get((case.diagnosis, only_clean), 0) < CAP:
                tracks.add(track)
        for only_clean in (False, True):
            if not (only_clean and leaked):
                key2 = (case.diagnosis, only_clean)
                counts[key2] = counts.get(key2, 0) + 1
        if tracks:
            found.append(Trial(case, golds[0], frozenset(tracks), golds[1:]))
    return tuple(found)


def _leaked(annotations: Annotations, disease: int, publication: str) -> bool:
    named = annotations.cited.get(publication)
    if named is None:
        return False
    return bool(np.isin(annotations.rows(disease)[2], named).any())


Variants = Mapping[str, tuple[Sequence[Trial], Scorer]]
"""Ways of asking and scoring by name; all hold the same trials in the same order."""


def ranks(
    variants: Variants, annotations: Annotations, told: Callable[[], None]
) -> dict[str, Ranks]:
    """The rank of every diagnosis in every variant; `told` is called after each trial."""
    omim = np.array(["OMIM:" in ids for ids in annotations.disease_ids])
    allowed = {Policy.OMIM: omim, Policy.ALL: np.ones(len(omim), dtype=bool)}
    found = {
        name: Ranks(tested, {(t, p): np.full(len(tested), np.nan) for t in Track for p in Policy})
        for name, (tested, _) in variants.items()
    }
    first = next(iter(variants.values()))[0]
    # Publication by publication, so that what is left without one is worked out once.
    for at in sorted(range(len(first)), key=lambda each: first[each].case.publication):
        for name, (tested, score) in variants.items():
            for (track, policy), rank in _tried(tested[at], annotations, score, allowed).items():
                found[name].values[track, policy][at] = rank
        told()
    return found


def _tried(
    trial: Trial, annotations: Annotations, score: Scorer, allowed: Mapping[Policy, Array]
) -> dict[tuple[Track, Policy], float]:
    found: dict[tuple[Track, Policy], float] = {}
    plain = {Track.AS_IS, Track.NONLEAK} & trial.tracks
    if plain:
        scores = score(trial.case.question, ())
        for policy, mask in allowed.items():
            found |= {(t, policy): _best_rank(scores, trial, mask) for t in plain}
    if Track.LOPO in trial.tracks:
        without = (trial.case.publication,)
        golds = (trial.gold, *trial.also)
        missed = all(nothing_left(annotations, gold, *without) for gold in golds)
        scores = np.empty(0) if missed else score(trial.case.question, without)
        for policy, mask in allowed.items():
            found[Track.LOPO, policy] = MISSED if missed else _best_rank(scores, trial, mask)
    return found


def _best_rank(scores: Array, trial: Trial, allowed: Array) -> float:
    return min(middle_rank(scores, gold, allowed) for gold in (trial.gold, *trial.also))


def middle_rank(scores: Array, gold: int, allowed: Array) -> float:
    """The rank of one disease among those allowed; `MISSED` where it is not ranked at all."""
    own = scores[gold]
    if own == -np.inf or not allowed[gold]:
        return MISSED
    competing = scores[allowed]
    return float(1 + (competing > own).sum() + ((competing == own).sum() - 1) / 2)


def nothing_left(annotations: Annotations, disease: int, publication: str) -> bool:
    """Whether a disease has no finding without a publication, so that it cannot be ranked."""
    _, statements, references = annotations.rows(disease)
    named = annotations.cited.get(publication, np.empty(0, dtype=np.int64))
    left = annotations.statements[statements[~np.isin(references, named)]]
    # A row that only excludes has counted patients and seen none.
    return bool(((left[:, 0] == 0) & (left[:, 1] > 0)).all())


def top(values: Array, count: int) -> Array:
    """Whether each diagnosis is among the first. Shape (trials,), float64."""
    hits: Array = (values <= count).astype(np.float64)
    return hits


def share(found: Ranks, key: tuple[Track, Policy], count: int, *, macro: bool = False) -> Share:
    """Top-`count` in percent: of cases, or averaged over diseases."""
    used, groups, weights = _weighted(found, key, macro)
    hits = top(found.values[key][used], count)
    return _interval(hits, groups, weights)


def difference(
    one: Ranks, other: Ranks, key: tuple[Track, Policy], count: int, *, macro: bool = False
) -> Share:
    """By how many points `one` is above `other`, on the same cases."""
    used, groups, weights = _weighted(one, key, macro)
    hits = top(one.values[key][used], count) - top(other.values[key][used], count)
    return _interval(hits, groups, weights)


def _weighted(found: Ranks, key: tuple[Track, Policy], macro: bool) -> tuple[Array, Array, Array]:
    used = np.flatnonzero(~np.isnan(found.values[key]))
    names = [found.trials[at].case for at in used.tolist()]
    drawn = [case.publication or case.id for case in names]
    groups = np.unique(drawn, return_inverse=True)[1]
    diseases = np.unique([case.diagnosis for case in names], return_inverse=True)[1]
    weights = 1 / np.bincount(diseases)[diseases] if macro else np.ones(len(used))
    return used, groups, weights


def _interval(hits: Array, groups: Array, weights: Array) -> Share:
    if not len(hits):
        return Share(np.nan, np.nan, np.nan)
    count = int(groups.max()) + 1
    sums = np.bincount(groups, hits * weights, count)
    sizes = np.bincount(groups, weights, count)
    drawn = np.random.default_rng(SEED).integers(0, count, (DRAWS, count))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Share(*(100 * float(each) for each in (sums.sum() / sizes.sum(), low, high)))


def exchanged(tested: Sequence[Trial], annotations: Annotations) -> tuple[Trial, ...]:
    """The control for absent findings: each case gets those of another disease's case.

    The donor's findings lie mostly in the same organ system. What absent findings seem to gain
    with the wrong lists is not medicine.
    """
    generator = np.random.default_rng(SEED)
    systems = [_system(trial, annotations) for trial in tested]
    changed = []
    for trial, system in zip(tested, systems, strict=True):
        donors = [
            other
            for other, its in zip(tested, systems, strict=True)
            if its == system and other.gold != trial.gold and other.case.question.absent
        ]
        question = trial.case.question
        absent = question.absent
        if absent and donors:
            absent = donors[int(generator.integers(len(donors)))].case.question.absent
        changed.append(_with_absent(trial, absent))
    return tuple(changed)


def without_absent(tested: Sequence[Trial]) -> tuple[Trial, ...]:
    """The same cases with the findings that are present alone."""
    return tuple(_with_absent(trial, ()) for trial in tested)


def _with_absent(trial: Trial, absent: tuple[str, ...]) -> Trial:
    case, asked = trial.case, trial.case.question
    return replace(trial, case=replace(case, question=replace(asked, absent=absent)))


def _system(trial: Trial, annotations: Annotations) -> int:
    """The place of the organ system in which most present findings lie."""
    votes: dict[int, int] = {}
    for place in understood(trial.case.question, annotations).present:
        for above in annotations.lineage(place)[0].tolist():
            if above and 0 in annotations.lineage(above)[0][1:2]:
                votes[above] = votes.get(above, 0) + 1
    return max(votes, key=lambda each: (votes[each], -each), default=0)
