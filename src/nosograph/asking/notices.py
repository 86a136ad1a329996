"""What is worth saying about a record that is open: criteria that are met, or nearly decided.

Rule 1. A set of criteria speaks when a level of it is met, or when few findings would settle it
and the record has some of them; it says what is missing, never that somebody has a disease.
Rule 2. A disease of the record speaks where its code means it exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nosograph.asking.criteria import CriteriaQuestion, criteria
from nosograph.asking.knowledge import Topic, topics_of
from nosograph.asking.release import OpenRelease
from nosograph.formats.infobutton import Coded
from nosograph.formats.maps import CodeMaps
from nosograph.formats.systems import split
from nosograph.model.cases import Case, Status
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import Kind
from nosograph.model.truth import Truth
from nosograph.reasoning.answers import Answer, LevelAnswer, PartAnswer

LEAST_KNOWN = 2
"""Items that a record must have before criteria that are open speak; chosen, as one finding of a
syndrome is mostly of something else."""
MOST_MISSING = 2
"""Findings that may be missing; chosen: with more of them nearly every record is near something."""
MOST = 3
"""Notices of one record; more than that nobody reads."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Criteria that a record meets or nearly decides."""

    disease: Disease
    answer: Answer
    level: LevelAnswer
    """The level that is met, or the one that is nearest to it."""
    known: tuple[str, ...]
    """Items of the record that speak for it."""


def notices(release: OpenRelease, case: Case) -> tuple[Notice, ...]:
    """The criteria that speak, those that are met first, then those that want least."""
    ontology = release.library.ontology
    stated = [(ontology.resolve(each.code) or each.code, each) for each in case.statements]
    found: list[tuple[str, Answer, LevelAnswer, tuple[str, ...]]] = []
    for set_id, slug in release.library.criteria_sets():
        evaluator = release.evaluator(set_id)
        asks = evaluator.codes.asks if evaluator is not None else None
        # A chart has a hundred results, of which a set asks for few.
        about = tuple(
            each for code, each in stated if asks and (each.item or asks(each.status, code))
        )
        answer = criteria(release, CriteriaQuestion(set_id, replace(case, statements=about)))
        speaking = _speaking(answer) if about and answer.known.used else None
        if speaking is not None:
            found.append((slug, answer, *speaking))
    found.sort(key=lambda each: _order(*each[2:]))
    return tuple(
        Notice(disease, answer, level, known)
        for slug, answer, level, known in found[:MOST]
        if (disease := release.with_criteria(slug)) is not None
    )


def _speaking(answer: Answer) -> tuple[LevelAnswer, tuple[str, ...]] | None:
    """The level that speaks, with the items that speak for it."""
    levels = list(answer.levels.values())
    met = [each for each in levels if each.truth is Truth.TRUE]
    if met:
        return met[-1], _known(met[-1])  # levels stand from the least to the most certain
    if len(answer.known.used) < LEAST_KNOWN:
        return None
    near = [each for each in levels if each.missing and len(each.missing[0]) <= MOST_MISSING]
    backed = [(each, known) for each in near if len(known := _known(each)) >= LEAST_KNOWN]
    return min(backed, key=lambda each: len(each[0].missing[0]), default=None)


def _known(level: LevelAnswer) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_supporting(level.evidence)))


def _supporting(part: PartAnswer) -> Iterator[str]:
    """The items that speak for a level: a result within its limits does, a normal one does not."""
    for each in part.parts:
        yield from _supporting(each)
    said = any(each.status is not Status.ABSENT for each in part.statements)
    if not part.parts and part.truth is Truth.TRUE and said:
        yield from part.items


def _order(level: LevelAnswer, known: tuple[str, ...]) -> tuple[int, int]:
    return len(level.missing[0]) if level.missing else 0, -len(known)


def diseases_of(release: OpenRelease, case: Case, maps: CodeMaps) -> tuple[Topic, ...]:
    """The pages of what a record says is there, or of what its codes come near."""
    codes = dict.fromkeys(e.code for e in case.statements if e.status is Status.PRESENT)
    concepts = [Coded(code, system) for system, code in map(split, codes) if system != "HP"]
    return topics_of(release, concepts, maps)


def described(release: OpenRelease, case: Case, maps: CodeMaps) -> tuple[Topic, ...]:
    """The entries of the editors' that a record's codes mean exactly."""
    present = (each for each in case.statements if each.status is Status.PRESENT)
    known = [
        each
        for each in present
        if _plain(each.code) in release.curated_codes or maps.lines(*split(each.code))
    ]
    found = diseases_of(release, replace(case, statements=tuple(known)), maps)
    return tuple(
        each
        for each in found
        if each.relation == "exact" and each.disease and each.disease.kind is Kind.CURATED
    )


def _plain(code: str) -> str:
    """A record's code as the release spells it; empty where it has no such system."""
    try:
        return str(Code.parse(code))
    except ValueError:
        return ""
