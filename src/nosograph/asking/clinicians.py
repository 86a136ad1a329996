"""From a disease to specialties and centres, and from specialties and a position to who is near.

Rule. They are two questions: the one that holds the position does not hold the disease.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nosograph.directory.filters import Wanted
from nosograph.directory.geocoding import PostalCodes
from nosograph.directory.reader import Answer, Counts, Directory
from nosograph.model.ages import Age
from nosograph.model.directory import ExpertCentre, Position
from nosograph.model.diseases import Disease
from nosograph.model.entries import Organisation
from nosograph.reasoning.referral import Suggestion, suggest


@dataclass(frozen=True, slots=True)
class Care:
    """Who sees a disease."""

    suggestions: tuple[Suggestion, ...]
    organisations: tuple[Organisation, ...]
    """Centres and networks that the entry names."""
    centres: tuple[ExpertCentre, ...]
    """Those of the directory."""

    @property
    def to_ask(self) -> tuple[Suggestion, ...]:
        """What is recommended; where nothing is, what findings suggest."""
        return tuple(each for each in self.suggestions if each.is_recommended) or self.suggestions


@dataclass(frozen=True, slots=True)
class ClinicianQuestion:
    """Who is near, of some specialties."""

    codes: tuple[str, ...]
    """One of these specialties; none for any."""
    near: Position
    wanted: Wanted = field(default_factory=Wanted)
    k: int = 20
    radius_km: float = 50.0


@dataclass(frozen=True, slots=True)
class Nearby:
    """The nearest, and the counts around them."""

    found: Answer
    counts: Counts


def care(
    disease: Disease,
    age: Age | None = None,
    opened: Directory | None = None,
    classification: Mapping[str, Iterable[str]] | None = None,
) -> Care:
    """The specialties for a disease at an age, and the centres that know it."""
    codes = frozenset(str(link.code) for link in disease.codes)
    return Care(
        suggest(disease, age, classification),
        disease.centres,
        opened.centres_for(codes) if opened is not None else (),
    )


def nearby(opened: Directory, asked: ClinicianQuestion) -> Nearby:
    """The nearest clinicians, and among how many they were counted."""
    found = opened.find(asked.codes, asked.near, asked.wanted, k=asked.k, radius_km=asked.radius_km)
    return Nearby(found, opened.count(asked.codes, asked.near, found.reach_km, asked.wanted))


def position_of(text: str) -> Position | None:
    """The position that latitude and longitude with a comma between them spell."""
    try:
        latitude, longitude = map(float, text.split(","))
        return Position(latitude, longitude)
    except ValueError:
        return None


def postal_position(known: PostalCodes, text: str) -> Position | None:
    """The middle of a postal code, in the United States where no country stands before it."""
    country, _, code = text.strip().upper().rpartition(" ")
    return known.position(country or "US", code)
