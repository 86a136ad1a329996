"""Decision diagrams: a rule as the questions that still decide it.

Rule 1. A diagram asks its variables in ascending order, each at most once, and never asks what
makes no difference. Equal functions are therefore the same number.

Rule 2. A variable has any fixed number of values; a diagram's children follow their order.
"""

from collections.abc import Sequence

FALSE, TRUE = 0, 1
"""The diagrams that ask nothing."""

_LAST = 1 << 30
"""The variable of FALSE and TRUE: after all others."""


class Diagrams:
    """A store of diagrams that share their parts."""

    def __init__(self) -> None:
        self._variable = [_LAST, _LAST]
        self._children: list[tuple[int, ...]] = [(), ()]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._not = {FALSE: TRUE, TRUE: FALSE}

    def variable(self, diagram: int) -> int:
        """What the diagram asks first."""
        return self._variable[diagram]

    def children(self, diagram: int) -> tuple[int, ...]:
        """What the diagram comes to for each value of its first variable."""
        return self._children[diagram]

    def ask(self, variable: int, children: Sequence[int]) -> int:
        """The diagram that comes to one child for each value of `variable`."""
        first = children[0]
        if all(child == first for child in children):
            return first
        key = (variable, tuple(children))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self._variable)
            self._variable.append(variable)
            self._children.append(key[1])
        return found

    def both(self, one: int, other: int) -> int:
        """Where both hold."""
        if one == other or other == TRUE:
            return one
        if one == FALSE or other == FALSE:
            return FALSE
        if one == TRUE:
            return other
        key = (one, other) if one < other else (other, one)
        found = self._both.get(key)
        if found is None:
            v, w = self._variable[one], self._variable[other]
            if v == w:
                pairs = zip(self._children[one], self._children[other], strict=True)
                found = self.ask(v, [self.both(a, b) for a, b in pairs])
            elif v < w:
                found = self.ask(v, [self.both(a, other) for a in self._children[one]])
            else:
                found = self.ask(w, [self.both(one, b) for b in self._children[other]])
            self._both[key] = found
        return found

    def either(self, one: int, other: int) -> int:
        """Where at least one holds."""
        if one == other or other == FALSE:
            return one
        if one == TRUE or other == TRUE:
            return TRUE
        if one == FALSE:
            return other
        key = (one, other) if one < other else (other, one)
        found = self._either.get(key)
        if found is None:
            v, w = self._variable[one], self._variable[other]
            if v == w:
                pairs = zip(self._children[one], self._children[other], strict=True)
                found = self.ask(v, [self.either(a, b) for a, b in pairs])
            elif v < w:
                found = self.ask(v, [self.either(a, other) for a in self._children[one]])
            else:
                found = self.ask(w, [self.either(one, b) for b in self._children[other]])
            self._either[key] = found
        return found

    def negate(self, diagram: int) -> int:
        """Where it does not hold."""
        found = self._not.get(diagram)
        if found is None:
            children = [self.negate(child) for child in self._children[diagram]]
            found = self._not[diagram] = self.ask(self._variable[diagram], children)
        return found

    def choose(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where the condition holds, else `otherwise`."""
        if condition == TRUE:
            return then
        if condition == FALSE:
            return otherwise
        return self.either(self.both(condition, then), self.both(self.negate(condition), otherwise))

    def all(self, parts: Sequence[int]) -> int:
        """Where every part holds."""
        found = TRUE
        for part in reversed(parts):
            found = self.both(part, found)
        return found

    def any(self, parts: Sequence[int]) -> int:
        """Where some part holds."""
        found = FALSE
        for part in reversed(parts):
            found = self.either(part, found)
        return found

    def at_least(self, count: int, parts: Sequence[int]) -> int:
        """Where `count` parts hold, or more."""
        # row[j]: at least j of the parts from the current one on.
        row = [TRUE] + [FALSE] * max(count, 0)
        for part in reversed(parts):
            row = [TRUE] + [
                self.choose(part, row[needed - 1], row[needed]) for needed in range(1, count + 1)
            ]
        return row[max(count, 0)]

    def given(self, diagram: int, variable: int, value: int) -> int:
        """The diagram once `variable`, which it asks first or not at all, has a value."""
        return self._children[diagram][value] if self._variable[diagram] == variable else diagram

    def set(self, diagram: int, variable: int, value: int) -> int:
        """The diagram once `variable`, wherever it is asked, has a value."""
        done: dict[int, int] = {}

        def walk(each: int) -> int:
            asked = self._variable[each]
            if asked > variable:
                return each
            if asked == variable:
                return self._children[each][value]
            if each not in done:
                done[each] = self.ask(asked, [walk(child) for child in self._children[each]])
            return done[each]

        return walk(diagram)
