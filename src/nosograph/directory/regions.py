"""Countries and states by whatever name a register gives them.

Rule. The United States' territories have ZIP Codes and are states here, whether a register calls
them countries or not.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

NO_COUNTRIES = frozenset({"ZZ", "EU", "EZ", "QO", "UN", "XA", "XB"})
"""Codes of CLDR for unions, tests and the unknown."""
TERRITORIES = frozenset({"PR", "VI", "GU", "AS", "MP", "FM", "PW", "MH"})
MILITARY = frozenset({"AA", "AE", "AP"})

# USPS Publication 28, appendix B: two letters and names.
STATES = {
    "ALABAMA": "AL", "ALASKA": "AK", "ARIZONA": "AZ", "ARKANSAS": "AR", "CALIFORNIA": "CA",
    "COLORADO": "CO", "CONNECTICUT": "CT", "DELAWARE": "DE", "DISTRICT OF COLUMBIA": "DC",
    "FLORIDA": "FL", "GEORGIA": "GA", "HAWAII": "HI", "IDAHO": "ID", "ILLINOIS": "IL",
    "INDIANA": "IN", "IOWA": "IA", "KANSAS": "KS", "KENTUCKY": "KY", "LOUISIANA": "LA",
    "MAINE": "ME", "MARYLAND": "MD", "MASSACHUSETTS": "MA", "MICHIGAN": "MI", "MINNESOTA": "MN",
    "MISSISSIPPI": "MS", "MISSOURI": "MO", "MONTANA": "MT", "NEBRASKA": "NE", "NEVADA": "NV",
    "NEW HAMPSHIRE": "NH", "NEW JERSEY": "NJ", "NEW MEXICO": "NM", "NEW YORK": "NY",
    "NORTH CAROLINA": "NC", "NORTH DAKOTA": "ND", "OHIO": "OH", "OKLAHOMA": "OK", "OREGON": "OR",
    "PENNSYLVANIA": "PA", "RHODE ISLAND": "RI", "SOUTH CAROLINA": "SC", "SOUTH DAKOTA": "SD",
    "TENNESSEE": "TN", "TEXAS": "TX", "UTAH": "UT", "VERMONT": "VT", "VIRGINIA": "VA",
    "WASHINGTON": "WA", "WEST VIRGINIA": "WV", "WISCONSIN": "WI", "WYOMING": "WY",
    "PUERTO RICO": "PR", "VIRGIN ISLANDS": "VI", "US VIRGIN ISLANDS": "VI", "GUAM": "GU",
    "AMERICAN SAMOA": "AS", "NORTHERN MARIANA ISLANDS": "MP", "PALAU": "PW",
    "FEDERATED STATES OF MICRONESIA": "FM", "MICRONESIA": "FM", "MARSHALL ISLANDS": "MH",
    "ARMED FORCES AMERICAS": "AA", "ARMED FORCES EUROPE": "AE", "ARMED FORCES PACIFIC": "AP",
}  # fmt: skip
CODES = frozenset(STATES.values())

FURTHER = {
    "U S": "US", "U S A": "US", "AMERICA": "US", "UNITED STATES OF AMERICA": "US", "ESTADOS UNIDOS": "US",
    "UM": "US", "UK": "GB", "ENGLAND": "GB", "SCOTLAND": "GB", "WALES": "GB", "GREAT BRITAIN": "GB",
    "NORTHERN IRELAND": "GB", "BRD": "DE", "D": "DE", "FEDERAL REPUBLIC OF GERMANY": "DE", "A": "AT",
}  # fmt: skip
"""Names that CLDR does not list; NPPES has UM for addresses of the states."""


@lru_cache(maxsize=4096)
def state_of(text: str) -> str:
    """The two letters of a state of the United States; empty where it is none."""
    word = _plain(text)
    short = word.replace(" ", "")
    return short if short in CODES else STATES.get(word, "")


@lru_cache(maxsize=4096)
def country_of(text: str) -> str | None:
    """The two letters of a country; None where the text names none."""
    word = _plain(text)
    if word in FURTHER:
        return FURTHER[word]
    short = word.replace(" ", "")
    if short in FURTHER:
        return FURTHER[short]
    found = get_global("territory_aliases").get(short, short)
    short = found if isinstance(found, str) else found[0] if len(found) == 1 else short
    if len(short) == 2 and short in Locale("en").territories:
        return None if short in NO_COUNTRIES else FURTHER.get(short, short)
    return _names().get(word)


def _plain(text: str) -> str:
    return " ".join(text.upper().replace(".", " ").replace(",", " ").split())


@cache
def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for tag in ("en", "de", "fr", "es", "it"):
        for code, name in Locale(tag).territories.items():
            if len(code) == 2:
                found.setdefault(_plain(name), code)
    return found
