"""The ontology of findings: terms, their names, and what is below what.

Rule 1. Every lookup goes through `resolve`, so that obsolete and alternative ids work.
Rule 2. Terms carry no cross-references to licensed systems.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

PHENOTYPE = "HP:0000118"
"""Phenotypic abnormality: the root of everything that is a finding."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another name of a term."""

    text: str
    scope: str = "exact"
    """exact, narrow, broad or related."""
    lay: bool = False
    """Whether HPO marks it as a layperson's word."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the Human Phenotype Ontology."""

    id: str
    label: str
    definition: str = ""
    comment: str = ""
    synonyms: tuple[Synonym, ...] = ()
    parents: tuple[str, ...] = ()
    alternative_ids: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ontology:
    """A release of HPO, closed under its own edges."""

    version: str
    terms: Mapping[str, Term]
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Obsolete id → the id to use instead, where the ontology names exactly one."""
    obsolete: frozenset[str] = frozenset()
    """Every obsolete id, replaced or not."""

    @cached_property
    def _current(self) -> dict[str, str]:
        aliases = {alias: id for id, term in self.terms.items() for alias in term.alternative_ids}
        return aliases | dict(self.replaced) | {id: id for id in self.terms}

    def resolve(self, id: str) -> str | None:
        """The current id for `id` (itself, or what replaced it), or None."""
        return self._current.get(id)

    def __getitem__(self, id: str) -> Term:
        current = self.resolve(id)
        if current is None:
            raise KeyError(id)
        return self.terms[current]

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Term id → ids of its direct children, sorted."""
        below: dict[str, list[str]] = {id: [] for id in self.terms}
        for id, term in self.terms.items():
            for parent in term.parents:
                below[parent].append(id)
        return {id: tuple(sorted(ids)) for id, ids in below.items()}

    @cached_property
    def _ancestors(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for start in self.terms:
            stack = [start]
            while stack:
                id = stack[-1]
                todo = [p for p in self.terms[id].parents if p not in found]
                if todo:
                    stack.extend(todo)
                    continue
                stack.pop()
                found[id] = frozenset({id}).union(*(found[p] for p in self.terms[id].parents))
        return found

    def ancestors(self, id: str) -> frozenset[str]:
        """`id` itself and everything above it.

        Raises:
            KeyError: there is no such term.
        """
        return self._ancestors[self[id].id]

    def descendants(self, id: str) -> frozenset[str]:
        """`id` itself and everything below it.

        Raises:
            KeyError: there is no such term.
        """
        return frozenset(self._walk_down(self[id].id))

    def _walk_down(self, id: str) -> Iterator[str]:
        seen, stack = set(), [id]
        while stack:
            id = stack.pop()
            if id not in seen:
                seen.add(id)
                yield id
                stack.extend(self.children[id])

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """The organ systems: the direct children of Phenotypic abnormality."""
        return self.children.get(PHENOTYPE, ())

    def system(self, id: str) -> str | None:
        """The organ system to list a term under, or None if it is no finding.

        Many terms stand below several systems. The nearest counts; among equally near ones
        the first by label, so that a term always stands in the same place.
        """
        level: Iterable[str] = (self[id].id,)
        systems = set(self.systems)
        while level:
            reached = systems.intersection(level)
            if reached:
                return min(reached, key=lambda each: self.terms[each].label)
            level = {parent for each in level for parent in self.terms[each].parents}
        return None
