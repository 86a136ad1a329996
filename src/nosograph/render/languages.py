"""The pages' own words, in every language that has a catalogue in `catalogues/`.

Rule 1. A catalogue is a gettext file; a phrase is known by its context and read from English.
Rule 2. Medical content is never translated here: only buttons, headings and labels. What is true
of all texts of a language (dates, numbers, plurals, its name) is CLDR's and comes through Babel.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from gettext import c2py
from types import MappingProxyType
from typing import TYPE_CHECKING

from nosograph.model.annotations import Frequency
from nosograph.render.site import CATALOGUES, LANGUAGES

if TYPE_CHECKING:
    from babel import Locale

Words = Mapping[str, str]

REMEMBERED = 2**14
"""Dates and numbers whose text is kept: the same ones stand on thousands of pages."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's phrases by their keys; one that is not translated stays English."""

    locale: "Locale"
    words: Words
    forms: Mapping[str, tuple[str, ...]]
    """Of phrases that depend on a count."""
    form: Callable[[int], int]
    """Which of the forms a count takes."""


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of one of `LANGUAGES`."""
    # Not above: a server starts, and a command prints, without words or before its first one.
    from babel import Locale
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{language}.po").open("rb") as file:
        found = read_po(file)
    told: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for each in found:
        if each.context:
            said = each.string if each.string and all(each.string) else each.id
            if not isinstance(said, str):
                forms[each.context] = tuple(said)
            told[each.context] = said if isinstance(said, str) else said[-1]
    locale = Locale.parse(found.locale_identifier or language)
    return Catalogue(locale, MappingProxyType(told), forms, c2py(found.plural_expr))


def _known(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


@cache
def words(language: str) -> Words:
    """The phrases in `language`, or in the first language if there is no such one."""
    return catalogue(_known(language)).words


def counted(key: str, count: int, language: str) -> str:
    """A phrase in the form that `count` takes, which also fills its `{count}`."""
    of = catalogue(_known(language))
    return of.forms[key][of.form(count)].format(count=number(count, language))


def for_script(keys: Iterable[str], language: str) -> dict[str, str | dict[str, str]]:
    """Phrases that a script says; those that depend on a count by CLDR's categories of counts."""
    of = catalogue(_known(language))
    some = [(of.locale.plural_form(n), of.form(n)) for n in range(200)]
    return {
        key: {category: of.forms[key][form] for category, form in some}
        if key in of.forms
        else of.words[key]
        for key in keys
    }


@cache
def native_name(language: str) -> str:
    """How a language calls itself."""
    from babel import Locale

    return Locale.parse(language).display_name or language


def three_letters(language: str) -> str:
    """The language's code in ISO 639-3."""
    from babel.core import get_global

    codes = (code for code, alias in get_global("language_aliases").items() if alias == language)
    return next((code for code in codes if len(code) == 3), language)


@lru_cache(REMEMBERED)
def day(moment: date, language: str) -> str:
    """A date as people write it."""
    from babel.dates import format_date

    return format_date(moment, "long", locale=catalogue(_known(language)).locale)


@lru_cache(REMEMBERED)
def number(count: float, language: str) -> str:
    """A number as people write it: a count whole, anything else to a tenth where that says more."""
    from babel.numbers import format_decimal

    return format_decimal(count, format="#,##0.#", locale=catalogue(_known(language)).locale)


@lru_cache(REMEMBERED)
def language_name(tag: str, language: str) -> str:
    """What a language is called in another."""
    return str(catalogue(_known(language)).locale.languages.get(tag, tag))


@lru_cache(REMEMBERED)
def weekday(place: int, language: str) -> str:
    """The short name of a day of the week; Monday is 0."""
    return str(catalogue(_known(language)).locale.days["format"]["abbreviated"][place]).rstrip(".")


def decimal_mark(language: str) -> str:
    """What parts whole numbers from decimals."""
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(catalogue(_known(language)).locale)


def system_title(term: str, labels: Mapping[str, str], language: str) -> str:
    """The title of an organ system: ours, else HPO's label."""
    t = words(language)
    return t.get(f"system_{term}") or labels.get(term) or t["other_findings"]


def specialty_name(code: str, language: str) -> str:
    """Our name of a specialty, or its code."""
    return words(language).get(f"specialty_{code}", code)


def frequency_text(frequency: Frequency, language: str) -> str:
    """How often, in words: `14 of 16 (88 %)`, `frequent (30–79 %)`."""
    phrases = words(language)
    if frequency.count is not None and frequency.total is not None:
        counted = phrases["count_of"].format(count=frequency.count, total=frequency.total)
        return f"{counted} ({_percent(frequency.low)} %)"
    low, high = _percent(frequency.low), _percent(frequency.high)
    span = f"{low} %" if low == high else f"{low}–{high} %"
    name = phrases.get("frequency_" + frequency.name.replace(" ", "_"), frequency.name)
    return f"{name} ({span})" if name else span


def _percent(share: float) -> str:
    percent = share * 100
    if percent and percent < 1:
        return f"{percent:.1g}"
    return f"{percent:.0f}"
