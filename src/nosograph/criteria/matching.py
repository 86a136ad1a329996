"""Which items of a criteria set a coded statement speaks of.

Rule 1. A present finding answers an item whose code is the same or lies above it; an absent one
answers an item whose code is the same or lies below it.

Rule 2. A code that is narrower than its item can only confirm it, a broader one only rule it
out. An item with several exact codes is absent when all of them are; exact codes beside a
narrower one rule nothing out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from nosograph.criteria.analytes import same_analyte
from nosograph.criteria.sets import ItemDefinition, Match
from nosograph.model.cases import Status


class Findings(Protocol):
    """What the engine needs of an ontology; `nosograph.model.ontology.Ontology` is one."""

    def resolve(self, id: str) -> str | None:
        """The current id for `id`, or None."""

    def ancestors(self, id: str) -> frozenset[str]:
        """`id` itself and everything above it."""

    def descendants(self, id: str) -> frozenset[str]:
        """`id` itself and everything below it."""


@dataclass(frozen=True, slots=True)
class CodeIndex:
    """The codes of all items, opened up along the ontology."""

    ontology: Findings | None
    confirms: Mapping[str, tuple[str, ...]]
    """Code of a present finding → items that it makes present."""
    rules_out: Mapping[str, tuple[tuple[str, str], ...]]
    """Code of an absent finding → items and which code of theirs it excludes."""
    needed: Mapping[str, frozenset[str]]
    """Item → codes that have to be excluded, all of them, to make it absent."""
    measures: Mapping[str, tuple[str, ...]]
    """Code of a measurement → items that it gives a value to."""

    def current(self, code: str) -> str:
        """The id to look a code up by."""
        return (self.ontology and self.ontology.resolve(code)) or code

    def asks(self, status: Status, code: str) -> bool:
        """Whether any item may turn on a statement about a code that is the current one."""
        told = {
            Status.MEASURED: self.measures, Status.PRESENT: self.confirms,
            Status.ABSENT: self.rules_out,
        }  # fmt: skip
        return code in told[status]


def index_codes(items: Iterable[ItemDefinition], ontology: Findings | None) -> CodeIndex:
    """The codes of `items`, with their descendants and ancestors where there is an ontology."""
    confirms: dict[str, list[str]] = {}
    rules_out: dict[str, list[tuple[str, str]]] = {}
    measures: dict[str, list[str]] = {}
    needed: dict[str, frozenset[str]] = {}
    for item in items:
        if item.kind == "quantity":
            # A term carries no threshold and no count, so it never answers a numeric item.
            for each in item.codes:
                for code in same_analyte(each.code):
                    if item.id not in measures.setdefault(code, []):
                        measures[code].append(item.id)
            continue
        exact = frozenset(each.code for each in item.codes if each.match is Match.EXACT)
        # Where other codes are narrower, the exact ones are not all that the item may be.
        whole = not any(each.match is Match.NARROWER for each in item.codes)
        if exact and whole:
            needed[item.id] = exact
        for each in item.codes:
            if each.match in {Match.EXACT, Match.NARROWER}:
                for code in _opened(each.code, ontology, down=True):
                    confirms.setdefault(code, []).append(item.id)
            if each.match is Match.BROADER or (each.match is Match.EXACT and whole):
                for code in _opened(each.code, ontology, down=False):
                    rules_out.setdefault(code, []).append((item.id, each.code))
    return CodeIndex(
        ontology,
        {code: tuple(dict.fromkeys(ids)) for code, ids in confirms.items()},
        {code: tuple(pairs) for code, pairs in rules_out.items()},
        needed,
        {code: tuple(ids) for code, ids in measures.items()},
    )


def _opened(code: str, ontology: Findings | None, *, down: bool) -> Iterable[str]:
    if ontology is None or ontology.resolve(code) is None:
        return (code,)
    return ontology.descendants(code) if down else ontology.ancestors(code)


def implied_by_codes(
    items: Iterable[ItemDefinition], ontology: Findings | None
) -> list[tuple[str, str]]:
    """Pairs of facts of which the first cannot be present without the second.

    That is so where every code of the first lies below one that confirms the second, and the
    first has no other way of being present.
    """
    facts = [item for item in items if item.kind == "fact" and item.codes]
    if ontology is None:
        return []
    found = []
    for item in facts:
        if any(each.match is not Match.EXACT for each in item.codes):
            continue
        for other in facts:
            confirming = {
                code
                for each in other.codes
                if each.match in {Match.EXACT, Match.NARROWER}
                for code in _opened(each.code, ontology, down=True)
            }
            if other is not item and all(each.code in confirming for each in item.codes):
                found.append((item.id, other.id))
    return found
