"""The search box: names, codes, signs and genes in one line, answered in order of fit.

Rule 1. Whatever is typed is answered; nothing typed can raise.
Rule 2. A word counts as typed first, as the beginning of a word next, misspelt last.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One line of an answer."""

    slug: str
    """A disease's address, a finding's HPO id or a gene's symbol."""
    name: str
    kind: str
    """curated, stub or annotated for a disease; otherwise the type."""
    codes: tuple[str, ...]
    matched: str
    """The name, code, finding or gene that fits what was typed; the name when it is that."""
    score: float
    type: str
    """disease, finding or gene."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many diseases fit in all, before filters."""

    kinds: dict[str, int] = field(default_factory=dict)
    """Kind → diseases."""
    systems: dict[str, int] = field(default_factory=dict)
    """HPO id of an organ system → diseases."""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What the search box answers."""

    query: str
    results: tuple[SearchResult, ...]
    facets: Facets
    total: int
    """How many diseases, findings and genes fit, with filters."""


class SearchIndex:
    """The search index of a release."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in `folder`.

        Raises:
            LibraryError: it cannot be read.
        """
        raise NotImplementedError

    def search(
        self, text: str, *, limit: int = 20, kind: str | None = None, system: str | None = None
    ) -> SearchAnswer:
        """What fits `text`, best first; only diseases when a filter is given.

        `kind` is curated, stub or annotated; `system` an organ system's HPO id.
        """
        raise NotImplementedError

    def suggest(self, text: str, limit: int = 8) -> tuple[SearchResult, ...]:
        """The first results, for a list under the box as somebody types."""
        raise NotImplementedError
