"""What the search box is asked."""

from dataclasses import dataclass

from nosograph.asking.release import OpenRelease
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
