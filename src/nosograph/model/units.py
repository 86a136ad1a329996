"""In which unit a measured value is read, where an item has limits in several.

Rule 1. A limit that was published in a unit is never replaced by a converted one: 11.1 mmol/L and
200 mg/dL, 6.5 % and 48 mmol/mol are what people decided, not what arithmetic says.

Rule 2. Of several units that a value could be converted to, none is chosen unless the limits say
the same in all of them: a fraction of 0.065 is 6.5 % and 65 mmol/mol, and only one is meant.
"""

import re
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from typing import TypeAlias

from nosograph.model.criteria import Bound

Convert: TypeAlias = Callable[[Decimal, str, str], Decimal | None]
"""A value in one UCUM unit as a value in another, or None."""

_ANNOTATION = re.compile(r"\{[^{}]*\}")
_ONE = Decimal(1)


def bare(unit: str) -> str:
    """The unit without annotations: they say what is counted, not in what."""
    return _ANNOTATION.sub("", unit) or "1"


def read_in(
    unit: str, own: str, bounds: Iterable[Bound], units: Collection[str], convert: Convert
) -> str | None:
    """The one of `units`, or the item's own, that a value in `unit` is read in.

    `units` are those in which every one of the item's `bounds` has a limit.
    """
    if unit in units or unit == own:
        return unit
    named = (own, *sorted(set(units) - {own}))
    plain = bare(unit)
    for each in named:
        if plain == each or convert(_ONE, plain, each) == _ONE:
            return each
    reached = [each for each in named if convert(_ONE, plain, each) is not None]
    if len(reached) > 1 and not all(_say_the_same(bound, convert) for bound in bounds):
        return None
    return reached[0] if reached else None


def _say_the_same(bound: Bound, convert: Convert) -> bool:
    """Whether the limits agree wherever one can be read in the unit of the other."""
    first, *others = bound.limits
    for value, unit in others:
        converted = convert(value, unit, first[1])
        if converted is not None and converted != first[0]:
            return False
    return True
