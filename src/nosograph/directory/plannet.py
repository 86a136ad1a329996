"""Plan-Net: directories in FHIR R4, as search bundles or bulk NDJSON.

Rule 1. A PractitionerRole becomes a listing for each of its locations. What it refers to is
looked up among all files of the import; who, where or what is inactive, over, closed or changed
by a modifier is left out and reported.
Rule 2. An extension that is not there means unknown. `newpatients` that is there is believed.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from nosograph.directory import npi
from nosograph.directory.accumulate import known_or_unknown
from nosograph.directory.batches import Batch, batched
from nosograph.directory.dates import is_nothing
from nosograph.directory.fhir_files import ENDINGS, Resource, resources
from nosograph.directory.hours import hours_of
from nosograph.directory.inputs import Part, parts_of
from nosograph.directory.mapped_csv import number_of
from nosograph.directory.records import KIND_ORGANISATION, KIND_PERSON
from nosograph.directory.rejects import Rejects
from nosograph.directory.spoken import language_of
from nosograph.formats.times import days_of

NPI = "http://hl7.org/fhir/sid/us-npi"
NUCC = "http://nucc.org/provider-taxonomy"
NEW_PATIENTS = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/newpatients"
NETWORK = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/network-reference"
REFERRED = ("Practitioner", "Location", "Organization")
NAMES = ("official", "usual", "", "temp", "maiden", "nickname")
"""Uses of names, the best first; old and anonymous ones are nobody's."""

_REFERENCE = re.compile(r"(?:.*/)?([A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64})(?:/_history/.+)?")
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, IndexError)


class _LeftOutError(Exception):
    """A role or a place that is not listed: reason, field and value."""

    def __init__(self, reason: str, field: str, value: object = "") -> None:
        super().__init__(reason)
        self.reason, self.field, self.value = reason, field, value


@dataclass
class PlanNetReader:
    """Reads the files of one import, which refer to one another."""

    files: tuple[Path, ...]
    today: date = date.max
    """What ended before it is over; what begins after it is not yet."""
    keep_bad_npi: bool = False
    """Whether practitioners stay whose identifier has a wrong check digit."""

    @cached_property
    def _referred(self) -> dict[str, Resource]:
        """`Location/1`, or a bundle's `fullUrl`, → the resource."""
        found = {}
        for path in self.files:
            with _Silent() as silent:
                for part in parts_of(path, ENDINGS):
                    for _, resource, url in resources(part, silent):
                        if (type_ := resource.get("resourceType")) in REFERRED:
                            found[f"{type_}/{resource.get('id', '')}"] = resource
                            found |= {url: resource} if url else {}
        return found

    def read(self, path: Path, source: str, rejects: Rejects) -> Iterator[Batch]:
        """The listings of one file, batch by batch.

        Raises:
            SourceError: it is damaged or too large.
        """
        for part in parts_of(path, ENDINGS):
            yield from batched(self._roles(part, source, rejects), part.name, FIELDS)

    def _roles(
        self, path: Part, source: str, rejects: Rejects
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        for number, resource, _ in resources(path, rejects):
            if resource.get("resourceType") != "PractitionerRole":
                continue
            try:
                listings = list(self._listings(resource, source, path.name, number, rejects))
            except _LeftOutError as left:
                rejects.add(path.name, number, left.reason, left.value, left.field)
                continue
            except _MALFORMED as error:
                rejects.add(path.name, number, "bad-resource", f"{type(error).__name__}: {error}")
                continue
            yield from ((number, listing) for listing in listings)

    def _listings(
        self, role: Resource, source: str, file: str, number: int, rejects: Rejects
    ) -> Iterator[dict[str, Any]]:
        self._look_at(role, "PractitionerRole")
        person = self._target(role, "practitioner")
        organisation = self._organisation(role, person, file, number, rejects)
        for each, name in ((person, "Practitioner"), (organisation, "Organization")):
            self._look_at(each or {}, name)
        who = person or organisation
        if not who:
            raise _LeftOutError("no-name", "PractitionerRole.practitioner", role.get("id", ""))
        name = self._person_name(who) if person else str(who.get("name") or "")
        if not name:
            raise _LeftOutError("no-name", "Practitioner.name" if person else "Organization.name")
        field = "Practitioner.identifier"
        own = next((str(each["value"]) for each in self._current(who, "identifier")
                    if each.get("system") == NPI), "")  # fmt: skip
        key = (
            npi.kept(own, file, number, rejects, keep=self.keep_bad_npi, field=field) if own else 0
        )
        if own and not key:
            return
        identifier = "" if own else str(who.get("id", ""))
        shared = {
            "key": key or number_of(source, identifier),
            "identifier": identifier,
            "kind": KIND_PERSON if person else KIND_ORGANISATION,
            "name": name,
            "qualification": ", ".join(
                q["code"]["text"]
                for q in self._current(who, "qualification")
                if "text" in q.get("code", {})
            ),
            "organization": str(organisation.get("name", "")) if organisation else "",
            "specialties": " ".join(_specialties(role, file, number, rejects)),
            "accepting": known_or_unknown(_accepting(role)),
            "languages": " ".join(_languages(who, file, number, rejects)),
            "networks": "|".join(_networks(role)),
            "source": source,
            "verified": str(role.get("meta", {}).get("lastUpdated", "")),
        }
        telephone, hours = self._telephone(role), hours_of(role.get("availableTime", []))
        for place in self._places(role, file, number, rejects):
            yield shared | self._place(place, telephone, hours)

    def _organisation(
        self, role: Resource, person: Resource | None, file: str, number: int, rejects: Rejects
    ) -> Resource | None:
        """The organisation; a person is listed without one that nobody knows."""
        try:
            return self._target(role, "organization")
        except _LeftOutError as left:
            if person is None:
                raise
            rejects.add(file, number, left.reason, left.value, left.field)
            return None

    def _look_at(self, resource: Resource, name: str) -> None:
        """See that a resource may be used.

        Raises:
            _LeftOutError: it may not.
        """
        for element in ("modifierExtension", "implicitRules"):
            if resource.get(element):
                raise _LeftOutError("modifier", f"{name}.{element}")
        active = resource.get("active", True)
        if not isinstance(active, bool):
            raise _LeftOutError("bad-resource", f"{name}.active", active)
        if not active:
            raise _LeftOutError("inactive", f"{name}.active", "false")
        if name == "PractitionerRole" and not self._is_current(resource):
            raise _LeftOutError("ended", f"{name}.period", _period(resource["period"]))
        if name == "Location" and (status := resource.get("status") or "active") != "active":
            raise _LeftOutError("closed-place", "Location.status", status)
        # https://terminology.hl7.org/CodeSystem-v2-0116.html: C closed.
        if name == "Location" and _code(resource.get("operationalStatus")) == "C":
            raise _LeftOutError("closed-place", "Location.operationalStatus", "C")

    def _is_current(self, element: Resource) -> bool:
        """Whether today lies within an element's period."""
        period = element.get("period") or {}
        start, end = (days_of(str(period[k])) if period.get(k) else None for k in ("start", "end"))
        begun = start is None or start.first is None or start.first <= self.today
        over = end is not None and end.last is not None and end.last < self.today
        return begun and not over

    def _current(self, resource: Resource, key: str) -> list[Resource]:
        """The parts of a resource that are in use."""
        parts: list[Resource] = resource.get(key) or []
        return [each for each in parts if each.get("use") != "old" and self._is_current(each)]

    def _places(self, role: Resource, file: str, number: int, rejects: Rejects) -> list[Resource]:
        """The open places of a role; one that nobody knows where none is named."""
        named = role.get("location") or []
        if not named:
            return [{}]
        places = []
        for each in named:
            try:
                place = self._target(
                    {"location": each, "contained": role.get("contained")}, "location"
                )
                self._look_at(place or {}, "Location")
                places.append(place or {})
            except _LeftOutError as left:
                rejects.add(file, number, left.reason, left.value, left.field)
        return places

    def _target(self, resource: Resource, key: str) -> Resource | None:
        """What an element refers to; None where it is not there."""
        told = resource.get(key)
        if not told:
            return None
        text = str(told.get("reference", ""))
        if text.startswith("#"):
            contained = resource.get("contained") or []
            found: Resource | None = next((c for c in contained if c.get("id") == text[1:]), None)
        else:
            match = _REFERENCE.fullmatch(text)
            found = self._referred.get(text) or self._referred.get(match[1] if match else "")
        if found is None:
            field = f"PractitionerRole.{key}"
            raise _LeftOutError("unknown-reference", field, text or told.get("display", ""))
        return found

    def _person_name(self, person: Resource) -> str:
        """The best of a person's names; an old one is nobody's."""
        names = [n for n in self._current(person, "name") if n.get("use", "") in NAMES]
        if not names:
            return ""
        best = min(names, key=lambda each: NAMES.index(each.get("use", "")))
        given = best.get("given", [])
        return str(best.get("text") or " ".join([*given, best.get("family", "")])).strip()

    def _telephone(self, resource: Resource) -> str:
        found = (t for t in self._current(resource, "telecom") if t.get("system") == "phone")
        return next((str(each.get("value", "")) for each in found), "")

    def _place(self, location: Resource, telephone: str, hours: str) -> dict[str, Any]:
        address, position = location.get("address") or {}, location.get("position") or {}
        if address.get("use") == "old" or not self._is_current(address):
            address = {}
        return {
            "address": " ".join(address.get("line", [])),
            "city": _text(address, "city"),
            "state": _text(address, "state"),
            "postal": _text(address, "postalCode"),
            "country": _text(address, "country") or "US",
            "phone": telephone or self._telephone(location),
            "latitude": _degrees(position, "latitude"),
            "longitude": _degrees(position, "longitude"),
            "hours": hours or hours_of(location.get("hoursOfOperation", [])),
        }


FIELDS = {
    "postal": "Location.address.postalCode", "state": "Location.address.state",
    "country": "Location.address.country", "latitude": "Location.position.latitude",
    "longitude": "Location.position.longitude", "verified": "PractitionerRole.meta.lastUpdated",
    "specialties": "PractitionerRole.specialty", "phone": "telecom", "name": "name",
}  # fmt: skip


class _Silent(Rejects):
    """Rejects that the second reading reports again."""

    def __init__(self) -> None:
        super().__init__(Path("/dev/null"))


def _text(element: Resource, key: str) -> str:
    text = str(element.get(key) or "")
    return "" if is_nothing(text) else text


def _degrees(position: Resource, key: str) -> float | None:
    if key not in position:
        return None
    found = float(position[key])
    if not math.isfinite(found):
        raise ValueError(f"Location.position.{key} is {position[key]}")
    return found


def _period(period: Resource) -> str:
    return f"{period.get('start', '')} to {period.get('end', '')}"


def _code(concept: Any) -> str:
    return str(concept.get("code", "")) if isinstance(concept, dict) else ""


def _specialties(role: Resource, file: str, number: int, rejects: Rejects) -> list[str]:
    """The codes of the NUCC taxonomy; a concept without one is reported."""
    found: dict[str, None] = {}
    concepts = role.get("specialty") or []
    for concept in concepts:
        codings = concept.get("coding") or []
        codes = [str(c["code"]) for c in codings if "code" in c and c.get("system", NUCC) == NUCC]
        found |= dict.fromkeys(codes)
        if not codes:
            told = ", ".join(str(c.get("code") or c.get("display", "")) for c in codings)
            value = told or str(concept.get("text", ""))
            rejects.add(file, number, "unknown-specialty", value, "PractitionerRole.specialty")
    if not concepts:
        rejects.add(file, number, "no-specialty", role.get("id", ""), "PractitionerRole.specialty")
    return list(found)


def _languages(who: Resource, file: str, number: int, rejects: Rejects) -> list[str]:
    found: dict[str, None] = {}
    for each in who.get("communication") or []:
        concept = each.get("language", each)  # R5 wraps the concept
        codings = concept.get("coding") or []
        said = [str(c.get(key)) for key in ("code", "display") for c in codings if c.get(key)]
        said += [str(concept["text"])] if concept.get("text") else []
        tag = next(filter(None, map(language_of, said)), None)
        if tag is None:
            rejects.add(file, number, "unknown-language", ", ".join(said), "communication")
            return []
        found[tag] = None
    return list(found)


def _accepting(role: Resource) -> bool | None:
    answers = set()
    for extension in role.get("extension", []):
        if extension.get("url") == NEW_PATIENTS:
            for part in extension.get("extension", []):
                if part.get("url") == "acceptingPatients":
                    codings = part.get("valueCodeableConcept", {}).get("coding", [])
                    answers |= {coding.get("code") for coding in codings}
    if answers & {"newpt", "existptfam"}:
        return "newpt" in answers or None
    return False if answers & {"nopt", "existptonly"} else None


def _networks(role: Resource) -> Iterable[str]:
    for extension in role.get("extension", []):
        if extension.get("url") == NETWORK:
            told = extension.get("valueReference", {})
            yield str(told.get("display") or told["reference"]).replace("|", "/")
