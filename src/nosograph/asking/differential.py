"""The differential diagnosis: a case in, a list with its reasons out.

Rule. What of the question the list does not rest on is part of the answer: genes and findings
that are not known, statements of other kinds, labels that contradict their codes.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from nosograph.asking.presentations import first_of
from nosograph.asking.release import OpenRelease
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.diseases import Disease, Labelled
from nosograph.model.entries import Kind
from nosograph.reasoning.differential.answers import Pair, Ranking
from nosograph.reasoning.differential.labels import Mislabelled, mislabelled
from nosograph.reasoning.differential.question import Question, is_finding
from nosograph.reasoning.first import First

MOST_OUTLINES = 2**14
"""As many as HPO annotates diseases; some hundred bytes each."""


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


@dataclass(frozen=True, slots=True)
class Outline:
    """What a list says of a disease beside its rank."""

    slug: str
    curated: bool
    system: str
    """HPO id of the organ system with most of its findings, of equal ones the first; or empty."""
    criteria: tuple[Labelled, ...]


class Outlines:
    """Outlines of the diseases of a release: whole records take longer to read than to rank."""

    def __init__(self, release: OpenRelease) -> None:
        self._release = release
        self.of = lru_cache(maxsize=MOST_OUTLINES)(self._of)
        """The outline of the disease with these annotated ids, if it has a page."""

    def _of(self, ids: tuple[str, ...]) -> Outline | None:
        disease = disease_of(self._release, ids)
        if disease is None:
            return None
        systems = Counter(
            each.system for each in disease.findings if each.system and not each.excluded
        )
        system = min(systems, key=lambda each: (-systems[each], each), default="")
        return Outline(disease.slug, disease.kind is Kind.CURATED, system, disease.criteria)


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
