"""Families of sets none of which contains another, kept as one shared diagram.

Rule. A family never holds a set that contains another of its sets: adding such a set changes
nothing, so that "all minimal sets" is what a family is.
"""

NOTHING, UNIT = 0, 1
"""The family without sets, and the family of the empty set alone."""

_LAST = 1 << 30


class Families:
    """A store of families over numbered members."""

    def __init__(self) -> None:
        self._member = [_LAST, _LAST]
        self._without = [0, 0]
        self._with = [0, 0]
        self._known: dict[tuple[int, int, int], int] = {}
        self._joined: dict[tuple[int, int], int] = {}
        self._left: dict[tuple[int, int], int] = {}
        self._sets: dict[int, tuple[tuple[int, ...], ...]] = {NOTHING: (), UNIT: ((),)}

    def split(self, member: int, without: int, having: int) -> int:
        """The sets of `without`, and those of `having` with `member` added.

        Both speak only of later members. Sets that then contain another are left out.
        """
        having = self._not_containing(having, without)
        if having == NOTHING:
            return without
        key = (member, without, having)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self._member)
            self._member.append(member)
            self._without.append(without)
            self._with.append(having)
        return found

    def join(self, one: int, other: int) -> int:
        """The minimal sets of two families."""
        if one == other or other == NOTHING:
            return one
        if one == NOTHING:
            return other
        if one == UNIT or other == UNIT:
            return UNIT
        key = (one, other) if one < other else (other, one)
        found = self._joined.get(key)
        if found is None:
            v, w = self._member[one], self._member[other]
            if v == w:
                without = self.join(self._without[one], self._without[other])
                found = self.split(v, without, self.join(self._with[one], self._with[other]))
            elif v < w:
                found = self.split(v, self.join(self._without[one], other), self._with[one])
            else:
                found = self.split(w, self.join(one, self._without[other]), self._with[other])
            self._joined[key] = found
        return found

    def sets(self, family: int) -> tuple[tuple[int, ...], ...]:
        """The sets themselves, members ascending."""
        found = self._sets.get(family)
        if found is None:
            member = self._member[family]
            having = self.sets(self._with[family])
            found = self.sets(self._without[family]) + tuple((member, *each) for each in having)
            self._sets[family] = found
        return found

    def _not_containing(self, one: int, other: int) -> int:
        """The sets of `one` that contain no set of `other`."""
        if one == NOTHING or other == NOTHING:
            return one
        if other == UNIT or one == other:
            return NOTHING
        if one == UNIT:
            return UNIT
        key = (one, other)
        found = self._left.get(key)
        if found is None:
            v, w = self._member[one], self._member[other]
            if v < w:
                without = self._not_containing(self._without[one], other)
                found = self.split(v, without, self._not_containing(self._with[one], other))
            elif v > w:
                found = self._not_containing(one, self._without[other])
            else:
                without = self._not_containing(self._without[one], self._without[other])
                having = self._not_containing(
                    self._not_containing(self._with[one], self._without[other]),
                    self._with[other],
                )
                found = self.split(v, without, having)
            self._left[key] = found
        return found
