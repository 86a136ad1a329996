"""The pages' own words, in every language that pages have.

Rule 1. Each phrase is written once with all its translations side by side, in the order of
`LANGUAGES`, so that none can be missing; a test holds the table and its users to each other.
Rule 2. Medical content is never translated here: only buttons, headings and labels.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from nosograph.model.annotations import Frequency
from nosograph.render.phrases import PHRASES
from nosograph.render.site import LANGUAGES

Words = Mapping[str, str]


def _in_language(index: int) -> Words:
    return MappingProxyType({key: texts[index] for key, texts in PHRASES.items()})


_WORDS = {language: _in_language(index) for index, language in enumerate(LANGUAGES)}

NATIVE_NAMES = {"en": "English", "de": "Deutsch"}
"""How a language calls itself."""

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}

SYSTEM_TITLES: dict[str, tuple[str, str]] = {
    "HP:0000119": ("Kidneys, urinary and genital tract", "Nieren, Harnwege und Geschlechtsorgane"),
    "HP:0000152": ("Head and neck", "Kopf und Hals"),
    "HP:0000478": ("Eyes", "Augen"),
    "HP:0000598": ("Ears", "Ohren"),
    "HP:0000707": ("Nervous system", "Nervensystem"),
    "HP:0000769": ("Breasts", "Brust"),
    "HP:0000818": ("Hormones", "Hormonsystem"),
    "HP:0001197": ("Pregnancy and birth", "Schwangerschaft und Geburt"),
    "HP:0001507": ("Growth", "Wachstum"),
    "HP:0001574": ("Skin, hair and nails", "Haut, Haare und Nägel"),
    "HP:0001608": ("Voice", "Stimme"),
    "HP:0001626": ("Heart and circulation", "Herz und Kreislauf"),
    "HP:0001871": ("Blood and blood formation", "Blut und Blutbildung"),
    "HP:0001939": ("Metabolism and laboratory", "Stoffwechsel und Labor"),
    "HP:0002086": ("Lungs and airways", "Lunge und Atemwege"),
    "HP:0002664": ("Tumours", "Tumoren"),
    "HP:0002715": ("Immune system", "Immunsystem"),
    "HP:0025031": ("Digestion", "Verdauung"),
    "HP:0025142": ("General complaints", "Allgemeine Beschwerden"),
    "HP:0025354": ("Cells", "Zellen"),
    "HP:0033127": ("Bones, joints and muscles", "Knochen, Gelenke und Muskeln"),
    "HP:0040064": ("Limbs", "Arme und Beine"),
    "HP:0045027": ("Chest", "Brustkorb"),
}
"""Short titles of HPO's organ systems; HPO's own label stands where one is not listed."""


def words(language: str) -> Words:
    """The phrases in `language`, or in the first language if there is no such one."""
    return _WORDS.get(language, _WORDS[LANGUAGES[0]])


def day(moment: date, language: str) -> str:
    """A date as people write it."""
    month = _MONTHS[language if language in _MONTHS else "en"].split()[moment.month - 1]
    dot = "." if language == "de" else ""
    return f"{moment.day}{dot} {month} {moment.year}"


def number(count: int, language: str) -> str:
    """A count with the language's thousands separator."""
    return f"{count:,}".replace(",", "." if language == "de" else ",")


def system_title(term: str, labels: Mapping[str, str], language: str) -> str:
    """The title of an organ system."""
    titles = SYSTEM_TITLES.get(term)
    if titles is not None:
        return titles[LANGUAGES.index(language) if language in LANGUAGES else 0]
    return labels.get(term) or words(language)["other_findings"]


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
