"""Plan-Net: directories in FHIR R4, as search bundles or bulk NDJSON.

Rule 1. A PractitionerRole becomes a listing for each of its locations. What it refers to is
looked up among all files of the import.
Rule 2. An extension that is not there means unknown. `newpatients` that is there is believed.
Rule 3. Resources are read one at a time; a line or a file larger than any honest one is refused.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from nosograph.directory import npi
from nosograph.directory.accumulate import known_or_unknown
from nosograph.directory.batches import Batch, batched
from nosograph.directory.inputs import opened
from nosograph.directory.mapped_csv import number_of
from nosograph.directory.records import KIND_ORGANISATION, KIND_PERSON
from nosograph.directory.rejects import Rejects
from nosograph.model.failures import SourceError

LONGEST_LINE = 4 * 2**20
LARGEST_BUNDLE = 256 * 2**20
NPI = "http://hl7.org/fhir/sid/us-npi"
NEW_PATIENTS = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/newpatients"
NETWORK = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/network-reference"
REFERRED = ("Practitioner", "Location", "Organization")

Resource = dict[str, Any]


def resources(path: Path, rejects: Rejects) -> Iterator[tuple[int, Resource]]:
    """The resources of a file and where each stands."""
    with opened(path, containing=(".json", ".ndjson")) as file:
        start = file.read(2**12)
        is_bundle = (
            b"\n" not in start.strip() or b'"Bundle"' in start or start[:2] in (b"{\n", b"{\r")
        )
        if is_bundle:
            yield from _of_bundle(start + file.read(LARGEST_BUNDLE + 1), path, rejects)
            return
        rest, number = start, 0
        while rest or (rest := file.read(2**16)):
            line, found, rest = rest.partition(b"\n")
            while not found and len(line) <= LONGEST_LINE:
                more = file.readline(LONGEST_LINE)
                if not more:
                    break
                line, found = line + more, b"\n" if more.endswith(b"\n") else b""
            number += 1
            if len(line) > LONGEST_LINE:
                raise SourceError(f"{path}:{number}: a line larger than any resource")
            if line.strip():
                yield from _parsed(line, path, number, rejects)


def _parsed(
    line: bytes, path: Path, number: int, rejects: Rejects
) -> Iterator[tuple[int, Resource]]:
    try:
        resource = json.loads(line)
    except (ValueError, RecursionError):
        rejects.add(path.name, number, "bad-resource", line[:100].decode("utf-8", "replace"))
        return
    if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
        yield number, resource
    else:
        rejects.add(path.name, number, "bad-resource", str(resource)[:100])


def _of_bundle(text: bytes, path: Path, rejects: Rejects) -> Iterator[tuple[int, Resource]]:
    if len(text) > LARGEST_BUNDLE:
        raise SourceError(f"{path}: a bundle larger than {LARGEST_BUNDLE // 2**20} MB: use NDJSON")
    try:
        bundle = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: damaged or cut short ({error}): fetch it again") from None
    if not isinstance(bundle, dict):
        raise SourceError(f"{path}: no resource and no bundle")
    if bundle.get("resourceType") != "Bundle":
        yield 1, bundle
        return
    for number, entry in enumerate(bundle.get("entry", []), 1):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            yield number, resource
        else:
            rejects.add(path.name, number, "bad-resource", "an entry without a resource")


@dataclass
class PlanNetReader:
    """Reads the files of one import, which refer to one another."""

    files: tuple[Path, ...]
    _seen: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def _referred(self) -> dict[str, Resource]:
        """`Location/1` → the resource."""
        found = {}
        for path in self.files:
            with _Silent() as silent:
                for _, resource in resources(path, silent):
                    if resource.get("resourceType") in REFERRED and "id" in resource:
                        found[f"{resource['resourceType']}/{resource['id']}"] = resource
        return found

    def read(self, path: Path, source: str, rejects: Rejects) -> Iterator[Batch]:
        """The listings of one file, batch by batch.

        Raises:
            SourceError: it is damaged or too large.
        """
        yield from batched(self._roles(path, source, rejects), path.name)

    def _roles(
        self, path: Path, source: str, rejects: Rejects
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        for number, resource in resources(path, rejects):
            if (
                resource.get("resourceType") != "PractitionerRole"
                or resource.get("active") is False
            ):
                continue
            try:
                listings = self._listings(resource, source, path.name, number, rejects)
            except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
                rejects.add(path.name, number, "bad-resource", f"{type(error).__name__}: {error}")
                continue
            yield from ((number, listing) for listing in listings)

    def _listings(
        self, role: Resource, source: str, file: str, number: int, rejects: Rejects
    ) -> list[dict[str, Any]]:
        person = self._target(role.get("practitioner"))
        organisation = self._target(role.get("organization"))
        who = person or organisation
        if not who:
            rejects.add(file, number, "no-name", role.get("id", ""))
            return []
        own = next((i["value"] for i in who.get("identifier", []) if i.get("system") == NPI), "")
        is_npi = npi.is_npi(own)
        if own and not is_npi:
            rejects.add(file, number, "bad-npi", own)
            return []
        specialties = [
            c["code"] for s in role.get("specialty", []) for c in s.get("coding", []) if "code" in c
        ]
        if not specialties:
            rejects.add(file, number, "no-specialty", role.get("id", ""))
        identifier = "" if is_npi else str(who.get("id", ""))
        shared = {
            "key": int(own) if is_npi else number_of(source, identifier),
            "identifier": identifier,
            "kind": KIND_PERSON if person else KIND_ORGANISATION,
            "name": _person_name(person) if person else str(who.get("name", "")),
            "qualification": ", ".join(
                q["code"]["text"]
                for q in who.get("qualification", [])
                if "text" in q.get("code", {})
            ),
            "organization": str(organisation.get("name", "")) if organisation else "",
            "specialties": " ".join(dict.fromkeys(specialties)),
            "accepting": known_or_unknown(_accepting(role)),
            "languages": " ".join(_languages(who)),
            "networks": "|".join(_networks(role)),
            "source": source,
            "verified": str(role.get("meta", {}).get("lastUpdated", ""))[:10],
        }
        places = [self._target(each) for each in role.get("location", [])] or [{}]
        telephone = _telephone(role)
        return [shared | _place(place, telephone) for place in places]

    def _target(self, reference: Any) -> Resource:
        name = str((reference or {}).get("reference", ""))
        return self._referred.get("/".join(name.split("/")[-2:]), {})


class _Silent(Rejects):
    """Rejects that the second reading reports again."""

    def __init__(self) -> None:
        super().__init__(Path("/dev/null"))


def _person_name(person: Resource) -> str:
    name = (person.get("name") or [{}])[0]
    return str(
        name.get("text") or " ".join([*name.get("given", []), name.get("family", "")])
    ).strip()


def _languages(who: Resource) -> list[str]:
    return [
        coding["code"].casefold()
        for each in who.get("communication", [])
        for coding in each.get("coding", [])
        if "code" in coding
    ]


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


def _networks(role: Resource) -> list[str]:
    return [
        str(
            extension.get("valueReference", {}).get("display")
            or extension["valueReference"]["reference"]
        )
        for extension in role.get("extension", [])
        if extension.get("url") == NETWORK
    ]


def _telephone(resource: Resource) -> str:
    return next(
        (
            str(t.get("value", ""))
            for t in resource.get("telecom", [])
            if t.get("system") == "phone"
        ),
        "",
    )


def _place(location: Resource, telephone: str) -> dict[str, Any]:
    address, position = location.get("address", {}), location.get("position", {})
    country = str(address.get("country") or "US").upper()
    country = {"USA": "US", "UNITED STATES": "US", "DEU": "DE"}.get(country, country)
    postal = str(address.get("postalCode", ""))
    return {
        "address": " ".join(address.get("line", [])),
        "city": str(address.get("city", "")),
        "state": str(address.get("state", "")),
        "postal": postal[:5] if country == "US" else postal,
        "country": country,
        "phone": telephone or _telephone(location),
        "latitude": float(position["latitude"]) if "latitude" in position else None,
        "longitude": float(position["longitude"]) if "longitude" in position else None,
    }
