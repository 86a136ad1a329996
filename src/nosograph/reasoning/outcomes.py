"""How each unknown of a set can turn out about one person, given what is known of them.

Rule. Several results of an item that only bound its value are one unknown: it may lie wherever
one of them may.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cached_property

from nosograph.criteria.outline import Span, spans_between
from nosograph.reasoning.situation import Result, Situation
from nosograph.reasoning.variables import AGE, FAR, Value, Variables


class Outcomes:
    """The values of the unknowns, each in the order in which diagrams branch."""

    def __init__(self, outline: Variables, known: Situation) -> None:
        self._outline = outline
        self._known = known
        self._values: dict[str, tuple[Value, ...]] = {}

    def values(self, name: str) -> tuple[Value, ...]:
        """How the unknown of this name can turn out."""
        found = self._values.get(name)
        if found is None:
            found = self._values[name] = tuple(self._turn_out(name))
        return found

    def late(self, item: str, day: int) -> tuple[Result, ...]:
        """The results that were measured after a day of the illness."""
        # A value given under the item's own name without a day of the illness is taken at its
        # word; one that only a code brings has to say when it was measured.
        return tuple(
            result
            for result in self._known.results.get(item, ())
            if (result.named if result.illness_day is None else result.illness_day > day)
        )

    @cached_property
    def days(self) -> tuple[int, ...]:
        """Days that an unknown onset has to be tried on.

        Windows only ever ask for onsets to be near each other. If some choice of days does what
        several windows ask, so does the one that puts every onset as late as the nearest known
        ones allow: at a known day, or after it by the lengths of some windows, each passed once.
        """
        onsets, windows = self._known.onsets, self._outline.windows
        known = {onsets[item] for item in self._outline.windowed if item in onsets}
        if len(windows) > 1:
            for each in windows:
                known |= {day + each.days - each.strict for day in known}
        return tuple(sorted(known or {0}))

    def _turn_out(self, name: str) -> Iterator[Value]:
        unknown = self._outline.unknowns[self._outline.position[name]]
        if name == f"{unknown.item}@onset":
            yield from (Value(True, day) for day in (*self.days, FAR))
            return
        states = tuple(self._states(unknown.item, name))
        yield from states
        if name == unknown.item and name in self._outline.starred and name not in self._known.done:
            yield from (state._replace(done=False) for state in states)

    def _states(self, item: str, name: str) -> Iterator[Value]:
        spans = self._outline.domains.get(item)
        if spans is not None:
            left = self._left(item, name)
            yield from (Value(span) for n, span in enumerate(spans) if left is None or n in left)
            return
        if words := self._outline.items[item].words:
            yield from (Value(word) for word in words)
            return
        yield Value(False)
        if item in self._outline.windowed and name == item:
            yield from (Value(True, day) for day in (*self.days, FAR))
        else:
            yield Value(True)

    def _ages(self) -> Collection[int] | None:
        """Places of the spans that an age known to the month or year leaves; None for all."""
        if self._known.ages is None:
            return None
        low, high = (Decimal(each.parts) for each in self._known.ages)
        lies = Span(low, high, has_low=True, has_high=True)
        return [n for n, span in enumerate(self._outline.domains[AGE]) if span.meets(lies)]

    def _left(self, item: str, name: str) -> Collection[int] | None:
        """Places of the spans that results which only bound the value leave; None for all."""
        if item == AGE:
            return self._ages()
        day = self._outline.after.get(name)
        results = self._known.results.get(item, ()) if day is None else self.late(item, day)
        open_ = [result for result in results if result.is_open]
        if not open_ or "#" in name:
            return None
        found: set[int] = set()
        for result in open_:
            limits = self._outline.limits_in(item, result.unit, self._outline.domains[item])
            if limits is None or result.span is None:
                return None
            spans = enumerate(spans_between(limits))
            found.update(n for n, span in spans if span.meets(result.span))
        return found
