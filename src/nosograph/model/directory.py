"""Who treats what, where: practitioners, places and centres, in FHIR's words.

Rule 1. What a source does not say is `Known.UNKNOWN`, never no.
Rule 2. Every record names its source and the day on which the source last vouched for it.
Rule 3. A position carries its precision: from the middle of a town no distance is compared.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Known(IntEnum):
    """What a source says about a yes-or-no question; the numbers are those of `Truth`."""

    NO = 0
    UNKNOWN = 1
    YES = 2


class Precision(StrEnum):
    """How exactly a position is known."""

    ADDRESS = "address"
    POSTAL = "postal"
    """The middle of a postal code."""
    PLACE = "place"
    """The middle of a town."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record comes from."""

    source: str
    last_verified: str = ""
    """ISO date of the source's last update of this record; empty when it gives none."""


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees, WGS 84."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        # Written so that not-a-number is refused, too.
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"not a position: {self.latitude}, {self.longitude}")


@dataclass(frozen=True, slots=True)
class Location:
    """A place where somebody practises."""

    address: str
    city: str
    state: str
    postal_code: str
    country: str
    position: Position | None = None
    precision: Precision = Precision.NONE


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A person."""

    id: str
    name: str
    qualification: str = ""
    communication: tuple[str, ...] | None = None
    """Languages as BCP 47 tags; None when no source says."""


@dataclass(frozen=True, slots=True)
class Organization:
    """A practice, hospital or other organisation."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class InsurancePlan:
    """A network or plan that a role belongs to."""

    name: str


@dataclass(frozen=True, slots=True)
class PractitionerRole:
    """What a practitioner (or an organisation in its own name) offers at one place."""

    id: str
    practitioner: Practitioner | None
    organization: Organization | None
    location: Location
    specialty: tuple[str, ...]
    """NUCC codes, the primary one first."""
    provenance: Provenance
    telecom: str = ""
    new_patients: Known = Known.UNKNOWN
    telehealth: Known = Known.UNKNOWN
    network: tuple[InsurancePlan, ...] | None = None
    """None when no source says."""
    communication: tuple[str, ...] | None = None
    """Languages that are spoken there, as BCP 47 tags; None when no source says."""
    hours: str = ""
    """Opening hours as the source writes them, or in OpenStreetMap's spelling."""

    @property
    def name(self) -> str:
        """Whom to ask for."""
        if self.practitioner is not None:
            return self.practitioner.name
        return self.organization.name if self.organization is not None else ""


@dataclass(frozen=True, slots=True)
class HealthcareService:
    """What an organisation offers."""

    organization: Organization
    location: Location
    specialty: tuple[str, ...] = ()
    telecom: str = ""


@dataclass(frozen=True, slots=True)
class ExpertCentre:
    """A service with recognised expertise in certain diseases."""

    service: HealthcareService
    expertise: tuple[str, ...]
    """Codes of diseases, such as `ORPHA:1183`."""
    provenance: Provenance
    url: str = ""
