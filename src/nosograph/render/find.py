"""Find a doctor as a page: specialties with reasons, centres, clinicians, a small map.

Rule. Everything on the page is text first; the map repeats the list and adds nothing.
"""

import math
import re
from dataclasses import dataclass

from markupsafe import Markup

from nosograph.directory.hours import DAYS
from nosograph.directory.points import EARTH
from nosograph.model.directory import Known, Position
from nosograph.render.languages import weekday

SIZE = 320
"""Width and height of the map."""


@dataclass(frozen=True, slots=True)
class ShownSpecialty:
    """A specialty that a disease leads to."""

    code: str
    name: str
    why: str
    evidence: tuple[tuple[str, str], ...]
    """Title and address of what editors rest it on."""
    recommended: bool
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ShownCentre:
    """An expert centre or network."""

    name: str
    place: str
    url: str
    note: str
    sources: tuple[tuple[str, str], ...]
    """Title and address, which may be empty."""
    day: str
    """When the source, or the entry, was last looked at."""
    local: str = ""
    """The mark of a hospital's own contact."""


@dataclass(frozen=True, slots=True)
class ShownClinician:
    """A clinician near the position."""

    name: str
    qualification: str
    specialties: str
    address: str
    telephone: str
    distance: str
    verified: str
    source: str
    id: str
    why: tuple[str, ...]
    languages: str = ""
    hours: str = ""
    answers: tuple[tuple[str, str, Known], ...] = ()
    """Filter, what the record says in words, and the same as a value."""


@dataclass(frozen=True, slots=True)
class FindPage:
    """The page for a disease, or for none."""

    disease: str = ""
    disease_href: str = ""
    asked: str = ""
    age: str = ""
    bad_age: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Diseases that the words may mean: name and address."""
    recommended: tuple[ShownSpecialty, ...] = ()
    maybe: tuple[ShownSpecialty, ...] = ()
    centres: tuple[ShownCentre, ...] = ()
    has_directory: bool = False
    fictional: bool = False
    every: tuple[tuple[str, str], ...] = ()
    """Code and name of every specialty of the directory that has a name."""


@dataclass(frozen=True, slots=True)
class ShownFilter:
    """A filter that is set or not."""

    name: str
    label: str
    chosen: bool
    count: str = ""
    """How many say yes, no, or nothing."""


@dataclass(frozen=True, slots=True)
class CliniciansPage:
    """The clinicians near a position."""

    fictional: bool
    specialties: tuple[ShownSpecialty, ...]
    postal: str
    fields: tuple[tuple[str, str], ...]
    """What the form said and is sent again, name and value."""
    filters: tuple[ShownFilter, ...]
    hide_unknown: bool
    languages: tuple[tuple[str, str], ...]
    """Tag and name."""
    language: str
    networks: tuple[str, ...]
    network: str
    absent: str = ""
    """Of the specialties asked for, those that nobody has here."""
    complaint: str = ""
    message: str = ""
    counted: str = ""
    """Among how many, and how far, the filters' counts were taken."""
    language_count: str = ""
    network_count: str = ""
    clinicians: tuple[ShownClinician, ...] = ()
    map: Markup | str = ""
    unplaced: str = ""
    source: str = ""


_SPAN = re.compile(r"(?:([A-Z][a-z](?:[-,][A-Z][a-z])*) ?)?(\d\d:\d\d-\d\d:\d\d)?")


def hours_in_words(hours: str, tag: str) -> str:
    """Opening hours with the days named in a language; what is not in that spelling as it is."""
    spans = [_SPAN.fullmatch(each) for each in hours.split("; ")]
    days = [re.findall("[A-Z][a-z]", each[1] or "") for each in spans if each]
    if None in spans or not all(day in DAYS.values() for each in days for day in each):
        return hours
    places = {short: weekday(place, tag) for place, short in enumerate(DAYS.values())}
    return re.sub("[A-Z][a-z]", lambda found: places[found[0]], hours).replace("-", "–")


def _away(near: Position, place: Position) -> tuple[float, float]:
    """How far a place is, in km, and in which direction, in radians from north."""
    a, b = math.radians(near.latitude), math.radians(place.latitude)
    turn = math.radians(place.longitude - near.longitude)
    east = math.sin(turn) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    up = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn)
    return EARTH * math.atan2(math.hypot(east, north), up), math.atan2(east, north)


def small_map(near: Position, places: list[tuple[Position, str]], title: str, words: str) -> Markup:
    """Where the clinicians are, at their true distance and direction from the middle."""
    spots: dict[tuple[float, float], str] = {}
    reach = max([1.0, *(_away(near, place)[0] for place, _ in places)]) * 1.15
    half = SIZE / 2
    for place, label in places:
        km, bearing = _away(near, place)
        x, y = km * math.sin(bearing), -km * math.cos(bearing)
        spot = round(half + x / reach * half, 1), round(half + y / reach * half, 1)
        spots[spot] = spots[spot].rstrip("+") + "+" if spot in spots else label
    # The nearest are drawn last, over the others.
    dots = Markup("").join(
        Markup('<circle class="dot" cx="{}" cy="{}" r="9"/><text x="{}" y="{:.1f}">{}</text>').format(
            x, y, x, y + 4, label
        )
        for (x, y), label in reversed(spots.items())
    )  # fmt: skip
    ring = half / 1.15
    return Markup(
        '<svg class="places" viewBox="0 0 {s} {s}" role="img" aria-labelledby="map-title">'
        '<title id="map-title">{title}</title><circle class="ring" cx="{h}" cy="{h}" r="{r:.1f}"/>'
        '<path class="here" d="M{h} {a}v16M{b} {h}h16"/>{dots}'
        '<text class="scale" x="{h}" y="{foot}">{words}</text></svg>'
    ).format(
        s=SIZE, foot=SIZE - 5, h=half, r=ring, a=half - 8, b=half - 8, dots=dots, title=title,
        words=words.format(km=f"{reach / 1.15:.0f}"),
    )  # fmt: skip
