"""Rows of lists, with addresses in the page's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nosograph.library.records import Listed, ListedInSystem
from nosograph.model.entries import Kind
from nosograph.render.site import other, path

PER_PAGE = 300
"""Diseases on one page of a list; a compromise between scrolling and turning pages."""


@dataclass(frozen=True, slots=True)
class Row:
    """A disease in a list."""

    name: str
    href: str
    curated: bool
    language: str = ""
    """Of the name; empty when it is the page's own."""


def disease_rows(
    diseases: Iterable[Listed | ListedInSystem], language: str, names: Mapping[tuple[str, str], str]
) -> tuple[Row, ...]:
    """Diseases as rows; `names` are those in other languages, by language and slug."""
    return tuple(
        Row(
            own or each.name,
            path(language, f"/d/{each.slug}/"),
            each.kind is Kind.CURATED,
            "" if own else other("en", language),
        )
        for each in diseases
        for own in (names.get((language, each.slug), ""),)
    )
