"""An answer to "are these criteria met?", with its reasons.

Rule 1. The verdict is worked out when it is asked for, and the explanation only then too.
Rule 2. Nothing here can be used as a condition: three values do not fit into an `if`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from nosograph.criteria.nodes import AllOf, AtLeast, Criterion, Score
from nosograph.criteria.sets import Level
from nosograph.model.cases import Case, Statement
from nosograph.model.truth import Truth
from nosograph.reasoning.completions import Completions
from nosograph.reasoning.engine import CriteriaEngine
from nosograph.reasoning.rules import Rules
from nosograph.reasoning.situation import Concern, Situation, Trouble

VERDICTS = {Truth.TRUE: "met", Truth.FALSE: "not_met", Truth.UNKNOWN: "undetermined"}
"""What a level's truth is called."""


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """One part of a criterion, whether it holds, and the statements that say so."""

    node: Criterion
    words: str
    """In one line, in English."""
    truth: Truth
    items: tuple[str, ...]
    """Items that the part itself asks about."""
    statements: tuple[Statement, ...]
    parts: "tuple[PartAnswer, ...]" = ()


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The lowest and the highest sum that the unknown items leave possible."""

    low: int
    high: int
    threshold: int


class LevelAnswer:
    """The answer for one level."""

    def __init__(self, answer: "Answer", level: Level) -> None:
        self._answer = answer
        self.level = level

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"the verdict on {self.level.id} has three values and cannot be used as a condition; "
            "compare its `truth`"
        )

    def __repr__(self) -> str:
        return f"<{self.level.id}: {self.verdict}>"

    @cached_property
    def truth(self) -> Truth:
        """Whether the level is met."""
        return self._answer.truth(self.level.id)

    @property
    def verdict(self) -> str:
        """met, not_met or undetermined."""
        return VERDICTS[self.truth]

    @cached_property
    def missing(self) -> tuple[tuple[str, ...], ...]:
        """All minimal sets of missing items that could make the level met; smallest first."""
        if self.truth is not Truth.UNKNOWN:
            return ()
        return self._answer.completions.missing(self._holds)

    @cached_property
    def scores(self) -> tuple[ScoreRange, ...]:
        """The range of every score in the level, in reading order."""
        nodes = self._answer.engine.scores[self.level.id]
        return tuple(self._answer.score_range(node) for node in nodes)

    @cached_property
    def tally(self) -> tuple[int, int] | None:
        """How many parts hold and how many have to; None where parts are not counted."""
        match self.level.criterion:
            case AllOf(of):
                needed = len(of)
            case AtLeast(count):
                needed = count
            case _:
                return None
        return sum(each.truth is Truth.TRUE for each in self.evidence.parts), needed

    @cached_property
    def revocable(self) -> tuple[str, ...]:
        """Items whose result could overturn the answer although the level is met."""
        if self.truth is not Truth.TRUE:
            return ()
        return self._answer.completions.revocable(self._holds)

    @cached_property
    def next(self) -> str | None:
        """The missing item to ask for first.

        The one most of whose results settle the level; among equals the one that completes the
        smallest missing set, then the one in most sets, then the first in the rule.
        """
        if not self.missing:
            return None
        order = self._answer.engine.outline.position
        smallest = {name: len(members) for members in reversed(self.missing) for name in members}
        number = {name: sum(name in members for members in self.missing[:200]) for name in smallest}
        few = sorted(smallest, key=lambda n: (smallest[n], -number[n], order[n]))[:12]
        completions = self._answer.completions
        return min(few, key=lambda n: -completions.settles(self._holds, n))

    @cached_property
    def evidence(self) -> PartAnswer:
        """Every part of the level with its truth."""
        return self._answer.evidence(self.level.criterion)

    @cached_property
    def _holds(self) -> int:
        return self._answer.rules.level(self.level.id)


class Answer:
    """The answers of one criteria set about one case."""

    def __init__(self, engine: CriteriaEngine, case: Case, *, presence_wins: bool = False) -> None:
        self.engine = engine
        self.case = case
        self._presence_wins = presence_wins

    def __bool__(self) -> NoReturn:
        raise TypeError("an answer has a verdict per level and cannot be used as a condition")

    def __getitem__(self, level: str) -> LevelAnswer:
        return self.levels[level]

    @cached_property
    def levels(self) -> Mapping[str, LevelAnswer]:
        """Level id → its answer."""
        return {level.id: LevelAnswer(self, level) for level in self.engine.criteria.levels}

    @cached_property
    def next(self) -> str | None:
        """The item to ask for first: that of the first level that is open."""
        return next((each.next for each in self.levels.values() if each.next is not None), None)

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """Contradictions in the case, and values that could not be used."""
        found = list(self.known.concerns)
        if not self.completions.is_consistent:
            used = self.known.used
            found += [
                Concern(Trouble.APART, each.item, (each.other,))
                for each in self.engine.criteria.relations
                if each.item in used and each.other in used
            ]
        return tuple(found)

    @property
    def unmatched(self) -> tuple[Statement, ...]:
        """Statements about which the set does not ask."""
        return tuple(self.known.unmatched)

    @cached_property
    def _masks(self) -> tuple[int, int] | None:
        return None if self._presence_wins else self.engine.masks(self.case)

    @cached_property
    def known(self) -> Situation:
        """What the case says about each item."""
        return self.engine.situation(self.case, presence_wins=self._presence_wins)

    @cached_property
    def rules(self) -> Rules:
        """The set's diagrams in this situation."""
        return self.completions.rules

    @cached_property
    def completions(self) -> Completions:
        """What follows over all completions."""
        return self.engine.completions(self.known)

    def truth(self, level: str) -> Truth:
        """Whether the level is met."""
        quick = self.engine.quick_truth(level, self._masks)
        return self.completions.truth(self.rules.level(level)) if quick is None else quick

    def score_range(self, node: Score) -> ScoreRange:
        """The range of the score over all completions."""
        low = high = 0
        totals = self.rules.steps(node)
        most = sum(max(points for points, _ in step) for step in totals)
        for total in range(1, most + 1):
            truth = self.completions.truth(self.rules.total(node, total))
            if truth is Truth.FALSE:
                break
            high = total
            low = total if truth is Truth.TRUE else low
        return ScoreRange(low, high, node.threshold)

    def evidence(self, node: Criterion) -> PartAnswer:
        """A part with its truth and the statements that it rests on."""
        words, items, inner = self.engine.part(node)
        truth = self.engine.quick_part(node, self._masks)
        if truth is None:
            truth = self.completions.truth(self.rules.build(node))
        used = self.known.used
        told = [each for item in items if item in used for each in used[item]]
        statements = tuple(dict.fromkeys(told)) if len(told) > 1 else tuple(told)
        return PartAnswer(node, words, truth, items, statements, tuple(map(self.evidence, inner)))
