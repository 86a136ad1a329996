"""A criteria set made ready for any number of cases: what does not depend on one case.

Rule. Whatever is faster, here (`kleene`) or over whole populations, is held to what
`completions` says, and that is held to the enumeration of all completions.
"""

from nosograph.model.cases import Case
from nosograph.model.criteria import Criterion
from nosograph.model.criteria_sets import CriteriaSet
from nosograph.model.truth import Truth
from nosograph.reasoning.completions import Completions
from nosograph.reasoning.diagrams import Diagrams
from nosograph.reasoning.families import Families
from nosograph.reasoning.kleene import Quick
from nosograph.reasoning.matching import Findings, implied_by_codes, index_codes
from nosograph.reasoning.rules import Rules
from nosograph.reasoning.situation import Situation, situation
from nosograph.reasoning.variables import Outline
from nosograph.reasoning.wording import heading

_STORES_KEPT = 64
"""Sets of dated findings whose diagrams are kept; chosen so that a set stays below some MB."""


class Engine:
    """One criteria set, made ready once for any number of cases."""

    def __init__(self, criteria: CriteriaSet, ontology: Findings | None = None) -> None:
        self.criteria = criteria
        self.outline = Outline(criteria, implied_by_codes(criteria.items, ontology))
        self.codes = index_codes(criteria.items, ontology)
        related = self.outline.implied or criteria.relations
        self._quick = None if related else Quick(self.outline, self.codes)
        self._stores: dict[object, tuple[Diagrams, Families, dict[tuple[int, int], int]]] = {}
        self._words: dict[int, str] = {}

    def verdicts(self, case: Case) -> tuple[Truth, ...]:
        """Whether each level is met, in order, without any explanation."""
        quick = self._quick
        masks = None if quick is None else quick.masks(case)
        if quick is not None and masks is not None:
            found = [quick.truth(level.id, *masks) for level in self.criteria.levels]
            settled = tuple(truth for truth in found if truth is not None)
            if len(settled) == len(found):
                return settled
        completions = self.completions(self.situation(case))
        rules = completions.rules
        return tuple(completions.truth(rules.level(each.id)) for each in self.criteria.levels)

    def quick_truth(self, level: str, case: Case) -> Truth | None:
        """Whether the level is met, where that can be said without case analysis."""
        masks = self._quick.masks(case) if self._quick is not None else None
        return None if masks is None or self._quick is None else self._quick.truth(level, *masks)

    def situation(self, case: Case, *, presence_wins: bool = False) -> Situation:
        """What `case` says about the set's items."""
        return situation(
            self.outline.items,
            self.outline.units,
            self.codes,
            self.outline.implied,
            case,
            presence_wins=presence_wins,
        )

    def completions(self, known: Situation) -> Completions:
        """What follows from the set over all completions of `known`."""
        # Diagrams of different cases share their parts as long as each unknown can turn out in
        # the same ways: dates depend on the dates known, starred items on what was stated.
        starred = self.outline.starred
        shape = (
            frozenset(known.onsets[i] for i in self.outline.windowed if i in known.onsets),
            frozenset(starred & known.done),
        )
        store = self._stores.pop(shape, None) or (Diagrams(), Families(), {})
        self._stores[shape] = store
        while len(self._stores) > _STORES_KEPT:
            del self._stores[next(iter(self._stores))]
        diagrams, families, memo = store
        return Completions(Rules(self.outline, known, diagrams), families, memo)

    def words(self, node: Criterion) -> str:
        """The criterion in one line."""
        found = self._words.get(id(node))
        if found is None:
            found = self._words[id(node)] = heading(node, self.criteria)
        return found
