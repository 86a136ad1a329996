"""What pages need to know beside the disease they show: the release, its sources, the site.

Rule. A page is a function of a disease and a `SiteInfo`; nothing here asks a clock or a disk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nosograph.model.sources import Source

if TYPE_CHECKING:
    from nosograph.library.answers import SearchResult

CATALOGUES = Path(__file__).parent / "catalogues"

LANGUAGES = ("en", *sorted({each.stem for each in CATALOGUES.glob("*.po")} - {"en"}))
"""Those that have a catalogue of the pages' words. The first is the one that medical content is
written in, and has no prefix in addresses."""


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """One release, as every page of it tells about it."""

    version: str
    """The release's version."""
    built: date
    sources: tuple[Source, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """HPO id → label for terms that pages name without listing them as findings: organ systems,
    ages at onset, modifiers."""
    base_url: str = ""
    """`https://example.org` without a final slash; empty for addresses relative to the host."""

    def source(self, id: str) -> Source | None:
        """The source of that id, if the release has it."""
        return next((source for source in self.sources if source.id == id), None)


def other(language: str, page: str) -> str:
    """The language, where it is not the page's own: what `lang` says."""
    return "" if language == page else language


def path(language: str, rest: str) -> str:
    """The address of a page in a language: `/de` + rest, or rest alone for the first language."""
    return rest if language == LANGUAGES[0] else f"/{language}{rest}"


def result_href(result: "SearchResult", language: str) -> str:
    """The page of a search result."""
    folders = {"disease": "d", "finding": "t", "presentation": "p"}
    slash = "" if result.type in ("finding", "gene") else "/"
    return path(language, f"/{folders.get(result.type, 'g')}/{result.slug}{slash}")
