"""A directory, open for questions.

Rule. What an engine finds by bits is decided again on the record itself, so that shared bits
never show a listing that does not fit.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pyarrow as pa

from nosograph.directory import engine, postings, records, sqlite_engine
from nosograph.directory.compile import CENTRES, NUMBERS, POSTAL_CODES, RECORDS, ROWS
from nosograph.directory.engine import Engine, Question
from nosograph.directory.filters import Vocabulary, Wanted
from nosograph.directory.geocoding import PostalCodes
from nosograph.directory.manifest import read_manifest, verify
from nosograph.directory.points import FARTHEST, kilometres, point, square_within
from nosograph.model.directory import (
    ExpertCentre,
    HealthcareService,
    Known,
    Organization,
    Position,
    PractitionerRole,
)
from nosograph.model.failures import DirectoryError

ENGINES = ("postings", "sqlite", "postgis")
"""What a directory can be asked through."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One provider near a position."""

    role: PractitionerRole
    distance_km: float
    states: dict[str, Known]
    """What its record answers to each filter."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The nearest providers, and what was looked through for them."""

    hits: tuple[Hit, ...]
    radius_km: float
    widened_to_km: float | None
    """How far the search went beyond the radius; None when it stayed within."""
    within_radius: int
    """How many of the hits lie within the radius that was asked for."""
    unplaced: int
    """Listings of the specialty without a position that may be compared."""

    @property
    def reach_km(self) -> float:
        """How far was looked."""
        return self.radius_km if self.widened_to_km is None else self.widened_to_km


@dataclass(frozen=True, slots=True)
class Counts:
    """Providers within some distance, each counted once."""

    providers: int
    answers: dict[str, dict[str, int]]
    """For each filter how many say yes, no, or nothing ("unknown")."""


def _states(role: PractitionerRole, wanted: Wanted) -> dict[str, Known]:
    networks = tuple(each.name for each in role.network) if role.network else None
    return wanted.states(role.new_patients, role.telehealth, role.communication, networks)


class Directory:
    """A directory folder, open for reading."""

    def __init__(self, folder: Path, manifest: dict[str, Any], engine: Engine) -> None:
        self.folder, self.manifest, self.engine = folder, manifest, engine
        self._numbers = np.load(folder / NUMBERS, mmap_mode="r")
        self._rows = np.load(folder / ROWS, mmap_mode="r")
        self._records = records.Records(folder / RECORDS)
        index = sqlite_engine.SqliteEngine(folder / sqlite_engine.FILE)
        self.specialties = {each.code: each for each, _ in index.specialties()}
        """Code → specialty; the empty code is any."""
        self._unplaced = {each.code: count for each, count in index.specialties()}
        index.close()
        self.words = Vocabulary(tuple(manifest["languages"]), tuple(manifest["networks"]))

    @classmethod
    def open(
        cls, folder: Path, *, prefer: str = "", postgres: str = "", verified: bool = False
    ) -> Self:
        """The directory at `folder`, asked through its fastest engine or the preferred one of
        `ENGINES`; with the address of a PostgreSQL server, through that. `verified` says that
        its sums have just been found right.

        Raises:
            DirectoryError: it is missing, changed or of another format, or the server does not
                hold it.
            ValueError: there is no such engine.
        """
        folder = folder.resolve()
        manifest = read_manifest(folder)
        if not verified:
            verify(folder, manifest)
        chosen = _engine(folder, prefer, postgres)
        try:
            return cls(folder, manifest, chosen)
        except (OSError, ValueError, KeyError, pa.ArrowInvalid) as error:
            raise DirectoryError(f"{folder}: cannot be read ({error}): import again") from None

    def whole(self) -> Self:
        """With everything read that is read by name later, when another import stands there."""
        _ = self.postal_codes, self.centres
        return self

    def close(self) -> None:
        """Let go of the files."""
        self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_fictional(self) -> bool:
        """Whether its providers are made up."""
        return bool(self.manifest["fictional"])

    def find(
        self,
        codes: tuple[str, ...],
        near: Position,
        wanted: Wanted | None = None,
        *,
        k: int = 20,
        radius_km: float = 50.0,
    ) -> Answer:
        """The nearest `k` providers with one of the specialties (none: any) that fit."""
        wanted = wanted or Wanted()
        asked = self._named(codes)
        question = Question(asked, near, wanted.masks(self.words), wanted.unknown)
        hits = self._hits(question, wanted, k) if asked else []
        inside = sum(hit.distance_km <= radius_km for hit in hits)
        reach = max([radius_km, *(hit.distance_km for hit in hits)])
        beyond = reach if inside < len(hits) else None
        return Answer(
            hits=tuple(hits),
            radius_km=radius_km,
            # Upwards, so that everybody who is listed lies within what is said.
            widened_to_km=math.ceil(beyond * 10 + 0.05) / 10 if beyond is not None else None,
            within_radius=inside,
            unplaced=sum(self._unplaced[each.code] for each in asked),
        )

    def _named(self, codes: tuple[str, ...]) -> tuple[engine.Specialty, ...]:
        """The specialties of these codes, each once: one that came twice would count twice."""
        known = dict.fromkeys(codes or ("",))
        return tuple(self.specialties[each] for each in known if each in self.specialties)

    def _hits(self, question: Question, wanted: Wanted, k: int) -> list[Hit]:
        most = k
        while True:
            found = engine.nearest(self.engine, question, most)
            hits = [hit for each in found if (hit := self._hit(*each, wanted)) is not None]
            if len(hits) >= k or len(found) < most:
                return hits[:k]
            most *= 2

    def _hit(self, square: int, number: int, wanted: Wanted) -> Hit | None:
        role = self.role(number)
        states = _states(role, wanted)
        if not wanted.accepts(states):
            return None
        return Hit(role, round(kilometres(square), 2), states)

    def role(self, number: int) -> PractitionerRole:
        """The listing with that number."""
        place = int(np.searchsorted(self._numbers, np.int32(number)))
        row, teller = self._rows[place].tolist()
        role = self._records.role(teller)
        own = f"{role.id.rpartition('-')[0]}-{number}"
        if row == teller:
            return replace(role, id=own)
        here = self._records.role(row)
        telephone, hours = here.telecom or role.telecom, here.hours
        return replace(role, id=own, location=here.location, telecom=telephone, hours=hours)

    def listing(self, number: int) -> PractitionerRole | None:
        """The listing with that number; None where it is nobody's."""
        if not 0 <= number < 2**31:
            return None
        place = int(np.searchsorted(self._numbers, np.int32(number)))
        stands = place < len(self._numbers) and int(self._numbers[place]) == number
        return self.role(number) if stands else None

    def count(
        self,
        codes: tuple[str, ...],
        near: Position,
        km: float,
        wanted: Wanted | None = None,
    ) -> Counts:
        """How many providers with one of the specialties (none: any) there are within `km`, and
        what they say to new patients, to video, and to the languages and networks wanted.

        No filter is applied: each is counted among all of them. A provider with several places
        counts once: as a yes where one of them says yes, else as a no where one says no.
        """
        wanted = replace(wanted or Wanted(), accepting=True, telehealth=True)
        asked = self._named(codes)
        whole = km >= engine.HALF_ROUND
        runs = engine.runs_within(Question(asked, near), None if whole else km + 0.1)
        at = point(near.latitude, near.longitude)
        within = FARTHEST if whole else square_within(km)
        masks = wanted.named_masks(self.words)
        tally = self.engine.tally(runs, at, tuple(masks.values()), within)
        answers = {}
        for name, yes, known in zip(masks, tally.yes, tally.known, strict=True):
            if name in wanted.shared(self.words):
                found = self.engine.first(runs, at, (masks[name],), False, len(self._numbers) + 1)
                yes = len(
                    {
                        engine.provider(number)
                        for square, number in found
                        if square <= within
                        and _states(self.role(number), wanted)[name] is Known.YES
                    }
                )
            answers[name] = {"yes": yes, "no": known - yes, "unknown": tally.providers - known}
        return Counts(tally.providers, answers)

    @cached_property
    def postal_codes(self) -> PostalCodes:
        """The postal codes with which it was made."""
        return PostalCodes.load(self.folder / POSTAL_CODES)

    @cached_property
    def centres(self) -> tuple[tuple[ExpertCentre, Position | None], ...]:
        """Every expert centre."""
        found = []
        for row in np.load(self.folder / CENTRES).tolist():
            role = self._records.role(row)
            told = self._records.row(row)
            service = HealthcareService(
                role.organization or Organization(role.id, role.name),
                role.location,
                role.specialty,
                role.telecom,
            )
            centre = ExpertCentre(
                service, tuple(told["expertise"].split()), role.provenance, told["url"]
            )
            found.append((centre, role.location.position))
        return tuple(found)

    def centres_for(self, codes: frozenset[str]) -> tuple[ExpertCentre, ...]:
        """The expert centres for a disease with these codes, by country and name."""
        fitting = [centre for centre, _ in self.centres if codes & set(centre.expertise)]
        return tuple(
            sorted(fitting, key=lambda c: (c.service.location.country, c.service.organization.name))
        )


def _engine(folder: Path, prefer: str, postgres: str) -> Engine:
    if prefer not in ("", *ENGINES):
        raise ValueError(f"no engine {prefer!r}: there are {', '.join(ENGINES)}")
    if prefer == "postgis" or (postgres and not prefer):
        from nosograph.directory.postgis import Postgis

        return Postgis(folder, postgres)
    if prefer != "sqlite" and (folder / postings.FOLDER).is_dir():
        return postings.Postings(folder / postings.FOLDER)
    return sqlite_engine.SqliteEngine(folder / sqlite_engine.FILE)
