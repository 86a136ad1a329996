"""The names of everything that an edition shows, as a script that a browser searches.

Rule. Only what has a page in the edition is named.
"""

from collections.abc import Iterable
from urllib.parse import unquote

from nosograph.editions.scripts import holding
from nosograph.library.cards import DISEASE_TYPE, FINDING_TYPE, GENE_TYPE, PRESENTATION_TYPE, Card
from nosograph.library.question import PERSONS
from nosograph.library.reader import Library
from nosograph.library.spelling import tables
from nosograph.render.languages import for_script

INDEX = "search-index.js"

_PHRASES = (
    "search_results", "search_count", "search_shown", "search_none",
    "search_none_help", "matched", "kind_curated", "type_disease", "type_finding", "type_gene",
    "type_presentation",
)  # fmt: skip

Row = list[str | int | list[str]]
"""Type, last part of the address, name, kind, 1 for what stands below whole diseases, number of
findings, codes, other names, lay names, genes."""

_TYPES = {"d": DISEASE_TYPE, "t": FINDING_TYPE, "g": GENE_TYPE, "p": PRESENTATION_TYPE}


def index_script(library: Library, addresses: Iterable[str], languages: tuple[str, ...]) -> bytes:
    """The script, for the pages at those addresses."""
    rows: list[Row] = []
    for address in sorted(addresses):
        kind, _, rest = address[1:].partition("/")
        slug = unquote(rest).rstrip("/")
        found = kind in _TYPES and "/" not in slug
        card = library.search.card(_TYPES[kind], slug) if found else None
        if card is not None:
            rows.append(_row(kind, card))
    shown = {each: for_script(_PHRASES, each) for each in languages}
    spelling = {**tables(), "persons": sorted(PERSONS)}
    told = {"words": shown, "spelling": spelling, "pages": library.search.pages, "rows": rows}
    return holding("nosographIndex", told)


def _row(kind: str, card: Card) -> Row:
    genes = [symbol.lower() for symbol in card.genes]
    row: Row = [kind, card.slug, card.name, card.kind, int(card.minor), card.findings]
    return [*row, list(card.codes), list(card.names[1:]), list(card.lay), genes]
