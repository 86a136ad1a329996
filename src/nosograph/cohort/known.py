"""From the facts that a value set finds to one row per person: what is known of each item.

Rule 1. Presence wins over absence, here as in the reference engine when it reads population data;
conflicts are counted beside it.

Rule 2. Without a usable statement an item is NULL, never false. Items read as closed are the
exception, and are named one by one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from sqlglot import exp

from nosograph.cohort.bounding import is_exact, kept, places, some
from nosograph.cohort.expressions import (
    FALSE,
    NULL,
    TRUE,
    both,
    case,
    coalesce,
    column,
    compared,
    either,
    is_null,
    number,
    one_of,
)
from nosograph.cohort.outline import Condition, SetOutline, Variable
from nosograph.cohort.value_sets import BITS, ValueSets
from nosograph.criteria.sets import ItemDefinition, ItemKind
from nosograph.criteria.units import DIGITS, converted, line

Units = Mapping[str, Collection[str]]
"""Quantity → units that occur in the data, beside those of its limits."""


class KnownColumns:
    """The aggregates over one person's hits."""

    def __init__(
        self, outline: SetOutline, sets: ValueSets, units: Units, closed: Collection[str]
    ) -> None:
        self._outline = outline
        self._sets = sets
        self._closed = frozenset(closed)
        self.units = {
            item.id: self._readable(item, units.get(item.id, ()))
            for item in outline.criteria.items
            if item.kind is ItemKind.QUANTITY
        }
        self.ends = {
            (item, unit): ends
            for item, units in self.units.items()
            for unit in units
            if (ends := self._possible(item, unit)) is not None
        }
        """Quantity and unit → between which values it can lie."""

    def facts(self) -> Iterator[tuple[str, exp.Expression]]:
        """Aggregates that need no order among results."""
        columns = self._outline.columns
        for item in self._outline.criteria.items:
            match item.kind:
                case ItemKind.FACT:
                    yield item.id, self._fact(item.id)
                case ItemKind.CHOICE:
                    yield item.id, _only(self._word(item))
                case ItemKind.QUANTITY:
                    yield f"{item.id}__measured", _any(case((self._usable(item.id), TRUE.copy())))
        for item_id in columns.onsets:
            day = case((self._states(item_id, "present"), column("day")))
            yield f"{item_id}__onset", exp.Min(this=day)
        for item_id in columns.done:
            yield f"{item_id}__done", self._done(self._outline.items[item_id])
        for condition, name in columns.conditions.items():
            usable = self._asked(condition.item, condition.after)
            yield name, some(usable, self._kept(condition), bounded=self._outline.bounded)
        for variable, (first, last) in columns.places.items():
            yield from zip((first, last), self._places(variable), strict=True)
        for item_id in columns.single:
            yield f"{item_id}__single", self._single(item_id)
        if columns.age and self._outline.spanned:
            yield "anchor_first", self._anchor("first_date")
            yield "anchor_last", self._anchor("last_date")
        elif columns.age:
            yield "anchor", self._anchor("start_date")

    def runs(self) -> Iterator[tuple[str, exp.Expression]]:
        """Aggregates over the last result of each day, `latest` being 1 for the newest."""
        for (condition, slot), name in self._outline.columns.slots.items():
            bounded = self._outline.bounded
            kept_ = self._kept(condition)
            times = _times(both(_is_item(condition.item), kept_))
            newest = both(
                _is_item(condition.item), exp.EQ(this=column("latest"), expression=number(1))
            )
            missed: exp.Expression = exp.Not(this=some(newest, kept_.copy(), bounded=bounded))
            if bounded:
                perhaps = coalesce(exp.paren(kept_.copy()), TRUE.copy())
                most = _times(both(_is_item(condition.item), perhaps))
                missed = both(missed, compared(most, "<", number(slot)))
            yield (
                name,
                case(
                    (compared(times, ">=", number(slot)), TRUE.copy()),
                    (missed, FALSE.copy()),
                ),
            )

    def usable_results(self) -> exp.Expression:
        """Whether a hit is a result of a test that has to be repeated."""
        items = dict.fromkeys(condition.item for condition, _ in self._outline.columns.slots)
        return either(*(self._usable(item) for item in items))

    def within_limits(self) -> exp.Expression:
        """1 for a result within the limits of its test, else 0; between them where it may be."""
        asked = dict.fromkeys(condition for condition, _ in self._outline.columns.slots)
        kept_ = [(_is_item(each.item), self._kept(each)) for each in asked]
        tests = [(both(item, keeps), number(1)) for item, keeps in kept_]
        if self._outline.bounded:
            half = number(Decimal("0.5"))
            tests += [(both(i.copy(), is_null(exp.paren(k.copy()))), half) for i, k in kept_]
        return case(*tests, otherwise=number(0))

    # facts

    def _fact(self, item: str) -> exp.Expression:
        """Whether the item is present; silence is absence where it, or what it implies, is closed."""
        truth = self._stated(item)
        if item in self._closed:
            return coalesce(truth, FALSE.copy())
        for other in self._implies(item):
            if other in self._closed:
                silent = is_null(exp.paren(self._stated(other)))
                truth = coalesce(truth, case((silent, FALSE.copy())))
        return truth

    def _stated(self, item: str) -> exp.Expression:
        present = self._states(item, "present")
        truth = _any(case((present, TRUE.copy()), (self._absent(item), FALSE.copy())))
        for other in self._implies(item):
            needed = self._sets.needed.get(other, ())
            if len(needed) > 1:
                truth = coalesce(truth, case((self._excluded(other, needed), FALSE.copy())))
        return truth

    def _implies(self, item: str) -> tuple[str, ...]:
        return tuple(sorted(self._outline.following(item, present=True)))

    def _implied_by(self, item: str) -> tuple[str, ...]:
        return tuple(sorted(self._outline.following(item, present=False)))

    def _states(self, item: str, status: str) -> exp.Expression:
        return both(_is_item(*self._implied_by(item)), _has_status(status))

    def _absent(self, item: str) -> exp.Expression:
        """A statement that settles absence on its own, of the item or of what it implies."""
        parts = []
        for other in self._implies(item):
            alone = _is_item(other)
            if len(self._sets.needed.get(other, ())) > 1:
                alone = both(alone, exp.EQ(this=column("mask"), expression=number(0)))
            parts.append(alone)
        return both(_has_status("absent"), either(*parts))

    def _excluded(self, item: str, codes: Sequence[str]) -> exp.Expression:
        """Whether each of the codes was said to be absent: a bit for each, all of them set."""
        absent = both(_is_item(item), _has_status("absent"))
        tests = []
        for part, start in enumerate(range(0, len(codes), BITS)):
            own = absent
            if len(codes) > BITS:
                own = both(own, exp.EQ(this=column("part"), expression=number(part)))
            said = exp.BitwiseOrAgg(this=case((own, column("mask"))))
            every = (1 << min(BITS, len(codes) - start)) - 1
            tests.append(exp.EQ(this=said, expression=number(every)))
        return both(*tests)

    def _word(self, item: ItemDefinition) -> exp.Expression:
        asked = both(_is_item(item.id), one_of(column("word"), item.words))
        return case((asked, column("word")))

    def _done(self, item: ItemDefinition) -> exp.Expression:
        if item.kind is not ItemKind.FACT:
            return _any(case((_is_item(item.id), TRUE.copy())))
        measured = _any(both(_is_item(item.id), _has_status("measured")))
        stated = exp.Not(this=is_null(exp.paren(self._fact(item.id))))
        return case((either(stated, measured), TRUE.copy()))

    # quantities

    def _readable(self, item: ItemDefinition, found: Collection[str]) -> tuple[str, ...]:
        own = self._outline.units(item.id) | {item.unit}
        more = (
            unit
            for unit in found
            if unit and unit not in own and self._outline.read_in(item.id, unit) is not None
        )
        return (*sorted(own), *sorted(set(more)))

    def _usable(self, item: str) -> exp.Expression:
        by_ends: dict[tuple[Decimal, Decimal] | None, list[str]] = {}
        for unit in self.units[item]:
            by_ends.setdefault(self.ends.get((item, unit)), []).append(unit)
        valued = exp.Not(this=is_null(column("value")))
        own = [_within(units, ends) for ends, units in by_ends.items()]
        return both(_is_item(item), valued, exp.paren(either(*own)) if len(own) > 1 else own[0])

    def _possible(self, item: str, unit: str) -> tuple[Decimal, Decimal] | None:
        as_published = self._outline.read_in(item, unit) or unit
        found = self._outline.possible(item, as_published)
        if found is None or found.low is None or found.high is None:
            return None
        low, high = (converted(end, as_published, unit) for end in (found.low, found.high))
        return low, high

    def _asked(self, item: str, after: int | None) -> exp.Expression:
        usable = self._usable(item)
        return usable if after is None else both(usable, _is_later(after))

    def _places(self, variable: Variable) -> tuple[exp.Expression, exp.Expression]:
        """From and up to which span between its limits the value may lie by what only bounds it."""
        item, outline = variable.item, self._outline
        asked = both(self._asked(item, outline.after(variable)), exp.Not(this=is_exact()))
        lower: list[tuple[exp.Expression, exp.Expression]] = []
        upper: list[tuple[exp.Expression, exp.Expression]] = []
        for unit in self.units[item]:
            as_published = outline.read_in(item, unit) or unit
            limits = outline.limits_in(item, as_published, outline.spans(item))
            is_own = one_of(column("unit"), [unit])
            if limits is None:
                lower.append((is_own, number(0)))
                continue
            first, last = places(tuple(converted(each, as_published, unit) for each in limits))
            lower.append((is_own, first))
            upper.append((is_own.copy(), last))
        least = exp.Min(this=case((asked, case(*lower))))
        most: exp.Expression = exp.Max(this=case((asked.copy(), case(*upper)))) if upper else NULL
        nowhere = case((is_null(exp.paren(most.copy())), number(0)), otherwise=number(1 << 20))
        return coalesce(least, nowhere), coalesce(most, number(-1))

    def _kept(self, condition: Condition) -> exp.Expression:
        """Whether the hit's value lies within the bounds, read in its own unit."""
        by_test: dict[exp.Expression, list[str]] = {}
        for unit in self.units[condition.item]:
            as_published = self._outline.read_in(condition.item, unit) or unit
            within = self._outline.within(
                condition.item, condition.low, condition.high, as_published
            )
            low, high = (
                end if end is None or unit == as_published else converted(end, as_published, unit)
                for end in (within.low, within.high)
            )
            within = within._replace(low=low, high=high)
            test = kept(within, bounded=self._outline.bounded)
            by_test.setdefault(test, []).append(unit)
        branches = [(one_of(column("unit"), units), test) for test, units in by_test.items()]
        return branches[0][1] if len(branches) == 1 else case(*branches)

    def _single(self, item: str) -> exp.Expression:
        """The result that tells about related items, in the item's own unit.

        NULL where there is none, or one that cannot be read in that unit.
        """
        own = self._outline.items[item].unit
        readable: list[tuple[exp.Expression, exp.Expression]] = []
        for unit in self.units[item]:
            value: exp.Expression = column("value")
            if unit != own:
                if self._outline.read_in(item, unit) != own:
                    continue
                factor, none = map(DIGITS.create_decimal_from_float, line(unit, own))
                value = exp.Mul(this=value, expression=number(factor))
                value = exp.Add(this=value, expression=number(none)) if none else value
            readable.append((one_of(column("unit"), [unit]), value))
        usable = self._usable(item)
        value = case((usable, case(*readable)))
        is_unread = is_null(exp.paren(case(*readable)))
        if self._outline.bounded:
            is_unread = either(is_unread, exp.Not(this=is_exact()))
        unread = case((both(usable.copy(), is_unread), number(1)))
        telling = exp.Max if self._outline.tells_by_highest(item) else exp.Min
        return case((is_null(exp.Max(this=unread)), telling(this=value)))

    def _anchor(self, day: str) -> exp.Expression:
        """The day on which the age counts: that of the first finding, or else measurement."""
        found = case((_has_status("present"), column(day)))
        measured = case((_has_status("measured"), column(day)))
        return coalesce(exp.Min(this=found), exp.Min(this=measured))


def _within(units: Collection[str], ends: tuple[Decimal, Decimal] | None) -> exp.Expression:
    own = one_of(column("unit"), units)
    if ends is None:
        return own
    low, high = (
        compared(column("value"), sign, number(end))
        for sign, end in zip((">=", "<="), ends, strict=True)
    )
    return both(own, low, high)


def _is_item(*items: str) -> exp.Expression:
    return one_of(column("item"), items)


def _times(own: exp.Expression) -> exp.Expression:
    return exp.Sum(this=case((own, number(1)), otherwise=number(0)))


def _has_status(status: str) -> exp.Expression:
    return exp.EQ(this=column("status"), expression=exp.Literal.string(status))


def _any(part: exp.Expression) -> exp.Expression:
    return exp.LogicalOr(this=part)


def _only(word: exp.Expression) -> exp.Expression:
    """The word, if there is just one."""
    first, last = exp.Min(this=word), exp.Max(this=word.copy())
    return case((exp.EQ(this=first, expression=last), first.copy()))


def _is_later(day: int) -> exp.Expression:
    """A result of a later day of the illness, or one without a day that names the item itself."""
    elapsed = exp.Add(
        this=exp.Sub(this=column("day"), expression=column("first_day")), expression=number(1)
    )
    return case(
        (is_null(column("day")), column("named")), otherwise=compared(elapsed, ">", number(day))
    )
