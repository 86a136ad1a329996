"""A criteria set made ready for any number of cases: what does not depend on one case.

Rule. Whatever is faster, here (`kleene`) or over whole populations, is held to what
`completions` says, and that is held to the enumeration of all completions.
"""

from typing import NamedTuple

from nosograph.criteria.matching import Findings, implied_by_codes, index_codes
from nosograph.criteria.nodes import Criterion, Score, Use, below, item_of
from nosograph.criteria.sets import CriteriaSet
from nosograph.criteria.wording import heading
from nosograph.model.cases import Case
from nosograph.model.truth import Truth
from nosograph.reasoning.completions import Completions
from nosograph.reasoning.diagrams import Diagrams
from nosograph.reasoning.families import Families
from nosograph.reasoning.kleene import Quick
from nosograph.reasoning.rules import Rules
from nosograph.reasoning.situation import Situation, situation
from nosograph.reasoning.variables import Variables

_STORES_KEPT = 64
"""Sets of dated findings whose diagrams are kept; chosen so that a set stays below some MB."""


class CriteriaEngine:
    """One criteria set, made ready once for any number of cases."""

    def __init__(self, criteria: CriteriaSet, ontology: Findings | None = None) -> None:
        self.criteria = criteria
        self.outline = Variables(criteria, implied_by_codes(criteria.items, ontology))
        self.codes = index_codes(criteria.items, ontology)
        related = self.outline.implied or criteria.relations
        self._quick = None if related else Quick(self.outline, self.codes)
        self._stores: dict[object, tuple[Diagrams, Families, dict[tuple[int, int], int]]] = {}
        self._parts: dict[int, Part] = {}
        self.scores = {
            level.id: tuple(
                dict.fromkeys(
                    node for node in criteria.nodes_in(level.criterion) if isinstance(node, Score)
                )
            )
            for level in criteria.levels
        }
        """Level → every score in it, in reading order."""

    def verdicts(self, case: Case) -> tuple[Truth, ...]:
        """Whether each level is met, in order, without any explanation."""
        settled = None if self._quick is None else self._quick.verdicts(case)
        if settled is not None:
            return settled
        completions = self.completions(self.situation(case))
        rules = completions.rules
        return tuple(completions.truth(rules.level(each.id)) for each in self.criteria.levels)

    def masks(self, case: Case) -> tuple[int, int] | None:
        """What is present and what is absent, for `quick_truth` and `quick_part`."""
        return None if self._quick is None else self._quick.masks(case)

    def quick_truth(self, level: str, masks: tuple[int, int] | None) -> Truth | None:
        """Whether the level is met, where that can be said without case analysis."""
        return None if masks is None or self._quick is None else self._quick.truth(level, *masks)

    def quick_part(self, node: Criterion, masks: tuple[int, int] | None) -> Truth | None:
        """Whether a part holds, where that can be said without case analysis."""
        return None if masks is None or self._quick is None else self._quick.part(node, *masks)

    def situation(self, case: Case, *, presence_wins: bool = False) -> Situation:
        """What `case` says about the set's items."""
        return situation(self.outline, self.codes, case, presence_wins=presence_wins)

    def completions(self, known: Situation) -> Completions:
        """What follows from the set over all completions of `known`."""
        # Diagrams of different cases share their parts as long as each unknown can turn out in
        # the same ways: dates depend on the dates known, starred items on what was stated,
        # quantities on results that only bound them.
        starred = self.outline.starred
        shape = (
            frozenset(known.onsets[i] for i in self.outline.windowed if i in known.onsets),
            frozenset(starred & known.done),
            known.ages if self.outline.has_age else None,
            frozenset(
                (item, result.span, result.unit, result.illness_day)
                for item, results in known.results.items()
                for result in results
                if result.is_open
            ),
        )
        store = self._stores.pop(shape, None) or (Diagrams(), Families(), {})
        self._stores[shape] = store
        while len(self._stores) > _STORES_KEPT:
            del self._stores[next(iter(self._stores))]
        diagrams, families, memo = store
        return Completions(Rules(self.outline, known, diagrams), families, memo)

    def part(self, node: Criterion) -> "Part":
        """What an explanation needs of a criterion in every case."""
        found = self._parts.get(id(node))
        if found is None:
            inner = below(self.criteria.named[node.name] if isinstance(node, Use) else node)
            items = dict.fromkeys(item_of(each) for each in (node, *inner) if item_of(each))
            found = Part(heading(node, self.criteria), tuple(items), inner)
            self._parts[id(node)] = found
        return found


class Part(NamedTuple):
    """A criterion inside a set."""

    words: str
    """In one line."""
    items: tuple[str, ...]
    """Items that it asks about itself, or through the parts directly inside."""
    inner: tuple[Criterion, ...]
