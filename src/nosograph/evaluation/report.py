"""The measured report on a ranking: every column of the protocol, beside the yardstick.

Rule. Nothing is left out because it looks bad: all tracks, both ways of counting, with and
without absent findings, and the control that shows what absent findings owe to curation.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nosograph.evaluation.lirical_like import LiricalLike
from nosograph.evaluation.protocol import (
    CAP,
    TOPS,
    Policy,
    Ranks,
    Share,
    TestCase,
    Track,
    Trial,
    difference,
    exchanged,
    ranks,
    share,
    without_absent,
)
from nosograph.reasoning.differential.confidence import Level
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.question import Question

YARD, YARD_ABSENT = "LIRICAL-like, present", "LIRICAL-like, with absent"
OURS, OURS_ABSENT, CONTROL = "present", "with absent", "absent exchanged"
PAIRS = ((OURS, YARD), (OURS_ABSENT, OURS), (OURS_ABSENT, CONTROL))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a way of asking, or a difference of two."""

    findings: str
    track: Track
    policy: Policy
    by_disease: bool
    """Averaged over diseases instead of cases."""
    cases: int
    tops: tuple[Share, ...]
    """Top-1, top-3 and top-10 in percent, or their differences in points."""
    paired: bool = False


@dataclass(frozen=True, slots=True)
class Trusted:
    """How lists of one confidence did, on cases of NONLEAK with findings present alone."""

    level: Level
    cases: int
    first: int
    """Lists with the diagnosis in the first place."""
    ten: int
    """Lists with the diagnosis among the first ten."""
    unknown: int
    """Further cases, of diseases that nobody has annotated."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured."""

    version: str
    diseases: int
    given: int
    tested: int
    rows: tuple[Row, ...]
    trusted: tuple[Trusted, ...]

    def as_record(self) -> dict[str, Any]:
        """Enumerations by their words, numbers with two digits."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 2) if value == value else None
    return getattr(value, "value", value)


def report(
    differential: Differential,
    cases: Sequence[TestCase],
    tested: Sequence[Trial],
    told: Callable[[], None],
) -> Report:
    """Measure a ranking on `tested`, which are `trials` of `cases`; `told` counts trials."""
    annotations = differential.annotations
    yard = LiricalLike(annotations)
    plain = without_absent(tested)
    found = ranks(
        {
            YARD: (plain, yard.scores),
            YARD_ABSENT: (tested, yard.scores),
            OURS: (plain, differential.scores),
            OURS_ABSENT: (tested, differential.scores),
            CONTROL: (exchanged(tested, annotations), differential.scores),
        },
        annotations,
        told,
    )
    return Report(
        annotations.version,
        len(annotations),
        len(cases),
        len(tested),
        tuple(_rows(found)),
        tuple(trust(differential, cases, tested)),
    )


def _rows(found: dict[str, Ranks]) -> list[Row]:
    rows: list[Row] = []
    for policy in Policy:
        for macro in (False, True):
            for track in Track:
                key = (track, policy)
                for name, each in found.items():
                    count = int((each.values[key] == each.values[key]).sum())
                    tops = tuple(share(each, key, n, macro=macro) for n in TOPS)
                    rows.append(Row(name, track, policy, macro, count, tops))
                count = int((found[OURS].values[key] == found[OURS].values[key]).sum())
                for one, other in PAIRS:
                    tops = tuple(
                        difference(found[one], found[other], key, n, macro=macro) for n in TOPS
                    )
                    name = f"{one} - {other}"
                    rows.append(Row(name, track, policy, macro, count, tops, paired=True))
    return rows


def trust(
    differential: Differential, cases: Sequence[TestCase], tested: Sequence[Trial]
) -> list[Trusted]:
    """How lists of each confidence did, and which confidence lists of unknown diseases get."""
    annotations = differential.annotations
    counts = {level: [0, 0, 0, 0] for level in Level}
    for trial in tested:
        if Track.NONLEAK in trial.tracks:
            ranking = differential.rank(
                Question(trial.case.question.present), top=10, explain=False
            )
            places = [candidate.disease for candidate in ranking.candidates]
            row = counts[ranking.confidence.level]
            row[0] += 1
            golds = {trial.gold, *trial.also}
            row[1] += not golds.isdisjoint(places[:1])
            row[2] += not golds.isdisjoint(places)
    known = {id for at in range(len(annotations)) for id in annotations.ids(at)}
    seen: dict[str, int] = {}
    for case in cases:
        if known.isdisjoint((case.diagnosis, *case.also)) and seen.get(case.diagnosis, 0) < CAP:
            seen[case.diagnosis] = seen.get(case.diagnosis, 0) + 1
            ranking = differential.rank(Question(case.question.present), top=1, explain=False)
            counts[ranking.confidence.level][3] += 1
    return [Trusted(level, *row) for level, row in counts.items()]
