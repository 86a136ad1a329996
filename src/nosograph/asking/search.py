"""What the search box is asked."""

from dataclasses import dataclass

from nosograph.asking.release import OpenRelease
from nosograph.library.annotations import hpo_number
from nosograph.library.answers import SearchAnswer, SearchResult


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What somebody looks for, and where."""

    text: str
    kind: str | None = None
    system: str | None = None
    limit: int = 20
    offset: int = 0
    language: str = "en"
    """In which somebody reads; misspelt words are looked up among its words."""


@dataclass(frozen=True, slots=True)
class FindingMeant:
    """The finding that is meant, or those that may be."""

    term: str = ""
    """Its HPO id; empty where none is meant for sure."""
    near: tuple[SearchResult, ...] = ()


def search(release: OpenRelease, question: SearchQuestion) -> SearchAnswer:
    """Diseases, findings and genes, the best first."""
    return release.library.search.search(
        question.text,
        limit=question.limit,
        offset=question.offset,
        kind=question.kind,
        system=question.system,
        language=question.language,
    )


def suggestions(
    release: OpenRelease, text: str, limit: int, language: str = "en"
) -> tuple[SearchResult, ...]:
    """What a beginning may become."""
    return tuple(release.library.search.suggest(text, limit, language)) if text else ()


def findings(release: OpenRelease, text: str, limit: int) -> tuple[SearchResult, ...]:
    """Findings that a word may mean."""
    return tuple(release.library.search.findings(text, limit))


def finding_meant(release: OpenRelease, text: str) -> FindingMeant:
    """The finding that `text` is the HPO id of, or names exactly."""
    text = text.strip()
    if hpo_number(text) is not None:
        return FindingMeant(text.upper())
    near, wanted = findings(release, text, 5), text.casefold()
    for each in near:
        if wanted in (each.name.casefold(), each.matched.casefold()):
            return FindingMeant(each.slug)
    return FindingMeant(near=near)
