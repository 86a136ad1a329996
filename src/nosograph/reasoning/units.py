"""Units: a value in one UCUM unit as a value in another.

Rule 1. Only units of the same dimension are converted. Between mass and amount of substance
nothing is guessed, because that needs to know the substance.

Rule 2. The library is loaded when the first conversion is asked for; it is slow to load.
"""

from decimal import Context, Decimal
from functools import cache, lru_cache
from typing import Any

DIGITS = Context(prec=12)
"""Conversions go through binary floats; what lies beyond these digits is their noise."""

_DIMENSIONLESS = {"", "1"}


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


def is_unit(unit: str) -> bool:
    """Whether it is a unit of UCUM, not a word of somebody's own for what is counted."""
    return _scale(_spelt(unit)) is not None


def _spelt(unit: str) -> str:
    return "1" if unit in _DIMENSIONLESS else unit.replace("µ", "u").replace("μ", "u")


@cache
def _registry() -> Any:
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry()


@cache
def _unreadable() -> tuple[type[Exception], ...]:
    """What the library raises where a text is no unit, or a value cannot be read in another."""
    from tokenize import TokenError

    from lark.exceptions import LarkError
    from pint.errors import PintError
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
