"""Units as laboratories print them, in UCUM.

Rule. Only spellings that can mean one unit are here: `G/L` may be gram or giga per litre, and
stays what it is, to be counted as unread.
"""

import re
from functools import lru_cache

_UNITS = (
    "mg/dL", "g/dL", "ug/dL", "ng/dL", "mg/L", "ug/L", "ng/L", "ng/mL", "ug/mL", "pg/mL", "mg/mL",
    "mmol/L", "umol/L", "nmol/L", "pmol/L", "mmol/mol", "mg/g", "mg/mmol", "ug/g", "ug/mg",
    "U/L", "U/mL", "m[IU]/L", "m[IU]/mL", "[IU]/mL", "[IU]/L", "k[IU]/L", "meq/L", "mosm/kg",
    "10*3/uL", "10*6/uL", "10*9/L", "10*12/L", "/uL", "/mm3", "mm/h", "mm[Hg]", "%", "fL", "pg",
    "Cel", "[degF]", "mL/min", "mL/min/{1.73_m2}", "g/(24.h)", "mg/(24.h)", "s", "min", "h", "d", "wk", "mo", "a",
    "kg/m2", "kg", "cm", "m", "/min", "[pH]",
)  # fmt: skip
_SPELT = {
    "10*3/uL": ("10^3/ul", "x10^3/ul", "x10*3/ul", "x10e3/ul", "10e3/ul", "10*3/mm3", "10^3/mm3", "k/ul",
                "k/mm3", "k/cumm", "thou/ul", "thou/mcl", "thousand/ul", "th/ul", "tsd/ul", "/nl", "1000/ul", "10*3/mcl", "10^3/mcl", "k/mcl"),
    "10*6/uL": ("10^6/ul", "x10^6/ul", "x10e6/ul", "10e6/ul", "m/ul", "mil/ul", "million/ul", "/pl", "10^6/mcl"),
    "10*9/L": ("10^9/l", "x10^9/l", "x10*9/l", "x10e9/l", "10e9/l", "gpt/l", "giga/l", "10(9)/l"),
    "10*12/L": ("10^12/l", "x10^12/l", "x10e12/l", "10e12/l", "tpt/l", "tera/l", "10(12)/l"),
    "/uL": ("/ul", "cells/ul", "cells/mcl", "/mcl", "/mikroliter", "cells/mm3", "/mm^3", "/mm3", "cells/cumm", "/cumm", "zellen/ul"),
    "%": ("percent", "pct", "prozent", "% hb", "%hb", "%ngsp", "% ngsp", "% of total", "% of total hgb", "%hba1c", "%{hb}"),
    "mmol/mol": ("mmol/mol hb", "mmol/mol{hb}", "mmol/mol ifcc", "mmol/mol hba1c"),
    "mg/dL": ("mg/100ml", "mg%", "mg/100 ml", "mg per dl", "mgs/dl"),
    "g/dL": ("g/100ml", "g%", "gm/dl", "gms/dl", "g/100 ml"),
    "ug/dL": ("mcg/dl",), "ug/L": ("mcg/l",), "ug/mL": ("mcg/ml",), "umol/L": ("mcmol/l", "micromol/l"),
    "mm/h": ("mm/hr", "mm/1h", "mm/1.h", "mm/(1.h)", "mm/std", "mm/hour", "mm/h westergren"),
    "U/L": ("iu/l", "units/l", "unit/l", "e/l"),
    "Cel": ("c", "°c", "degc", "deg c", "celsius", "grad celsius"),
    "[degF]": ("f", "°f", "degf", "deg f", "fahrenheit"),
    "g/(24.h)": ("g/24h", "g/24 h", "g/d", "g/day", "g/24hr", "g/24 hr", "g/24std", "gm/24h"),
    "mg/(24.h)": ("mg/24h", "mg/24 h", "mg/d", "mg/day", "mg/24hr"),
    "mm[Hg]": ("mmhg", "mm hg"),
    "h": ("hr", "hrs", "hour", "hours", "stunde", "stunden", "std"),
    "d": ("day", "days", "tag", "tage"), "wk": ("week", "weeks", "woche", "wochen"),
    "mo": ("month", "months", "monat", "monate"), "a": ("year", "years", "yr", "yrs", "jahr", "jahre", "y"),
    "kg/m2": ("kg/m^2", "kg/m²"), "/[HPF]": ("/hpf", "per hpf", "/gf"),
}  # fmt: skip
_AMBIGUOUS = frozenset({"g/l", "m"})
"""Without their case these mean two units: G/L and g/L, M and m."""


def _flat(unit: str) -> str:
    plain = unit.strip().casefold().replace("µ", "u").replace("μ", "u").replace("×", "x")
    return re.sub(r"\s*/\s*", "/", re.sub(r"\s+", " ", plain))


_WORDS = {_flat(unit): unit for unit in _UNITS if _flat(unit) not in _AMBIGUOUS}
_WORDS |= {_flat(word): unit for unit, words in _SPELT.items() for word in words}
_EXACT = frozenset(_UNITS)


@lru_cache(maxsize=4096)
def unit_as_written(text: str) -> str:
    """The UCUM unit that a text spells; the text itself where it is not known to spell another."""
    text = text.strip().removeprefix("UCUM:")
    if text in _EXACT:
        return text
    return _WORDS.get(_flat(text), text)
