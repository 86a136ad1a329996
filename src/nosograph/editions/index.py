"""The names of everything that an edition shows, as a script that a browser searches.

Rule. Only what has a page in the edition is named.
"""

from collections.abc import Iterable
from urllib.parse import unquote

from nosograph.editions.scripts import holding
from nosograph.library.reader import Library
from nosograph.model.entries import Kind
from nosograph.render.languages import for_script

INDEX = "search-index.js"

_PHRASES = (
    "search_results", "search_count", "search_shown", "search_none",
    "search_none_help", "matched", "kind_curated", "type_disease", "type_finding", "type_gene",
)  # fmt: skip

Row = list[str | int | list[str]]
"""Type, last part of the address, name, 1 for a curated entry, codes, other names."""


def index_script(library: Library, addresses: Iterable[str], languages: tuple[str, ...]) -> bytes:
    """The script, for the pages at those addresses."""
    rows: list[Row] = []
    for address in sorted(addresses):
        kind, _, rest = address[1:].partition("/")
        name = unquote(rest).rstrip("/")
        row = _ROWS[kind](library, name) if kind in _ROWS and "/" not in name else None
        if row is not None:
            rows.append(row)
    shown = {each: for_script(_PHRASES, each) for each in languages}
    return holding("nosographIndex", {"words": shown, "rows": rows})


def _disease(library: Library, slug: str) -> Row | None:
    disease = library.disease(slug)
    if disease is None:
        return None
    codes = [str(link.code) for link in disease.codes if link.match == "exact"]
    others = _others(disease.name, [name.text for name in disease.names])
    others += [gene.symbol for gene in disease.genes]
    return ["d", slug, disease.name, int(disease.kind is Kind.CURATED), codes, others]


def _finding(library: Library, term: str) -> Row | None:
    found = library.finding(term, limit=0)
    if found is None:
        return None
    named = [*found.lay, *(synonym.text for synonym in found.synonyms)]
    return ["t", term, found.label, 0, [found.term], _others(found.label, named)]


def _gene(library: Library, symbol: str) -> Row | None:
    found = library.gene(symbol)
    return ["g", found.symbol, found.symbol, 0, [], []] if found else None


def _others(name: str, named: Iterable[str]) -> list[str]:
    kept = {text.casefold(): text for text in reversed(list(named))}
    kept.pop(name.casefold(), None)
    return sorted(kept.values())


_ROWS = {"d": _disease, "t": _finding, "g": _gene}
