"""Units: a value in one UCUM unit as a value in another, and in which one a value is read.

Rule 1. Only units of the same dimension are converted. Between mass and amount of substance
nothing is guessed, because that needs to know the substance.

Rule 2. A limit that was published in a unit is never replaced by a converted one: 11.1 mmol/L and
200 mg/dL, 6.5 % and 48 mmol/mol are what people decided, not what arithmetic says.

Rule 3. Of several units that a value could be converted to, none is chosen unless the limits say
the same in all of them: a fraction of 0.065 is 6.5 % and 65 mmol/mol, and only one is meant.
"""

import re
from collections.abc import Collection, Iterable
from decimal import Context, Decimal
from functools import cache, lru_cache
from typing import Any

from nosograph.criteria.nodes import Bound

DIGITS = Context(prec=12)
"""Conversions go through binary floats; what lies beyond these digits is their noise."""

_DIMENSIONLESS = {"", "1"}
_ANNOTATION = re.compile(r"\{[^{}]*\}")
_ONE = Decimal(1)


@lru_cache(maxsize=4096)
def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """`value` in the unit `to`, or None where the one unit says nothing about the other."""
    unit, to = _spelt(unit), _spelt(to)
    if unit == to:
        return value
    source, target = _scale(unit), _scale(to)
    if source is None or target is None:
        return None
    registry = _registry()
    try:
        found = registry.Quantity(float(value) * source[0], source[1]).to(target[1])
    except _unreadable():
        return None
    return DIGITS.create_decimal_from_float(float(found.magnitude) / target[0])


def converted(value: Decimal, unit: str, to: str) -> Decimal:
    """The value in the unit that it is read in; the same number where that is only spelt otherwise."""
    unit, to = bare(unit), bare(to)
    factor = convert(_ONE, unit, to)
    found = value if factor is None or factor == 1 else convert(value, unit, to)
    return value if found is None else found


def is_unit(unit: str) -> bool:
    """Whether it is a unit of UCUM, not a word of somebody's own for what is counted."""
    return _scale(_spelt(unit)) is not None


def _spelt(unit: str) -> str:
    return "1" if unit in _DIMENSIONLESS else unit.replace("µ", "u").replace("μ", "u")


@cache
def _registry() -> Any:
    # Loaded with the first conversion: it is slow to load.
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry()


@cache
def _unreadable() -> tuple[type[Exception], ...]:
    """What the library raises where a text is no unit, or a value cannot be read in another."""
    from tokenize import TokenError

    from lark.exceptions import LarkError
    from pint.errors import PintError

    # Loaded with the first conversion: it is slow to load.
    from ucumvert.parser import InvalidUcumError

    known = (InvalidUcumError, LarkError, PintError, TokenError)
    # Annotations such as `{}` and `{h-l}` make pint fail in ways that it does not name.
    return *known, ArithmeticError, AssertionError, TypeError, ValueError


@lru_cache(maxsize=512)
def _scale(unit: str) -> tuple[float, Any] | None:
    """Factor and pint unit of a UCUM unit; None if it is none."""
    try:
        found = _registry().from_ucum(unit)
    except _unreadable():
        return None
    if hasattr(found, "magnitude"):
        return float(found.magnitude), found.units
    return 1.0, found


def bare(unit: str) -> str:
    """The unit without annotations: they say what is counted, not in what."""
    return _ANNOTATION.sub("", unit) or "1"


def read_in(unit: str, own: str, bounds: Iterable[Bound], units: Collection[str]) -> str | None:
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
    if len(reached) > 1 and not all(_say_the_same(bound) for bound in bounds):
        return None
    return reached[0] if reached else None


def _say_the_same(bound: Bound) -> bool:
    """Whether the limits agree wherever one can be read in the unit of the other."""
    first, *others = bound.limits
    for value, unit in others:
        converted = convert(value, unit, first[1])
        if converted is not None and converted != first[0]:
            return False
    return True
