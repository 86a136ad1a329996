"""What follows from a rule for every way in which the unknown can turn out.

Rule 1. A level is met if it holds under every consistent completion, not met if it holds under
none. No shortcut is taken where parts share items.

Rule 2. A missing set is a set of unknowns for which some result makes the level met, whatever
the others turn out to be, and of which nothing can be left out.
"""

from nosograph.model.truth import Truth
from nosograph.reasoning.diagrams import FALSE, TRUE
from nosograph.reasoning.families import NOTHING, UNIT, Families
from nosograph.reasoning.rules import Rules


class Completions:
    """A rule, seen over all completions of one situation."""

    def __init__(self, rules: Rules, families: Families, memo: dict[tuple[int, int], int]) -> None:
        self.rules = rules
        self._diagrams = rules.diagrams
        self._families = families
        self._memo = memo
        consistent = rules.consistent()
        self.is_consistent = consistent != FALSE
        """Whether the situation itself agrees with the set's relations."""
        self._consistent = consistent if self.is_consistent else TRUE
        self._choices: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self._certain: dict[int, bool] = {}

    def truth(self, holds: int) -> Truth:
        """Whether what the diagram says is settled."""
        if self._diagrams.both(self._consistent, holds) == FALSE:
            return Truth.FALSE
        return Truth.TRUE if self._is_certain(self._decided(holds)) else Truth.UNKNOWN

    def missing(self, holds: int) -> tuple[tuple[str, ...], ...]:
        """All minimal missing sets, by name, smallest first."""
        names = self.rules.outline.unknowns
        family = self._sufficient(self._decided(holds), self._consistent)
        sets = sorted(self._families.sets(family), key=lambda members: (len(members), members))
        return tuple(tuple(sorted(names[n].name for n in members)) for members in sets)

    def revocable(self, holds: int) -> tuple[str, ...]:
        """Items of which a result could overturn the answer, though it is settled."""
        done = self.rules.known.done
        decided = self._decided(holds)
        found = set()
        for item in self.rules.outline.telling - done:
            values = self.rules.outcomes.values(item)
            for n in self._ways(self.rules.outline.position[item])[0]:
                learnt = self._learnt(decided, item, values[n].state)
                if not all(map(self._is_certain, learnt)):
                    found.add(item)
        return tuple(sorted(found))

    def _learnt(self, diagram: int, item: str, state: object) -> set[int]:
        """What the diagram may become once the item is known so, and what follows from it too."""
        outline, found = self.rules.outline, {diagram}
        known = outline.following(item, present=state is True) - self.rules.known.done
        for each in sorted(known | {item}):
            position = outline.position[each]
            values = self.rules.outcomes.values(each)
            same = [n for n in self._ways(position)[0] if values[n].state == state]
            found = {self._diagrams.set(one, position, n) for one in found for n in same}
        return found

    def settles(self, holds: int, name: str) -> int:
        """How many results of the unknown would settle the answer."""
        position = self.rules.outline.position[name]
        choices, _ = self._ways(position)
        decided = self._decided(holds)
        possible = self._diagrams.both(self._consistent, holds)
        return sum(
            self._diagrams.set(possible, position, n) == FALSE
            or self._is_certain(self._diagrams.set(decided, position, n))
            for n in choices
        )

    def _decided(self, holds: int) -> int:
        """Where it holds, or the completion is impossible."""
        if self._consistent == TRUE:
            return holds
        return self._diagrams.either(self._diagrams.negate(self._consistent), holds)

    def _ways(self, position: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Values that a result can bring, and values that can be true without one."""
        found = self._choices.get(position)
        if found is None:
            values = self.rules.outcomes.values(self.rules.outline.unknowns[position].name)
            done = tuple(n for n, value in enumerate(values) if value.done)
            open_ = tuple(n for n, value in enumerate(values) if not value.done)
            found = self._choices[position] = (done, open_ or done)
        return found

    def _is_certain(self, diagram: int) -> bool:
        """Whether it is true as long as nothing more becomes known."""
        if diagram in (FALSE, TRUE) or not self.rules.outline.starred:
            return diagram == TRUE
        found = self._certain.get(diagram)
        if found is None:
            _, skips = self._ways(self._diagrams.variable(diagram))
            children = self._diagrams.children(diagram)
            found = all(self._is_certain(children[n]) for n in skips)
            self._certain[diagram] = found
        return found

    def _sufficient(self, decided: int, possible: int) -> int:
        """The family of minimal sets some result of which leaves only what is decided."""
        if decided == FALSE or possible == FALSE:
            return NOTHING
        if decided == TRUE:
            return UNIT
        key = (decided, possible)
        found = self._memo.get(key)
        if found is not None:
            return found
        d = self._diagrams
        first = min(d.variable(decided), d.variable(possible))
        choices, skips = self._ways(first)
        having = NOTHING
        for n in choices:
            after = self._sufficient(d.given(decided, first, n), d.given(possible, first, n))
            having = self._families.join(having, after)
        without = self._sufficient(
            d.all([d.given(decided, first, n) for n in skips]),
            d.any([d.given(possible, first, n) for n in skips]),
        )
        found = self._memo[key] = self._families.split(first, without, having)
        return found
