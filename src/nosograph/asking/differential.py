"""The differential diagnosis: a case in, a list with its reasons out.

Rule. What of the question the list does not rest on is part of the answer: genes and findings
that are not known, statements of other kinds, labels that contradict their codes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nosograph.asking.presentations import first_of
from nosograph.asking.release import OpenRelease
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.diseases import Disease
from nosograph.reasoning.differential.answers import Pair, Ranking
from nosograph.reasoning.differential.labels import Mislabelled, mislabelled
from nosograph.reasoning.differential.question import Question, is_finding
from nosograph.reasoning.first import First


@dataclass(frozen=True, slots=True)
class DifferentialQuestion:
    """A case, and how much is wanted of the answer."""

    case: Case
    genes: tuple[str, ...] = ()
    """Only diseases of these, as they were written; none for all diseases."""
    top: int = 20
    without_own: bool = False
    """Leave out what the case's own publication contributed."""
    pairs: bool = False
    """Also look for pairs of diseases that explain more together."""
    explain: bool = True


@dataclass(frozen=True, slots=True)
class DifferentialAnswer:
    """A ranking, and what of the question it does not rest on."""

    ranking: Ranking
    pairs: tuple[Pair, ...] = ()
    uncoded: tuple[Statement, ...] = ()
    """Statements that are no findings of HPO."""
    mislabelled: tuple[Mislabelled, ...] = ()
    """Findings that the case calls by a name that is not theirs."""
    first: tuple[First, ...] = ()
    """What to exclude first, beside the ranking and never inside it."""


def differential(release: OpenRelease, question: DifferentialQuestion) -> DifferentialAnswer:
    """The diseases that fit a case, those of the genes alone if there are any."""
    case, engine = question.case, release.differential
    asked = Question.of(case)
    ranking = engine.rank(
        asked,
        top=question.top,
        exclude_references=case.references if question.without_own else (),
        genes=question.genes or None,
        explain=question.explain,
    )
    return DifferentialAnswer(
        ranking,
        engine.pairs(asked) if question.pairs else (),
        tuple(each for each in case.statements if not is_finding(each)),
        mislabelled(case.statements, release.library) if question.explain else (),
        first_of(release, case) if question.explain else (),
    )


def genes_in(text: str) -> tuple[str, ...]:
    """The symbols that were typed, with commas or blanks between them."""
    return tuple(dict.fromkeys(filter(None, re.split(r"[\s,;]+", text))))


def disease_of(release: OpenRelease, ids: Iterable[str]) -> Disease | None:
    """The disease of a candidate, by its annotated ids."""
    slug = release.library.slug_of(ids)
    return release.library.disease(slug) if slug else None


def coded(release: OpenRelease, case: Case) -> Case:
    """The case with items of criteria sets as codes, where an item is exactly one finding."""
    codes = release.item_codes
    return replace(
        case,
        statements=tuple(
            replace(each, item="", code=codes[each.item])
            if not each.code and each.item in codes and each.status is not Status.MEASURED
            else each
            for each in case.statements
        ),
    )
