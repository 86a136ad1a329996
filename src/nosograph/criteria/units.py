"""Units: a value in one UCUM unit as a value in another, and in which one a value is read.

Rule 1. Only units of the same dimension are converted. Between mass and amount of substance
nothing is guessed, because that needs to know the substance.

Rule 2. A limit that was published in a unit is never replaced by a converted one: 11.1 mmol/L and
200 mg/dL, 6.5 % and 48 mmol/mol are what people decided, not what arithmetic says.

Rule 3. Of several units that a value could be converted to, none is chosen unless the limits say
the same in all of them. A number without a unit is none of per cent, whatever arithmetic says.
"""

import re
from collections.abc import Collection, Iterable
from decimal import Context, Decimal
from functools import cache, lru_cache
from typing import Any

from nosograph.criteria.nodes import Bound

DIGITS = Context(prec=12)
"""Conversions go through binary floats; what lies beyond these digits is their noise."""

LONGEST = 60
"""Characters of a unit at most."""

_BEYOND = re.compile(r"[*^][+-]?\d{3}|[A-Za-z\])}][+-]?\d{2}|\d{5}")
"""Powers and factors that no measurement is given in, and that take long to work out."""

_ARBITRARY = re.compile(r"\[[^\]]*(?:U|ID_50|IR|Lf|PF|pH|diop)\]", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<![A-Za-z\[])(?:[YZEPTGMkhdcmunpfaz]|da)?"
    r"(eq|osm|mol|rad|deg|gon|sr|circ|sph|Np|B|bit|By|Bd)(?![A-Za-z\[\]])"
)
"""Units of UCUM that no other unit says anything of, though most have no dimension: arbitrary
units; charges and particles, which are moles only where one knows the ion; moles of moles, which
are no share of a mass; angles, fields of view and levels, which are no numbers."""

MEANT = {
    "percent": "%", "per cent": "%", "pct": "%", "prozent": "%", "%hb": "%", "% hb": "%",
    "%ngsp": "%", "%(ngsp)": "%", "%hba1c": "%", "%a1c": "%", "%oftotalhb": "%",
    "mmol/mol hb": "mmol/mol", "mmol/mol(ifcc)": "mmol/mol", "mmol/molhba1c": "mmol/mol",
    "meq/l": "meq/L", "mval/l": "meq/L", "mosm/kg": "mosm/kg", "mosmol/kg": "mosm/kg",
    "tsd./ul": "10*3/uL", "x10(9)/l": "10*9/L", "x10(3)/ul": "10*3/uL", "10(3)/ul": "10*3/uL",
    "mill/ul": "10*6/uL", "mio./ul": "10*6/uL", "permm3": "/uL",
    "mg%": "mg/dL", "mg/100ml": "mg/dL", "mg/100 ml": "mg/dL",
    "g%": "g/dL", "g/100ml": "g/dL", "g/100 ml": "g/dL",
    "k/ul": "10*3/uL", "thou/ul": "10*3/uL", "tsd/ul": "10*3/uL", "10e3/ul": "10*3/uL",
    "10^3/ul": "10*3/uL", "x10^3/ul": "10*3/uL", "x10e3/ul": "10*3/uL",
    "10^9/l": "10*9/L", "x10^9/l": "10*9/L", "10e9/l": "10*9/L", "x10e9/l": "10*9/L",
    "gpt/l": "10*9/L", "x10*9/l": "10*9/L", "10(9)/l": "10*9/L", "giga/l": "10*9/L",
    "x10*3/ul": "10*3/uL", "10*3/mm3": "10*3/uL", "10^3/mm3": "10*3/uL", "10^3/mcl": "10*3/uL",
    "10*3/mcl": "10*3/uL", "k/mm3": "10*3/uL", "k/mcl": "10*3/uL", "k/cumm": "10*3/uL",
    "thou/mcl": "10*3/uL", "thousand/ul": "10*3/uL", "th/ul": "10*3/uL", "/nl": "10*3/uL",
    "1000/ul": "10*3/uL", "mcg/dl": "ug/dL", "mcg/l": "ug/L", "mcg/ml": "ug/mL",
    "mcmol/l": "umol/L", "gm/dl": "g/dL", "gms/dl": "g/dL", "mg per dl": "mg/dL",
    "/mcl": "/uL", "cells/mcl": "/uL", "/mm^3": "/uL", "zellen/ul": "/uL",
    "mm/hour": "mm/h", "mm/std": "mm/h", "g/24hr": "g/(24.h)", "g/d": "g/(24.h)",
    "g/day": "g/(24.h)", "mg/24hr": "mg/(24.h)", "mg/day": "mg/(24.h)",
    "°c": "Cel", "degc": "Cel", "deg c": "Cel", "celsius": "Cel", "°f": "[degF]",
    "degf": "[degF]", "deg f": "[degF]", "fahrenheit": "[degF]", "/hpf": "/[HPF]",
    "10^6/ul": "10*6/uL", "x10^6/ul": "10*6/uL", "10e6/ul": "10*6/uL", "mio/ul": "10*6/uL",
    "10^12/l": "10*12/L", "x10^12/l": "10*12/L", "10e12/l": "10*12/L", "tpt/l": "10*12/L",
    "cells/ul": "/uL", "cells/mm3": "/uL", "/cumm": "/uL", "/cmm": "/uL",
    "mmhg": "mm[Hg]", "mm hg": "mm[Hg]", "mm/hr": "mm/h", "mm/1h": "mm/h",
    "iu/l": "[IU]/L", "iu/ml": "[IU]/mL", "miu/l": "m[IU]/L", "miu/ml": "m[IU]/mL",
    "uiu/ml": "u[IU]/mL",
    "mg/24h": "mg/(24.h)", "mg/24 h": "mg/(24.h)", "g/24h": "g/(24.h)", "g/24 h": "g/(24.h)",
    "y": "a", "yr": "a", "yrs": "a", "year": "a", "years": "a", "jahr": "a", "jahre": "a",
    "month": "mo", "months": "mo", "monat": "mo", "monate": "mo",
    "week": "wk", "weeks": "wk", "woche": "wk", "wochen": "wk",
    "day": "d", "days": "d", "tag": "d", "tage": "d",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "stunde": "h", "stunden": "h",
    "min.": "min", "sec": "s", "seconds": "s",
} | {
    each.lower(): each
    for each in (
        "mg/dL", "g/dL", "ug/dL", "ng/dL", "mg/L", "ug/L", "ng/L", "ng/mL", "ug/mL", "pg/mL",
        "mg/mL", "mmol/L", "umol/L", "nmol/L", "pmol/L", "mmol/mol", "mg/mmol", "mg/g", "ug/mg",
        "10*3/uL", "10*6/uL", "10*9/L", "10*12/L", "/uL", "/mm3", "mm/h", "mL/min", "kg/m2",
        "U/L", "fL",
    )
}  # fmt: skip
"""What people write for a unit, in small letters → the unit in UCUM.

Only what can be meant in one way: `G/L` is grams for some and 10⁹ for others, `mU/L` in capitals
might be millions, so neither is here, and a value in it stays unread.
"""

_DIMENSIONLESS = {"", "1"}
_RAISED = re.compile("(10|)([⁰¹²³⁴-⁹]+)")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ANNOTATION = re.compile(r"\{[^{}]*\}")
_ONE = Decimal(1)


@lru_cache(maxsize=4096)
def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """`value` in the unit `to`, or None where the one unit says nothing about the other."""
    unit, to = spelt(unit), spelt(to)
    found = None if unit == to else _converted(float(value), unit, to)
    if found is None:
        return value if unit == to else None
    return DIGITS.create_decimal_from_float(found)


def line(unit: str, to: str) -> tuple[float, float]:
    """How much one more of `unit` is in `to`, and how much none of it is: not 0 for temperatures.

    Raises:
        ValueError: the one unit says nothing about the other.
    """
    unit, to = spelt(bare(unit)), spelt(bare(to))
    if unit == to:
        return 1.0, 0.0
    none, many = _converted(0.0, unit, to), _converted(1000.0, unit, to)
    if none is None or many is None:
        raise ValueError(f"{unit} says nothing about {to}")
    return (many - none) / 1000, none


def converted(value: Decimal, unit: str, to: str) -> Decimal:
    """The value in the unit that it is read in; the same number where that is only spelt otherwise."""
    unit, to = bare(unit), bare(to)
    factor = convert(_ONE, unit, to)
    found = value if factor is None or factor == 1 else convert(value, unit, to)
    return value if found is None else found


def _converted(value: float, unit: str, to: str) -> float | None:
    source, target = _scale(unit), _scale(to)
    if source is None or target is None or _kinds(unit) != _kinds(to):
        return None
    try:
        found = _registry().Quantity(value * source[0], source[1]).to(target[1])
    except _unreadable():
        return None
    return float(found.magnitude) / target[0]


def _kinds(unit: str) -> list[str]:
    unit = _ANNOTATION.sub("", unit)
    return sorted([each.lower() for each in _ARBITRARY.findall(unit)] + _COUNTED.findall(unit))


@lru_cache(maxsize=4096)
def contradict(one: str, other: str) -> bool:
    """Whether two spellings of a value's unit are two units: `%` and `mmol/mol`, not `percent`."""
    one, other = spelt(bare(one)), spelt(bare(other))
    return is_unit(one) and is_unit(other) and convert(_ONE, one, other) != 1


def is_unit(unit: str) -> bool:
    """Whether it is a unit of UCUM, not a word of somebody's own for what is counted."""
    return _scale(spelt(unit)) is not None


def spelt(unit: str) -> str:
    """The unit as UCUM spells it; as it stands, where nobody can tell."""
    unit = _RAISED.sub(_power, unit.strip().replace("µ", "u").replace("μ", "u"))
    small = unit.lower().removesuffix(".")
    meant = MEANT.get(small) or MEANT.get(small.replace(" ", ""), unit)
    return "1" if unit in _DIMENSIONLESS else meant


def _power(raised: re.Match[str]) -> str:
    """`10⁹` as `10^9`, but `mm³` as `mm3`."""
    return (raised[1] and f"{raised[1]}^") + raised[2].translate(_PLAIN_DIGITS)


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
    if len(unit) > LONGEST or not unit.isascii() or _BEYOND.search(unit):
        return None
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
    if plain in _DIMENSIONLESS:
        return None
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
