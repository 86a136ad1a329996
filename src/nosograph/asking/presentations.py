"""Ways in from what somebody sees: the one at an address, those that findings lead to, and what has
to be excluded first there."""

from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.asking.release import OpenRelease
from nosograph.model.cases import Case, Status
from nosograph.model.diseases import Labelled
from nosograph.model.entries import Entry
from nosograph.model.presentations import Presentation
from nosograph.reasoning.first import First, first


@dataclass(frozen=True, slots=True)
class PresentationAnswer:
    """A presentation and what this release has on its causes."""

    entry: Entry
    told: Presentation
    criteria: tuple[tuple[str, Labelled], ...]
    """Slug of a cause's page, and a criteria set for it."""


def presentation(release: OpenRelease, slug: str) -> PresentationAnswer | None:
    """The presentation at that address."""
    entry = release.library.presentation(slug)
    if entry is None or entry.presentation is None:
        return None
    pages = dict.fromkeys(page for _, page in entry.presentation.pages)
    diseases = (release.library.disease(each) for each in pages)
    criteria = tuple((each.slug, one) for each in diseases if each for one in each.criteria)
    return PresentationAnswer(entry, entry.presentation, criteria)


def first_of(release: OpenRelease, case: Case) -> tuple[First, ...]:
    """What to exclude first for a case; nothing where no presentation speaks of it and its age."""
    present = [each.code for each in case.statements if each.status is Status.PRESENT and each.code]
    shown = frozenset[str]().union(*map(release.library.ontology.ancestors, present))
    found = (first(each, shown, case.age or case.began) for each in leading(release, present))
    return tuple(each for each in found if each is not None)


def leading(release: OpenRelease, terms: Iterable[str]) -> tuple[Entry, ...]:
    """The presentations that some findings, or what is above them, lead to; those of most first."""
    asked = [release.library.ontology.ancestors(term) for term in dict.fromkeys(terms)]
    weighed = [(_hits(each, asked), each) for each in release.library.presentations]
    found = sorted((each for each in weighed if each[0]), key=lambda each: -each[0])
    return tuple(entry for _, entry in found)


def _hits(entry: Entry, asked: Iterable[frozenset[str]]) -> int:
    leads = {each.term for each in entry.presentation.leads} if entry.presentation else set()
    return sum(not leads.isdisjoint(above) for above in asked)
