"""Why a disease stands where it stands: one reason per statement, adding up to the score.

Rule. The kind of match is read from the annotations, the contribution from the engine; neither
is computed a second time elsewhere.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.library.annotations import Annotations
from nosograph.model.entries import OWN
from nosograph.reasoning.differential.answers import Match, Reason, Typical
from nosograph.reasoning.differential.engine import Engine
from nosograph.reasoning.differential.onset import usual_onset
from nosograph.reasoning.differential.shortlist import Shortlist

Array = NDArray[Any]

TYPICAL_FROM = 0.5
"""Share of patients from which on a finding is worth mentioning when nobody has."""

LEAST = 1e-4
"""A contribution below this is as good as none."""


def present_reasons(
    annotations: Annotations, engine: Engine, shortlist: Shortlist, place: int, added: Array
) -> list[Reason]:
    """Why a present finding adds what it adds to each disease of the list."""
    id, label = annotations.term(place), annotations.labels[place]
    exact = shortlist.annotated(place)
    below = shortlist.more_specific(place)
    # By another way up the root may be nearer than what says something.
    general = annotations.lineage(place)[0][1:]
    above, shown = shortlist.more_general(general[general > 0])
    # More than half of what the finding adds is not for the disease's own.
    explains, amount = shortlist.matched(annotations, engine.gain, place)
    own = np.log1p(explains * engine.own_weight[shortlist.diseases])
    own += amount * engine.own_cover[shortlist.diseases]
    borrowed = (2 * own < added).tolist()
    contradicted = engine.contradicted(place)
    reasons = []
    for row, value in enumerate(added.tolist()):
        disease = int(shortlist.diseases[row])
        if disease in contradicted:
            reasons.append(_recorded(annotations, engine, place, disease))
            continue
        if exact[row] > 0:
            share = float(exact[row])
            sources = _sources(annotations, shortlist, row, place)
            reasons.append(Reason(id, label, Match.EXACT, value, share=share, sources=sources))
            continue
        match, via = Match.NOT_ANNOTATED, -1
        if below[row] >= 0:
            match, via = Match.DESCENDANT, int(below[row])
        elif above[row] > 0:
            match, via = Match.ANCESTOR, int(above[row])
        elif value > LEAST:
            if borrowed[row]:
                match = Match.BORROWED
            elif shown[row] > 0:
                match, via = Match.RELATED, int(shown[row])
        reasons.append(_via(annotations, shortlist, id, label, match, value, via, row))
    return reasons


def _recorded(annotations: Annotations, engine: Engine, place: int, disease: int) -> Reason:
    id, label = annotations.term(place), annotations.labels[place]
    above, patients = engine.recorded_absent(place, disease)
    via = "" if above == place else annotations.term(above)
    via_label = annotations.labels[above] if via else ""
    return Reason(id, label, Match.RECORDED, 0.0, via, via_label, patients=patients)


def _via(
    annotations: Annotations,
    shortlist: Shortlist,
    id: str,
    label: str,
    match: Match,
    value: float,
    via: int,
    row: int,
) -> Reason:
    if via < 0:
        return Reason(id, label, match, value)
    share = float(shortlist.annotated(via)[row]) or None
    return Reason(
        id, label, match, value, annotations.term(via), annotations.labels[via], share,
        sources=_sources(annotations, shortlist, row, via),
    )  # fmt: skip


def _sources(
    annotations: Annotations, shortlist: Shortlist, row: int, place: int
) -> tuple[str, ...]:
    """What stands behind an annotated finding that editors state; nothing where they do not."""
    if not shortlist.edited[row]:
        return ()
    terms, _, references = annotations.rows(int(shortlist.diseases[row]))
    said = [annotations.references[each] for each in references[terms == place].tolist()]
    own = [each.split(" ") for each in said if each.startswith(OWN)]
    return tuple(dict.fromkeys(id for each in own for id in each))


def absent_reasons(
    annotations: Annotations, place: int, share: Array, added: Array
) -> list[Reason]:
    """Why an absent finding takes what it takes from each disease of the list."""
    id, label = annotations.term(place), annotations.labels[place]
    return [
        Reason(id, label, Match.EXCLUDED, value, share=shown)
        for shown, value in zip(share.tolist(), added.tolist(), strict=True)
    ]


def onset_reasons(annotations: Annotations, diseases: Array, added: Array) -> list[Reason]:
    """What the age adds to each disease of the list, and when the disease begins."""
    reasons = []
    for disease, value in zip(diseases.tolist(), added.tolist(), strict=True):
        usual, annotated = usual_onset(annotations, disease)
        match = Match.ONSET if annotated else Match.LIKELY_ONSET
        reasons.append(Reason("onset", "onset", match, value, usual.term, usual.label))
    return reasons


def mentioned(annotations: Annotations, places: Sequence[int]) -> Array:
    """For every term whether it, or one above or below it, was mentioned. Shape (terms,), bool."""
    said = np.zeros(len(annotations.terms), dtype=bool)
    for place in places:
        said[annotations.lineage(place)[0]] = True
        said[annotations.below(place)] = True
    return said


def typical(
    annotations: Annotations, shortlist: Shortlist, said: Array, limit: int
) -> list[tuple[Typical, ...]]:
    """For each disease the findings that most patients show and that nobody has mentioned."""
    own = shortlist.own
    rows, columns = np.nonzero((own >= TYPICAL_FROM) & ~said[shortlist.columns])
    places, share = shortlist.columns[columns], own[rows, columns]
    # Among equally frequent ones the rarer among diseases tells more.
    order = np.lexsort((annotations.background[places], -share, rows))
    found: list[list[Typical]] = [[] for _ in own]
    for row, place, value in zip(
        rows[order].tolist(), places[order].tolist(), share[order].tolist(), strict=True
    ):
        if len(found[row]) < limit:
            found[row].append(Typical(annotations.term(place), annotations.labels[place], value))
    return [tuple(each) for each in found]
